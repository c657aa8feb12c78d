"""Done, and not done after all: what a tick beside a task does, in terms of the board."""

from __future__ import annotations

from uuid import uuid4

from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.refusals import Conflict, require
from journal.verbs import verb
from projects import permissions
from projects.actions.board import move_task
from projects.actions.tasks import as_it_stands, first_column
from projects.models import Column, Task


@verb
def complete_task(*, actor: Actor, task: Task) -> Task:
    """Take it to the first column of what is done (absolute: what is done stays where it is). Conflict
    `no_done_column`, and whatever `move_task` refuses.
    """
    task = as_it_stands(task)
    require(permissions.can_complete_task(actor, task))
    if task.done_at is not None:
        return task
    column = Column.objects.filter(project=task.project, kind=Column.Kind.DONE).first()
    if column is None:
        raise Conflict(_("The board has no column of what is done. Add one first."), code="no_done_column")
    return moved(actor, task, column)


@verb
def reopen_task(*, actor: Actor, task: Task) -> Task:
    """Take it back to what is to do. What is not done stays where it is."""
    task = as_it_stands(task)
    require(permissions.can_reopen_task(actor, task))
    return task if task.done_at is None else moved(actor, task, first_column(task.project))


def moved(actor: Actor, task: Task, column: Column) -> Task:
    move_task(actor=actor, task=task, column=column, after=None, base_version=task.version, client_id=uuid4())
    return as_it_stands(task)
