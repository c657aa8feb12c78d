"""A note as a DOCX (paper/word.py)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from paper.word import kept, mark, new_document, new_table, turn
from projects.notes.blocks import Block, Run
from projects.notes.html import href_of

LISTS = {"bulletList": "List Bullet", "orderedList": "List Number"}
DEEPEST = 3  # styles of lists there are
CHECKED, OPEN = "☑ ", "☐ "


def as_docx(title: str, line: str, blocks: Iterable[Block]) -> bytes:
    """A whole file: the title, a line under it, and the text."""
    paper = new_document(title, line)
    for block in blocks:
        put(paper, block, 0)
    return kept(paper)


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
    table = new_table(into, len(rows), width, block.direction)
    for row, drawn in zip(rows, table.rows, strict=True):
        for cell, place in zip(row.blocks, drawn.cells, strict=False):
            write(place.paragraphs[0], [], cell.direction)
            for number, each in enumerate(cell.blocks):
                if number == 0 and (each.runs or each.kind == "paragraph"):
                    write(place.paragraphs[0], each.runs, each.direction)
                else:
                    put(place, each, 0)


def write(paragraph: Paragraph, runs: Iterable[Run], direction: str) -> None:
    """Words into a paragraph that runs in this direction."""
    turn(paragraph, direction)
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
    mark(made, run.words)
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
