"""The verb of the board: move a task. Many do it at once, some of them twice, and all must see one order."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.limits import demand_room, held_columns, standing
from projects.actions.projects import STEP
from projects.actions.repeating import make_next
from projects.models import Column, Task, TaskMove

BASE = 1 << 40  # where a renumbered column begins: there is room above it for many who put theirs first


@verb
def move_task(
    *, actor: Actor, task: Task, column: Column, after: Task | None, base_version: int, client_id: UUID
) -> TaskMove:
    """Put a task into a column, behind the task `after`, or first where that is None.

    `base_version` is the one of the task that the mover saw. A repeated `client_id` gives the same move, or Conflict
    `client_id_reused`. Conflict `stale` where somebody else took it to another column since; `column_full` with
    `limit` and `count`. Where `after` has left the column meanwhile, it goes to the end. Leaves `task_moved`, with the
    numbers of tasks (`counts`) of both columns as they then are, and `renumbered` where the others' positions changed.
    """
    require(permissions.can_move_task(actor, task))
    if first := TaskMove.objects.filter(person=actor.user, client_id=client_id).first():
        return repeated_move(first, task, column, after)
    columns = held_columns(task.project)
    task, column = held_task(actor, task), wanted_column(columns, column)
    demand_seen(task, column, base_version)
    demand_room(task, column)
    return carry(actor, task, columns[task.column_id], column, after, client_id)


# What it takes --------------------------------------------------------------------------------------------------------
def carry(actor: Actor, task: Task, origin: Column, column: Column, after: Task | None, client_id: UUID) -> TaskMove:
    """Of a task and columns that are held, and may be had."""
    position, is_renumbered = place(task, column, after)
    settle(task, column, position)
    touch(origin, column)
    facts: dict[str, Any] = {"from": origin.pk, "counts": counts(origin, column)}
    if is_renumbered:
        facts["renumbered"] = True
    record("task_moved", stream=task.project.stream, actor=actor, subject=task, **facts)
    if origin.pk != column.pk:
        make_next(actor, task)
    return TaskMove.objects.create(
        task=task,
        person=actor.user,
        client_id=client_id,
        origin=origin,
        column=column,
        after=after,
        position=position,
        version=task.version,
    )


def repeated_move(first: TaskMove, task: Task, column: Column, after: Task | None) -> TaskMove:
    asked = (task.pk, column.pk, after.pk if after else None)
    demand_repeat((first.task_id, first.column_id, first.after_id) == asked)
    return first


def wanted_column(columns: dict[int, Column], column: Column) -> Column:
    if column.pk not in columns:  # of another project, or deleted a moment ago
        raise invalid(_("Choose a column of this project."), code="invalid_choice", field="column")
    return columns[column.pk]


def held_task(actor: Actor, task: Task) -> Task:
    """As it stands behind the lock; somebody may have deleted it meanwhile."""
    row = held(task, "project")
    require(permissions.can_move_task(actor, row))
    return row


def demand_seen(task: Task, column: Column, base_version: int) -> None:
    """Who changes its words, or its place in a column, does not stand in the way of who moves it: only who took it to
    another column than the one that the mover saw, and than the one it is wanted in.
    """
    since = TaskMove.objects.filter(task=task, version__gt=base_version).order_by("version").first()
    if since is not None and task.column_id not in {since.origin_id, column.pk}:
        words = _("Somebody moved this task meanwhile. Look where it is now.")
        raise Conflict(words, code="stale", version=task.version, column=task.column_id, position=task.position)


def place(task: Task, column: Column, after: Task | None) -> tuple[int, bool]:
    """The position behind `after`, and whether the others had to be numbered anew to make room for it."""
    others = standing(column).exclude(pk=task.pk)
    low, high = neighbours(others, after)
    if has_room(low, high):
        return between(low, high), False
    renumber(column, but=task)
    return between(*neighbours(others, after)), True


def neighbours(others: Any, after: Task | None) -> tuple[int | None, int | None]:
    """The positions between which it goes; None where there is nothing. Whatever left the column, or is the task
    itself, is nothing to stand behind: then it goes to the end.
    """
    order = others.order_by("position", "pk").values_list("position", flat=True)
    if after is None:
        return None, order.first()
    before = others.filter(pk=after.pk).values_list("position", flat=True).first()
    if before is None:
        return order.last(), None
    behind = others.filter(position__gt=before) | others.filter(position=before, pk__gt=after.pk)
    return before, behind.order_by("position", "pk").values_list("position", flat=True).first()


def has_room(low: int | None, high: int | None) -> bool:
    return high is None or high - (low or 0) > 1


def between(low: int | None, high: int | None) -> int:
    if high is None:
        return (low or 0) + STEP
    if low is None and high > STEP:
        return high - STEP
    return ((low or 0) + high) // 2


RENUMBER = """
    UPDATE projects_task SET position = %s + %s * ranked.place
    FROM (
        SELECT id, ROW_NUMBER() OVER (ORDER BY position, id) AS place FROM projects_task
        WHERE column_id = %s AND deleted_at IS NULL AND id <> %s
    ) AS ranked
    WHERE projects_task.id = ranked.id
"""


def renumber(column: Column, but: Task) -> None:
    """The same order with room between all, in one statement; versions stay: nobody did anything to them."""
    with connection.cursor() as cursor:
        cursor.execute(RENUMBER, [BASE, STEP, column.pk, but.pk])


def settle(task: Task, column: Column, position: int) -> None:
    """It is done where the column says so, and since when."""
    now = timezone.now()
    if column.pk != task.column_id:
        task.column, task.moved_at = column, now
        task.done_at = (task.done_at or now) if column.kind == Column.Kind.DONE else None
    task.position, task.version = position, task.version + 1
    task.save(update_fields=["column", "position", "version", "moved_at", "done_at"])


def touch(*columns: Column) -> None:
    Column.objects.filter(pk__in={row.pk for row in columns}).update(version=F("version") + 1)


def counts(*columns: Column) -> dict[str, int]:
    return {str(row.pk): standing(row).count() for row in columns}
