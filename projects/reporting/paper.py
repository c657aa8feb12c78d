"""The report of a project in Typst's language, from right to left in Arabic. What people wrote is quoted in it, and is
never a command.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from projects.typesetting import FONT, quoted

PAGE = """
#set document(title: {title})
#set page(paper: "a4", margin: (x: 18mm, top: 20mm, bottom: 20mm), footer: context align(center, text(size: 8.5pt,
  fill: luma(40%), {foot} + " · " + counter(page).display("1 / 1", both: true))))
#set text(font: "{font}", size: 10pt, lang: "{language}", dir: {direction})
#set par(leading: 0.8em, spacing: 1em)
#show heading: set block(above: 1.6em, below: 0.7em, sticky: true)
#show heading.where(level: 1): set text(size: 13.5pt, fill: rgb("#0e6e63"))
#show heading.where(level: 2): set text(size: 11pt)
#set table(stroke: (x: none, y: 0.5pt + luma(80%)), inset: (x: 5pt, y: 6pt))
#show table.cell.where(y: 0): set text(weight: "bold")
#show table.cell: set text(size: 9pt)
#let bar(part) = box(width: 100%, height: 5pt, radius: 2.5pt, fill: luma(90%), align({start},
  box(width: calc.min(100, part) * 1%, height: 5pt, radius: 2.5pt, fill: rgb("#0e6e63"))))
#block(below: 1.1em, text(size: 19pt, weight: "bold", {title}))
#block(below: 1.4em, text(size: 9.5pt, fill: luma(35%), {line}))
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
    title: str
    paragraphs: Sequence[str] = ()
    tables: Sequence[tuple[str, Table]] = field(default_factory=tuple)  # (title or "", table)
    notes: Sequence[str] = ()


def as_paper(title: str, line: str, foot: str, sections: Iterable[Section], language: str) -> str:
    """A whole document."""
    is_rtl = language == "ar"
    head = PAGE.format(
        title=quoted(title),
        line=quoted(line),
        foot=quoted(foot),
        font=FONT,
        language=language,
        direction="rtl" if is_rtl else "ltr",
        start="right" if is_rtl else "left",
    )
    return head + "\n".join(written(section) for section in sections)


def written(section: Section) -> str:
    parts = [f"#heading(level: 1, {quoted(section.title)})"]
    parts += [f"#par({words(each)})" for each in section.paragraphs]
    for title, table in section.tables:
        if title:
            parts.append(f"#heading(level: 2, {quoted(title)})")
        parts.append(drawn(table))
    parts += [f"#text(size: 8.5pt, fill: luma(35%), par({words(each)}))" for each in section.notes]
    return "\n".join(parts)


def words(text: str) -> str:
    """Text with its line breaks."""
    return f"[{' #linebreak() '.join(f'#text({quoted(line)})' for line in text.split(chr(10)))}]"


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
