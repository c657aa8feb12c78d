"""A redline as every page shows it: `{% redline before after %}`, and `{% redline_keys %}`, which says how it is read.

What went is struck and what came is underlined, so that it can be told on paper and without colours; whoever hears the
page hears "removed" and "added". Spelling alone has a dotted line. Pages need frontend/styles/redline.css.
"""

from __future__ import annotations

from typing import Any, Literal, NamedTuple

from django import template

from arabic.direction import base_direction
from arabic.redline import Piece, is_spelling_only, redline

register = template.Library()
Side = Literal["both", "before", "after"]
HIDDEN = {"both": "", "before": "added", "after": "removed"}


class Shown(NamedTuple):
    """A piece with the space that follows it: lines are drawn under words only."""

    kind: str
    text: str
    space: str
    is_spelling: bool


@register.inclusion_tag("legislation/parts/redline.html", name="redline")
def shown_redline(before: str, after: str, side: Side = "both") -> dict[str, Any]:
    """Both wordings in one text; with `side` one of them, with what went or what came marked in it."""
    pieces = redline(before, after)
    rows = [shown(piece, side) for piece in pieces if piece.kind != HIDDEN[side]]
    return {"pieces": rows, "direction": base_direction(after or before)}


def shown(piece: Piece, side: Side) -> Shown:
    """Where both are shown, what went never touches what came in its place."""
    words = piece.text.rstrip()
    space = piece.text[len(words) :] or (" " if piece.kind == "removed" and side == "both" else "")
    return Shown(piece.kind, words, space, piece.is_spelling)


@register.inclusion_tag("legislation/parts/redline_keys.html")
def redline_keys() -> dict[str, Any]:
    """What the lines mean, in a line of words."""
    return {}


@register.filter
def differs_in_spelling_only(before: str, after: str) -> bool:
    return is_spelling_only(before, after)
