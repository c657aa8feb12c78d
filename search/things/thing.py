"""What the search must know of a kind of things."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q

from accounts.models import User
from arabic.direction import base_direction
from arabic.excerpts import Piece, excerpt
from journal.stamps import stamp
from organizations.models import Organization
from organizations.queries import organization_mark
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


def hit_of(wanted: list[str], title: str, *texts: str) -> str:
    """The first of these in which something of what was asked occurs; the title where in none."""
    return next((text for text in (title, *texts) if is_hit(text, wanted)), title)


def is_hit(text: str, wanted: list[str]) -> bool:
    return bool(wanted) and any(piece.is_hit for piece in excerpt(text, wanted))


def titled(
    href: str, title: str, at: datetime, organization: Organization | None, detail: str, found: str, wanted: list[str]
) -> Facts:
    """A thing that is nobody's message and lies in no room: called `title`, found by the words of `found`."""
    return {
        "href": href,
        "title": title,
        "mark": organization.mark if organization else "",
        "person": None,
        "organization": organization_mark(organization) if organization else None,
        "room": None,
        "seq": None,
        "at": at,
        "moment": stamp(at),
        "detail": detail,
        "is_beside": found != title,
        **with_pieces(excerpt(found, wanted), found),
    }


def with_pieces(pieces: list[Piece], text: str) -> Facts:
    """The excerpt in pieces, as one text, and which way it runs."""
    plain = "".join(piece.text for piece in pieces)
    return {"pieces": pieces, "excerpt": plain, "dir": base_direction(text[:200])}
