"""The speakers list of a session as pages, the API and the journal read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.utils import timezone

from journal.stamps import stamp
from meetings.models import Session, Speaker
from organizations.queries import organization_mark

Facts = dict[str, Any]


@dataclass
class SpeakerRow:
    """`left` are the seconds that remain to their organisation, None where nothing limits it; `turn_left` those of the
    turn that runs.
    """

    speaker: Speaker
    left: int | None
    turn_left: int | None = None
    before: int | None = None  # behind whom they would stand one place further up; 0: before all, None: no further


@dataclass
class Floor:
    """Who speaks, and who waits in the order in which they are called; how long each organisation has spoken."""

    speaking: SpeakerRow | None
    waiting: list[SpeakerRow]
    spoken: list[tuple[Any, int]]


def floor_of(session: Session) -> Floor:
    """One query: a session has some hundreds of turns at most."""
    now, rows = timezone.now(), list(listed_speakers(session.speakers.all()))
    used: dict[int, int] = {}
    organizations: dict[int, Any] = {}
    for row in rows:
        if seconds := spoken_seconds(row, now):
            pk = row.participant.organization_id
            used[pk] = used.get(pk, 0) + seconds
            organizations[pk] = row.participant.organization
    told = [SpeakerRow(row, left_of(session, used.get(row.participant.organization_id, 0))) for row in rows]
    speaking = next((each for each in told if each.speaker.status == Speaker.Status.SPEAKING), None)
    if speaking is not None:
        speaking.turn_left = session.turn_seconds - spoken_seconds(speaking.speaker, now)
    waiting = [each for each in told if each.speaker.status == Speaker.Status.WAITING]
    for kind in Speaker.Kind.values:
        same = [each for each in waiting if each.speaker.kind == kind]
        for at in range(1, len(same)):
            same[at].before = same[at - 2].speaker.pk if at > 1 else 0
    spoken = sorted(((organizations[pk], seconds) for pk, seconds in used.items()), key=lambda pair: -pair[1])
    return Floor(speaking, waiting, spoken)


def left_of(session: Session, used: int) -> int | None:
    return session.speaking_seconds - used if session.speaking_seconds else None


def spoken_seconds(row: Speaker, now: datetime) -> int:
    if row.began_at is None:
        return 0
    return max(0, int(((row.ended_at or now) - row.began_at).total_seconds()))


def listed_speakers(rows: QuerySet[Speaker]) -> QuerySet[Speaker]:
    """In the order in which they are called: points of order before all others."""
    first = Case(When(kind=Speaker.Kind.ORDER, then=Value(0)), default=Value(1), output_field=IntegerField())
    known = rows.select_related("participant__organization__governorate")
    return known.order_by(first, "position", "pk")


def speakers(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: speaker_facts(row) for row in listed_speakers(Speaker.objects.filter(pk__in=ids))}


def speaker_facts(row: Speaker) -> Facts:
    return {
        "id": row.pk,
        "session": row.session_id,
        "item": row.item_id,
        "participant": {"id": row.participant_id, "name": row.participant.name},
        "organization": organization_mark(row.participant.organization),
        "kind": row.kind,
        "status": row.status,
        "asked_at": stamp(row.asked_at),
        "began_at": stamp(row.began_at),
        "ended_at": stamp(row.ended_at),
    }
