"""The law as amended, as DOCX with true tracked changes: a ministry opens it in its office program, sees every word
that goes and comes with the name of who proposed it, and accepts or refuses there. Knows no database.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import count
from typing import Any

from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from arabic.direction import base_direction
from arabic.redline import Piece, redline
from legislation.amending import Amended, Clause, Key
from legislation.structure import ITEM, PARAGRAPH, WIDE
from paper.word import kept, mark, new_document, turn

REMOVED, ADDED = "w:del", "w:ins"
Marker = Callable[[str], Any]


def tracked(
    title: str, line: str, rows: Sequence[Amended], proposers: Mapping[Key, str], at: datetime, fallback: str
) -> bytes:
    """The bytes of a document that is nothing else; for the rest see `put_tracked`."""
    paper = new_document(title, line)
    put_tracked(paper, rows, proposers, at, fallback)
    return kept(paper)


def put_tracked(
    paper: Document, rows: Sequence[Amended], proposers: Mapping[Key, str], at: datetime, fallback: str
) -> None:
    """The law into a document. `proposers` says whose a change is, by its key, `fallback` is named where they do not;
    `at` is when it was decided, aware.
    """
    numbers = count(1)
    for row in rows:
        names = [proposers[key] for key in row.origins if key in proposers]
        marker = _marker("، ".join(dict.fromkeys(names)) or fallback, at, numbers)
        style = "Heading 2" if row.clause.kind in WIDE else None
        paragraphs = list(_paragraphs(row))
        for at_place, pieces in enumerate(paragraphs, start=1):
            paragraph = paper.add_paragraph(style=style)
            paragraph.paragraph_format.keep_with_next = at_place < len(paragraphs)  # no label alone at a page's foot
            turn(paragraph, base_direction("".join(piece.text for piece in pieces)))
            for piece in pieces:
                _put(paragraph, piece, marker)


def _marker(author: str, at: datetime, numbers: Iterator[int]) -> Marker:
    """Makes the marks of one provision: each with a number of its own, its author and its moment."""

    def made(tag: str) -> Any:
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(next(numbers)))
        element.set(qn("w:author"), author)
        element.set(qn("w:date"), at.strftime("%Y-%m-%dT%H:%M:%SZ"))
        return element

    return made


def _paragraphs(row: Amended) -> Iterator[list[Piece]]:
    """The label with its heading, then the text, as what stayed, went and came."""
    before, after = row.before, row.clause
    if row.clause.kind in (PARAGRAPH, ITEM):
        yield _item(row)
        return
    if row.state == "repealed" and before is not None:
        for words in (_head(before.label, before.heading), before.text):
            if words:
                yield [Piece("removed", words)]
        return
    if before is None:
        for words in (_head(after.label, after.heading), after.text):
            if words:
                yield [Piece("added", words)]
        return
    yield redline(_head(before.label, before.heading), _head(after.label, after.heading))
    if before.text or after.text:
        yield redline(before.text, after.text)


def _item(row: Amended) -> list[Piece]:
    """Its mark and its words on one line, as laws are printed."""
    after = _line(row.clause)
    if row.before is None:
        return [Piece("added", after)]
    before = _line(row.before)
    return [Piece("removed", before)] if row.state == "repealed" else redline(before, after)


def _line(clause: Clause) -> str:
    return "- ".join(words for words in (_head(clause.label, clause.heading), clause.text) if words)


def _head(label: str, heading: str) -> str:
    return " – ".join(words for words in (label, heading) if words)


def _put(paragraph: Paragraph, piece: Piece, marker: Marker) -> None:
    run = paragraph.add_run()
    for number, line in enumerate(piece.text.split("\n")):
        if number:
            run.add_break()
        _write(run, line, "w:delText" if piece.kind == "removed" else "w:t")
    mark(run, piece.text)
    if piece.kind != "same":
        change = marker(REMOVED if piece.kind == "removed" else ADDED)
        run._r.addprevious(change)
        change.append(run._r)


def _write(run: Any, words: str, tag: str) -> None:
    """Words that were taken out stand in an element of another name than those that stayed."""
    text = OxmlElement(tag)
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run._r.append(text)
