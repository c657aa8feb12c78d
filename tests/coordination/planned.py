"""Unified plans for tests, made by the verbs."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from coordination.actions import add_plan_line, create_plan, set_plan_status, sign_plan
from coordination.models import Forum, PlanLine, PlanSignature, UnifiedPlan
from needs.models import TargetGroup
from organizations.models import Place, Sector
from tests.coordination.made import standing_forum
from tests.factories import Cast, make_place, make_sector
from tests.meetings.made import chair_of

BASKETS = "توزيع سلال غذائية على النازحين"


def day(after: int) -> date:
    return timezone.localdate() + timedelta(days=after)


def sector() -> Sector:
    return make_sector("FSL", "الأمن الغذائي", "Food security")


def aleppo() -> Place:
    """With two districts."""
    place = make_place("SY02", "حلب", "Aleppo")
    make_place("SY0200", "جبل سمعان", "Jebel Saman", level=2, parent=place)
    make_place("SY0203", "عفرين", "Afrin", level=2, parent=place)
    return place


def group(code: str = "orphans", name: str = "الأيتام") -> TargetGroup:
    return TargetGroup.objects.get_or_create(code=code, defaults={"name_ar": name, "name_en": code})[0]


def draft_plan(cast: Cast, forum: Forum | None = None, **more: Any) -> UnifiedPlan:
    """By Salma for the union, of a forum that stands: food in Aleppo for ninety days."""
    given: dict[str, Any] = {
        "client_id": uuid4(),
        "title": "خطة الأمن الغذائي الموحّدة في حلب",
        "starts_on": day(10),
        "ends_on": day(100),
        "sector": sector(),
        "place": aleppo(),
        **more,
    }
    return create_plan(actor=chair_of(cast), body=(forum or standing_forum(cast)).body, **given)


def written(cast: Cast, plan: UnifiedPlan, name: str = "basel", **more: Any) -> PlanLine:
    given: dict[str, Any] = {
        "client_id": uuid4(),
        "activity": BASKETS,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        **more,
    }
    return add_plan_line(actor=cast.actor(name), plan=plan, **given)


def plan_to_sign(cast: Cast, forum: Forum | None = None, **more: Any) -> UnifiedPlan:
    """Both associations have a line in it: Hala wrote Basel's, Omar his own."""
    plan = draft_plan(cast, forum, **more)
    written(cast, plan, "hala", quantity=1_200_000, unit="سلة", people=6000, target_group=group())
    written(cast, plan, "omar", activity="قسائم خبز")
    return set_plan_status(actor=chair_of(cast), plan=plan, status="signing")


def signed(cast: Cast, plan: UnifiedPlan, name: str = "basel") -> PlanSignature:
    plan.refresh_from_db()
    return sign_plan(actor=cast.actor(name), plan=plan, version=plan.version)


def signed_plan(cast: Cast, forum: Forum | None = None, **more: Any) -> UnifiedPlan:
    plan = plan_to_sign(cast, forum, **more)
    for name in ("basel", "omar"):
        signed(cast, plan, name)
    plan.refresh_from_db()
    return plan
