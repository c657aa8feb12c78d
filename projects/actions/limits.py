"""How many tasks a column takes. Asked behind its lock by every verb for which somebody chose the column; what nobody
chose a column for (a line of the plan, what is ticked or brought back, the next of a series) is never refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from journal.refusals import Conflict
from projects.models import Column, Project, Task


def standing(column: Column) -> Any:
    return Task.objects.filter(column=column, deleted_at__isnull=True)


def held_columns(project: Project) -> dict[int, Column]:
    """All columns of a board, held in the order of their numbers: which one a task stands in is only known once nobody
    can move it, so two of them could not be taken in a safe order. Moves of one board queue here, as they do at its
    stream. SQLite has no such locks: its verbs queue anyway.
    """
    rows = Column.objects.select_for_update(no_key=True).filter(project=project).order_by("pk")
    return {row.pk: row for row in rows}


def demand_room(task: Task, column: Column) -> None:
    """Of a column that is held: two who see one free place do not both get it. Conflict `column_full` with `limit` and
    `count`. What stands in it already has its place.
    """
    if task.column_id != column.pk and not has_room(column):
        raise full(column, standing(column).count())


def demand_free(task: Task, column: Column) -> None:
    """The same, of a column that is not held yet."""
    if column.limit is not None:
        demand_room(task, Column.objects.select_for_update(no_key=True).get(pk=column.pk))


def has_room(column: Column) -> bool:
    return column.limit is None or standing(column).count() < column.limit


def roomiest(columns: Iterable[Column]) -> Column:
    """For what nobody chose a column for: the first on the board that takes one more. Where all are full the first,
    which then stands above its limit for all to see: what there is to do is not lost because a column is full.
    """
    rows = sorted(columns, key=lambda row: (row.position, row.pk))
    return next((row for row in rows if has_room(row)), rows[0])


def full(column: Column, count: int) -> Conflict:
    words = _("“%(column)s” takes at most %(limit)s tasks at a time: finish one of them first.")
    detail = words % {"column": column.title, "limit": column.limit}
    return Conflict(detail, code="column_full", limit=column.limit, count=count)
