"""How many tasks a column takes, asked behind its lock by every verb that puts one there by name."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from journal.refusals import Conflict
from projects.models import Column, Task


def standing(column: Column) -> Any:
    return Task.objects.filter(column=column, deleted_at__isnull=True)


def demand_room(task: Task, column: Column) -> None:
    """Of a column that is held: two who see one free place do not both get it. Conflict `column_full` with `limit` and
    `count`. What stands in it already has its place.
    """
    if column.limit is None or task.column_id == column.pk:
        return
    count = standing(column).count()
    if count >= column.limit:
        raise full(column, count)


def demand_free(task: Task, column: Column) -> None:
    """The same, of a column that is not held yet."""
    if column.limit is not None:
        demand_room(task, Column.objects.select_for_update(no_key=True).get(pk=column.pk))


def full(column: Column, count: int) -> Conflict:
    words = _("“%(column)s” takes at most %(limit)s tasks at a time: finish one of them first.")
    detail = words % {"column": column.title, "limit": column.limit}
    return Conflict(detail, code="column_full", limit=column.limit, count=count)
