"""Lines of a law into a tree of provisions. Nothing is left out: every letter that came in stands in the title, the
preamble, a label, a heading or a text (`letters`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from arabic.normalise import normalise
from legislation.labels import Label, read_label
from legislation.structure import ARTICLE, HEADS, ITEM, PARAGRAPH, WIDE, may_contain, width

_SIGNS = r"\-–—:ـ.)\]"
_HEAD = re.compile(
    rf"^(?P<word>[^\W\d_]+)\s+(?P<label>.{{1,60}}?)\s*(?:(?P<sign>[{_SIGNS}]+)\s*(?P<rest>.*))?$", re.DOTALL
)
_MARK = re.compile(rf"^[(\[]?\s*(?P<mark>\d{{1,3}}|هـ|[ء-ي])\s*(?P<sign>[{_SIGNS}]+)\s*(?P<rest>.+)$", re.DOTALL)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_TATWEEL = "ـ"


@dataclass
class Node:
    """A provision as it was read: `label` as printed, `heading` of the wide ones, `line` (from 1) where it began."""

    kind: str
    label: str
    heading: str = ""
    text: str = ""
    line: int = 0
    parts: list[Node] = field(default_factory=list)
    has_sign: bool = True  # a dash or a colon behind the label, as heads have it
    eid: str = ""  # the name it has already, where it has one

    @property
    def read(self) -> Label | None:
        return read_label(self.label)

    def walk(self) -> Iterator[Node]:
        yield self
        for part in self.parts:
            yield from part.walk()


@dataclass
class Draft:
    """A whole text: what stands above its first head, and its tree."""

    title: str = ""
    preamble: str = ""
    nodes: list[Node] = field(default_factory=list)

    def walk(self) -> Iterator[Node]:
        for node in self.nodes:
            yield from node.walk()

    def articles(self) -> list[Node]:
        return [node for node in self.walk() if node.kind == ARTICLE]


def letters(text: str) -> str:
    """The letters and digits of a text without all that stands between them."""
    return _NOT_A_LETTER.sub("", text.replace(_TATWEEL, ""))


def parse(text: str, country: str = "sy") -> Draft:
    """The tree of a text. Words that head a line are those of the country (legislation/structure.py)."""
    reader = _Reader(HEADS.get(country, HEADS["sy"]))
    for number, line in enumerate(text.splitlines(), start=1):
        if stripped := line.strip():
            reader.take(stripped, number)
    return reader.draft


class _Reader:
    """A text as far as it was read: `open_nodes` are those that a next line may stand in, from the widest."""

    def __init__(self, heads: Mapping[str, str]) -> None:
        self.heads = heads
        self.draft = Draft()
        self.open_nodes: list[Node] = []

    def take(self, line: str, number: int) -> None:
        if (node := self.head(line, number)) is not None:
            rest, node.text = node.text, ""
            self.put(node)
            if rest:
                self.take_rest(node, rest, number)
        elif (part := self.mark(line, number)) is not None:
            self.put(part)
        else:
            self.continue_last(line)

    def take_rest(self, node: Node, rest: str, number: int) -> None:
        """What stands behind a head on its line: a heading, a text, or the first paragraph of an article."""
        if node.kind in WIDE:
            node.heading = rest
        elif (part := self.mark(rest, number)) is not None:
            self.put(part)
        else:
            node.text = rest

    def head(self, line: str, number: int) -> Node | None:
        """«الباب الأول – الجمعيات عموماً», «مادة 5 مكرر- يجوز …»; None where the line is none."""
        found = _HEAD.match(line)
        kind = self.heads.get(normalise(found["word"])) if found else None
        if found is None or kind is None:
            return None
        read = read_label(found["label"])
        if read is None or not _is_label_alone(found["label"]):
            return None
        is_headed = bool(found["sign"]) or not found["rest"]
        return Node(
            kind, f"{found['word']} {found['label']}", text=found["rest"] or "", line=number, has_sign=is_headed
        )

    def mark(self, line: str, number: int) -> Node | None:
        """«أ- …», «2) …» within an article: a paragraph, or an item where paragraphs are marked the other way."""
        article = next((node for node in self.open_nodes if node.kind == ARTICLE), None)
        found = _MARK.match(line) if article is not None else None
        if article is None or found is None:
            return None
        mark = found["mark"]
        paragraphs = [part for part in article.parts if part.kind == PARAGRAPH]
        kind = ITEM if paragraphs and paragraphs[0].label[:1].isdigit() != mark[:1].isdigit() else PARAGRAPH
        return Node(kind, mark, text=found["rest"], line=number)

    def put(self, node: Node) -> None:
        """Into the narrowest of what is open that may hold it."""
        while self.open_nodes and not _holds(self.open_nodes[-1], node):
            self.open_nodes.pop()
        siblings = self.open_nodes[-1].parts if self.open_nodes else self.draft.nodes
        siblings.append(node)
        self.open_nodes.append(node)

    def continue_last(self, line: str) -> None:
        """A line without a head belongs to what stands above it."""
        if not self.open_nodes:
            if self.draft.title:
                self.draft.preamble = _below(self.draft.preamble, line)
            else:
                self.draft.title = line
            return
        last = self.open_nodes[-1]
        if last.kind in WIDE:
            last.heading = f"{last.heading} {line}".strip()
        else:
            last.text = _below(last.text, line)


def _holds(outer: Node, inner: Node) -> bool:
    return may_contain(outer.kind, inner.kind) and width(outer.kind) < width(inner.kind)


def _below(text: str, line: str) -> str:
    return f"{text}\n{line}" if text else line


def _is_label_alone(words: str) -> bool:
    """Does nothing stand in it but a number, «مكرر» and a letter? «المادة الثانية من القانون …» is no head."""
    return len(words.split()) <= _words_of_label(words)


def _words_of_label(words: str) -> int:
    """How many words at its beginning belong to a label: as many as still say more than fewer of them."""
    parts = words.split()
    best = 0
    seen: Label | None = None
    for count in range(1, min(len(parts), 6) + 1):
        read = read_label(" ".join(parts[:count]))
        if read is not None and read != seen:
            best, seen = count, read
    return best
