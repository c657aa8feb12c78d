"""The verbs of checklists. Their entries are about the task, whose counts they move."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.tasks import as_it_stands
from projects.models import Check, Task

MOST_CHECKS = 100  # of a task
LONGEST = 300


@verb
def add_check(*, actor: Actor, task: Task, client_id: UUID, text: str) -> Check:
    """Put a line at the end of a task's checklist. A repeated `client_id` gives the same line. ValidationError `blank`,
    `max_length`; Conflict `too_many_checks`.
    """
    task = as_it_stands(task)
    require(permissions.can_add_check(actor, task))
    if first := Check.objects.filter(task=task, client_id=client_id).first():
        return first
    number = task.checks.count()
    if number >= MOST_CHECKS:
        words = _("A checklist holds at most %(count)s lines.") % {"count": MOST_CHECKS}
        raise Conflict(words, code="too_many_checks")
    last = task.checks.order_by("position").values_list("position", flat=True).last()
    check = Check.objects.create(task=task, client_id=client_id, text=checked_text(text), position=(last or 0) + 1)
    tell(actor, task, "check_added", check)
    return check


@verb
def edit_check(*, actor: Actor, check: Check, text: str) -> Check:
    """Say it otherwise. ValidationError `blank`, `max_length`."""
    task = as_it_stands(check.task)
    require(permissions.can_edit_check(actor, check))
    said = checked_text(text)
    if said != check.text:
        check.text = said
        check.save(update_fields=["text"])
        tell(actor, task, "check_edited", check)
    return check


@verb
def set_check(*, actor: Actor, check: Check, done: bool) -> Check:
    """Say that a line is done, or that it is not (absolute: saying it twice changes nothing)."""
    task = as_it_stands(check.task)
    require(permissions.can_set_check(actor, check))
    values = {"done_at": timezone.now(), "done_by": actor.user} if done else {"done_at": None, "done_by": None}
    if Check.objects.filter(pk=check.pk, done_at__isnull=done).update(**values):
        tell(actor, task, "check_set", check)
    check.refresh_from_db()
    return check


@verb
def delete_check(*, actor: Actor, check: Check) -> None:
    """Strike a line out."""
    task = as_it_stands(check.task)
    require(permissions.can_delete_check(actor, check))
    number = check.pk
    if Check.objects.filter(pk=number).delete()[0]:
        check.pk = number
        tell(actor, task, "check_deleted", check)


# What they share ------------------------------------------------------------------------------------------------------
def checked_text(text: str) -> str:
    said = defuse_name(text)
    if not said:
        raise invalid(_("Write what is to be done."), code="blank", field="text")
    if len(said) > LONGEST:
        raise invalid(_("Write at most %(count)s letters.") % {"count": LONGEST}, code="max_length", field="text")
    return said


def tell(actor: Actor, task: Task, event: str, check: Check) -> None:
    """The counts of the task, which is held, follow; and so does everybody who looks at it."""
    standing = Check.objects.filter(task=task)
    done = standing.filter(done_at__isnull=False).count()
    Task.objects.filter(pk=task.pk).update(checks_count=standing.count(), checked_count=done, version=F("version") + 1)
    record(event, stream=task.project.stream, actor=actor, subject=task, check=check.pk)
