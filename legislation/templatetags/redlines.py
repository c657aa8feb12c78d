"""A redline as every page shows it: `{% redline before after %}`, and `{% redline_keys %}`, which says how it is read.

What went is struck and what came is underlined, so that it can be told on paper and without colours; whoever hears the
page hears "removed" and "added". Spelling alone has a dotted line. Pages need frontend/styles/redline.css.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from arabic.direction import base_direction
from arabic.redline import CLOSING, MARKS, Piece, is_spelling_only, redline
from legislation.models import Proposal

register = template.Library()
Side = Literal["both", "before", "after"]
MARKED = '<{}{}><span class="visually-hidden">{} </span>{}<span class="visually-hidden"> {}</span></{}>'
WORDS_MEET = re.compile(rf"[\w{MARKS}]\w")
HIDDEN = {"both": "", "before": "added", "after": "removed"}


@register.inclusion_tag("legislation/parts/redline.html", name="redline")
def shown_redline(before: str, after: str, side: Side = "both") -> dict[str, Any]:
    """Both wordings in one text; with `side` one of them, with what went or what came marked in it."""
    said = spoken()
    pieces = [piece for piece in redline(before, after) if piece.kind != HIDDEN[side]]
    nexts = [*pieces[1:], None]
    html = format_html_join(
        "", "{}{}", ((marked(one, said), space(one, then)) for one, then in zip(pieces, nexts, strict=True))
    )
    return {"pieces": html, "direction": base_direction(after or before)}


def spoken() -> dict[tuple[str, bool], str]:
    """What a voice says before a change; the end of each is said under ("", False)."""
    return {
        ("removed", False): _("removed:"),
        ("added", False): _("added:"),
        ("removed", True): _("removed, spelling only:"),
        ("added", True): _("added, spelling only:"),
        ("", False): _("end of the change"),
    }


def marked(piece: Piece, said: dict[tuple[str, bool], str]) -> str:
    """Lines are drawn under words only, not under the space behind them."""
    words = piece.text.rstrip()
    if piece.kind == "same":
        return words
    tag = "del" if piece.kind == "removed" else "ins"
    kind = format_html(' class="{}"', "spelling") if piece.is_spelling else ""
    before, after = said[piece.kind, piece.is_spelling], said["", False]
    return format_html(MARKED, tag, kind, before, words, after, tag)


def space(piece: Piece, then: Piece | None) -> str:
    """Between two pieces. A word carries the space of the text it came from, so where one went and another came it may
    be missing between two words, or stand before a comma.
    """
    behind = piece.text[len(piece.text.rstrip()) :]
    if then is None or "\n" in behind:
        return behind
    if CLOSING.match(then.text):
        return ""
    are_words = bool(WORDS_MEET.search(piece.text[-1:] + then.text[:1]))
    return behind or (" " if are_words or piece.kind == "removed" else "")


@register.simple_tag
def rival_links(proposals: Iterable[Proposal], pages: Mapping[int, int], here: int) -> str:
    """Their codes, each leading to its place, on this page or on another: of many, so not by a template for each."""
    before = {each.pk: "" if pages[each.pk] == here else f"?page={pages[each.pk]}" for each in proposals}
    named = ((before[each.pk], each.pk, each.code) for each in proposals)
    return format_html_join(" ", '<a href="{}#proposal-{}"><bdi>{}</bdi></a>', named)


@register.inclusion_tag("legislation/parts/redline_keys.html")
def redline_keys() -> dict[str, Any]:
    """What the lines mean, in a line of words."""
    return {}


@register.filter
def differs_in_spelling_only(before: str, after: str) -> bool:
    return is_spelling_only(before, after)
