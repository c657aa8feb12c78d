"""A project's tasks and dependencies as projects/scheduling.py wants them, and what a move would take along."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from projects.models import Dependency, Project, Task
from projects.queries.tasks import standing_tasks
from projects.scheduling import NO_DAYS, WEEKEND, Link, Span, path, pushed, too_early

Facts = dict[str, Any]


def dependency_facts(row: Dependency) -> Facts:
    return {"id": row.pk, "before": row.before_id, "after": row.after_id, "lag": row.lag}


def dependencies(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: dependency_facts(row) for row in Dependency.objects.filter(pk__in=ids)}


def dependencies_of(project: Project) -> list[Link]:
    """Those between tasks that stand."""
    rows = Dependency.objects.filter(
        after__project=project, after__deleted_at__isnull=True, before__deleted_at__isnull=True
    )
    return [Link(*row) for row in rows.values_list("before_id", "after_id", "lag")]


def span_of(task: Task) -> Span | None:
    """A task that says only one of its days takes that one; without days it has no place in time."""
    starts, ends = task.starts_on or task.due_on, task.due_on or task.starts_on
    if starts is None or ends is None:
        return None
    if task.kind == Task.Kind.MILESTONE:
        return Span(ends, ends, is_milestone=True, is_fixed=task.done_at is not None)
    return Span(starts, ends, is_fixed=task.done_at is not None)


def days_of(task: Task, span: Span) -> tuple[date | None, date | None]:
    """A span as the task's own two columns: what it did not say before it does not say now."""
    if task.starts_on is None and span.starts == span.ends:
        return None, span.ends
    if task.due_on is None and span.starts == span.ends:
        return span.starts, None
    return span.starts, span.ends


@dataclass(frozen=True)
class Shift:
    """A task, and from which days to which it would go."""

    task: Task
    starts_on: date | None
    due_on: date | None

    def facts(self) -> Facts:
        return {
            "task": self.task.pk,
            "number": self.task.number,
            "title": self.task.title,
            "version": self.task.version,
            "was": [_iso(self.task.starts_on), _iso(self.task.due_on)],
            "starts_on": _iso(self.starts_on),
            "due_on": _iso(self.due_on),
        }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


@dataclass(frozen=True)
class Preview:
    """What a move takes along: the moves themselves, the others, and which of the moved begin too early (from when)."""

    moves: list[Shift]
    others: list[Shift]
    early: dict[int, date]


def preview(
    project: Project, days: Mapping[int, tuple[date | None, date | None]], skips_weekends: bool = False
) -> Preview:
    """What else moves where these tasks of the project get these days; two queries. Unknown tasks are left out."""
    off = WEEKEND if skips_weekends else NO_DAYS
    tasks = {row.pk: row for row in tasks_to_schedule(project)}
    links = dependencies_of(project)
    spans = {pk: span for pk, row in tasks.items() if (span := span_of(row)) is not None}
    asked = {pk: with_days(tasks[pk], *both) for pk, both in days.items() if pk in tasks}
    moves = {pk: span for pk, row in asked.items() if (span := span_of(row)) is not None}
    others = pushed(spans, links, moves, off)
    early = too_early({**spans, **moves, **others}, links, moves)
    return Preview(
        [Shift(tasks[pk], row.starts_on, row.due_on) for pk, row in asked.items()],
        [Shift(tasks[pk], *days_of(tasks[pk], others[pk])) for pk in sorted(others, key=lambda pk: others[pk].starts)],
        early,
    )


def with_days(task: Task, starts_on: date | None, due_on: date | None) -> Task:
    return Task(pk=task.pk, kind=task.kind, starts_on=starts_on, due_on=due_on)


def tasks_to_schedule(project: Project) -> Iterable[Task]:
    """With what scheduling and its panel need, and no more."""
    columns = ("number", "title", "kind", "version", "starts_on", "due_on", "done_at", "project_id")
    return standing_tasks(project).only(*columns)


def circle(project: Project, before: Task, after: Task) -> list[Task]:
    """The tasks of the circle that `after` waiting for `before` would close, beginning with `after`; [] for none."""
    way = path(dependencies_of(project), after.pk, before.pk)
    tasks = Task.objects.in_bulk(way)
    return [tasks[pk] for pk in way]
