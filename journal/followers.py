"""Followers read every stream of some kinds, in order, from where they stopped. The worker wakes them (rounds.py)."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.module_loading import import_string

from journal.models import Cursor, Entry, Stream

BATCH = 50
MANY = 500
Ids = Collection[int] | None
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Follower:
    """`follow` gets a stream's next entries, oldest first. It may get an entry twice: after a kill, or beside another
    worker; what it does must be repeatable. Each verb it calls is a transaction of its own, so that a long day of an
    organisation with many people holds no lock for long.

    With `events` it hears of those only, and passes over the rest of many streams at once. With `patience` it hears of
    an entry when that is so old: what happened meanwhile, it knows.
    """

    name: str
    kinds: tuple[str, ...]
    follow: Callable[[list[Entry]], None]
    events: frozenset[str] = frozenset()
    patience: timedelta = timedelta(0)

    @property
    def heard(self) -> Q:
        """The entries it wants by now. One from the future is as good as old: the clock was moved back since."""
        wanted = Q(event__in=self.events) if self.events else Q()
        if self.patience:
            now = timezone.now()
            wanted &= Q(at__lte=now - self.patience) | Q(at__gt=now)
        return wanted


def followers() -> list[Follower]:
    return [import_string(path) for path in settings.JOURNAL_FOLLOWERS]


def behind(follower: Follower, among: Ids = None) -> QuerySet[Stream]:
    """Streams whose head passed the follower's cursor, each with the cursor's number as `reached`; all of the
    deployment, or those among some ids.
    """
    mine = FilteredRelation("cursors", condition=Q(cursors__follower=follower.name))
    streams = Stream.objects.filter(kind__in=follower.kinds)
    if among is not None:
        streams = streams.filter(pk__in=among)
    return streams.annotate(mine=mine, reached=Coalesce("mine__number", 0)).filter(head__gt=F("reached")).order_by("pk")


def lagging(follower: Follower, among: Ids = None) -> list[tuple[Stream, int]]:
    """The next streams that hold something for the follower, with the cursor's number."""
    streams = behind(follower, among)
    if follower.events or follower.patience:
        news = Entry.objects.filter(follower.heard, stream=OuterRef("pk"), number__gt=OuterRef("reached"))
        streams = streams.filter(Exists(news))
    return [(stream, stream.reached) for stream in streams[:BATCH]]  # type: ignore[attr-defined]


def pass_over(follower: Follower, among: Ids = None) -> None:
    """Move to the head of many streams at once, in which nothing happened that the follower hears of."""
    news = Entry.objects.filter(stream=OuterRef("pk"), number__gt=OuterRef("reached"), event__in=follower.events)
    quiet = behind(follower, among).filter(~Exists(news)).values_list("pk", "head")[:MANY]
    cursors = [Cursor(follower=follower.name, stream_id=pk, number=head) for pk, head in quiet]
    if cursors:
        at = ["follower", "stream"]
        Cursor.objects.bulk_create(cursors, update_conflicts=True, unique_fields=at, update_fields=["number"])


def run_follower(follower: Follower, among: Ids = None) -> int:
    """Let a follower read what is new, in all streams or in some; returns the number of entries read. Safe beside other
    workers.

    A stream it stumbles over is tried again at the next turn and keeps it from no other.
    """
    read = 0
    if follower.events:
        pass_over(follower, among)
    for stream, reached in lagging(follower, among):
        try:
            read += read_on(follower, stream, reached)
        except Exception:
            log.exception("follower %s stumbled in %s after %s", follower.name, stream, reached)
    return read


def read_on(follower: Follower, stream: Stream, reached: int) -> int:
    entries = list(stream.entries.filter(follower.heard, number__gt=reached).order_by("number")[:BATCH])
    if not entries:
        return 0
    follower.follow(entries)
    claim(follower, stream, reached, entries[-1].number)
    return len(entries)


def claim(follower: Follower, stream: Stream, reached: int, number: int) -> bool:
    """Move the cursor from `reached` to `number`; False when another worker moved it first."""
    Cursor.objects.get_or_create(follower=follower.name, stream=stream)
    return bool(Cursor.objects.filter(follower=follower.name, stream=stream, number=reached).update(number=number))
