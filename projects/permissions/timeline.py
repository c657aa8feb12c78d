"""Who may say what waits for what, move tasks in time, bring tables of tasks; whose feed addresses are whose."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from projects.models import Dependency, FeedKey, Project, TaskSheet
from projects.permissions.seen import can_see, can_work, projects_for
from projects.permissions.tasks import tasks_for


def dependencies_for(user: Any) -> QuerySet[Dependency]:
    return Dependency.objects.filter(after__in=tasks_for(user), before__deleted_at__isnull=True)


def can_add_dependency(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_edit_dependency(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_remove_dependency(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_replan_tasks(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


# Feeds ----------------------------------------------------------------------------------------------------------------
def feed_keys_for(user: Any) -> QuerySet[FeedKey]:
    """One's own, as long as they stand."""
    if not user.is_authenticated:
        return FeedKey.objects.none()
    return FeedKey.objects.filter(person=user, revoked_at__isnull=True)


def can_create_feed_key(actor: Actor, project: Project | None) -> bool:
    """Every person may have an address of their own tasks; of a project whoever sees it."""
    if not actor.is_person or actor.user.is_bot:
        return False
    return project is None or can_see(actor, project)


def can_revoke_feed_key(actor: Actor, key: FeedKey) -> bool:
    return actor.is_person and actor.user.pk == key.person_id


# Tables ---------------------------------------------------------------------------------------------------------------
def task_sheets_for(user: Any) -> QuerySet[TaskSheet]:
    """What one brought oneself, while one sees the project."""
    if not user.is_authenticated:
        return TaskSheet.objects.none()
    return TaskSheet.objects.filter(made_by=user, project__in=projects_for(user))


def can_import_task_sheet(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_start_task_sheet(actor: Actor, sheet: TaskSheet) -> bool:
    return actor.is_person and actor.user.pk == sheet.made_by_id and can_work(actor, sheet.project)


def can_discard_task_sheet(actor: Actor, sheet: TaskSheet) -> bool:
    return actor.is_person and actor.user.pk == sheet.made_by_id
