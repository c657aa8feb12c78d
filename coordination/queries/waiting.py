"""What waits for one person's word, for the first page; what waits for a committee, for its own."""

from __future__ import annotations

from typing import Any

from django.db.models import F, QuerySet

from coordination.models import Committee, ProgressUpdate, Recommendation, Referral
from coordination.permissions import answerable_referrals_for, updates_for
from coordination.queries.follow_up import obligations
from coordination.queries.recommendations import listed_recommendations, overdue, silent, unanswered
from coordination.queries.referrals import listed_referrals
from coordination.states import SUBMITTED
from journal.actors import Actor


def late_obligations(actor: Actor) -> QuerySet[Recommendation]:
    """Of what the organisation answers for or supports: what is overdue, or not reported on in time."""
    return obligations(actor).filter(overdue() | silent())


def waiting_referrals(user: Any) -> QuerySet[Referral]:
    """Those that committees of the person's are asked to take on."""
    return listed_referrals(answerable_referrals_for(user)).order_by(F("answer_by").asc(nulls_last=True), "pk")


# For a committee ------------------------------------------------------------------------------------------------------
def reports_at(user: Any, row: Committee) -> QuerySet[ProgressUpdate]:
    """Reports on what it follows up that nobody has verified yet, the oldest first; of those the person sees."""
    rows = updates_for(user).filter(recommendation__committee=row, status=SUBMITTED)
    return rows.select_related("recommendation", "organization__governorate").order_by("submitted_at", "pk")


def pressing_of(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Of these, what is overdue, what nobody has accepted, and of what nobody reports, at most fifty; the most pressing
    first.
    """
    pressing = listed_recommendations(rows.filter(unanswered() | overdue() | silent()))
    return pressing.order_by(F("is_overdue").desc(), F("due_on").asc(nulls_last=True), "pk")[:50]
