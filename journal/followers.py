"""Followers read every stream of some kinds, in order, from where they stopped. The worker wakes them."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from django.conf import settings
from django.db.models import F, FilteredRelation, Q
from django.db.models.functions import Coalesce
from django.utils.module_loading import import_string

from journal.models import Cursor, Entry, Stream

BATCH = 50
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Follower:
    """`follow` gets a stream's next entries, oldest first. It may get an entry twice: after a kill, or beside another
    worker; what it does must be repeatable. Each verb it calls is a transaction of its own, so that a long day of an
    organisation with many people holds no lock for long.
    """

    name: str
    kinds: tuple[str, ...]
    follow: Callable[[list[Entry]], None]


def followers() -> list[Follower]:
    return [import_string(path) for path in settings.JOURNAL_FOLLOWERS]


def lagging(follower: Follower) -> list[tuple[Stream, int]]:
    """Streams whose head passed the follower's cursor, with the cursor's number."""
    mine = FilteredRelation("cursors", condition=Q(cursors__follower=follower.name))
    streams = (
        Stream.objects.filter(kind__in=follower.kinds)
        .annotate(mine=mine, reached=Coalesce("mine__number", 0))
        .filter(head__gt=F("reached"))
        .order_by("pk")[:BATCH]
    )
    return [(stream, stream.reached) for stream in streams]


def run_follower(follower: Follower) -> int:
    """Let a follower read what is new; returns the number of entries read. Safe beside other workers.

    A stream it stumbles over is tried again at the next turn and keeps it from no other.
    """
    read = 0
    for stream, reached in lagging(follower):
        try:
            read += read_on(follower, stream, reached)
        except Exception:
            log.exception("follower %s stumbled in %s after %s", follower.name, stream, reached)
    return read


def read_on(follower: Follower, stream: Stream, reached: int) -> int:
    entries = list(stream.entries.filter(number__gt=reached).order_by("number")[:BATCH])
    if not entries:
        return 0
    follower.follow(entries)
    claim(follower, stream, reached, entries[-1].number)
    return len(entries)


def claim(follower: Follower, stream: Stream, reached: int, number: int) -> bool:
    """Move the cursor from `reached` to `number`; False when another worker moved it first."""
    Cursor.objects.get_or_create(follower=follower.name, stream=stream)
    return bool(Cursor.objects.filter(follower=follower.name, stream=stream, number=reached).update(number=number))
