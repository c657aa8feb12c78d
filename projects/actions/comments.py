"""The verbs of comments on tasks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse
from chat.markdown import render
from journal.actors import Actor
from journal.records import record, tell_people
from journal.refusals import demand_repeat, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.mentions import meant_in
from projects.actions.tasks import as_it_stands
from projects.models import Comment, Task
from projects.permissions import seers_among

LONGEST = 4000


@verb
def post_comment(*, actor: Actor, task: Task, client_id: UUID, body: str) -> Comment:
    """Say something about a task, in Markdown as in rooms. Whom it mentions hears of it, and whoever does the task or
    made it; who does not see the project hears nothing.

    A repeated `client_id` gives the same comment, or Conflict `client_id_reused`. ValidationError `blank`,
    `max_length`.
    """
    task = as_it_stands(task)
    require(permissions.can_post_comment(actor, task))
    said = checked_body(body)
    if first := Comment.objects.filter(author=actor.user, client_id=client_id).first():
        demand_repeat(first.task_id == task.pk and first.body == said)
        return first
    comment = Comment.objects.create(
        task=task, client_id=client_id, author=actor.user, organization=actor.organization, body=said, html=render(said)
    )
    count_comments(task)
    record("comment_posted", stream=task.project.stream, actor=actor, subject=task, comment=comment.pk)
    mentioned = meant_in(task.project, said)
    tell("task_mentioned", actor, comment, mentioned)
    tell("task_commented", actor, comment, concerned(task) - mentioned)
    return comment


@verb
def edit_comment(*, actor: Actor, comment: Comment, body: str) -> Comment:
    """Correct what one said; who is mentioned only now hears of it. ValidationError `blank`, `max_length`."""
    comment = held_comment(comment)
    require(permissions.can_edit_comment(actor, comment))
    said = checked_body(body)
    if said != comment.body:
        before = comment.body
        comment.body, comment.html, comment.edited_at = said, render(said), timezone.now()
        comment.save(update_fields=["body", "html", "edited_at"])
        record(
            "comment_edited", stream=comment.task.project.stream, actor=actor, subject=comment.task, comment=comment.pk
        )
        project = comment.task.project
        tell("task_mentioned", actor, comment, meant_in(project, said) - meant_in(project, before))
    return comment


@verb
def delete_comment(*, actor: Actor, comment: Comment) -> None:
    """Take back what one said; nothing of its words is kept. What is deleted stays so."""
    comment = held_comment(comment)
    if comment.deleted_at is not None and comment.author_id == actor.person_id:
        return
    require(permissions.can_delete_comment(actor, comment))
    comment.body, comment.html, comment.deleted_at = "", "", timezone.now()
    comment.save(update_fields=["body", "html", "deleted_at"])
    count_comments(comment.task)
    record("comment_deleted", stream=comment.task.project.stream, actor=actor, subject=comment.task, comment=comment.pk)


# What they share ------------------------------------------------------------------------------------------------------
def held_comment(comment: Comment) -> Comment:
    """With its task held, whose count it moves."""
    task = as_it_stands(comment.task)
    row = Comment.objects.get(pk=comment.pk)
    row.task = task
    return row


def checked_body(body: str) -> str:
    said = defuse(body).strip()
    if not said:
        raise invalid(_("Write something."), code="blank", field="body")
    if len(said) > LONGEST:
        raise invalid(_("Write at most %(count)s letters.") % {"count": LONGEST}, code="max_length", field="body")
    return said


def count_comments(task: Task) -> None:
    standing = Comment.objects.filter(task=task, deleted_at__isnull=True).count()
    Task.objects.filter(pk=task.pk).update(comments_count=standing, version=F("version") + 1)


def concerned(task: Task) -> set[int]:
    """Who does the task and who made it, if they still see the project."""
    return seers_among(task.project, {pk for pk in (task.person_id, task.author_id) if pk is not None})


def tell(event: str, actor: Actor, comment: Comment, people: set[int]) -> None:
    """On their own streams; not of what one said oneself."""
    task = comment.task
    facts: dict[str, Any] = {"project": task.project_id, "code": task.project.code, "number": task.number}
    tell_people(event, actor, task, people, **facts, comment=comment.pk)
