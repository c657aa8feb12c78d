"""A text that somebody brings, read before anything is kept: what it is, its tree, what looks wrong in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from arabic.direction import defuse
from files.examining import Examined
from legislation import akoma
from legislation.parsing import Doubt, Draft, Node, doubts, parse
from legislation.sources import LONGEST, Unreadable, format_of, text_of, tidied

PASTED, AKN = "pasted", "akn"
MOST_NODES = 20_000
LONGEST_LABEL, LONGEST_HEADING = 80, 400  # what the columns hold
UNREAD = (Unreadable, akoma.NotAkoma)


@dataclass(frozen=True)
class Brought:
    """`text` is what came in as lines; `draft` its tree; `found` what looks wrong in it. `file` is None where it was
    pasted.
    """

    format: str
    text: str
    draft: Draft
    found: list[Doubt] = field(default_factory=list)
    name: str = ""
    file: Examined | None = None


@dataclass(frozen=True)
class Expected:
    """For which law a text is brought."""

    country: str
    number: str = ""
    year: int | None = None


def pasted(text: str, expected: Expected) -> Brought:
    """Unreadable `empty`, `too_long`."""
    lines = tidied(defuse(text))
    if not lines:
        raise Unreadable("empty")
    if len(lines) > LONGEST:
        raise Unreadable("too_long")
    return _brought(PASTED, lines, parse(lines, expected.country))


def brought(file: Examined, expected: Expected) -> Brought:
    """Unreadable or NotAkoma where nobody could say what the law is."""
    content = file.cleaned or b""
    if is_akoma(content):
        draft, work = akoma.read(content)
        return _brought(AKN, as_text(draft), draft, _of_another(work, expected), file)
    text = defuse(text_of(content))
    return _brought(format_of(content) or "txt", text, parse(text, expected.country), [], file)


def is_akoma(content: bytes) -> bool:
    """XML that is no page of the web."""
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return b"<akomaNtoso" in head or (head.startswith(b"<?xml") and b"<html" not in head.lower())


def as_text(draft: Draft) -> str:
    """A tree as lines that would be read as this tree."""
    lines = [draft.title, draft.preamble]
    for node in draft.walk():
        lines += [" ".join(filter(None, (f"{node.label} -" if node.label else "", node.heading))), node.text]
    return "\n".join(line for line in lines if line)


def _brought(
    kind: str, text: str, draft: Draft, found: list[Doubt] | None = None, file: Examined | None = None
) -> Brought:
    nodes = list(draft.walk())
    if len(nodes) > MOST_NODES:
        raise Unreadable("too_long")
    found = [*(found or []), *doubts(draft)]
    for node in nodes:
        _fit(node)
    return Brought(kind, text, draft, found, file.name if file else "", file)


def _fit(node: Node) -> None:
    """What a column cannot hold goes into the text: nothing is cut off. A doubt said so already."""
    if len(node.heading) > LONGEST_HEADING:
        node.heading, node.text = "", "\n".join(filter(None, (node.heading, node.text)))
    if len(node.label) > LONGEST_LABEL:
        node.label, node.text = "", "\n".join(filter(None, (node.label, node.text)))


def _of_another(work: akoma.Work, expected: Expected) -> list[Doubt]:
    """A file that says of itself that it is the law of another country, or another law."""
    if work.country and work.country != expected.country:
        return [Doubt("other_country", None, {"found": work.country, "expected": expected.country})]
    is_other = work.number and expected.number and (work.number, work.year) != (expected.number, expected.year)
    facts = {"found": f"{work.number} / {work.year or '?'}", "expected": f"{expected.number} / {expected.year or '?'}"}
    return [Doubt("other_law", None, facts)] if is_other else []
