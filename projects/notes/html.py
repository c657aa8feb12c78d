"""A note as HTML, for reading without a script: the same elements that the editor draws."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from projects.notes.blocks import Block, Run

PLAIN = {
    "blockquote": "blockquote",
    "bulletList": "ul",
    "listItem": "li",
    "tableRow": "tr",
}
MARKS = {"bold": "strong", "italic": "em", "underline": "u", "strike": "s", "code": "code"}
LINKED = ("https://", "http://", "mailto:", "tel:", "/")


def as_html(blocks: Iterable[Block]) -> str:
    """All text escaped; what is unknown shows what is inside it."""
    return "".join(map(block_html, blocks))


def block_html(block: Block) -> str:
    inside = "".join(map(run_html, block.runs)) or as_html(block.blocks)
    turned = f' dir="{block.direction}"'
    match block.kind:
        case "paragraph":
            return f"<p{turned}>{inside or '<br>'}</p>"
        case "heading":
            level = block.number("level", 1, 3) + 1  # the page's own title is the first
            return f"<h{level}{turned}>{inside}</h{level}>"
        case "codeBlock":
            return f'<pre dir="ltr"><code>{inside}</code></pre>'
        case "horizontalRule":
            return "<hr>"
        case "orderedList":
            return f'<ol start="{block.number("start", 1, 9999)}"{turned}>{inside}</ol>'
        case "taskList":
            return f'<ul class="tasks"{turned}>{inside}</ul>'
        case "taskItem":
            checked = " checked" if block.attributes.get("checked") is True else ""
            return f'<li class="task"{turned}><input type="checkbox" disabled{checked}><div>{inside}</div></li>'
        case "table":
            return f'<div class="table-wrap"><table{turned}><tbody>{inside}</tbody></table></div>'
        case "tableCell" | "tableHeader":
            name = "td" if block.kind == "tableCell" else "th"
            across, down = block.number("colspan", 1, 60), block.number("rowspan", 1, 500)
            return f'<{name} colspan="{across}" rowspan="{down}"{turned}>{inside}</{name}>'
    name = PLAIN.get(block.kind)
    return f"<{name}{turned}>{inside}</{name}>" if name else inside


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
    return href if isinstance(href, str) and href.lower().startswith(LINKED) else ""
