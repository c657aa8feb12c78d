"""Slack's way of marking text («mrkdwn») as our Markdown. No Django; no pattern takes a length's square."""

from __future__ import annotations

import re

CODE = re.compile(r"(```[\s\S]+?```|`[^`\n]+`)")
ANGLES = re.compile(r"<([^<>\n]{1,2000})>")
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]+)(?<=\S)\*(?![\w*])")
ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]+)(?<=\S)_(?![\w_])")
STRIKE = re.compile(r"(?<![\w~])~(?=\S)([^~\n]+)(?<=\S)~(?![\w~])")
EMOJI = re.compile(r":([a-z0-9_+-]{1,40}):")
ADDRESS = re.compile(r"(?:https?://|mailto:|tel:)[^\s<>\"]+", re.IGNORECASE)
NAMED = {
    "warning": "⚠️", "rotating_light": "🚨", "white_check_mark": "✅", "heavy_check_mark": "✔️", "x": "❌",
    "no_entry": "⛔", "bell": "🔔", "information_source": "ℹ️", "large_green_circle": "🟢", "red_circle": "🔴",
    "large_yellow_circle": "🟡", "large_orange_circle": "🟠", "fire": "🔥", "tada": "🎉", "rocket": "🚀", "eyes": "👀",
    "+1": "👍", "thumbsup": "👍", "-1": "👎", "thumbsdown": "👎", "pray": "🙏", "truck": "🚚", "package": "📦",
    "rain_cloud": "🌧️", "snowflake": "❄️", "sunny": "☀️", "cloud": "☁️", "calendar": "📅", "memo": "📝", "link": "🔗",
    "hospital": "🏥", "ambulance": "🚑", "construction": "🚧", "smile": "😄", "heart": "❤️", "question": "❓",
}  # fmt: skip


def converted(text: str) -> str:
    """Markdown for mrkdwn; code stays as it is written, and nothing of it mentions anybody."""
    pieces = CODE.split(text)
    return unescaped("".join(piece if place % 2 else of_piece(piece) for place, piece in enumerate(pieces)))


def plain(text: str) -> str:
    """Text without marks, safe inside Markdown: what looks like a link of ours is none."""
    return unescaped(emojis(defused(text)))


def of_piece(text: str) -> str:
    found = ANGLES.split(text)
    marked = (of_angles(piece) if place % 2 else of_words(piece) for place, piece in enumerate(found))
    return "".join(marked)


def of_words(text: str) -> str:
    text = emojis(defused(text))
    text = BOLD.sub(r"**\1**", text)
    text = ITALIC.sub(lambda found: f"*{found[1]}*", text)
    return STRIKE.sub(r"~~\1~~", text)


def defused(text: str) -> str:
    """`[@everybody](/rooms/3/)` is how we mention: here it is only text."""
    return text.replace("](", "]\\(")


def emojis(text: str) -> str:
    return EMOJI.sub(lambda found: NAMED.get(found[1], found[0]), text)


def of_angles(inner: str) -> str:
    """`<!channel>`, `<@U1|name>`, `<#C1|name>`, `<url|words>`: names are shown and call nobody."""
    target, _, words = inner.partition("|")
    if target[:1] in {"!", "@", "#"}:
        sign = "#" if target.startswith("#") else "" if target.startswith("!date") else "@"
        name = words.lstrip("@#") or target.lstrip("!@#").split("^")[0]
        return defused(sign + name)
    return link(target, defused(emojis(words)))


def link(address: str, words: str) -> str:
    """A link where the address is one that leads out, else its words."""
    address = address.strip().replace("&amp;", "&")
    if not ADDRESS.fullmatch(address):
        return words or defused(address)
    safe = address.replace("(", "%28").replace(")", "%29").replace("\\", "%5C").replace("&", "&amp;")
    shown = " ".join((words or address).replace("]\\(", "(").replace("[", "").replace("]", "").split())
    return f"[{shown}]({safe})"


def unescaped(text: str) -> str:
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
