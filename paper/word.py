"""DOCX that every office program opens and may be worked on in, right to left where its words are."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from io import BytesIO
from typing import Any, Self

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor
from docx.text.paragraph import Paragraph

from arabic.direction import base_direction
from paper.sections import Section, Sheet, Table

COLOURS = {"removed": RGBColor(0x9B, 0x2C, 0x1F), "added": RGBColor(0x1F, 0x6B, 0x3A)}
TYPEFACE = "Arial"  # on every machine, with Arabic letters: ours is on few
# What the standard wants after our mark in the properties of a paragraph and of a table: their order is law.
_BIDI = "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection"
_BIDI += " textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
_VISUAL = (
    "tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook"
)
AFTER_BIDI = [f"w:{name}" for name in _BIDI.split()]
AFTER_VISUAL = [f"w:{name}" for name in _VISUAL.split()]


def as_docx(sheet: Sheet) -> bytes:
    """A whole file of what paper/sections.py sets as a page; what is drawn there as a bar is a number here."""
    paper = new_document(sheet.title, sheet.line)
    for section in sheet.sections:
        put_section(paper, section)
    if sheet.foot:
        say(paper.sections[0].footer.paragraphs[0], sheet.foot)
    return kept(paper)


def new_document(title: str, line: str) -> Document:
    """The title, and under it a line that says whose it is and of which day."""
    paper = docx.Document()
    set_typeface(paper)
    paper.core_properties.title = title
    say(paper.add_paragraph(style="Title"), title)
    say(paper.add_paragraph(style="Subtitle"), line)
    return paper


def kept(paper: Document) -> bytes:
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def set_typeface(paper: Document) -> None:
    """For Latin and for Arabic letters; Word keeps a size of its own for the latter."""
    for style in paper.styles:
        if style.type == WD_STYLE_TYPE.PARAGRAPH:
            properties: Any = style.element.get_or_add_rPr()
            fonts = properties.get_or_add_rFonts()
            for name in ("w:ascii", "w:hAnsi", "w:cs"):
                fonts.set(qn(name), TYPEFACE)
            for name in ("w:asciiTheme", "w:hAnsiTheme", "w:cstheme", "w:eastAsiaTheme"):
                fonts.attrib.pop(qn(name), None)
    normal: Any = paper.styles["Normal"]
    normal.font.size = Pt(11)


def put_section(paper: Document, section: Section) -> None:
    if section.title:
        say(paper.add_paragraph(style=f"Heading {section.level}"), section.title)
    for words in section.paragraphs:
        put_cell(paper.add_paragraph(), words)
    for title, table in section.tables:
        if title:
            say(paper.add_paragraph(style=f"Heading {section.level + 1}"), title)
        put_table(paper, table)
    for words in section.notes:
        say(paper.add_paragraph(), words, italic=True)


def put_table(paper: Document, table: Table) -> None:
    """As wide as the page; it begins at the right where its headings are read from there."""
    columns = [at for at in range(len(table.headings)) if at not in table.bars]
    drawn = new_table(paper, len(table.rows) + 1, len(columns), direction_of(table.headings))
    for row, cells in zip(drawn.rows, [table.headings, *table.rows], strict=True):
        is_first = cells is table.headings
        for place, at in zip(row.cells, columns, strict=True):
            put_cell(place.paragraphs[0], cells[at], bold=is_first)


def put_cell(paragraph: Paragraph, words: str, *, bold: bool = False) -> None:
    if isinstance(words, Lined):
        say_lined(paragraph, words.pieces)
    else:
        say(paragraph, words, bold=bold)


def new_table(into: Any, rows: int, columns: int, direction: str) -> Any:
    table = into.add_table(rows, columns)
    table.style = table.part.document.styles["Table Grid"]
    if direction != "ltr":
        table._tbl.tblPr.insert_element_before(OxmlElement("w:bidiVisual"), *AFTER_VISUAL)
    return table


def direction_of(words: Sequence[str]) -> str:
    return base_direction(" ".join(words))


def say(paragraph: Paragraph, words: str, *, bold: bool = False, italic: bool = False) -> None:
    """Words with their line breaks, in the direction in which they are read."""
    turn(paragraph, base_direction(words))
    for number, line in enumerate(words.split("\n")):
        if number:
            paragraph.add_run().add_break()
        run = paragraph.add_run(line)
        run.bold, run.italic = bold or None, italic or None
        mark(run, line)


class Lined(str):
    """Words of a cell of which some are struck out and some underlined: `pieces` are (what became of them, words)."""

    __slots__ = ("pieces",)
    pieces: list[tuple[str, str]]

    def __new__(cls, pieces: Iterable[tuple[str, str]]) -> Self:
        given = list(pieces)
        made = super().__new__(cls, "".join(words for _kind, words in given))
        made.pieces = given
        return made


def say_lined(paragraph: Paragraph, pieces: Sequence[tuple[str, str]]) -> None:
    """What was `removed` is struck out, what was `added` bold and underlined, so that it is told without colours. Lines
    are drawn under words only, not under the space behind them; what came does not stick to what went.
    """
    turn(paragraph, base_direction("".join(words for _kind, words in pieces)))
    for (kind, words), (then, _words) in zip(pieces, [*pieces[1:], ("same", "")], strict=True):
        bare = words.rstrip()
        put_run(paragraph, bare, kind)
        if behind := words[len(bare) :] or (" " if "same" not in (kind, then) else ""):
            put_run(paragraph, behind, "same")


def put_run(paragraph: Paragraph, words: str, kind: str) -> None:
    for number, line in enumerate(words.split("\n")):
        if number:
            paragraph.add_run().add_break()
        run = paragraph.add_run(line)
        if kind != "same":
            run.font.strike = kind == "removed" or None
            run.bold = run.underline = kind == "added" or None
            run.font.color.rgb = COLOURS[kind]
        mark(run, line)


def turn(paragraph: Paragraph, direction: str) -> None:
    """Word turns what is marked `bidi`."""
    properties = paragraph._p.get_or_add_pPr()
    if direction != "ltr" and not properties.findall(qn("w:bidi")):
        properties.insert_element_before(OxmlElement("w:bidi"), *AFTER_BIDI)


def mark(run: Any, words: str) -> None:
    """Arabic letters say so themselves; what is bold or slanted is said of them again."""
    if base_direction(words) == "rtl":
        run.font.rtl = True
        run.font.complex_script = True
        run.font.cs_bold, run.font.cs_italic = run.bold, run.italic
