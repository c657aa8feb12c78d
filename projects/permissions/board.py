"""Who moves tasks on a board, and who says what its columns are."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from projects.models import Column, Project, Task
from projects.permissions.seen import can_lead, can_work, projects_for


def columns_for(user: Any) -> QuerySet[Column]:
    """Those of the projects a person sees."""
    return Column.objects.filter(project__in=projects_for(user))


def can_move_task(actor: Actor, task: Task) -> bool:
    return task.deleted_at is None and can_work(actor, task.project)


def can_create_column(actor: Actor, project: Project) -> bool:
    """How the board is cut, and how much a column takes, is for whoever leads the project."""
    return project.is_running and can_lead(actor, project)


def can_edit_column(actor: Actor, column: Column) -> bool:
    return can_create_column(actor, column.project)


def can_move_column(actor: Actor, column: Column) -> bool:
    return can_create_column(actor, column.project)


def can_delete_column(actor: Actor, column: Column) -> bool:
    return can_create_column(actor, column.project)
