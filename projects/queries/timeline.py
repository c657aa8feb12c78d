"""What a chart of a project's time shows: activities with their spans, the tasks of those that are open within the
window, what waits for what, and what has no days yet. A literal number of queries, however many tasks there are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Max, Min, Q, Window
from django.db.models.functions import Coalesce, RowNumber

from projects.gantt import Axis
from projects.models import Activity, Dependency, Project, Task
from projects.queries.scheduling import dependencies_of, span_of, tasks_to_schedule
from projects.queries.tasks import standing_tasks
from projects.scheduling import critical

OPEN_UNTIL = 150  # tasks of a project up to which all activities are open at first
ROWS_OF_A_GROUP, ROWS_OF_A_FULL_GROUP = 60, 1_000
MOST_UNDATED, LISTED, MOST_LISTED = 40, 50, 500
FIRST, LAST = Coalesce("starts_on", "due_on"), Coalesce("due_on", "starts_on")


@dataclass
class Group:
    """An activity (none: what belongs to none) with how its tasks stand; `tasks` only where it is open."""

    activity: Activity | None
    first: date | None
    last: date | None
    count: int
    done: int
    dated: int
    is_open: bool = False
    tasks: list[Task] = field(default_factory=list)
    shown_count: int = 0  # of its tasks within the window; more than `tasks` holds where they are too many

    @property
    def key(self) -> int:
        return self.activity.pk if self.activity else 0

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.count) if self.count else 0


@dataclass(frozen=True)
class Extent:
    """How many tasks a project has, how many of them without a day, and its first and last day."""

    count: int
    undated: int
    first: date | None
    last: date | None


def groups(project: Project) -> list[Group]:
    """Every activity in the plan's order, then what belongs to none; two queries."""
    rows = standing_tasks(project).order_by().values("activity")
    known: dict[int | None, dict[str, Any]] = {
        row["activity"]: dict(row)
        for row in rows.annotate(
            first=Min(FIRST),
            last=Max(LAST),
            count=Count("pk"),
            done=Count("pk", filter=Q(done_at__isnull=False)),
            dated=Count(FIRST),
        )
    }
    activities: list[Activity | None] = [*Activity.objects.filter(project=project).select_related("organization"), None]
    found = [group_of(each, known.get(each.pk if each else None, {})) for each in activities]
    return [each for each in found if each.activity or each.count]


def group_of(activity: Activity | None, row: dict[str, Any]) -> Group:
    own = (activity.starts_on, activity.ends_on) if activity else (None, None)
    counts = [row.get(name, 0) for name in ("count", "done", "dated")]
    return Group(activity, own[0] or row.get("first"), own[1] or row.get("last"), *counts)


def extent(project: Project, found: Iterable[Group]) -> Extent:
    found = list(found)
    firsts = [day for day in (project.starts_on, *(each.first for each in found)) if day]
    lasts = [day for day in (project.ends_on, *(each.last for each in found)) if day]
    count = sum(each.count for each in found)
    undated = count - sum(each.dated for each in found)
    return Extent(count, undated, min(firsts, default=None), max(lasts, default=None))


def fill_groups(project: Project, found: list[Group], axis: Axis, full: int | None) -> None:
    """Read the first tasks of the open ones within the window, and how many each has there; of one of them (`full`)
    all. Two queries.
    """
    opened = {each.key: each for each in found if each.is_open}
    if not opened:
        return
    keys = [key for key in opened if key]
    wanted = Q(activity__in=keys) | Q(activity__isnull=True) if 0 in opened else Q(activity__in=keys)
    numbers = dict(within(project, axis).filter(wanted).values_list("pk", "in_group").filter(first_ones(full)))
    for task in dated(project).filter(pk__in=numbers):
        group = opened[task.activity_id or 0]
        group.shown_count = numbers[task.pk]
        group.tasks.append(task)


def first_ones(full: int | None) -> Q:
    own = Q(activity=full) if full else Q(activity__isnull=True)
    most = Q(place__lte=ROWS_OF_A_GROUP)
    return most if full is None else most | own & Q(place__lte=ROWS_OF_A_FULL_GROUP)


def within(project: Project, axis: Axis) -> Any:
    """Those that have a day within the window; which one each is of its activity (`place`), and of how many."""
    rows = dated(project).filter(first__lte=axis.last, last__gte=axis.first).select_related(None).order_by()
    order = [F("first").asc(), F("last").asc(), F("pk").asc()]
    return rows.annotate(
        place=Window(RowNumber(), partition_by=F("activity_id"), order_by=order),
        in_group=Window(Count("pk"), partition_by=F("activity_id")),
    )


def dated(project: Project) -> Any:
    """What has a day, the earliest first, with `first` and `last` day; a QuerySet of tasks."""
    rows = standing_tasks(project).annotate(first=FIRST, last=LAST)
    rows = rows.filter(first__isnull=False).select_related("organization", "person", "column", "activity")
    return rows.defer("description").order_by("first", "last", "pk")


def dependencies_between(shown: Iterable[int]) -> list[Dependency]:
    """Those of which both ends are shown; one query."""
    keys = list(shown)
    return list(Dependency.objects.filter(before__in=keys, after__in=keys).order_by("pk")) if keys else []


def undated_tasks(project: Project) -> list[Task]:
    rows = standing_tasks(project).filter(starts_on__isnull=True, due_on__isnull=True)
    rows = rows.filter(done_at__isnull=True).select_related("organization", "activity").defer("description")
    return list(rows.order_by("number")[:MOST_UNDATED])


def critical_tasks(project: Project) -> set[int]:
    """The chain that holds up the end of the project; two queries."""
    spans = {task.pk: span for task in tasks_to_schedule(project) if (span := span_of(task)) is not None}
    return critical(spans, dependencies_of(project))


# Days as sections -----------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class DaySection:
    day: date
    tasks: list[Task]


def agenda(rows: Iterable[Task]) -> list[DaySection]:
    """By the day on which each is due; of tasks read by `dated`, in that order of days."""
    found: dict[date, list[Task]] = {}
    for task in rows:
        found.setdefault(task.due_on or task.starts_on, []).append(task)  # type: ignore[arg-type]
    return [DaySection(day, found[day]) for day in sorted(found)]


def coming(project: Project, axis: Axis, most: int = LISTED) -> tuple[list[Task], bool]:
    """What is still to be done and ends within the window or before it: a phone's list; and whether more is to be done
    than `most` (500 at most). One query.
    """
    most = min(most, MOST_LISTED)
    rows = list(dated(project).filter(done_at__isnull=True, first__lte=axis.last).order_by("last", "pk")[: most + 1])
    return rows[:most], len(rows) > most < MOST_LISTED
