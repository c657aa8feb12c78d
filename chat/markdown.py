"""From what people type to safe HTML, each block in the direction of its own text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

from arabic.direction import base_direction

OPENING = {"paragraph_open", "list_item_open", "blockquote_open", "th_open", "td_open"}
DECIDING = 200  # letters of a block that are asked which way it runs
DEEPEST = 12  # blocks within blocks; people need two or three, hostile bodies hundreds
LONG_WORD = re.compile(r"\S{600}")  # no address people paste; the search for links takes the square of its length
# Telephone and account numbers, dates year first: between Arabic words their groups would stand in the wrong order.
GROUPED = re.compile(  # telephone numbers, dates, and the end of a file's name: «كشف 2026.xlsx»
    r"(?<![\w+])(?:\+\d(?:[ -]?\(?\d\)?){0,18}|[0٠]\d(?:[ -]?\d){4,18}|\d{4}-\d{1,2}-\d{1,2}"
    r"|\d[A-Za-z0-9_-]{0,40}\.[A-Za-z][A-Za-z0-9]{1,4})(?!\w)"
)
MENTION = re.compile(r"/(?:(?:people|organizations|rooms)/\d+/|organizations/\d+/#managers)")
TAGS = {
    "p", "br", "strong", "em", "s", "code", "pre", "blockquote", "ul", "ol", "li", "a", "hr",
    "table", "thead", "tbody", "tr", "th", "td", "bdi",
}  # fmt: skip
DIRECTED = {tag: {"dir"} for tag in ("p", "li", "blockquote", "th", "td", "pre", "code", "bdi")}
ATTRIBUTES = {**DIRECTED, "a": {"href", "class", "dir"}, "ol": {"start"}}


def parser(*, finds_links: bool) -> MarkdownIt:
    """CommonMark with tables, strikethrough and bare links; a line break is a line break; no headings, images, HTML."""
    markdown = MarkdownIt(
        "js-default",
        {"breaks": True, "html": False, "linkify": finds_links, "typographer": False, "maxNesting": DEEPEST},
    )
    markdown.disable(["heading", "lheading", "image", "html_block", "html_inline", "reference"])
    if markdown.linkify is not None:
        markdown.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
    return markdown


with_links, without_links = parser(finds_links=True), parser(finds_links=False)


def render(body: str) -> str:
    """HTML of a message's body: only the tags above, links without referrer, `dir` on every block."""
    markdown = with_links if "://" in body and not LONG_WORD.search(body) else without_links
    tokens = markdown.parse(body)
    for position, token in enumerate(tokens):
        if token.type in OPENING:
            token.attrSet("dir", base_direction(text_within(tokens, position)))
        elif token.type == "inline":
            mark_mentions(token.children or [])
            token.children = [piece for child in token.children or [] for piece in with_isolates(child)]
        elif token.type in {"fence", "code_block"}:
            token.attrSet("dir", "ltr")
    return clean(markdown.renderer.render(tokens, markdown.options, {}))


def text_within(tokens: Sequence[Token], opening: int) -> str:
    """The beginning of the visible text of the block that a token opens; enough to know which way it runs."""
    depth = 0
    for place in range(opening, len(tokens)):
        token = tokens[place]
        depth += token.nesting
        if token.type == "inline":
            return visible(token)[:DECIDING]
        if depth <= 0:
            break
    return ""


def visible(inline: Token) -> str:
    return "".join(child.content for child in inline.children or [] if child.type in {"text", "code_inline"})


def mark_mentions(children: Sequence[Token]) -> None:
    for link, following in pairwise(children):
        if (
            link.type == "link_open"
            and following.content.startswith("@")
            and MENTION.fullmatch(str(link.attrGet("href")))
        ):
            link.attrSet("class", "mention")


def with_isolates(inline: Token) -> Iterator[Token]:
    """A piece of a line; each grouped number in its text as a piece of its own that runs from left to right."""
    if inline.type == "code_inline":
        inline.attrSet("dir", "ltr")
    if inline.type != "text" or not GROUPED.search(inline.content):
        yield inline
        return
    end = 0
    for found in GROUPED.finditer(inline.content):
        yield Token("text", "", 0, content=inline.content[end : found.start()])
        yield Token("html_inline", "", 0, content=f'<bdi dir="ltr">{found[0]}</bdi>')
        end = found.end()
    yield Token("text", "", 0, content=inline.content[end:])


def clean(html: str) -> str:
    return nh3.clean(
        html,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes={"http", "https", "mailto", "tel"},
        link_rel="nofollow noopener noreferrer",
    )


def excerpt(body: str, length: int = 90) -> str:
    """One plain line of a body: links by their text, marks dropped, cut at `length` characters."""
    plain = plain_text(body[: 10 * length])
    return plain if len(plain) <= length else plain[: length - 1].rstrip() + "…"


def plain_text(body: str) -> str:
    """A body as one plain line: links by their text, marks dropped."""
    plain = re.sub(r"\[([^\[\]]*)\]\([^)]{0,500}\)", r"\1", body)
    return " ".join(re.sub(r"[*_~`>#|]+", "", plain).split())
