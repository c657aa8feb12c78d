"""Committees for tests, made by the verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from coordination.actions import create_committee, give_seat, hand_over_recommendation, name_holder, open_term
from coordination.models import Committee, Recommendation, Referral, Seat, SeatHolder, Term
from organizations.models import Organization
from tests.factories import Cast
from tests.meetings.made import chair_of

MANDATE = "متابعة تنفيذ توصيات الملتقى بين دورتيه، والتحقق من أدلتها."


def standing_committee(cast: Cast, **more: Any) -> Committee:
    """By Salma for the union; for people of verified organisations. Nobody sits there yet."""
    given: dict[str, Any] = {"client_id": uuid4(), "title": "اللجنة التنسيقية", "mandate": MANDATE, **more}
    return create_committee(actor=chair_of(cast), **given)


def running_term(cast: Cast, committee: Committee | None = None, **days: int) -> Term:
    """Of a year, since today, unless `begins` and `ends` say how many days from now."""
    today, given = timezone.localdate(), {"begins": 0, "ends": 365, **days}
    return open_term(
        actor=chair_of(cast),
        committee=committee or standing_committee(cast),
        starts_on=today + timedelta(days=given["begins"]),
        ends_on=today + timedelta(days=given["ends"]),
    )


def seat_of(cast: Cast, term: Term, organization: Organization | None = None, post: str = "member") -> Seat:
    """Of Basel's association, unless it is another one's."""
    return give_seat(actor=chair_of(cast), term=term, organization=organization or cast.association, post=post)


def sitting(cast: Cast, seat: Seat, name: str = "hala", by: str = "basel", **more: Any) -> SeatHolder:
    return name_holder(actor=cast.actor(by), seat=seat, person=getattr(cast, name), **more)


def seated_committee(cast: Cast, **more: Any) -> Committee:
    """Basel's association has the chair, Hala in it with Basel as alternate; Omar sits for his own as a member."""
    committee = standing_committee(cast, **more)
    term = running_term(cast, committee)
    chair, other = seat_of(cast, term, post="chair"), seat_of(cast, term, cast.other)
    sitting(cast, chair)
    sitting(cast, chair, "basel", rank="alternate")
    sitting(cast, other, "omar", by="omar")
    return committee


def offered(cast: Cast, row: Recommendation, taker: Committee, **more: Any) -> Referral:
    given: dict[str, Any] = {"client_id": uuid4(), "reason": "أقرب إلى عملها.", **more}
    return hand_over_recommendation(actor=chair_of(cast), recommendation=row, taker=taker, **given)
