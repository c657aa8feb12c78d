"""The verbs of the lines of a unified plan: each organisation writes what it will do itself."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from coordination import permissions
from coordination.actions.plans import as_it_stands, lies_in, reworded
from coordination.models import PlanLine, UnifiedPlan
from coordination.plan_states import DRAFT
from journal.actors import Actor
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import demand_status
from journal.verbs import verb
from needs.quantities import LARGEST
from organizations.columns import check_columns, set_columns
from projects.actions.spans import demand_within

MOST = 300  # of a plan
STEP = 65_536  # between two neighbours
MOST_PEOPLE = 100_000_000
RELATED = frozenset({"sector", "place", "target_group"})
DETAILS = RELATED | {"activity", "starts_on", "ends_on", "quantity", "unit", "people"}


@verb
def add_plan_line(
    *, actor: Actor, plan: UnifiedPlan, client_id: UUID, activity: str, starts_on: date, ends_on: date, **details: Any
) -> PlanLine:
    """What the actor's organisation will do; `details` are other columns of DETAILS (`quantity` in thousandths of
    `unit`). Without a sector it is of the plan's.

    A repeated `client_id` gives the same line, or Conflict `client_id_reused`. ValidationError by field, among others
    `outside_parent`, `outside_place`; Conflict `wrong_status` unless the plan is being written, `too_many`.
    """
    require(permissions.can_add_plan_line(actor, plan))
    if first := PlanLine.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.plan_id, first.activity) == (plan.pk, defuse_name(activity)))
        return first
    plan = as_it_stands(plan)
    demand_status(plan, DRAFT)
    if plan.lines.filter(withdrawn_at=None).count() >= MOST:
        words = _("A unified plan holds at most %(count)s lines.") % {"count": MOST}
        raise Conflict(words, code="too_many")
    line = PlanLine(plan=plan, person=actor.user, client_id=client_id, sector=plan.sector)
    line.organization_id = actor.organization_id  # type: ignore[assignment]  # as can_add_plan_line demands
    fill(line, {"activity": activity, "starts_on": starts_on, "ends_on": ends_on, **details})
    line.position = (plan.lines.aggregate(last=Max("position"))["last"] or 0) + STEP
    line.save()
    reworded(actor, plan, "plan_line_added", line=line.pk)
    return line


@verb
def edit_plan_line(*, actor: Actor, line: PlanLine, version: int, **details: Any) -> PlanLine:
    """Say it anew: columns of DETAILS. `version` is the one that was read: Conflict `stale` where a colleague changed
    it since. Changing nothing leaves no entry.

    ValidationError by field; Conflict `wrong_status`, `withdrawn`.
    """
    line = line_as_it_stands(line)
    require(permissions.can_edit_plan_line(actor, line))
    demand_status(line.plan, DRAFT)
    if not (changed := fill(line, details)):
        return line
    if line.version != version:
        words = _("Somebody changed this line since you read it. Read it again, then write.")
        raise Conflict(words, code="stale", current=line.version)
    line.version += 1
    line.save(update_fields=[*changed, "version"])
    reworded(actor, line.plan, "plan_line_edited", line=line.pk, fields=sorted(changed))
    return line


@verb
def withdraw_plan_line(*, actor: Actor, line: PlanLine) -> None:
    """Strike it out. Conflict `wrong_status` unless the plan is being written, `withdrawn` where it is struck out."""
    line = line_as_it_stands(line)
    require(permissions.can_withdraw_plan_line(actor, line))
    demand_status(line.plan, DRAFT)
    line.withdrawn_at = timezone.now()
    line.save(update_fields=["withdrawn_at"])
    reworded(actor, line.plan, "plan_line_withdrawn", line=line.pk)


# What they share ------------------------------------------------------------------------------------------------------
def line_as_it_stands(line: PlanLine) -> PlanLine:
    """Read again with its plan held. Conflict `withdrawn`."""
    plan = as_it_stands(line.plan)
    row = PlanLine.objects.select_related("organization", "sector", "place", "target_group").get(pk=line.pk)
    row.plan = plan
    if row.withdrawn_at is not None:
        raise Conflict(_("This line has been struck out meanwhile."), code="withdrawn")
    return row


def fill(line: PlanLine, details: dict[str, Any]) -> list[str]:
    """Set columns of DETAILS, cleaned and checked; the names of those that changed. ValidationError by field."""
    changed = set_columns(line, details, DETAILS)
    check_columns(line, {"activity", "starts_on", "ends_on", "unit"} & set(details))
    if line.ends_on < line.starts_on:
        raise invalid(_("This day comes before the other one."), code="dates_reversed", field="ends_on")
    plan = line.plan
    demand_within({"starts_on": line.starts_on, "ends_on": line.ends_on}, (plan.starts_on, plan.ends_on))
    if not lies_in(plan, line.place_id):
        words = _("This plan is of %(place)s: choose a place there.") % {"place": plan.place}
        raise invalid(words, code="outside_place", field="place")
    demand_numbers(line)
    return changed


def demand_numbers(line: PlanLine) -> None:
    if line.quantity is not None and not 0 < line.quantity <= LARGEST:
        raise invalid(_("Write how much, as a number above zero."), code="invalid_quantity", field="quantity")
    if (line.quantity is None) != (not line.unit):
        field = "quantity" if line.quantity is None else "unit"
        raise invalid(_("Write how much and of what, or neither."), code="required", field=field)
    if line.people is not None and not 0 < line.people <= MOST_PEOPLE:
        raise invalid(_("Write a count of people."), code="invalid_count", field="people")
