"""Done, and not done after all: what a tick beside a task does, in terms of the board."""

from __future__ import annotations

from uuid import uuid4

from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.refusals import Conflict, require
from journal.verbs import verb
from projects import permissions
from projects.actions.board import carry, held_task
from projects.actions.limits import held_columns, roomiest
from projects.actions.tasks import beginnings, whole
from projects.models import Column, Task


@verb
def complete_task(*, actor: Actor, task: Task) -> Task:
    """Take it to the first column of what is done (absolute: what is done stays where it is). Conflict
    `no_done_column`. Leaves `task_moved`.
    """
    require(permissions.can_complete_task(actor, task))
    columns = held_columns(task.project)
    task = held_task(actor, task)
    if task.done_at is None:
        put_first(actor, task, columns, endings(columns))
    return whole(task)


@verb
def reopen_task(*, actor: Actor, task: Task) -> Task:
    """Take it back to what is to do. What is not done stays where it is. Leaves `task_moved`."""
    require(permissions.can_reopen_task(actor, task))
    columns = held_columns(task.project)
    task = held_task(actor, task)
    if task.done_at is not None:
        put_first(actor, task, columns, beginnings(columns.values()))
    return whole(task)


# What they share ------------------------------------------------------------------------------------------------------
def endings(columns: dict[int, Column]) -> list[Column]:
    found = [row for row in columns.values() if row.kind == Column.Kind.DONE]
    if not found:
        raise Conflict(_("The board has no column of what is done. Add one first."), code="no_done_column")
    return found


def put_first(actor: Actor, task: Task, columns: dict[int, Column], meant: list[Column]) -> None:
    """At the head of that one of the columns meant which has room: who ticks has chosen none."""
    carry(actor, task, columns[task.column_id], roomiest(meant), None, uuid4())
