"""A note in Typst's language: what becomes a PDF. What people wrote is quoted in it, and never a command."""

from __future__ import annotations

from collections.abc import Iterable

from paper.typesetting import page, quoted, titled
from projects.notes.blocks import Block, Run
from projects.notes.html import href_of

MARKS = {"bold": "strong", "italic": "emph", "underline": "underline", "strike": "strike"}


def as_paper(title: str, line: str, blocks: Iterable[Block], language: str) -> str:
    """A whole document: the title, a line under it (whose note it is, of which day), and the text."""
    head = page(title, language, size=11, side=22) + titled(title, line)
    return head + "\n".join(f"#{written(block)}" for block in blocks)


def written(block: Block) -> str:
    """One block as an expression."""
    match block.kind:
        case "heading":
            made = f"heading(level: {block.number('level', 1, 3)}, {turned(block, content(block))})"
        case "blockquote":
            made = turned(block, f"block(inset: (x: 12pt), fill: luma(97%), outset: (y: 4pt), {content(block)})")
        case "codeBlock":
            made = f"raw(block: true, {quoted(block.words)})"
        case "horizontalRule":
            made = "line(length: 100%, stroke: 0.5pt + luma(70%))"
        case "bulletList":
            made = turned(block, f"list({', '.join(map(content, block.blocks))})")
        case "orderedList":
            start = block.number("start", 1, 9999)
            made = turned(block, f"enum(start: {start}, {', '.join(map(content, block.blocks))})")
        case "taskList":
            made = turned(block, f"stack(spacing: 0.9em, {', '.join(map(task, block.blocks))})")
        case "table":
            made = turned(block, table(block))
        case _:
            made = f"block({turned(block, content(block))})"
    return made


def turned(block: Block, expression: str) -> str:
    """In the direction of its words."""
    direction = block.direction
    if direction == "auto":
        return f"{{ {expression} }}"
    return f"{{ set text(dir: {direction}); set align({'right' if direction == 'rtl' else 'left'}); {expression} }}"


def content(block: Block) -> str:
    """What is inside: its runs, or the blocks in it."""
    parts = [*map(spoken, block.runs), *map(written, block.blocks)]
    return f"{{ {'; '.join(parts)} }}" if parts else "[~]"


def spoken(run: Run) -> str:
    if run.words == "\n":
        return "linebreak()"
    made = f"raw({quoted(run.words)})" if "code" in run.marks else f"text({quoted(run.words)})"
    for name in MARKS.keys() & run.marks.keys():
        made = f"{MARKS[name]}({made})"
    href = href_of(run)
    return f"link({quoted(href)}, {made})" if href and not href.startswith("/") else made


def task(item: Block) -> str:
    """A box before the words, ticked where it is done."""
    mark = "✓" if item.attributes.get("checked") is True else " "
    box = f"box(width: 0.9em, height: 0.9em, stroke: 0.6pt, align(center + horizon, text(size: 8pt, {quoted(mark)})))"
    return f"grid(columns: (auto, 1fr), column-gutter: 6pt, {box}, {content(item)})"


def table(block: Block) -> str:
    rows = [row for row in block.blocks if row.kind == "tableRow" and row.blocks]
    width = max((sum(cell.number("colspan", 1, 60) for cell in row.blocks) for row in rows), default=1)
    cells = ", ".join(cell_of(cell) for row in rows for cell in row.blocks)
    return f"table(columns: (1fr,) * {width}, {cells})"


def cell_of(cell: Block) -> str:
    across, down = cell.number("colspan", 1, 60), cell.number("rowspan", 1, 500)
    inside = turned(cell, content(cell))
    fill = ", fill: luma(94%)" if cell.kind == "tableHeader" else ""
    return f"table.cell(colspan: {across}, rowspan: {down}{fill}, {inside})"
