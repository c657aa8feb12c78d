"""What the search must know of a kind of things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from arabic.direction import base_direction
from search.excerpts import Piece
from search.models import SearchEntry

Facts = dict[str, Any]


@dataclass(frozen=True)
class Thing:
    """`entries` says by which words rows with these ids are found; what is gone or not shown yet, by none. `seen` are
    the entries that a person may find; `shown` is how found rows stand in the list, {id: facts}, with the words around
    what was asked. `source` is the table that `rebuild_search` goes through; None for what comes with another thing.
    """

    entries: Callable[[list[int]], list[SearchEntry]]
    seen: Callable[[User], Q]
    shown: Callable[[User, list[int], list[str]], Mapping[int, Facts]]
    source: type[models.Model] | None


def with_pieces(pieces: list[Piece], text: str) -> Facts:
    """The excerpt in pieces, as one text, and which way it runs."""
    plain = "".join(piece.text for piece in pieces)
    return {"pieces": pieces, "excerpt": plain, "dir": base_direction(text[:200])}
