"""Who may do what to a unified plan: those who run the body keep it, each organisation writes and signs its own."""

from __future__ import annotations

from django.db.models import QuerySet

from coordination.models import PlanLine, UnifiedPlan
from coordination.permissions.seen import Reader, plans_for
from journal.actors import Actor
from meetings.models import Body, BodyGroupPermission
from meetings.permissions import can_chair, can_minute
from organizations.permissions import role_of
from projects.permissions import can_create_project, is_signing


def plan_lines_for(user: Reader) -> QuerySet[PlanLine]:
    """Of the plans one sees, those that stand."""
    return PlanLine.objects.filter(plan__in=plans_for(user).values("pk"), withdrawn_at=None)


def can_create_plan(actor: Actor, body: Body) -> bool:
    """Whoever runs the body or writes its minutes."""
    return can_minute(actor, body) or can_chair(actor, body)


def can_edit_plan(actor: Actor, plan: UnifiedPlan) -> bool:
    return can_create_plan(actor, plan.body)


def can_set_plan_status(actor: Actor, plan: UnifiedPlan) -> bool:
    return can_create_plan(actor, plan.body)


# An organisation's own part -------------------------------------------------------------------------------------------
def takes_part(actor: Actor, body: Body) -> bool:
    """Does the actor speak for an organisation that takes part? One who comes for themselves alone has no line."""
    organization = actor.organization
    if organization is None or not organization.is_verified or not actor.is_person or actor.user.is_bot:
        return False
    role = role_of(actor, organization)
    held = BodyGroupPermission.objects.filter(content_object=body, permission__codename="see_body")
    return (
        role is not None
        and held.filter(group__role_group__organization=organization, group__role_group__role=role).exists()
    )


def can_add_plan_line(actor: Actor, plan: UnifiedPlan) -> bool:
    """Everybody who speaks for an organisation that takes part, for their own organisation."""
    return plan.body.closed_at is None and takes_part(actor, plan.body)


def can_edit_plan_line(actor: Actor, line: PlanLine) -> bool:
    """One organisation, one voice: nobody writes what another one promises."""
    return line.organization_id == actor.organization_id and can_add_plan_line(actor, line.plan)


def can_withdraw_plan_line(actor: Actor, line: PlanLine) -> bool:
    """Its own people; and those who keep the plan, for an organisation that left must not hold up all others."""
    return can_edit_plan_line(actor, line) or can_edit_plan(actor, line.plan)


def can_sign_plan(actor: Actor, plan: UnifiedPlan) -> bool:
    """A signatory of an organisation that has a line in it."""
    if actor.organization is None or not is_signing(actor, actor.organization) or not can_add_plan_line(actor, plan):
        return False
    return plan.lines.filter(withdrawn_at=None, organization=actor.organization_id).exists()


def can_create_project_of_plan(actor: Actor, plan: UnifiedPlan) -> bool:
    """Those of an organisation with lines in it who may propose projects."""
    return can_create_project(actor) and can_add_plan_line(actor, plan)


def can_take_into_project(actor: Actor, line: PlanLine) -> bool:
    """An organisation's line becomes work by its own word."""
    return line.organization_id == actor.organization_id and line.project_activity_id is None
