"""How far the work of a project is."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from projects.models import Column, Project, Task
from projects.queries.tasks import standing_tasks

ORDER = (Column.Kind.DONE, Column.Kind.DOING, Column.Kind.WAITING, Column.Kind.TODO)
MOST_MILESTONES = 12


@dataclass
class WorkDone:
    """How many tasks stand in columns of which meaning; `parts` of a bar: (kind, words, from, width, number)."""

    numbers: dict[str, int]
    parts: list[tuple[str, Any, float, float, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(self.numbers.values())

    @property
    def done(self) -> int:
        return self.numbers[Column.Kind.DONE]

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 0


def work_done(project: Project) -> WorkDone:
    """Of tasks, not milestones; one query."""
    tasks = standing_tasks(project).filter(kind=Task.Kind.TASK)
    counted = dict(tasks.values_list("column__kind").annotate(number=Count("pk")))
    found = WorkDone({kind: counted.get(kind, 0) for kind in ORDER})
    at = 0.0
    for kind in ORDER:
        width = round(100 * found.numbers[kind] / found.total, 2) if found.total else 0.0
        found.parts.append((kind, Column.Kind(kind).label, at, width, found.numbers[kind]))
        at += width
    return found


def first_milestones(project: Project) -> list[Task]:
    """The milestones by their days."""
    rows = standing_tasks(project).filter(kind=Task.Kind.MILESTONE)
    return list(rows.order_by("due_on", "number")[:MOST_MILESTONES])
