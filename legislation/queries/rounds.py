"""Rounds as pages and the API read them."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet

from arabic.normalise import normalise
from legislation.models import Round
from legislation.permissions import organizations_that_count, rounds_for
from organizations.models import Membership
from organizations.permissions import MANAGING, SPEAKING
from organizations.queries import organization_mark

WORDS_LIMIT = 8
Facts = dict[str, Any]
SEEN = ~Q(proposals__status__in=("draft", "handed_in", "returned")) & Q(proposals__submitted_at__isnull=False)


def round_facts(row: Round) -> Facts:
    return {
        "id": row.pk,
        "code": row.code,
        "instrument": row.instrument_id,
        "title": row.title,
        "about": row.about,
        "status": row.status,
        "status_reason": row.status_reason,
        "base_on": row.base_on.isoformat(),
        "opens_on": row.opens_on.isoformat(),
        "freezes_on": row.freezes_on.isoformat(),
        "closes_on": row.closes_on.isoformat(),
        "proposers": row.proposers,
        "threshold": row.threshold,
        "majority": row.majority,
        "visibility": row.visibility,
        "body": row.body_id,
        "organization": organization_mark(row.organization),
        "room": row.room_id,
    }


def listed_rounds(rows: QuerySet[Round]) -> QuerySet[Round]:
    """With what a list shows of each; one query. `shown_count`: proposals that were put forward."""
    counted = rows.annotate(shown_count=Count("proposals", filter=SEEN))
    return counted.select_related("instrument", "organization__governorate", "body", "room")


def rounds_asked(user: Any, text: str = "", status: str = "") -> QuerySet[Round]:
    """Those the person sees, the newest first."""
    rows = rounds_for(user)
    rows = rows.filter(status=status) if status else rows
    for word in normalise(text).split()[:WORDS_LIMIT]:
        rows = rows.filter(search_text__contains=word)
    return rows.order_by("-pk")


def seen_round(user: Any, pk: int) -> Round | None:
    near = ("instrument", "organization__governorate", "body", "room")
    return rounds_for(user).select_related(*near).filter(pk=pk).first()


def people_to_tell(row: Round) -> list[int]:
    """Who signs for the organisations that may propose, or manages them."""
    rows = Membership.objects.filter(
        SPEAKING, organization__in=organizations_that_count(row).values("pk"), role__in=MANAGING
    )
    return sorted(set(rows.values_list("person", flat=True)))
