"""Reading the journal: heads, entries as the wire shows them, what a person may watch."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import OuterRef, Q, Subquery
from django.utils.crypto import get_random_string
from django.utils.module_loading import import_string

from journal.models import Deployment, Entry, Stream
from journal.prepared import Prepared
from journal.records import ACCESS
from journal.stamps import stamp

Facts = Callable[[str, list[int]], Mapping[int, dict[str, Any]]]
PAGE = 200
FEW = 4  # streams that are cheaper asked one by one with SQL at hand than together with SQL to be written
ENTRIES: Prepared[Entry] = Prepared(  # what the hub asks after each message
    lambda name, after, last: (
        Entry.objects.filter(stream__name=name, number__gt=after, number__lte=last)
        .select_related("stream")
        .order_by("number")
    )
)


DEPLOYMENT: Prepared[Deployment] = Prepared(lambda: Deployment.objects.order_by("pk")[:1])  # of every page


def epoch() -> str:
    """The deployment's epoch; made at the first question."""
    row = DEPLOYMENT.first()
    if row is None:
        try:
            with transaction.atomic():
                row = Deployment.objects.create(pk=1, epoch=get_random_string(12))
        except IntegrityError:
            row = Deployment.objects.get()
    return row.epoch


def heads(names: Iterable[str]) -> dict[str, Stream]:
    """{name: its row} for the streams that exist; a stream without a row has head 0."""
    return {stream.name: stream for stream in Stream.objects.filter(name__in=list(names))}


HEAD: Prepared[tuple[int]] = Prepared(lambda name: Stream.objects.filter(name=name).values_list("head"))


def head(name: str) -> int:
    """The number of a stream's newest entry, 0 where there is none."""
    return (HEAD.first(name) or (0,))[0]


def access() -> int:
    """How often anybody's rights changed. Read after entries, it tells whether a right was lost before one of them."""
    return head(ACCESS)


STANDING = "SELECT name, head, seq, floor FROM journal_stream WHERE name "
AMONG = {"sqlite": "IN (SELECT value FROM json_each(%s))", "postgresql": "= ANY(%s)"}


def standing(names: Iterable[str]) -> list[tuple[str, int, int, int]]:
    """(name, head, seq, floor) of those streams that have a row. The audit asks for a thousand names every second: one
    parameter for all of them, where the ORM would need longer to write them down than the database to find them.
    """
    wanted = list(names)
    if not wanted:
        return []
    given = json.dumps(wanted) if connection.vendor == "sqlite" else wanted
    with connection.cursor() as cursor:
        cursor.execute(STANDING + AMONG[connection.vendor], [given])
        return list(cursor.fetchall())


def entries_after(positions: Mapping[str, int], limit: int = PAGE) -> dict[str, list[Entry]]:
    """For each stream its entries after a number, oldest first, at most `limit` a stream; one query for many streams.

    Positions below the floor or above the head are the caller's to notice (`reset`).
    """
    if len(positions) <= FEW:
        return {name: ENTRIES(name, after, after + limit) for name, after in positions.items()}
    wanted = Q()
    for name, after in positions.items():
        wanted |= Q(stream__name=name, number__gt=after, number__lte=after + limit)
    found: dict[str, list[Entry]] = {name: [] for name in positions}
    for entry in Entry.objects.filter(wanted).select_related("stream").order_by("stream_id", "number"):
        found[entry.stream.name].append(entry)
    return found


def facts_before(names: Iterable[str], fact: str, moment: datetime) -> dict[str, Any]:
    """{stream: what its newest entry before a moment that tells this fact said of it}; one query."""
    told = Entry.objects.filter(stream=OuterRef("pk"), at__lt=moment, **{f"facts__{fact}__isnull": False})
    newest = Subquery(told.order_by("-number").values(f"facts__{fact}")[:1])
    rows = Stream.objects.filter(name__in=list(names)).annotate(newest=newest).values_list("name", "newest")
    return {name: value for name, value in rows if value is not None}


def shown(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Entries as the wire shows them (PROTOCOL 1), each with its object as it stands now; a query or two per kind."""
    gathered = list(entries)
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in gathered:
        wanted[entry.kind].add(entry.object_id)
    objects = {kind: facts_of(kind, sorted(ids)) for kind, ids in wanted.items()}
    return [as_wire(entry, objects[entry.kind].get(entry.object_id)) for entry in gathered]


def facts_of(kind: str, ids: list[int]) -> Mapping[int, dict[str, Any]]:
    """What the app that owns `kind` says about these objects."""
    facts: Facts = import_string(settings.JOURNAL_KINDS[kind])
    return facts(kind, ids)


def as_wire(entry: Entry, facts: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "stream": entry.stream.name,
        "number": entry.number,
        "event": entry.event,
        "actor": {"person": entry.person_id, "organization": entry.organization_id},
        "at": stamp(entry.at),
        "data": {**entry.facts, **(facts or {"id": entry.object_id, "deleted": True})},
    }


def watchable(user: Any, names: Iterable[str]) -> set[str]:
    """Of these streams, those the person may watch. An unknown kind and a forbidden stream look alike: absent."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for name in names:
        by_kind[name.split(".", 1)[0]].add(name)
    allowed: set[str] = set()
    for kind, wanted in by_kind.items():
        if path := settings.JOURNAL_STREAMS.get(kind):
            allowed |= import_string(path)(user, wanted)
    return allowed
