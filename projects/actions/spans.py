"""Days within days: a task's within its activity's, an activity's within the project's."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from journal.refusals import invalid
from projects.models import Activity, Project, Task
from projects.queries.tasks import standing_tasks

NAMED = 3  # of those that stand outside; the others are counted
Span = tuple[date | None, date | None]


def span_of_task(project: Project, activity: Activity | None) -> Span:
    """Within which days a task has to lie: those of its activity, else of the project; None leaves that side open."""
    if activity is None:
        return project.starts_on, project.ends_on
    return activity.starts_on or project.starts_on, activity.ends_on or project.ends_on


def demand_within(days: dict[str, date | None], span: Span) -> None:
    """ValidationError `outside_parent` at the first of these fields whose day lies outside."""
    first, last = span
    for name, day in days.items():
        if day is None:
            continue
        if first is not None and day < first:
            words = _("What it belongs to begins on %(day)s: choose that day or a later one.")
            raise invalid(words % {"day": date_format(first)}, code="outside_parent", field=name)
        if last is not None and day > last:
            words = _("What it belongs to ends on %(day)s: choose that day or an earlier one.")
            raise invalid(words % {"day": date_format(last)}, code="outside_parent", field=name)


# When the parent shrinks ----------------------------------------------------------------------------------------------
def demand_project_holds(project: Project, changed: Iterable[str]) -> None:
    """The days that changed may not leave out what is planned already: ValidationError `outside_parent` that names
    it.
    """
    tasks = standing_tasks(project)
    for name, day in (("starts_on", project.starts_on), ("ends_on", project.ends_on)):
        if day is not None and name in changed:
            activities = project.activities.filter(outside(name, day, last="ends_on"))
            demand_none([*activities[: NAMED + 1], *tasks.filter(outside(name, day, last="due_on"))], name)


def demand_activity_holds(activity: Activity) -> None:
    """As of a project, for the tasks of an activity."""
    tasks = Task.objects.filter(activity=activity, deleted_at__isnull=True)
    first, last = span_of_task(activity.project, activity)
    for name, day in (("starts_on", first), ("ends_on", last)):
        if day is not None:
            demand_none(tasks.filter(outside(name, day, last="due_on")), name)


def outside(name: str, day: date, last: str) -> Q:
    """What begins or ends before the first day (`starts_on`), or after the last one."""
    sign = "lt" if name == "starts_on" else "gt"
    return Q(**{f"starts_on__{sign}": day}) | Q(**{f"{last}__{sign}": day})


def demand_none(rows: Iterable[Any] | QuerySet[Any], field: str) -> None:
    found = list(rows)
    if not found:
        return
    named = "، ".join(f"«{Truncator(row.title).chars(40)}»" for row in found[:NAMED])
    words = _("These lie outside the days: %(titles)s.") % {"titles": named}
    if len(found) > NAMED:
        words = _("%(count)s lie outside the days, among them %(titles)s.") % {"count": len(found), "titles": named}
    raise invalid(words, code="outside_parent", field=field)
