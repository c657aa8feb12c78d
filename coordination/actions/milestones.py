"""The verbs of the steps towards what was recommended. That one is reached is said by a report, and confirmed."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from coordination import permissions
from coordination.actions.moves import as_it_stands, changed
from coordination.models import Milestone, Recommendation
from journal.actors import Actor
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from organizations.columns import check_columns

MOST = 40  # of one recommendation
DETAILS = frozenset({"title", "due_on", "weight", "organization"})


@verb
def add_milestone(
    *, actor: Actor, recommendation: Recommendation, client_id: UUID, title: str, **details: Any
) -> Milestone:
    """A step at the end of the others; `weight` (1 to 100) is its part of the whole, `organization` who does it.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`; `too_many`. ValidationError by field.
    """
    row = as_it_stands(recommendation)
    require(permissions.can_add_milestone(actor, row))
    if first := Milestone.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat((first.recommendation_id, first.title) == (row.pk, defuse_name(title)))
        return first
    if row.milestones.filter(withdrawn_at=None).count() >= MOST:
        raise Conflict(_("At most forty steps belong to one recommendation."), code="too_many")
    Recommendation.objects.filter(pk=row.pk).update(milestones_made=F("milestones_made") + 1)
    row.refresh_from_db(fields=["milestones_made"])
    step = Milestone(recommendation=row, person=actor.user, client_id=client_id, position=row.milestones_made)
    fill(step, {"title": title, **details})
    step.save()
    reckon(row)
    changed(actor, row, "milestone_added", milestone=step.pk)
    return step


@verb
def edit_milestone(*, actor: Actor, milestone: Milestone, **details: Any) -> Milestone:
    """Say anew what it is. Conflict `milestone_reached` for one that is; ValidationError by field."""
    row = milestone.recommendation = as_it_stands(milestone.recommendation)  # first: it may be over by now
    require(permissions.can_edit_milestone(actor, milestone))
    step = open_step(milestone)
    fill(step, details)
    step.save(update_fields=[*details])
    reckon(row)
    changed(actor, row, "milestone_edited", milestone=step.pk)
    return step


@verb
def withdraw_milestone(*, actor: Actor, milestone: Milestone) -> None:
    """Take a step out. Twice changes nothing; Conflict `milestone_reached`."""
    row = milestone.recommendation = as_it_stands(milestone.recommendation)
    require(permissions.can_withdraw_milestone(actor, milestone))
    step = open_step(milestone)
    if step.withdrawn_at is None:
        step.withdrawn_at = timezone.now()
        step.save(update_fields=["withdrawn_at"])
        reckon(row)
        changed(actor, row, "milestone_withdrawn", milestone=step.pk)


# What they share ------------------------------------------------------------------------------------------------------
def open_step(milestone: Milestone) -> Milestone:
    step = Milestone.objects.get(pk=milestone.pk)
    if step.done_at is not None:
        raise Conflict(_("This step is reached: it stays as it is."), code="milestone_reached")
    return step


def fill(step: Milestone, details: dict[str, Any]) -> None:
    """Set columns of DETAILS, cleaned and checked. ValidationError by field; TypeError for what is no column."""
    if unknown := set(details) - DETAILS:
        raise TypeError(f"no such details: {sorted(unknown)}")
    for name, value in details.items():
        setattr(step, name, defuse_name(value) if isinstance(value, str) else value)
    check_columns(step, set(details) - {"organization"})
    if not 1 <= step.weight <= 100:
        raise invalid(_("Between 1 and 100."), code="invalid_weight", field="weight")
    if isinstance(step.due_on, date) and not 2000 <= step.due_on.year <= 2100:
        raise invalid(_("Choose a day within ten years."), code="invalid_day", field="due_on")


def reckon(row: Recommendation) -> int:
    """How much of it is done, by the weights of the steps that are reached; without steps, what was confirmed last."""
    steps = list(row.milestones.filter(withdrawn_at=None).values_list("weight", "done_at"))
    if steps:
        whole = sum(weight for weight, _done in steps)
        percent = 100 * sum(weight for weight, done in steps if done) // whole
    else:
        confirmed = row.updates.filter(status="confirmed").order_by("-answered_at", "-pk").first()
        percent = confirmed.percent if confirmed else 0
    Recommendation.objects.filter(pk=row.pk).update(percent=percent)
    row.percent = percent
    return percent
