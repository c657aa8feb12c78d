"""Who sees which task, and who may do what to it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from projects.models import Project, Task
from projects.permissions.seen import can_work, projects_for


def tasks_for(user: Any) -> QuerySet[Task]:
    """Those of the projects a person sees; what is deleted is seen by nobody."""
    return Task.objects.filter(project__in=projects_for(user), deleted_at__isnull=True)


def deleted_tasks_for(user: Any) -> QuerySet[Task]:
    """Those that may be brought back."""
    return Task.objects.filter(project__in=projects_for(user), deleted_at__isnull=False)


def can_create_task(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_edit_task(actor: Actor, task: Task) -> bool:
    """Whoever works in the project: a plan that only its author may put right is soon wrong."""
    return task.deleted_at is None and can_work(actor, task.project)


def can_complete_task(actor: Actor, task: Task) -> bool:
    return can_edit_task(actor, task)


def can_reopen_task(actor: Actor, task: Task) -> bool:
    return can_edit_task(actor, task)


def can_remind_of_task(actor: Actor) -> bool:
    return actor.is_clock


def can_delete_task(actor: Actor, task: Task) -> bool:
    return can_work(actor, task.project)


def can_restore_task(actor: Actor, task: Task) -> bool:
    return can_work(actor, task.project)
