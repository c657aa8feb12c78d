"""What an outcome document says: read of what stands, once, and kept as plain values. Words of ours (states, methods)
stay values; coordination/outcome_papers.py says them in the reader's language.

What is made for everybody holds what everybody may know: no names of people, nothing of internal sessions and items,
and of recommendations only those that are public.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from coordination.models import Convener, Decision, Delegation, Forum, Recommendation, Responsibility
from coordination.permissions import open_decisions
from coordination.programme import Stretch, days_of
from coordination.states import DROPPED, SUPERSEDED
from journal.stamps import stamp
from meetings.models import AgendaItem, Attendance, Ballot, Body, MinuteEntry, Participant, Session
from meetings.queries import listed_ballots, placed, roll

Shown = dict[str, Any]
Role, Answer = Responsibility.Role, Responsibility.Status


# Of a forum -----------------------------------------------------------------------------------------------------------
def shown_of_forum(forum: Forum, *, is_public: bool) -> Shown:
    sessions = sessions_shown(forum.body, is_public=is_public)
    held = [row.pk for row in sessions]
    conveners = Convener.objects.filter(forum=forum).select_related("organization")
    recommended = recommendations_shown(Recommendation.objects.filter(body=forum.body), is_public=is_public)
    decided = forum.body.decisions.filter(Q(session=None) | Q(session__in=held))
    return {
        "title": forum.body.title,
        "code": forum.code,
        "edition": forum.edition,
        "about": forum.about,
        "starts_on": forum.starts_on.isoformat(),
        "ends_on": forum.ends_on.isoformat(),
        "where": [str(each) for each in (forum.place, forum.venue) if each],
        "conveners": [str(each.organization) for each in conveners],
        "programme": programme_shown(sessions),
        "attendance": attendance_of_forum(forum, is_public=is_public),
        "decisions": decisions_shown(decided, is_public=is_public),
        "recommendations": recommended,
        "votes": [vote_shown(each) for each in ballots_of(held, is_public=is_public)],
    }


def sessions_shown(body: Body, *, is_public: bool) -> list[Session]:
    """Those that were held or are to be; in their order."""
    rows = body.sessions.exclude(status__in=(Session.Status.DRAFT, Session.Status.CANCELLED))
    return list((rows.filter(is_internal=False) if is_public else rows).order_by("starts_at", "pk"))


def programme_shown(sessions: Iterable[Session]) -> list[Shown]:
    days = days_of(sessions, lambda moment: timezone.localtime(moment).date())
    return [
        {"day": day.day.isoformat(), "rows": [row for each in day.stretches for row in rows_of(each)]} for day in days
    ]


def rows_of(stretch: Stretch, depth: int = 0) -> Iterator[Shown]:
    for slot in stretch.slots:
        row: Session = slot.session
        yield {
            "depth": depth,
            "title": row.title,
            "kind": row.kind,
            "starts_at": stamp(row.starts_at),
            "ends_at": stamp(row.ends_at),
            "where": [each for each in (row.track, row.venue) if each],
            "is_postponed": row.status == Session.Status.POSTPONED,
        }
        for part in slot.parts:
            yield from rows_of(part, depth + 1)


def attendance_of_forum(forum: Forum, *, is_public: bool) -> list[Shown]:
    """By organisation: those that take part, and who of them came (at the desk, or into a session)."""
    came = set(Attendance.objects.filter(session__body=forum.body).values_list("participant", flat=True))
    accepted = forum.delegations.filter(status=Delegation.Status.ACCEPTED).select_related("organization")
    found: dict[str, list[Participant]] = {str(each.organization): [] for each in accepted}
    people = forum.body.participants.select_related("organization").filter(Q(ended_at=None) | Q(pk__in=came))
    for each in people:
        there = found.setdefault(str(each.organization), [])
        if each.arrived_at is not None or each.pk in came:
            there.append(each)
    return [organization_shown(name, found[name], is_public=is_public) for name in sorted(found)]


def organization_shown(name: str, there: Iterable[Participant], *, is_public: bool) -> Shown:
    people = list(there)
    named = [] if is_public else [{"name": each.name, "post": each.post, "role": each.role} for each in people]
    return {"organization": name, "came": len(people), "people": named}


# Of both --------------------------------------------------------------------------------------------------------------
def decisions_shown(rows: QuerySet[Decision], *, is_public: bool) -> list[Shown]:
    rows = open_decisions(rows) if is_public else rows
    return [
        {
            "number": row.number,
            "title": row.title,
            "text": row.text,
            "method": row.method,
            "outcome": row.outcome,
            "adopted_on": row.adopted_on.isoformat(),
            "session": row.session.title if row.session else "",
            "entry": row.entry_id,
            "revoked_by": row.revoked_by.number if row.revoked_by else None,
        }
        for row in rows.select_related("session", "revoked_by").order_by("number")
    ]


def recommendations_shown(rows: QuerySet[Recommendation], *, is_public: bool) -> list[Shown]:
    """Adopted ones that were not given up, with who answers for them or is asked to."""
    rows = rows.exclude(status__in=("draft", DROPPED, SUPERSEDED)).select_related("theme", "decision").order_by("code")
    rows = rows.filter(visibility=Body.Visibility.PUBLIC) if is_public else rows
    standing = Responsibility.objects.filter(recommendation__in=rows, status__in=(Answer.ASKED, Answer.ACCEPTED))
    answers: dict[int, list[Responsibility]] = {}
    for each in standing.select_related("organization").order_by("pk"):
        answers.setdefault(each.recommendation_id, []).append(each)
    return [recommendation_shown(row, answers.get(row.pk, [])) for row in rows]


def recommendation_shown(row: Recommendation, answers: list[Responsibility]) -> Shown:
    lead = next((each for each in answers if each.role == Role.LEAD), None)
    supporting = [each for each in answers if each.role == Role.SUPPORT and each.status == Answer.ACCEPTED]
    return {
        "code": row.code,
        "text": row.text,
        "theme": str(row.theme or ""),
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "decision": row.decision.number if row.decision else None,
        "lead": str(lead.organization) if lead else "",
        "has_accepted": lead is not None and lead.status == Answer.ACCEPTED,
        "supporting": [str(each.organization) for each in supporting],
    }


def ballots_of(sessions: Iterable[int], *, is_public: bool) -> QuerySet[Ballot]:
    """Votes that are over, in the order in which they were closed."""
    rows = Ballot.objects.filter(session__in=list(sessions), status=Ballot.Status.CLOSED)
    rows = rows.exclude(agenda_item__is_internal=True) if is_public else rows
    return listed_ballots(rows).order_by("closed_at", "pk")


def vote_shown(row: Ballot, *, with_roll: bool = False) -> Shown:
    """Totals; of a named vote also who said what, where that is asked for. Of a secret one there is nothing else."""
    names = named_votes(row) if with_roll and row.method == Ballot.Method.NAMED else []
    return {
        "question": row.question,
        "session": row.session.title,
        "method": row.method,
        "majority": row.majority,
        "is_weighted": row.is_weighted,
        "present": row.present,
        "eligible": row.eligible,
        "needed": row.needed,
        "is_passed": row.is_passed,
        "choices": [
            {"kind": each.kind, "words": each.words, "votes": each.weight if row.is_weighted else each.votes}
            for each in row.choices.all()
        ],
        "roll": names,
    }


def named_votes(row: Ballot) -> list[Shown]:
    return [
        {"organization": str(each.organization), "kind": each.vote.choice.kind, "words": each.vote.choice.words}
        for each in roll(row)
        if hasattr(each, "vote")
    ]


# Of the minutes of a session ------------------------------------------------------------------------------------------
def shown_of_minutes(session: Session, *, is_public: bool) -> Shown:
    items = items_shown(session, is_public=is_public)
    came_of = Q(origin__session=session) | Q(origin__entry__session=session)
    recommended = recommendations_shown(Recommendation.objects.filter(came_of), is_public=is_public)
    ballots = ballots_of([session.pk], is_public=is_public)
    return {
        "title": session.title,
        "body": session.body.title,
        "kind": session.kind,
        "starts_at": stamp(session.opened_at or session.starts_at),
        "ends_at": stamp(session.closed_at or session.ends_at),
        "approved_at": stamp(session.approved_at),
        "where": [session.venue] if session.venue else [],
        "chair": chair_shown(session, is_public=is_public),
        "agenda": [{"number": number, "title": item.title} for item, number in items.values()],
        "attendance": attendance_of_session(session, is_public=is_public),
        "entries": entries_shown(session, items),
        "decisions": decisions_shown(session.decisions.all(), is_public=is_public),
        "recommendations": recommended,
        "votes": [vote_shown(each, with_roll=not is_public) for each in ballots],
    }


def chair_shown(session: Session, *, is_public: bool) -> str:
    if session.chair is None:
        return ""
    return str(session.chair.organization) if is_public else f"{session.chair.name} ({session.chair.organization})"


def items_shown(session: Session, *, is_public: bool) -> dict[int, tuple[AgendaItem, str]]:
    """{id: (item, its number)} in the order of the agenda."""
    rows = session.items.filter(withdrawn_at=None)
    known = {row.pk: row for row in (rows.filter(is_internal=False) if is_public else rows)}
    whole = {pk for pk, row in known.items() if row.parent_id is None or row.parent_id in known}
    return {each.id: (known[each.id], each.number) for each in placed(session) if each.id in whole}


def attendance_of_session(session: Session, *, is_public: bool) -> list[Shown]:
    found: dict[str, dict[int, Participant]] = {}
    for each in session.attendances.select_related("participant__organization"):
        there = found.setdefault(str(each.participant.organization), {})
        there[each.participant_id] = each.participant
    return [organization_shown(name, found[name].values(), is_public=is_public) for name in sorted(found)]


def entries_shown(session: Session, items: dict[int, tuple[AgendaItem, str]]) -> list[Shown]:
    """By items, what was written to none first, addenda last. What belongs to an item that is not shown is left out."""
    places = {pk: at for at, pk in enumerate(items, 1)}
    rows = session.minutes.filter(withdrawn_at=None).select_related("item", "speaker")
    shown = [row for row in rows if row.item_id is None or row.item_id in items]
    shown.sort(key=lambda row: (row.is_addendum, places.get(row.item_id or 0, 0), row.position, row.pk))
    return [entry_shown(row, items) for row in shown]


def entry_shown(row: MinuteEntry, items: dict[int, tuple[AgendaItem, str]]) -> Shown:
    item, number = items[row.item_id] if row.item_id else (None, "")
    return {
        "id": row.pk,
        "item": f"{number}. {item.title}" if item and number else item.title if item else "",
        "kind": row.kind,
        "text": row.text,
        "speaker": str(row.speaker) if row.speaker else "",
        "is_addendum": row.is_addendum,
    }
