"""A unified plan that two organisations write (Site.happen)."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from coordination.actions import create_plan, set_plan_status
from coordination.models import UnifiedPlan
from journal.actors import Actor
from meetings.models import Body
from meetings.permissions import grant
from organizations.models import Role
from tests.browser.planning import actor
from tests.factories import make_membership, make_organization, make_person, make_place


def begun(title: str) -> dict[str, int]:
    """Of a body of a union of its own, in which the associations of Basel and Omar take part; {plan, body}."""
    keeper = make_person(f"أمانة {title}", username=f"keeper{uuid4().hex[:8]}")
    union = make_organization(f"اتحاد {title}", kind="union")
    make_membership(keeper, union, Role.SIGNATORY)
    body = Body.objects.create(
        kind="committee", title=title, organization=union, author=keeper, announced_at=timezone.now()
    )
    grant(body, union, convenes=True)
    for name in ("basel", "omar"):
        organization = actor(name).organization
        assert organization is not None
        grant(body, organization)
    day = timezone.localdate()
    plan = create_plan(
        actor=Actor(keeper, union),
        body=body,
        client_id=uuid4(),
        title=title,
        starts_on=day + timedelta(days=5),
        ends_on=day + timedelta(days=90),
        place=make_place("SY02", "حلب", "Aleppo"),
    )
    return {"plan": plan.pk, "body": body.pk}


def put_to_signing(pk: int) -> None:
    plan = UnifiedPlan.objects.select_related("person", "organization").get(pk=pk)
    set_plan_status(actor=Actor(plan.person, plan.organization), plan=plan, status="signing")
