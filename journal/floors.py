"""The floor of a stream: what lies below is told to nobody any more."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime

from journal.models import Entry, Stream


def raise_floor(stream: str, before: datetime) -> None:
    """In a verb: who knows only entries from before a moment starts afresh (`reset`). It never goes down.

    Entries are numbered in the order of their moments, so the last one is found by halving: some twenty short queries.
    """
    row = Stream.objects.get(name=stream)
    moments = Entry.objects.filter(stream=row).values_list("at", flat=True)
    reached = bisect_left(range(row.floor + 1, row.head + 1), before, key=lambda number: moments.get(number=number))
    Stream.objects.filter(pk=row.pk, floor__lt=row.floor + reached).update(floor=row.floor + reached)
