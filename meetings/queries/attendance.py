"""Who is in a session, and whether they are enough."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from arabic.normalise import normalise
from journal.stamps import stamp
from meetings.models import Attendance, Participant, Proxy, Session, Voice
from organizations.models import Organization
from organizations.queries import organization_mark

WORDS_LIMIT = 8
Facts = dict[str, Any]


class Quorum(NamedTuple):
    """`eligible` organisations have a voice; of them `present` are there or carried by one that is, and `needed` must
    be.
    """

    eligible: int
    present: int
    needed: int

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed


class VoiceNow(NamedTuple):
    """A voice at this moment: `carrier` is the organisation that may cast it (itself, or the holder of its proxy); not
    `is_present` where nobody of that one is in the session.
    """

    voice: Voice
    carrier: int
    is_present: bool


class Counts(NamedTuple):
    organizations: int
    people: int
    proxies: int


def voices_now(session: Session) -> list[VoiceNow]:
    """Every standing voice of the body, in the order in which they were given; three queries. An organisation that is
    suspended or closed has none as long as it is.
    """
    return voices_with(session, organizations_here(session))


def voices_then(session: Session) -> list[VoiceNow]:
    """The same of a session that is over: present is who was there at any time."""
    return voices_with(session, organizations_in(session.attendances.all()))


def voices_with(session: Session, here: set[int]) -> list[VoiceNow]:
    trusted = {"organization__status": Organization.Status.VERIFIED, "organization__closed_at": None}
    voices = session.body.voices.filter(until=None, **trusted).select_related("organization")
    carried = dict(session.proxies.filter(ended_at=None).values_list("organization", "holder"))
    found = []
    for voice in voices:
        own = voice.organization_id
        carrier = own if own in here else carried.get(own, own)
        found.append(VoiceNow(voice, carrier, carrier in here))
    return found


def organizations_here(session: Session) -> set[int]:
    """Those with somebody in the session who may cast their voice."""
    return organizations_in(session.attendances.filter(left_at=None, participant__ended_at=None))


def organizations_in(inside: QuerySet[Attendance]) -> set[int]:
    trusted = inside.filter(
        participant__organization__status=Organization.Status.VERIFIED, participant__organization__closed_at=None
    )
    voting = trusted.exclude(participant__role=Participant.Role.OBSERVER)
    return set(voting.values_list("participant__organization", flat=True))


def quorum_now(session: Session) -> Quorum:
    """Of the organisations with a voice, who is there or carried by proxy; `Body.quorum` of a hundred must be, rounded
    up. Three queries.
    """
    return quorum_of(session, voices_now(session))


def quorum_of(session: Session, voices: list[VoiceNow]) -> Quorum:
    """The same of voices that were read already."""
    needed = -(-len(voices) * session.body.quorum // 100)
    return Quorum(len(voices), sum(each.is_present for each in voices), needed)


def counts_of(session: Session) -> Counts:
    """Who is in it now; of one that is over, who came. Two queries."""
    came = session.attendances.all() if session.closed_at else session.attendances.filter(left_at=None)
    inside = came.aggregate(
        people=Count("participant", distinct=True), organizations=Count("participant__organization", distinct=True)
    )
    proxies = Proxy.objects.filter(session=session, ended_at=None).count()
    return Counts(inside["organizations"], inside["people"], proxies)


def attendances(ids: list[int]) -> dict[int, Facts]:
    """Each with how many are in its session now: three hundred screens need not ask."""
    rows = list(listed_attendances(Attendance.objects.filter(pk__in=ids)))
    sessions = {row.session_id for row in rows}
    told = Attendance.objects.filter(session__in=sessions, left_at=None).values("session")
    counted: dict[int, Facts] = {
        each["session"]: dict(each)
        for each in told.annotate(
            people=Count("pk"), organizations=Count("participant__organization", distinct=True)
        ).order_by()
    }
    return {row.pk: attendance_facts(row, counted.get(row.session_id, {})) for row in rows}


def attendance_facts(row: Attendance, counted: Facts | None = None) -> Facts:
    """`inside`, where it is told: how many people and organisations are in the session."""
    told = {} if counted is None else {"inside": {name: counted.get(name, 0) for name in ("people", "organizations")}}
    return {
        "id": row.pk,
        "session": row.session_id,
        "participant": {"id": row.participant_id, "name": row.participant.name, "role": row.participant.role},
        "organization": organization_mark(row.participant.organization),
        "entered_at": stamp(row.entered_at),
        "left_at": stamp(row.left_at),
        "told_at": stamp(row.told_at),
        "way": row.way,
        **told,
    }


def listed_attendances(rows: QuerySet[Attendance]) -> QuerySet[Attendance]:
    return rows.select_related("participant__organization__governorate")


def participants_of(session: Session, words: str = "", *, only_inside: bool = False) -> QuerySet[Participant]:
    """Who may come, by organisation and name, each with `is_inside`."""
    inside = Attendance.objects.filter(session=session, participant=OuterRef("pk"), left_at=None)
    rows = session.body.participants.filter(Q(ended_at=None) | Exists(inside)).annotate(is_inside=Exists(inside))
    rows = rows.filter(is_inside=True) if only_inside else rows
    if wanted := normalise(words).split()[:WORDS_LIMIT]:
        rows = rows.filter(pk__in=called_so(rows, wanted))
    return rows.select_related("organization__governorate", "person").order_by("organization__name_ar", "pk")


def called_so(rows: QuerySet[Participant], wanted: list[str]) -> list[int]:
    """Those in whose name, organisation or code each word stands; names bear no column of their own to search in, and a
    body has some hundreds.
    """
    columns = rows.values_list("pk", "name", "organization__search_text", "code")
    told = {pk: f"{normalise(name)} {organization} {normalise(code)}" for pk, name, organization, code in columns}
    return [pk for pk, text in told.items() if all(word in text for word in wanted)]
