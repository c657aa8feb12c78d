"""Committees, their terms and seats as pages, programs and the journal read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Prefetch, Q, QuerySet
from django.utils import timezone

from arabic.normalise import normalise
from coordination.models import Committee, Decision, Seat, SeatHolder, Term
from coordination.permissions import committees_for, decisions_for, recommendations_for
from coordination.queries.forums import WORDS_LIMIT, Facts
from coordination.states import DRAFT, ENDED
from journal.stamps import stamp
from meetings.models import Session
from meetings.permissions import sessions_for
from meetings.states import CANCELLED, RUNNING
from organizations.queries import organization_mark

Post, Rank = Seat.Post, SeatHolder.Rank
ORDER = {Post.CHAIR: 0, Post.DEPUTY: 1, Post.RAPPORTEUR: 2, Post.MEMBER: 3}
SHOWN = 12  # sessions, recommendations on a committee's page


@dataclass
class Seated:
    """A seat with who sits there now, and who sat there before."""

    seat: Seat
    main: SeatHolder | None = None
    alternate: SeatHolder | None = None
    before: list[SeatHolder] = field(default_factory=list)


# Committees -----------------------------------------------------------------------------------------------------------
def committees(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: committee_facts(row) for row in listed_committees(Committee.objects.filter(pk__in=ids))}


def committee_facts(row: Committee) -> Facts:
    return {
        "id": row.pk,
        "code": row.code,
        "body": row.body_id,
        "title": row.body.title,
        "mandate": row.mandate,
        "forum": row.forum_id,
        "founding_decision": row.founding_decision_id,
        "parent": row.parent_id,
        "visibility": row.body.visibility,
        "quorum": row.body.quorum,
        "organization": organization_mark(row.body.organization),
        "room": row.body.room_id,
        "created_at": stamp(row.created_at),
        "closed_at": stamp(row.body.closed_at),
    }


def listed_committees(rows: QuerySet[Committee]) -> QuerySet[Committee]:
    """With what a list shows of each; `seats_now` are those of the term that runs."""
    today = timezone.localdate()
    now = Q(terms__starts_on__lte=today, terms__ends_on__gte=today, terms__seats__until=None)
    return rows.select_related("body__organization__governorate", "forum__body", "parent__body").annotate(
        seats_now=Count("terms__seats", filter=now, distinct=True)
    )


def committees_asked(user: Any, text: str = "", *, with_closed: bool = False) -> QuerySet[Committee]:
    """Those the person sees, the newest first; the closed ones where they are asked for."""
    rows = committees_for(user)
    rows = rows if with_closed else rows.filter(body__closed_at=None)
    for word in normalise(text).split()[:WORDS_LIMIT]:
        rows = rows.filter(search_text__contains=word)
    return rows.order_by(F("body__closed_at").desc(nulls_first=True), "-pk")


def seen_committee(user: Any, pk: int) -> Committee | None:
    return listed_committees(committees_for(user).filter(pk=pk)).first()


def founding_decision(user: Any, row: Committee) -> Decision | None:
    """Where the reader sees it."""
    return decisions_for(user).filter(pk=row.founding_decision_id).first() if row.founding_decision_id else None


def committees_within(user: Any, row: Committee) -> QuerySet[Committee]:
    """The committees below it, of those one sees."""
    return listed_committees(committees_for(user).filter(parent=row)).order_by("pk")


# Terms and seats ------------------------------------------------------------------------------------------------------
def terms_of(row: Committee) -> list[Term]:
    return list(row.terms.order_by("-starts_on"))


def term_now(terms: Iterable[Term]) -> Term | None:
    """Of a committee's terms: the one that runs today, or the next one that begins."""
    today = timezone.localdate()
    coming = sorted((each for each in terms if each.ends_on >= today), key=lambda each: each.starts_on)
    return coming[0] if coming else None


def listed_seats(rows: QuerySet[Seat]) -> QuerySet[Seat]:
    holders = Prefetch("holders", SeatHolder.objects.select_related("person", "named_by").order_by("-pk"))
    return rows.select_related(
        "organization__governorate", "term__committee__body__organization", "given_by"
    ).prefetch_related(holders)


def seats_of(terms: Iterable[Term]) -> dict[int, list[Seated]]:
    """{term: its seats, the posts first and those that ended last}; two queries for any number."""
    wanted = [each.pk for each in terms]
    found: dict[int, list[Seated]] = {pk: [] for pk in wanted}
    for seat in listed_seats(Seat.objects.filter(term__in=wanted)):
        found[seat.term_id].append(seated(seat))
    for seats in found.values():
        seats.sort(key=lambda each: (each.seat.until is not None, ORDER[Post(each.seat.post)], each.seat.pk))
    return found


def seated(seat: Seat) -> Seated:
    """Of a listed seat. Where the seat ended, who sat there last still stands in its places."""
    one = Seated(seat)
    for holder in seat.holders.all():
        ended_with_it = holder.until is not None and holder.until == seat.until and holder.reason == seat.reason
        place = "main" if holder.rank == Rank.MAIN else "alternate"
        if getattr(one, place) is None and (holder.until is None or ended_with_it):
            setattr(one, place, holder)
        else:
            one.before.append(holder)
    return one


def seen_seat(user: Any, pk: int) -> Seat | None:
    return listed_seats(Seat.objects.filter(pk=pk, term__committee__in=committees_for(user).values("pk"))).first()


def my_places(user: Any) -> list[SeatHolder]:
    """Where the person sits now: committees that stand, in terms that are not over."""
    if not user.is_authenticated:
        return []
    rows = SeatHolder.objects.filter(person=user, until=None, seat__until=None)
    rows = rows.filter(seat__term__committee__body__closed_at=None, seat__term__ends_on__gte=timezone.localdate())
    related = ("seat__organization", "seat__term__committee__body__organization__governorate")
    return list(rows.select_related(*related).order_by("pk"))


def empty_seats(user: Any, organizations: Iterable[int]) -> list[Seat]:
    """Seats of these organisations in which nobody sits yet."""
    rows = Seat.objects.filter(organization__in=set(organizations), until=None)
    rows = rows.filter(term__committee__body__closed_at=None, term__ends_on__gte=timezone.localdate())
    taken = SeatHolder.objects.filter(until=None, rank=Rank.MAIN).values("seat")
    related = ("organization", "term__committee__body__organization__governorate")
    return list(rows.exclude(pk__in=taken).select_related(*related).order_by("pk"))


def holder_facts(row: SeatHolder) -> Facts:
    return {
        "id": row.pk,
        "person": {"id": row.person_id, "name": str(row.person)},
        "rank": row.rank,
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
        "reason": row.reason,
        "participant": row.participant_id,
    }


def seat_facts(row: Seat, *, is_named: bool = False) -> Facts:
    """Of a listed row; who sits there only for those who may read names."""
    facts: Facts = {
        "id": row.pk,
        "term": row.term_id,
        "organization": organization_mark(row.organization),
        "post": row.post,
        "since": row.since.isoformat(),
        "until": row.until.isoformat() if row.until else None,
        "reason": row.reason,
    }
    return facts | ({"holders": [holder_facts(each) for each in row.holders.all()]} if is_named else {})


def term_facts(row: Term) -> Facts:
    return {
        "id": row.pk,
        "committee": row.committee_id,
        "number": row.number,
        "starts_on": row.starts_on.isoformat(),
        "ends_on": row.ends_on.isoformat(),
    }


# What it does ---------------------------------------------------------------------------------------------------------
def next_sessions(user: Any, row: Committee) -> QuerySet[Session]:
    """Those that are to come or run, the next first."""
    return sessions_for(user).filter(body=row.body_id, status__in=RUNNING).order_by("starts_at", "pk")[:SHOWN]


def past_sessions(user: Any, row: Committee) -> QuerySet[Session]:
    over = sessions_for(user).filter(body=row.body_id).exclude(status__in=[*RUNNING, CANCELLED])
    return over.order_by("-starts_at", "-pk")[:SHOWN]


def followed_by(user: Any, row: Committee) -> QuerySet[Any]:
    """The recommendations that it follows up and that are not ended, of those one sees."""
    open_ones = recommendations_for(user).filter(committee=row).exclude(status__in=[DRAFT, *ENDED])
    return open_ones.order_by(F("due_on").asc(nulls_last=True), "-pk")
