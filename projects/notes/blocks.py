"""What a note says, as plain values: blocks in blocks, and runs of words with their marks.

The names are those of Tiptap's nodes and marks (paragraph, heading, bulletList, taskItem, table …; bold, link …).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pycrdt import XmlElement, XmlFragment, XmlText

from arabic.direction import base_direction

DEEPEST = 40  # lists in lists, tables in lists: no person nests further, a program might
BREAK = "hardBreak"
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")  # neither databases nor files take them
TEXTS = frozenset({"paragraph", "heading", "codeBlock"})  # what holds runs, and no blocks


@dataclass(frozen=True)
class Run:
    """Words that look alike; `marks` are names with their attributes. A broken line is a run of its own."""

    words: str
    marks: dict[str, dict[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Block:
    """A piece of the note: either it holds `runs`, or other blocks."""

    kind: str
    attributes: dict[str, Any] = field(default_factory=dict)
    blocks: tuple[Block, ...] = ()
    runs: tuple[Run, ...] = ()

    @property
    def words(self) -> str:
        return "".join(run.words for run in self.runs)

    @property
    def direction(self) -> str:
        """`rtl` or `ltr`: as somebody chose, else that of the first letter; `auto` where there is none. Lists and
        tables follow the first words in them.
        """
        if self.attributes.get("dir") in {"rtl", "ltr"}:
            return str(self.attributes["dir"])
        if self.kind in TEXTS:
            return base_direction(self.words) if any(map(str.isalpha, self.words)) else "auto"
        return next((found for block in self.blocks if (found := block.direction) != "auto"), "auto")

    def number(self, name: str, instead: int, most: int) -> int:
        """An attribute that counts: Yjs keeps every number as a float, and a program may keep anything."""
        value = self.attributes.get(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 1 <= value <= most:
            return instead
        return int(value)


def blocks_of(root: XmlFragment) -> list[Block]:
    """The blocks of a note's text, in order."""
    with root.doc.transaction():
        return list(read(root.children, 0))


def read(children: Iterable[Any], depth: int) -> Iterator[Block]:
    if depth > DEEPEST:
        return
    for child in children:
        if isinstance(child, XmlElement):
            yield block(child, depth)
        elif isinstance(child, XmlText) and str(child):  # words that stand in no paragraph
            yield Block("paragraph", runs=tuple(runs(child)))


def block(element: XmlElement, depth: int) -> Block:
    kind = element.tag or ""
    given: Any = element.attributes  # its iterator is declared as something to iterate over
    if kind in TEXTS:
        return Block(kind, dict(given), runs=tuple(inline(element)))
    return Block(kind, dict(given), blocks=tuple(read(element.children, depth + 1)))


def inline(element: XmlElement) -> Iterator[Run]:
    for child in element.children:
        if isinstance(child, XmlText):
            yield from runs(child)
        elif isinstance(child, XmlElement) and child.tag == BREAK:
            yield Run("\n")


def runs(text: XmlText) -> Iterator[Run]:
    for words, marks in text.diff():
        if isinstance(words, str) and words:
            yield Run(
                CONTROLS.sub("", words),
                {name: as_attributes(given) for name, given in (marks or {}).items() if given is not None},
            )


def as_attributes(given: Any) -> dict[str, Any]:
    return given if isinstance(given, dict) else {}
