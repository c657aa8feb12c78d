"""Who may do what beside a task: its checklist, its comments, its files, the labels of the project."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from projects.models import Check, Comment, Label, Project, Task, TaskFile
from projects.permissions.seen import can_lead, can_work, projects_for
from projects.permissions.tasks import can_edit_task, tasks_for


def checks_for(user: Any) -> QuerySet[Check]:
    return Check.objects.filter(task__in=tasks_for(user))


def comments_for(user: Any) -> QuerySet[Comment]:
    """What is deleted stays as a row, and is seen by nobody."""
    return Comment.objects.filter(task__in=tasks_for(user), deleted_at__isnull=True)


def task_files_for(user: Any) -> QuerySet[TaskFile]:
    return TaskFile.objects.filter(task__in=tasks_for(user))


def labels_for(user: Any) -> QuerySet[Label]:
    return Label.objects.filter(project__in=projects_for(user))


# The checklist and the files are part of a task: whoever changes it changes them.
def can_add_check(actor: Actor, task: Task) -> bool:
    return can_edit_task(actor, task)


def can_edit_check(actor: Actor, check: Check) -> bool:
    return can_edit_task(actor, check.task)


def can_set_check(actor: Actor, check: Check) -> bool:
    return can_edit_task(actor, check.task)


def can_delete_check(actor: Actor, check: Check) -> bool:
    return can_edit_task(actor, check.task)


def can_attach_file(actor: Actor, task: Task) -> bool:
    return can_edit_task(actor, task)


def can_detach_file(actor: Actor, held: TaskFile) -> bool:
    return can_edit_task(actor, held.task)


def can_preview_task_file(actor: Actor) -> bool:
    return actor.is_clock


# What somebody said is theirs.
def can_post_comment(actor: Actor, task: Task) -> bool:
    return can_edit_task(actor, task)


def can_edit_comment(actor: Actor, comment: Comment) -> bool:
    return comment.deleted_at is None and comment.author_id == actor.person_id and can_edit_task(actor, comment.task)


def can_delete_comment(actor: Actor, comment: Comment) -> bool:
    """Its author, and who leads the project."""
    if comment.deleted_at is not None or not can_edit_task(actor, comment.task):
        return False
    return comment.author_id == actor.person_id or can_lead(actor, comment.task.project)


def can_create_label(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)


def can_edit_label(actor: Actor, label: Label) -> bool:
    return can_work(actor, label.project)


def can_delete_label(actor: Actor, label: Label) -> bool:
    return can_work(actor, label.project)
