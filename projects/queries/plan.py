"""The plan as a tree: goals, their outputs, the activities by which they are reached, and how far each is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from needs.quantities import shown
from organizations.queries import organization_mark
from projects.models import Activity, Project, Result, Task
from projects.queries.projects import Facts
from projects.queries.tasks import standing_tasks, with_marks


def results(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: result_facts(row) for row in Result.objects.filter(pk__in=ids)}


def activities(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: activity_facts(row) for row in with_owners(Activity.objects.filter(pk__in=ids))}


def result_facts(row: Result) -> Facts:
    return {
        "id": row.pk,
        "project": row.project_id,
        "kind": row.kind,
        "goal": row.goal_id,
        "position": row.position,
        "title": row.title,
        "note": row.note,
    }


def with_owners(rows: QuerySet[Activity]) -> QuerySet[Activity]:
    """With what `activity_facts` says of each; two queries."""
    near = ("organization__governorate", "funder__governorate", "sector", "place__parent", "item")
    return rows.select_related(*near).prefetch_related("target_groups")


def activity_facts(row: Activity) -> Facts:
    return {
        "id": row.pk,
        "code": row.code,
        "project": row.project_id,
        "output": row.output_id,
        "position": row.position,
        "title": row.title,
        "note": row.note,
        "organization": organization_mark(row.organization) if row.organization else None,
        "funder": organization_mark(row.funder) if row.funder else None,
        "sector": row.sector.code if row.sector else None,
        "subsector": row.subsector,
        "place": row.place_id,
        "site": row.site,
        "modality": row.modality,
        "item": row.item_id,
        "quantity": str(shown(row.quantity)) if row.quantity is not None else None,
        "target_groups": [group.pk for group in row.target_groups.all()],
        "targeted": row.targeted,
        "targeted_households": row.targeted_households,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        "status": row.status,
    }


# The tree -------------------------------------------------------------------------------------------------------------
@dataclass
class Sums:
    """Of tasks and milestones: how many, how many of them done, how many late."""

    total: int = 0
    done: int = 0
    late: int = 0

    @property
    def percent(self) -> int:
        return self.done * 100 // self.total if self.total else 0

    def add(self, other: Sums) -> None:
        self.total, self.done, self.late = self.total + other.total, self.done + other.done, self.late + other.late


@dataclass
class ActivityBranch:
    row: Activity
    sums: Sums
    tasks: list[Task] = field(default_factory=list)


@dataclass
class ResultBranch:
    """A goal with its `outputs`, or an output with its `activities`."""

    row: Result
    sums: Sums = field(default_factory=Sums)
    outputs: list[ResultBranch] = field(default_factory=list)
    activities: list[ActivityBranch] = field(default_factory=list)


@dataclass
class Plan:
    """`loose` are activities under no output, `tasks` those of no activity. Where `is_whole`, the tasks are in it; of a
    large plan they are fetched as a list of them comes into sight.
    """

    goals: list[ResultBranch]
    loose: list[ActivityBranch]
    tasks: list[Task]
    sums: Sums
    of_tasks: Sums
    is_whole: bool


WHOLE = 150  # tasks of a plan that are shown at once
PART = 50  # of a list of a larger one, until more are asked for
MOST_AGAIN = 300  # of a list that is drawn anew


def plan_of(project: Project) -> Plan:
    """Seven queries, whatever the size."""
    today = timezone.localdate()
    sums = sums_by_activity(project, today)
    total = Sums()
    for each in sums.values():
        total.add(each)
    is_whole = total.total <= WHOLE
    rows = plan_tasks(project)
    by_activity: dict[int | None, list[Task]] = defaultdict(list)
    for task in rows if is_whole else ():
        by_activity[task.activity_id].append(task)
    known = with_owners(Activity.objects.filter(project=project))
    branches = [ActivityBranch(row, sums.get(row.pk, Sums()), by_activity[row.pk]) for row in known]
    goals, loose = grown(list(project.results.all()), branches)
    return Plan(goals, loose, by_activity[None], total, sums.get(None, Sums()), is_whole)


def sums_by_activity(project: Project, today: date) -> dict[int | None, Sums]:
    is_late = Q(done_at__isnull=True, due_on__lt=today)
    counted = standing_tasks(project).order_by().values_list("activity")
    rows = counted.annotate(
        total=Count("pk"), done=Count("pk", filter=Q(done_at__isnull=False)), late=Count("pk", filter=is_late)
    )
    return {activity: Sums(total, done, late) for activity, total, done, late in rows}


def plan_tasks(project: Project) -> QuerySet[Task]:
    """By their days; those without one at the end, in the order in which they were made."""
    rows = standing_tasks(project).select_related("column")
    return with_marks(rows).order_by(F("due_on").asc(nulls_last=True), "number")


@dataclass(frozen=True)
class Part:
    """Some tasks of a list, up to place `reached` of `total`; `newest` is the last one made, where it is asked for and
    not among them.
    """

    tasks: list[Task]
    reached: int
    total: int
    newest: Task | None = None

    @property
    def left(self) -> int:
        return self.total - self.reached


def part_of(rows: QuerySet[Task], start: int = 0, most: int = PART, *, with_newest: bool = False) -> Part:
    """The tasks from place `start` on; four queries at most, however many there are."""
    total = rows.order_by().count()
    start = min(start, total)
    tasks = list(rows[start : start + min(most, MOST_AGAIN)])
    newest = rows.order_by("-number").first() if with_newest else None
    return Part(tasks, start + len(tasks), total, newest if newest not in tasks else None)


def grown(
    results: Iterable[Result], branches: Iterable[ActivityBranch]
) -> tuple[list[ResultBranch], list[ActivityBranch]]:
    """(the goals with all that hangs on them, the activities that hang on nothing)."""
    nodes = {row.pk: ResultBranch(row) for row in results}
    loose = []
    for branch in branches:
        output = nodes.get(branch.row.output_id or 0)
        if output is None:
            loose.append(branch)
        else:
            output.activities.append(branch)
            output.sums.add(branch.sums)
    goals = []
    for node in nodes.values():
        if node.row.kind == Result.Kind.GOAL:
            goals.append(node)
        elif node.row.goal_id in nodes:
            nodes[node.row.goal_id].outputs.append(node)
            nodes[node.row.goal_id].sums.add(node.sums)
    return goals, loose
