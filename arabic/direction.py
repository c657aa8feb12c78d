"""Which way a text runs, and text that cannot turn its neighbours round."""

import re
import unicodedata
from typing import Literal

Direction = Literal["rtl", "ltr"]

# What stands before the words of a sentence without saying which way it runs.
_SKIPPED = re.compile(
    r"https?://\S+|www\.\S+"  # links
    r"|[\w.+\-]+@[\w\-]+\.[\w.\-]+"  # e-mail addresses
    r"|@\[[^\]\n]{0,200}\](?:\([^)\n]{0,200}\))?|@\S+"  # mentions
    r"|`[^`\n]{1,500}`"  # code
    r"|\u2139",  # the information sign counts as a Latin letter
    re.IGNORECASE,
)
_STRONG: dict[str, Direction] = {"L": "ltr", "R": "rtl", "AL": "rtl"}
_ISOLATES = frozenset("\u2066\u2067\u2068")
_END_OF_ISOLATE = "\u2069"

# Embeddings and overrides reorder what follows them; the rest are invisible and make two names look alike.
# The flags of England, Scotland and Wales are written with otherwise invisible tags: matched first and kept.
_INVISIBLE = re.compile(
    "(\U0001f3f4[\U000e0061-\U000e007a\U000e0030-\U000e0039]{2,6}\U000e007f)|"
    "[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u202a-\u202e"
    "\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\ud800-\udfff\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
_JOINER = re.compile("([^\u200c\u200d]?)([\u200c\u200d])(?=(.?))", re.DOTALL)
_JOINING_SCRIPTS = re.compile("[\u0600-\u06ff\u0750-\u077f\u0710-\u074f\u0900-\u0dff\u08a0-\u08ff]")
_PICTURE = re.compile("[\u2190-\u2bff\ufe0f\U0001f000-\U0001faff©®]")


def base_direction(text: str, default: Direction = "rtl") -> Direction:
    """Return "rtl" or "ltr" by the first letter that has a direction.

    Leading mentions, links, e-mail addresses, code, emoji, numbers and punctuation do not decide, nor does what an
    isolate holds; a text without any letter takes `default`, which is the direction of the page.
    """
    depth = 0
    for sign in _SKIPPED.sub(" ", text):
        if sign in _ISOLATES:
            depth += 1
        elif sign == _END_OF_ISOLATE:
            depth = max(0, depth - 1)
        elif not depth and (direction := _STRONG.get(unicodedata.bidirectional(sign))) and not _is_picture(sign):
            return direction
    return default


def defuse(text: str) -> str:
    """Return the text without what could spoof: fit for names, file names and bodies.

    Embedding and override controls, control characters (but tab and line feed), zero-width and other invisible signs
    and lone surrogates go; isolates stay where they are balanced within their line; LRM, RLM and ALM, which move
    nothing but their neighbours, stay; a joiner (ZWJ, ZWNJ) stays only between two emoji or between two letters of a
    script that joins, as Persian needs it. Every line end becomes a line feed. Defusing twice changes nothing.
    """
    visible = _INVISIBLE.sub(r"\1", _LINE_ENDS.sub("\n", text))
    return _with_needed_joiners("\n".join(_with_balanced_isolates(line) for line in visible.split("\n")))


_MARKS = re.compile(
    f"[\u200e\u200f\u061c\u2066-\u2069\u200c]|(?<!{_PICTURE.pattern})\u200d|\u200d(?!{_PICTURE.pattern})"
)


def defuse_name(text: str) -> str:
    """Return a name on one line without any sign that only moves or joins its neighbours: two names that look alike
    are then the same letters. A joiner stays between two emoji only.
    """
    return " ".join(_MARKS.sub("", defuse(text)).split())


def _is_picture(sign: str) -> bool:
    # Regional indicators and circled letters count as Latin letters in the bidi tables.
    return unicodedata.category(sign) == "So"


def _with_balanced_isolates(line: str) -> str:
    if _END_OF_ISOLATE not in line and _ISOLATES.isdisjoint(line):
        return line
    signs: list[str] = []
    opened: list[int] = []
    for sign in line:
        if sign in _ISOLATES:
            opened.append(len(signs))
        elif sign == _END_OF_ISOLATE and not opened:
            continue
        elif sign == _END_OF_ISOLATE:
            opened.pop()
        signs.append(sign)
    for position in reversed(opened):
        del signs[position]
    return "".join(signs)


def _with_needed_joiners(text: str) -> str:
    if "\u200c" not in text and "\u200d" not in text:
        return text
    return _JOINER.sub(lambda found: found[1] + (found[2] if _joins(*found.groups()) else ""), text)


def _joins(before: str, joiner: str, after: str) -> bool:
    if _JOINING_SCRIPTS.match(before) and _JOINING_SCRIPTS.match(after):
        return True
    return joiner == "\u200d" and bool(_PICTURE.match(before) and _PICTURE.match(after))
