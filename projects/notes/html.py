"""A note as HTML, for reading without a script: the same elements that the editor draws."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from projects.notes.blocks import CONTROLS, Block, Run

PLAIN = {
    "paragraph": "p",
    "blockquote": "blockquote",
    "bulletList": "ul",
    "listItem": "li",
    "taskList": 'ul class="tasks"',
    "tableRow": "tr",
}
MARKS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "code": "code"}
LINKED = ("https://", "http://", "mailto:", "tel:", "/")


def as_html(blocks: Iterable[Block]) -> str:
    """All text escaped; what is unknown shows what is inside it."""
    return "".join(map(block_html, blocks))


def block_html(block: Block) -> str:
    inside = "".join(map(run_html, block.runs)) or as_html(block.blocks)
    if block.kind == "horizontalRule":
        return "<hr>"
    opening, closing = tags(block)
    return f"{opening}{inside or ('<br>' if block.kind == 'paragraph' else '')}{closing}"


def tags(block: Block) -> tuple[str, str]:
    """What stands around a block's inside."""
    turned = f' dir="{block.direction}"'
    match block.kind:
        case "heading":
            level = block.number("level", 1, 3) + 1  # the page's own title is the first
            found = f"<h{level}{turned}>", f"</h{level}>"
        case "codeBlock":
            found = '<pre dir="ltr"><code>', "</code></pre>"
        case "orderedList":
            found = f'<ol start="{block.number("start", 1, 9999)}"{turned}>', "</ol>"
        case "taskItem":
            checked = " checked" if block.attributes.get("checked") is True else ""
            found = f'<li class="task"{turned}><input type="checkbox" disabled{checked}><div>', "</div></li>"
        case "table":
            found = f'<div class="table-wrap"><table{turned}><tbody>', "</tbody></table></div>"
        case "tableCell" | "tableHeader":
            name = "td" if block.kind == "tableCell" else "th"
            across, down = block.number("colspan", 1, 60), block.number("rowspan", 1, 500)
            found = f'<{name} colspan="{across}" rowspan="{down}"{turned}>', f"</{name}>"
        case _:
            name = PLAIN.get(block.kind, "")
            found = (f"<{name}{turned}>", f"</{name.split(' ')[0]}>") if name else ("", "")
    return found


def run_html(run: Run) -> str:
    text = escape(run.words).replace("\n", "<br>")
    for name in MARKS.keys() & run.marks.keys():
        text = f"<{MARKS[name]}>{text}</{MARKS[name]}>"
    if href := href_of(run):
        text = f'<a href="{escape(href)}" rel="noopener noreferrer nofollow" target="_blank">{text}</a>'
    return text


def href_of(run: Run) -> str:
    """Where a link leads; nothing where it is none that a browser may follow."""
    href = run.marks.get("link", {}).get("href", "")
    if not isinstance(href, str) or CONTROLS.search(href):
        return ""
    return href if href.lower().startswith(LINKED) else ""
