"""Who handed the follow-up of what over to whom, as pages and programs read it."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from coordination.models import Committee, Recommendation, Referral
from coordination.permissions import referrals_for
from coordination.queries.forums import Facts
from journal.stamps import stamp


def listed_referrals(rows: QuerySet[Referral]) -> QuerySet[Referral]:
    related = ("recommendation__body", "giver__body", "taker__body", "organization", "person", "answered_by")
    return rows.select_related(*related, "recommendation__committee__body")


def referrals_of(user: Any, row: Recommendation) -> list[Referral]:
    """The history of an item between committees, the newest first."""
    return list(listed_referrals(referrals_for(user).filter(recommendation=row)).order_by("-pk"))


def referrals_at(user: Any, committee: Committee) -> QuerySet[Referral]:
    """What was offered to a committee or by it, the newest first."""
    rows = referrals_for(user).filter(Q(giver=committee) | Q(taker=committee))
    return listed_referrals(rows).order_by("-pk")


def seen_referral(user: Any, pk: int) -> Referral | None:
    return listed_referrals(referrals_for(user).filter(pk=pk)).first()


def referral_facts(row: Referral) -> Facts:
    return {
        "id": row.pk,
        "recommendation": row.recommendation_id,
        "code": row.recommendation.code,
        "giver": row.giver_id,
        "taker": row.taker_id,
        "reason": row.reason,
        "answer_by": row.answer_by.isoformat() if row.answer_by else None,
        "status": row.status,
        "answer": row.answer,
        "organization": row.organization_id,
        "created_at": stamp(row.created_at),
        "answered_at": stamp(row.answered_at),
    }
