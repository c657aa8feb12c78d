"""A document of sections with paragraphs and tables: said once, set as a page (PDF), and by paper/word.py as DOCX."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from paper.typesetting import INK, direction_of, page, quoted, spoken, titled

STYLE = """
#show heading.where(level: 1): set text(fill: {ink})
#set table(stroke: (x: none, y: 0.5pt + luma(80%)), inset: (x: 5pt, y: 6pt))
#show table.cell.where(y: 0): set text(weight: "bold")
#show table.cell: set text(size: 9pt)
#let bar(part) = box(width: 100%, height: 5pt, radius: 2.5pt, fill: luma(90%), align({start},
  box(width: calc.min(100, part) * 1%, height: 5pt, radius: 2.5pt, fill: {ink})))
"""


@dataclass(frozen=True)
class Table:
    """`widths` are parts of the page's width; a cell that is a number from 0 to 100 in a `bars` column is drawn."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[int]
    bars: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """`level` is that of its heading: 1, or 2 for a part of the one before."""

    title: str
    paragraphs: Sequence[str] = ()
    tables: Sequence[tuple[str, Table]] = field(default_factory=tuple)  # (title or "", table)
    notes: Sequence[str] = ()
    level: int = 1


@dataclass(frozen=True)
class Sheet:
    """A whole document. `line` stands under the title, `foot` below each page."""

    title: str
    line: str
    foot: str
    sections: Sequence[Section]
    language: str
    is_wide: bool = False  # A4 on its side


def as_source(sheet: Sheet, after: Iterable[str] = ()) -> str:
    """In Typst's language; `after` is what stands at its end (paper/codes.py)."""
    style = STYLE.format(ink=INK, start="right" if direction_of(sheet.language) == "rtl" else "left")
    side = "#set page(flipped: true)\n" if sheet.is_wide else ""
    head = page(sheet.title, sheet.language, foot=sheet.foot) + side + style + titled(sheet.title, sheet.line)
    return head + "\n".join([*map(written, sheet.sections), *after])


def written(section: Section) -> str:
    parts = [f"#heading(level: {section.level}, {quoted(section.title)})"] if section.title else []
    parts += [f"#par({spoken(each)})" for each in section.paragraphs]
    for title, table in section.tables:
        if title:
            parts.append(f"#heading(level: {section.level + 1}, {quoted(title)})")
        parts.append(drawn(table))
    parts += [f"#text(size: 8.5pt, fill: luma(35%), par({spoken(each)}))" for each in section.notes]
    return "\n".join(parts)


def drawn(table: Table) -> str:
    widths = ", ".join(f"{width}fr" for width in table.widths)
    heads = ", ".join(f"[#text({quoted(each)})]" for each in table.headings)
    cells = [cell(value, is_bar=at in table.bars) for row in table.rows for at, value in enumerate(row)]
    body = ", ".join(cells)
    return f"#table(columns: ({widths},), align: start + horizon, table.header({heads}), {body})"


def cell(value: str, *, is_bar: bool) -> str:
    if is_bar and value.isascii() and value.isdigit():
        return f"[#bar({int(value)})]"
    return f"[#text({quoted(value)})]"
