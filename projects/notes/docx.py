"""A note as a DOCX that every office program opens and may be worked on in, right to left where its words are."""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import docx
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from arabic.direction import base_direction
from projects.notes.blocks import Block, Run
from projects.notes.html import href_of

TYPEFACE = "Arial"  # on every machine, with Arabic letters: ours is on few
LISTS = {"bulletList": "List Bullet", "orderedList": "List Number"}
DEEPEST = 3  # styles of lists there are
CHECKED, OPEN = "☑ ", "☐ "


def as_docx(title: str, line: str, blocks: Iterable[Block]) -> bytes:
    """A whole file: the title, a line under it, and the text."""
    paper = docx.Document()
    set_typeface(paper)
    paper.core_properties.title = title
    write(paper.add_paragraph(style="Title"), [Run(title)], base_direction(title))
    write(paper.add_paragraph(style="Subtitle"), [Run(line)], base_direction(line))
    for block in blocks:
        put(paper, block, 0)
    kept = BytesIO()
    paper.save(kept)
    return kept.getvalue()


def set_typeface(paper: Paper) -> None:
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


def put(into: Any, block: Block, depth: int, style: str = "", before: str = "") -> None:
    """Add a block, and what is in it. `style` is that of the list it stands in, `before` the box of a task."""
    if block.kind in {"paragraph", "codeBlock", "heading"}:
        named = f"Heading {block.number('level', 1, 3)}" if block.kind == "heading" else style or "Normal"
        paragraph = into.add_paragraph()
        paragraph.style = paragraph.part.document.styles[named]
        write(paragraph, [*([Run(before)] if before else []), *block.runs], block.direction)
    elif block.kind == "table":
        put_table(into, block)
    elif block.kind in LISTS:
        name = LISTS[block.kind] + (f" {min(depth + 1, DEEPEST)}" if depth else "")
        for item in block.blocks:
            put_item(into, item, depth + 1, name)
    elif block.kind == "taskItem":
        put_item(into, block, depth, "", CHECKED if block.attributes.get("checked") is True else OPEN)
    elif block.kind == "blockquote":
        for each in block.blocks:
            put(into, each, depth, "Quote")
    else:
        for each in block.blocks:
            put(into, each, depth)


def put_item(into: Any, item: Block, depth: int, style: str, before: str = "") -> None:
    """The first paragraph bears the point or the box; what follows stands under it."""
    for number, each in enumerate(item.blocks):
        put(into, each, depth, style, "" if number else before)


def put_table(into: Any, block: Block) -> None:
    """Merged cells stay apart: each keeps its own words, the cells it reached over stay empty."""
    rows = [row for row in block.blocks if row.kind == "tableRow"]
    width = max((len(row.blocks) for row in rows), default=0)
    if not width:
        return
    table = into.add_table(len(rows), width)
    table.style = table.part.document.styles["Table Grid"]
    if block.direction != "ltr":
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for row, drawn in zip(rows, table.rows, strict=True):
        for cell, place in zip(row.blocks, drawn.cells, strict=False):
            write(place.paragraphs[0], [], cell.direction)
            for number, each in enumerate(cell.blocks):
                if number == 0 and each.runs:
                    write(place.paragraphs[0], each.runs, each.direction)
                else:
                    put(place, each, 0)


def write(paragraph: Paragraph, runs: Iterable[Run], direction: str) -> None:
    """Words into a paragraph that runs in this direction; Word turns what is marked `bidi`."""
    if direction != "ltr" and not paragraph._p.get_or_add_pPr().findall(qn("w:bidi")):
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
    for run in runs:
        speak(paragraph, run)


def speak(paragraph: Paragraph, run: Run) -> None:
    made = paragraph.add_run()
    if run.words == "\n":
        made.add_break()
        return
    made.text = run.words
    made.bold, made.italic = "bold" in run.marks or None, "italic" in run.marks or None
    made.underline, made.font.strike = "underline" in run.marks or None, "strike" in run.marks or None
    if base_direction(run.words) == "rtl":
        made.font.rtl = True
        made.font.complex_script = True
        made.font.cs_bold, made.font.cs_italic = made.bold, made.italic
    if href := href_of(run):
        link(paragraph, made, href)


def link(paragraph: Paragraph, run: Any, href: str) -> None:
    """The run inside a hyperlink; an address of the site itself stays mere words."""
    if href.startswith("/"):
        return
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    element = OxmlElement("w:hyperlink")
    element.set(qn("r:id"), paragraph.part.relate_to(href, kind, is_external=True))
    paragraph._p.append(element)
    element.append(run._r)
    run.underline = True
