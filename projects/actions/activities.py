"""The verbs of activities: what is done, by whom, where and when."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import ProtectedError, QuerySet
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from needs.codes import new_code
from needs.models import TargetGroup
from needs.quantities import LARGEST
from organizations.columns import check_columns, set_columns
from projects import permissions
from projects.actions.order import position_after, position_at_end
from projects.actions.owners import demand_partner
from projects.actions.projects import MOST_ROWS, check_days
from projects.actions.projects import as_it_stands as project_as_it_stands
from projects.actions.spans import demand_activity_holds, demand_within
from projects.models import Activity, Project, Result, Task

MOST_ACTIVITIES = 300  # of a project
PLAIN = frozenset(
    {"title", "note", "subsector", "site", "modality", "status", "targeted", "targeted_households", "starts_on"}
    | {"ends_on"}
)
DETAILS = PLAIN | {"output", "organization", "funder", "sector", "place", "item", "quantity"}
MOST_PEOPLE = 100_000_000


@verb
def create_activity(
    *,
    actor: Actor,
    project: Project,
    client_id: UUID,
    title: str,
    target_groups: Iterable[TargetGroup] = (),
    **details: Any,
) -> Activity:
    """Plan what is done, at the end of the list; `details` are other columns of DETAILS (`quantity` in thousandths of
    the item's base unit).

    A repeated `client_id` gives the same row, or Conflict `client_id_reused`. ValidationError by field, among others
    `outside_parent`, `not_a_partner`; Conflict `too_many_activities`.
    """
    require(permissions.can_create_activity(actor, project))
    if first := Activity.objects.filter(project=project, client_id=client_id).first():
        return repeated_activity(first, title)
    project = project_as_it_stands(project)
    if project.activities.count() >= MOST_ACTIVITIES:
        words = _("A plan holds at most %(count)s activities.") % {"count": MOST_ACTIVITIES}
        raise Conflict(words, code="too_many_activities")
    activity = Activity(project=project, code=new_code("A"), client_id=client_id)
    fill(activity, {"title": title, **details})
    activity.position = position_at_end(neighbours(activity))
    activity.save()
    activity.target_groups.set(checked_groups(target_groups))
    record("activity_created", stream=project.stream, actor=actor, subject=activity)
    return activity


@verb
def edit_activity(*, actor: Actor, activity: Activity, **details: Any) -> Activity:
    """Change columns of DETAILS, and `target_groups` as a whole list. ValidationError by field; `outside_parent` also
    where tasks would lie outside the new days.
    """
    require(permissions.can_edit_activity(actor, activity))
    activity = as_it_stands(activity)
    groups = details.pop("target_groups", None)
    before = {name: getattr(activity, name) for name in details}
    fill(activity, details)
    changed = [name for name in details if getattr(activity, name) != before[name]]
    if {"starts_on", "ends_on"} & set(changed):
        demand_activity_holds(activity)
    if groups is not None and set(chosen := checked_groups(groups)) != set(activity.target_groups.all()):
        activity.target_groups.set(chosen)
        changed.append("target_groups")
    if changed:
        activity.save()
        record("activity_edited", stream=activity.project.stream, actor=actor, subject=activity, fields=sorted(changed))
    return activity


@verb
def place_activity(
    *, actor: Actor, activity: Activity, output: Result | None = None, after: Activity | None = None
) -> Activity:
    """Put it under an output (None: under none), behind another activity there; first where `after` is None.
    ValidationError `invalid_choice`.
    """
    require(permissions.can_place_activity(actor, activity))
    activity = as_it_stands(activity)
    activity.output = output
    demand_output(activity)
    activity.position = position_after(neighbours(activity), after)
    activity.save(update_fields=["output", "position"])
    record("activity_placed", stream=activity.project.stream, actor=actor, subject=activity)
    return activity


@verb
def delete_activity(*, actor: Actor, activity: Activity) -> None:
    """Strike it out. Conflict `in_use` while tasks, money or figures hang on it; deleted tasks let go of it."""
    require(permissions.can_delete_activity(actor, activity))
    activity = as_it_stands(activity)
    if Task.objects.filter(activity=activity, deleted_at__isnull=True).exists():
        raise in_use_activity()
    Task.objects.filter(activity=activity).update(activity=None)
    record("activity_deleted", stream=activity.project.stream, actor=actor, subject=activity)
    try:
        Activity.objects.filter(pk=activity.pk).delete()
    except ProtectedError:
        raise in_use_activity() from None


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(activity: Activity) -> Activity:
    """Read again with the project held."""
    project_as_it_stands(activity.project)
    near = ("project", "output", "organization", "funder", "sector", "place", "item")
    return Activity.objects.select_related(*near).get(pk=activity.pk)


def neighbours(activity: Activity) -> QuerySet[Activity]:
    return Activity.objects.filter(project=activity.project_id, output=activity.output_id).exclude(pk=activity.pk)


def repeated_activity(first: Activity, title: str) -> Activity:
    demand_repeat(first.title == defuse_name(title))
    return first


def fill(activity: Activity, details: dict[str, Any]) -> None:
    """Set columns of DETAILS, cleaned and checked. ValidationError by field; TypeError for what is no column."""
    set_columns(activity, details, DETAILS, {"note"})
    check_columns(activity, {"title", *(PLAIN & set(details))})
    if details.get("organization") is not None:
        demand_partner(activity.project, details["organization"])
    demand_output(activity)
    demand_numbers(activity)
    if {"starts_on", "ends_on"} & set(details):
        check_days(activity.starts_on, activity.ends_on)
        days = {"starts_on": activity.starts_on, "ends_on": activity.ends_on}
        demand_within(days, (activity.project.starts_on, activity.project.ends_on))


def demand_output(activity: Activity) -> None:
    output = activity.output
    if output is not None and (output.kind != Result.Kind.OUTPUT or output.project_id != activity.project_id):
        raise invalid(_("Choose an output of this project."), code="invalid_choice", field="output")


def demand_numbers(activity: Activity) -> None:
    if activity.quantity is not None and not 0 < activity.quantity <= LARGEST:
        raise invalid(_("Write how much, as a number above zero."), code="invalid_quantity", field="quantity")
    if activity.quantity is not None and activity.item is None:
        raise invalid(_("Say of what, too."), code="required", field="item")
    for name in ("targeted", "targeted_households"):
        number = getattr(activity, name)
        if number is not None and not 0 <= number <= MOST_PEOPLE:
            raise invalid(_("Write a count of people."), code="invalid_count", field=name)


def checked_groups(groups: Iterable[TargetGroup]) -> list[TargetGroup]:
    found = list({row.pk: row for row in groups}.values())
    if len(found) > MOST_ROWS:
        raise invalid(_("Choose at most %(count)s.") % {"count": MOST_ROWS}, code="too_many", field="target_groups")
    return found


def in_use_activity() -> Conflict:
    return Conflict(
        _("Tasks, money or figures hang on it. Move or delete them first, or mark it as suspended."), code="in_use"
    )
