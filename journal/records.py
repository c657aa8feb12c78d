"""From a verb to its entries: lines gathered while the verb runs, numbered when it ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.utils import timezone

from journal.actors import Actor
from journal.models import Stream


@dataclass
class Line:
    stream: str
    event: str
    actor: Actor
    subject: models.Model
    kind: str
    facts: dict[str, Any]
    counted: Callable[[int], None] | None
    at: datetime


@dataclass
class Ledger:
    """What the outermost verb has recorded so far, after its flush the number each stream reached; and what takes back
    that which no rollback takes back.
    """

    lines: list[Line] = field(default_factory=list)
    forgotten: set[str] = field(default_factory=set)
    undoing: list[Callable[[], object]] = field(default_factory=list)
    heads: dict[str, int] = field(default_factory=dict)
    seqs: dict[str, int] = field(default_factory=dict)


ACCESS = "access.all"  # no entries: its head counts how often somebody's rights or sign-ins changed in the deployment
NARROWED = "audience_narrowed"  # on the stream of a thing: fewer people may watch it from here on
RIGHTS = frozenset({"access_changed", "session_ended", NARROWED})
current_ledger: ContextVar[Ledger | None] = ContextVar("current_ledger", default=None)


def undo_by(undo: Callable[[], object]) -> None:
    """Have this called if the outermost verb fails. Raises LookupError outside a verb."""
    ledger = current_ledger.get()
    if ledger is None:
        raise LookupError("only a verb has something to undo")
    ledger.undoing.append(undo)


def record(
    event: str,
    *,
    stream: str | Iterable[str],
    actor: Actor,
    subject: models.Model,
    kind: str = "",
    counted: Callable[[int], None] | None = None,
    **facts: Any,
) -> None:
    """The last beat of a verb: write down that `event` happened to `subject`, in one stream or several.

    `kind` is a key of settings.JOURNAL_KINDS (by default the model's name). `facts` are small and hold no content.
    `counted` (messages) asks for the stream's next `seq`: it is called with the number, just before commit.
    Raises LookupError outside a verb.
    """
    ledger = current_ledger.get()
    if ledger is None:
        raise LookupError(f"record({event!r}) was called outside a verb")
    streams = [stream] if isinstance(stream, str) else stream
    for name in streams:
        known_kind = kind or str(subject._meta.model_name)
        ledger.lines.append(Line(name, event, actor, subject, known_kind, facts, counted, timezone.now()))


def tell_people(event: str, actor: Actor, subject: models.Model, people: Iterable[int | None], **facts: Any) -> None:
    """Record it on the own streams of these people; not of whoever does it."""
    streams = [f"user.{pk}" for pk in sorted({pk for pk in people if pk} - {actor.person_id})]
    record(event, stream=streams, actor=actor, subject=subject, **facts)


def forget(*streams: str) -> None:
    """Tell nobody any more what these streams told before this verb: who knows only that starts afresh (`reset`). For
    streams on which the verb records something. Raises LookupError outside a verb.
    """
    ledger = current_ledger.get()
    if ledger is None:
        raise LookupError("only a verb makes streams forget")
    ledger.forgotten.update(streams)


def hold(*streams: str) -> None:
    """Take the rows of streams now, for a verb that writes what others write when their lines are numbered (`counted`):
    they hold the stream before that row, and whoever took them in the other order would wait for them for ever. A verb
    that needs several takes them at once, so that they come in the order in which `advance` takes them.
    """
    list(Stream.objects.select_for_update(no_key=True).filter(name__in=streams).order_by("name"))


ADVANCE = """
    INSERT INTO journal_stream (name, kind, head, seq, floor) VALUES {rows}
    ON CONFLICT (name) DO UPDATE
    SET head = journal_stream.head + excluded.head, seq = journal_stream.seq + excluded.seq
    RETURNING name, id, head, seq
"""


def advance(counts: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int, int]]:
    """Move the heads of streams, sorted so that locks never cross.

    {name: (entries, counted)} → {name: (id, head, seq)}.

    The row stays locked until commit, so the order of commits is the order of numbers.
    """
    names = sorted(counts)
    values: list[Any] = []
    for name in names:
        values += [name, name.split(".", 1)[0], counts[name][0], counts[name][1], 0]
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(names))
    with connection.cursor() as cursor:
        cursor.execute(ADVANCE.format(rows=rows), values)
        return {name: (pk, head, seq) for name, pk, head, seq in cursor.fetchall()}


def flush(ledger: Ledger) -> None:
    """Number the gathered lines and store them as entries. Called once, by the outermost verb, just before commit."""
    counts: dict[str, tuple[int, int]] = {}
    for line in ledger.lines:
        entries, counted = counts.get(line.stream, (0, 0))
        counts[line.stream] = (entries + 1, counted + bool(line.counted))
    if not counts:
        return
    if any(line.event in RIGHTS for line in ledger.lines):
        counts[ACCESS] = (1, 0)
    reached = advance(counts)
    reached.pop(ACCESS, None)
    numbers = {name: head - counts[name][0] for name, (_, head, _) in reached.items()}
    for name in ledger.forgotten & numbers.keys():  # their rows are held since they moved
        Stream.objects.filter(name=name).update(floor=numbers[name])
    seqs = {name: seq - counts[name][1] for name, (_, _, seq) in reached.items()}
    rows: list[Any] = []
    for line in ledger.lines:
        numbers[line.stream] += 1
        if line.counted:
            seqs[line.stream] += 1
            line.counted(seqs[line.stream])
        rows += columns_of(line, reached[line.stream][0], numbers[line.stream])
    write_entries(rows, len(ledger.lines))
    ledger.heads = {name: head for name, (_, head, _) in reached.items()}
    ledger.seqs = {name: seq for name, (_, _, seq) in reached.items()}


WRITE = """
    INSERT INTO journal_entry (stream_id, number, event, person_id, organization_id, kind, object_id, facts, at)
    VALUES {rows}
"""


def write_entries(values: list[Any], count: int) -> None:
    """One plain INSERT: every verb passes here, and the ORM takes ten times as long to say the same."""
    with connection.cursor() as cursor:
        cursor.execute(WRITE.format(rows=", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s, %s)"] * count)), values)


def columns_of(line: Line, stream_id: int, number: int) -> list[Any]:
    return [
        stream_id,
        number,
        line.event,
        line.actor.person_id,
        line.actor.organization_id,
        line.kind,
        line.subject.pk,
        json.dumps(line.facts),
        connection.ops.adapt_datetimefield_value(line.at),
    ]
