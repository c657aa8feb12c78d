"""What a message for Slack says, in our Markdown: text, blocks and attachments (Slack's "Block Kit reference").

No Django. Only known shapes are read, and those not deeper than Slack makes them, so that no payload costs much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from bots.mrkdwn import converted, link, plain

MOST_BLOCKS, MOST_ATTACHMENTS, MOST_PARTS = 50, 20, 50
LONGEST = 7900  # of 8,000: a suffix must fit
DEEPEST = 4


class PayloadError(Exception):
    """`code` is what Slack would answer: invalid_payload, invalid_blocks, no_text, too_many_attachments."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def body_of(payload: object) -> str:
    """The Markdown of a payload; PayloadError when there is none in it."""
    if not isinstance(payload, dict):
        raise PayloadError("invalid_payload")
    blocks, attachments = listed(payload, "blocks"), listed(payload, "attachments")
    if len(blocks) > MOST_BLOCKS:
        raise PayloadError("invalid_blocks")
    if len(attachments) > MOST_ATTACHMENTS:
        raise PayloadError("too_many_attachments")
    convert = plain if payload.get("mrkdwn") is False else converted
    parts = of_blocks(blocks) or [convert(text_in(payload, "text"))]
    parts += [of_attachment(each) for each in attachments]
    body = "\n\n".join(part for part in parts if part.strip()).strip()
    if not body:
        raise PayloadError("no_text")
    return with_sender(cut(body), text_in(payload, "username"))


def cut(body: str) -> str:
    return body if len(body) <= LONGEST else body[: LONGEST - 1].rstrip() + "…"


def with_sender(body: str, username: str) -> str:
    """The bot's own name stands above the message: what else a program calls itself comes last."""
    name = plain(" ".join(username.split())[:60])
    return f"{body}\n\n— {name}" if name else body


def listed(holder: dict[str, Any], key: str) -> list[dict[str, Any]]:
    """The objects of a list; PayloadError where something else stands."""
    found = holder.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        raise PayloadError("invalid_blocks" if key == "blocks" else "invalid_payload")
    return found


def text_in(holder: dict[str, Any], key: str) -> str:
    """A text of an object; a number is one too, anything else is none."""
    found = holder.get(key)
    if isinstance(found, bool) or not isinstance(found, str | int | float):
        return ""
    return str(found)


# Blocks --------------------------------------------------------------------------------------------------------------
def of_blocks(blocks: list[dict[str, Any]]) -> list[str]:
    return [said for block in blocks if (said := BLOCKS.get(text_in(block, "type"), nothing)(block))]


def nothing(_block: dict[str, Any]) -> str:
    return ""


def text_object(found: object) -> str:
    """`{"type": "mrkdwn" | "plain_text", "text": …}`."""
    if not isinstance(found, dict):
        return ""
    return (plain if found.get("type") == "plain_text" else converted)(text_in(found, "text"))


def section(block: dict[str, Any]) -> str:
    fields = [text_object(field) for field in listed(block, "fields")[:MOST_PARTS]]
    return "\n\n".join(part for part in [text_object(block.get("text")), *fields] if part)


def header(block: dict[str, Any]) -> str:
    said = " ".join(text_object(block.get("text")).split())
    return f"**{said}**" if said else ""


def context(block: dict[str, Any]) -> str:
    elements = listed(block, "elements")[:MOST_PARTS]
    said = (plain(text_in(each, "alt_text")) if each.get("type") == "image" else text_object(each) for each in elements)
    return " · ".join(part for part in said if part)


def divider(_block: dict[str, Any]) -> str:
    return "---"


def image(block: dict[str, Any]) -> str:
    """No remote picture is shown here: its words lead to it."""
    words = text_object(block.get("title")) or plain(text_in(block, "alt_text"))
    return link(text_in(block, "image_url"), words)


def buttons(block: dict[str, Any]) -> str:
    """Buttons that lead somewhere; what others would do nobody here can do."""
    led = (
        link(text_in(each, "url"), text_object(each.get("text")))
        for each in listed(block, "elements")[:MOST_PARTS]
        if each.get("url")
    )
    return " · ".join(part for part in led if part)


def rich_text(block: dict[str, Any]) -> str:
    return "".join(rich_parts(block, 0)).strip()


def rich_parts(holder: dict[str, Any], depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    for element in listed(holder, "elements")[:MOST_PARTS]:
        kind = text_in(element, "type")
        inner = "".join(rich_parts(element, depth + 1)) if "elements" in element else rich_leaf(element)
        if kind == "rich_text_list":
            yield "".join(f"- {line}\n" for line in inner.splitlines() if line)
        elif kind == "rich_text_quote":
            yield quoted(inner) + "\n\n"
        elif kind == "rich_text_preformatted":
            yield f"```\n{inner.replace('```', '')}\n```\n"
        else:
            yield inner + ("\n" if kind == "rich_text_section" else "")


def rich_leaf(element: dict[str, Any]) -> str:
    text = text_in(element, "text")
    match text_in(element, "type"):
        case "link":
            return link(text_in(element, "url"), plain(text))
        case "emoji":
            return converted(f":{text_in(element, 'name')}:")
        case "broadcast":
            return f"@{plain(text_in(element, 'range'))}"
        case "text":
            return styled(plain(text), element.get("style"))
    return ""


def styled(text: str, style: object) -> str:
    marks = {"bold": "**", "italic": "*", "strike": "~~", "code": "`"}
    if not isinstance(style, dict) or not text.strip():
        return text
    mark = "".join(marks[name] for name in marks if style.get(name) is True)
    return f"{mark}{text.strip()}{mark[::-1]}" if mark else text


BLOCKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "section": section,
    "header": header,
    "context": context,
    "divider": divider,
    "image": image,
    "actions": buttons,
    "rich_text": rich_text,
}


# Attachments ---------------------------------------------------------------------------------------------------------
def of_attachment(attachment: dict[str, Any]) -> str:
    """An old attachment: its title, text and fields as a quotation below what introduces it."""
    title = plain(text_in(attachment, "title"))
    lines = [
        plain(text_in(attachment, "author_name")),
        f"**{link(text_in(attachment, 'title_link'), title)}**" if title else "",
        converted(text_in(attachment, "text")),
        *of_blocks(listed(attachment, "blocks")[:MOST_BLOCKS]),
        *(field(each) for each in listed(attachment, "fields")[:MOST_PARTS]),
        plain(text_in(attachment, "footer")),
    ]
    said = "\n\n".join(line for line in lines if line)
    said = said or plain(text_in(attachment, "fallback"))
    before = converted(text_in(attachment, "pretext"))
    return "\n\n".join(part for part in (before, quoted(said)) if part)


def field(found: dict[str, Any]) -> str:
    title, value = plain(text_in(found, "title")), converted(text_in(found, "value"))
    return f"**{title}:** {value}" if title and value else title or value


def quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.strip().splitlines()) if text.strip() else ""
