"""The verbs of files beside a task. Who may have one is asked of the task."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import F
from django.utils.translation import gettext as _

from files.actions import set_preview, store_file
from files.examining import Examined
from files.models import StoredFile
from files.previews import can_have_preview
from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.storage import bring, let_go
from projects.actions.tasks import as_it_stands
from projects.models import Task, TaskFile

MOST_FILES = 20  # of a task


@verb
def attach_files(
    *, actor: Actor, task: Task, files: Sequence[StoredFile] = (), examined: Sequence[Examined] = ()
) -> list[TaskFile]:
    """Put files beside a task: `files` came in pieces before (of the same person), `examined` come with a form.

    What lies there already stays once. ValidationError `unknown_file`, `no_files`; Conflict `too_many_files`,
    `over_quota`.
    """
    task = as_it_stands(task)
    require(permissions.can_attach_file(actor, task))
    known = set(TaskFile.objects.filter(task=task).values_list("file", flat=True))
    if not files and not examined:
        raise invalid(_("Choose a file."), code="no_files", field="files")
    held = [file for file in files if file.pk not in known]
    if len(known) + len(held) + len(examined) > MOST_FILES:
        raise Conflict(_("A task holds at most %(count)s files.") % {"count": MOST_FILES}, code="too_many_files")
    held += [store_file(actor=actor, examined=each) for each in examined]
    if not held:
        return list(TaskFile.objects.filter(task=task, file__in=files))
    bring(actor, task.project, held)
    who = {"person": actor.user, "organization": actor.organization}
    made = [TaskFile.objects.create(task=task, file=file, **who) for file in held]
    count_files(task)
    record("file_attached", stream=task.project.stream, actor=actor, subject=task, files=[row.pk for row in made])
    if any(can_have_preview(file) and not file.preview for file in held):
        schedule("preview_task_files", key=f"task.{task.pk}.files", task_id=task.pk)
    return made


@verb
def detach_file(*, actor: Actor, held: TaskFile) -> None:
    """Take a file away from a task; what nothing else holds is deleted after commit."""
    task = as_it_stands(held.task)
    require(permissions.can_detach_file(actor, held))
    number, file = held.pk, held.file
    if TaskFile.objects.filter(pk=number).delete()[0]:
        let_go(actor, task.project, [file])
        count_files(task)
        record("file_detached", stream=task.project.stream, actor=actor, subject=task, file=number)


@verb
def preview_task_file(*, actor: Actor, held: TaskFile, preview: bytes) -> None:
    """Show the small picture that the worker made."""
    require(permissions.can_preview_task_file(actor))
    if set_preview(actor=actor, file=held.file, preview=preview):
        record("file_attached", stream=held.task.project.stream, actor=actor, subject=held.task, files=[held.pk])


def count_files(task: Task) -> None:
    standing = TaskFile.objects.filter(task=task).count()
    Task.objects.filter(pk=task.pk).update(files_count=standing, version=F("version") + 1)
