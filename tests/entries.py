"""The entries that a verb leaves, exactly: on every stream, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db.models import Max

from journal.models import Entry


class Left(NamedTuple):
    stream: str
    event: str
    object_id: int
    facts: dict[str, Any]


@contextmanager
def entries_left() -> Iterator[list[Left]]:
    """`with entries_left() as left: pin_message(…)`, then `left == [("room.3", "message_pinned", 12, {"days": 7})]`."""
    before = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
    left: list[Left] = []
    yield left
    after = Entry.objects.filter(pk__gt=before).select_related("stream").order_by("pk")
    left.extend(Left(entry.stream.name, entry.event, entry.object_id, entry.facts) for entry in after)
