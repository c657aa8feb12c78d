"""Who brings tables of recommendations, and who makes themes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from coordination.models import RecommendationSheet
from journal.actors import Actor
from meetings.models import Body
from meetings.permissions import bodies_for, can_chair, can_lead, can_minute, granted_bodies


def recommendation_sheets_for(user: Any) -> QuerySet[RecommendationSheet]:
    """What one brought oneself, while one sees the body."""
    if not user.is_authenticated:
        return RecommendationSheet.objects.none()
    return RecommendationSheet.objects.filter(made_by=user, body__in=bodies_for(user).values("pk"))


def can_import_recommendation_sheet(actor: Actor, body: Body) -> bool:
    """Whoever writes the minutes of the body, or runs it."""
    return can_minute(actor, body) or can_chair(actor, body) or can_lead(actor, body)


def can_map_recommendation_sheet(actor: Actor, sheet: RecommendationSheet) -> bool:
    return can_start_recommendation_sheet(actor, sheet)


def can_start_recommendation_sheet(actor: Actor, sheet: RecommendationSheet) -> bool:
    return actor.is_person and actor.user.pk == sheet.made_by_id and can_import_recommendation_sheet(actor, sheet.body)


def can_discard_recommendation_sheet(actor: Actor, sheet: RecommendationSheet) -> bool:
    return actor.is_person and actor.user.pk == sheet.made_by_id


def can_fail_recommendation_sheet(actor: Actor) -> bool:
    return actor.is_clock


def can_forget_recommendation_sheet(actor: Actor) -> bool:
    return actor.is_clock


def sheet_bodies_for(user: Any) -> QuerySet[Body]:
    """The bodies to which one may bring tables, as somebody of one of one's organisations."""
    if not user.is_authenticated:
        return Body.objects.none()
    return granted_bodies(user, "minute_body").filter(closed_at=None)
