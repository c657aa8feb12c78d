"""The columns of a task: cleaned, checked against each other and against what they belong to, and what they said
before.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from journal.refusals import Conflict, invalid
from organizations.columns import check_columns, set_columns
from projects.actions.owners import belongs, demand_partner, demand_person_of
from projects.actions.projects import check_days
from projects.actions.spans import demand_within, span_of_task
from projects.models import Label, Task, TaskChange

PLAIN = ("kind", "title", "description", "starts_on", "due_on", "progress", "repeats")
DETAILS = frozenset({*PLAIN, "activity", "organization", "person", "waiting_for"})
MOST_LABELS = 8


def fill(task: Task, details: dict[str, Any]) -> None:
    """Set columns of DETAILS, cleaned and checked. ValidationError by field; TypeError for what is no column."""
    set_columns(task, details, DETAILS, {"description"})
    check_columns(task, {"title", *(name for name in details if name in PLAIN)})
    if not 0 <= task.progress <= 100:
        raise invalid(_("Give a number from 0 to 100."), code="invalid_progress", field="progress")
    settle_owner(task, details)
    settle_days(task, details)


def settle_owner(task: Task, details: dict[str, Any]) -> None:
    """Checked where it is chosen anew: what a partner had stays its own when it leaves."""
    for name in ("organization", "waiting_for"):
        if details.get(name) is not None:
            demand_partner(task.project, details[name], name)
    if details.get("person") is not None:
        demand_person_of(task.project, task.organization, details["person"])
    elif "organization" in details and not is_theirs(task):
        task.person = None  # it went to another organisation


def is_theirs(task: Task) -> bool:
    return task.person is None or (task.organization is not None and belongs(task.person, task.organization))


def settle_days(task: Task, details: dict[str, Any]) -> None:
    if task.kind == Task.Kind.MILESTONE:
        task.starts_on = None
        if task.due_on is None:
            raise invalid(_("A milestone has a day: choose it."), code="required", field="due_on")
    if not {"starts_on", "due_on", "activity", "kind"} & set(details):
        return
    if task.activity is not None and task.activity.project_id != task.project_id:
        raise invalid(_("Choose an activity of this project."), code="invalid_choice", field="activity")
    check_days(task.starts_on, task.due_on, ("starts_on", "due_on"))
    days: dict[str, date | None] = {"starts_on": task.starts_on, "due_on": task.due_on}
    demand_within(days, span_of_task(task.project, task.activity))


def checked_labels(task: Task, labels: Iterable[Label]) -> list[Label]:
    """ValidationError `invalid_choice` for those of another project, `too_many`."""
    found = sorted({row.pk: row for row in labels}.values(), key=lambda row: row.name)
    if any(row.project_id != task.project_id for row in found):
        raise invalid(_("Choose labels of this project."), code="invalid_choice", field="labels")
    if len(found) > MOST_LABELS:
        raise invalid(_("Choose at most %(count)s.") % {"count": MOST_LABELS}, code="too_many", field="labels")
    return found


# What they said before ------------------------------------------------------------------------------------------------
def values_of(task: Task, labels: Iterable[Label]) -> dict[str, Any]:
    """Each column as it is compared: rows by their numbers, since two people may bear one name."""
    plain = {name: getattr(task, name) for name in PLAIN}
    rows = {name: getattr(task, f"{name}_id") for name in sorted(DETAILS.difference(PLAIN))}
    return {**plain, **rows, "labels": sorted(row.pk for row in labels)}


def words_of(task: Task, labels: Iterable[Label]) -> dict[str, str]:
    """Each column as its history keeps it: days and choices as they are stored, rows by their names."""
    said = {name: getattr(task, name) for name in DETAILS}
    words = {name: "" if value is None else str(value) for name, value in said.items()}
    return {**words, "labels": "، ".join(sorted(row.name for row in labels))}


def demand_fresh(task: Task, version: int, changes: dict[str, tuple[str, str]]) -> None:
    """Two people may change different columns at once; where they mean the same one, the later is told what the other
    wrote: Conflict `stale` with `fields`, {name: {"yours", "theirs"}} in words, and the `version` that stands.

    `changes` are {name: (what stands, what is asked for)}, in words, of the columns that would change.
    """
    since = TaskChange.objects.filter(task=task, version__gt=version, field__in=changes)
    moved = sorted(set(since.values_list("field", flat=True)))
    if moved:
        fields = {name: {"yours": changes[name][1], "theirs": changes[name][0]} for name in moved}
        words = _("Somebody changed the same meanwhile. Look at both and choose.")
        raise Conflict(words, code="stale", fields=fields, version=task.version)
