"""Votes and proxies as pages, the API and the journal read them."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from journal.prepared import Prepared
from journal.queries import head
from journal.stamps import stamp
from meetings.majorities import MOST, winner
from meetings.models import Ballot, Choice, Elector, Proxy, Session, Vote
from organizations.queries import organization_mark

Facts = dict[str, Any]
Status = Ballot.Status


class Bar(NamedTuple):
    """One answer of a result: `share` of a hundred of all votes, for its bar."""

    choice: Choice
    number: int
    share: int
    leads: bool


class MyVoice(NamedTuple):
    """A voice that the reader's organisation carries."""

    elector: Elector
    choice: Choice | None  # of a named vote, once cast


def ballots(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: ballot_facts(row) for row in listed_ballots(Ballot.objects.filter(pk__in=ids))}


def proxies(ids: list[int]) -> dict[int, Facts]:
    rows = Proxy.objects.filter(pk__in=ids).select_related("organization__governorate", "holder__governorate")
    return {row.pk: proxy_facts(row) for row in rows}


def ballot_facts(row: Ballot) -> Facts:
    """While it is prepared nothing of it is told, while it is open no number but how many have voted."""
    known = {"id": row.pk, "session": row.session_id, "status": row.status}
    if row.status == Status.DRAFT:
        return known
    is_over = row.status == Status.CLOSED
    return {
        **known,
        "question": row.question,
        "text": row.text,
        "method": row.method,
        "majority": row.majority,
        "is_weighted": row.is_weighted,
        "status_reason": row.status_reason,
        "opened_at": stamp(row.opened_at),
        "closed_at": stamp(row.closed_at),
        "eligible": row.eligible,
        "present": row.present,
        "needed": row.needed,
        "is_passed": row.is_passed,
        "choices": [
            {
                "id": each.pk,
                "kind": each.kind,
                "words": str(each),
                "votes": each.votes if is_over else None,
                "weight": each.weight if is_over else None,
            }
            for each in row.choices.all()
        ],
    }


def proxy_facts(row: Proxy) -> Facts:
    return {
        "id": row.pk,
        "session": row.session_id,
        "organization": organization_mark(row.organization),
        "holder": organization_mark(row.holder),
        "reason": row.reason,
        "created_at": stamp(row.created_at),
        "ended_at": stamp(row.ended_at),
    }


def head_at_ballot(pk: int) -> int:
    """The head of its session's stream: asked before the vote is read, so that nothing is missed between."""
    session = Ballot.objects.filter(pk=pk).values_list("session", flat=True).first()
    return head(f"session.{session}") if session else 0


def listed_ballots(rows: QuerySet[Ballot]) -> QuerySet[Ballot]:
    """With their choices; two queries."""
    return rows.select_related("session__body", "session__chair", "agenda_item").prefetch_related("choices")


TURNOUT: Prepared[tuple[int, int]] = Prepared(
    lambda pk: (
        Elector.objects.filter(ballot=pk, is_present=True)
        .order_by()
        .values("ballot")
        .annotate(voted=Count("pk", filter=Q(has_voted=True)), there=Count("pk"))
        .values_list("voted", "there")
    )
)
CARRIED: Prepared[Elector] = Prepared(
    lambda pk, carrier: (
        Elector.objects.filter(ballot=pk, carrier=carrier, is_present=True)
        .select_related("organization", "vote__choice")
        .order_by("pk")
    )
)


def turnout(row: Ballot) -> tuple[int, int]:
    """(how many have voted, of how many that can)."""
    return TURNOUT.first(row.pk) or (0, 0)


def bars(row: Ballot) -> list[Bar]:
    """The result of a closed vote, in votes, or in weights where it is weighted."""
    choices = list(row.choices.all())
    numbers = {each.pk: each.weight if row.is_weighted else each.votes for each in choices}
    whole = sum(numbers.values()) or 1
    best = winner(numbers) if row.majority == MOST else None
    return [Bar(each, numbers[each.pk], round(100 * numbers[each.pk] / whole), each.pk == best) for each in choices]


def my_voices(row: Ballot, organization: int | None) -> list[MyVoice]:
    """Those that an organisation carries in an open vote, its own first; one query."""
    carried = CARRIED(row.pk, organization) if organization is not None else []
    found = [MyVoice(each, each.vote.choice if hasattr(each, "vote") else None) for each in carried]
    return sorted(found, key=lambda each: each.elector.organization_id != organization)


def roll(row: Ballot) -> QuerySet[Elector]:
    """Everybody who may vote, with what they said where it was a named vote that is closed; two queries."""
    known = Prefetch("vote", Vote.objects.select_related("choice"))
    rows = row.electors.select_related("organization__governorate", "carrier").prefetch_related(known)
    return rows.order_by("organization__name_ar", "pk")


def standing_proxies(session: Session) -> QuerySet[Proxy]:
    return session.proxies.filter(ended_at=None).select_related("organization__governorate", "holder__governorate")
