"""The register of a body's decisions as pages, the API and the journal read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q, QuerySet

from arabic.normalise import normalise
from arabic.numbers import to_latin_digits
from coordination.models import Decision, Recommendation
from coordination.permissions import decisions_for, recommendations_for
from coordination.queries.forums import WORDS_LIMIT, Facts
from coordination.states import DRAFT, OPEN
from journal.ids import id_of
from meetings.models import Ballot, Body, MinuteEntry, Session
from meetings.permissions import inside_bodies_for, sessions_for

STATES = ("standing", "revoked")


def listed_decisions(rows: QuerySet[Decision]) -> QuerySet[Decision]:
    """With what a list shows of each; one query."""
    return rows.select_related("body", "session", "entry", "revoked_by", "person", "organization")


def decisions_asked(user: Any, body: Body, asked: Mapping[str, str]) -> QuerySet[Decision]:
    """Those of a body that the person sees, the newest number first; narrowed by `q` (words, or a number), `session`
    and `state` (one of STATES). What cannot be understood narrows nothing.
    """
    rows = decisions_for(user).filter(body=body)
    if session := id_of(asked.get("session", "")):
        rows = rows.filter(session=session)
    if asked.get("state") in STATES:
        rows = rows.filter(revoked_by__isnull=asked["state"] == "standing")
    typed = to_latin_digits(asked.get("q", "")[:80]).strip()
    if number := id_of(typed):
        return rows.filter(number=number)
    for word in normalise(typed).split()[:WORDS_LIMIT]:
        rows = rows.filter(search_text__contains=word)
    return rows.order_by("-number")


def seen_decision(user: Any, pk: int) -> Decision | None:
    return listed_decisions(decisions_for(user).filter(pk=pk)).first()


def deciding_sessions(user: Any, body: Body) -> QuerySet[Session]:
    """Sessions out of which decisions came that the person sees."""
    known = decisions_for(user).filter(body=body, session__isnull=False).order_by().values("session")
    return Session.objects.filter(pk__in=known)


def adopted_by(user: Any, row: Decision) -> QuerySet[Recommendation]:
    """The recommendations that this decision adopted, or ended, of those the person sees."""
    return recommendations_for(user).filter(Q(decision=row) | Q(ending=row)).order_by("pk")


def adoptable_by(user: Any, row: Decision) -> QuerySet[Recommendation]:
    """Drafts that this decision can adopt: of its body, as long as it stands, and not those that take the place of one
    that has ended otherwise meanwhile.
    """
    if row.revoked_by_id is not None:
        return Recommendation.objects.none()
    drafts = recommendations_for(user).filter(body=row.body_id, status=DRAFT)
    free = drafts.filter(Q(supersedes=None) | Q(supersedes__status__in=OPEN))
    return free.select_related("supersedes__body", "supersedes__committee__body").order_by("pk")


def later_decisions(user: Any, row: Decision) -> QuerySet[Decision]:
    """Those that could revoke it."""
    rows = decisions_for(user).filter(body=row.body_id, revoked_by=None, number__gt=row.number)
    return rows.order_by("number")


def standing_decisions(user: Any, body: Body) -> QuerySet[Decision]:
    return decisions_for(user).filter(body=body, revoked_by=None).order_by("-number")


def passed_ballots(session: Session) -> QuerySet[Ballot]:
    """Votes of a session that accepted something, and of which no decision was made yet."""
    return session.ballots.filter(status=Ballot.Status.CLOSED, is_passed=True, decision=None)


def entries_seen(user: Any) -> QuerySet[MinuteEntry]:
    """Paragraphs of the minutes of bodies in which one takes part."""
    own = sessions_for(user).filter(body__in=inside_bodies_for(user).values("pk"))
    rows = MinuteEntry.objects.filter(session__in=own.values("pk"), withdrawn_at=None)
    return rows.select_related("session__body", "session__chair")


# What came of the minutes ---------------------------------------------------------------------------------------------
def decisions_of(user: Any, session: Session) -> QuerySet[Decision]:
    return listed_decisions(decisions_for(user).filter(session=session)).order_by("number")


def recommendations_from(user: Any, session: Session) -> QuerySet[Recommendation]:
    """Those that were said in this session, of those the person sees."""
    said = Q(origin__session=session) | Q(origin__entry__session=session)
    return recommendations_for(user).filter(said).select_related("origin").order_by("pk")


def stands_otherwise(row: Decision) -> bool:
    """Was the paragraph it came from written anew since? The decision keeps the words as they were decided."""
    entry: MinuteEntry | None = row.entry
    return entry is not None and entry.text != row.text


# For programs ---------------------------------------------------------------------------------------------------------
def decisions(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: decision_facts(row) for row in Decision.objects.filter(pk__in=ids)}


def decision_facts(row: Decision) -> Facts:
    """What everybody may know who sees it: no names of people."""
    return {
        "id": row.pk,
        "body": row.body_id,
        "number": row.number,
        "session": row.session_id,
        "entry": row.entry_id,
        "ballot": row.ballot_id,
        "title": row.title,
        "text": row.text,
        "method": row.method,
        "outcome": row.outcome,
        "adopted_on": row.adopted_on.isoformat(),
        "review_on": row.review_on.isoformat() if row.review_on else None,
        "revoked_by": row.revoked_by_id,
    }
