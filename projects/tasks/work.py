"""What the clock wakes in projects."""

from __future__ import annotations

from files.previews import can_have_preview, drawn_preview
from journal.actors import Actor
from projects import actions
from projects.models import Task, TaskFile


def preview_task_files(task_id: int) -> None:
    """Draw the small pictures of what lies beside a task."""
    waiting = TaskFile.objects.filter(task=task_id, file__preview="").select_related("file", "task__project")
    for held in waiting.order_by("pk"):
        preview = drawn_preview(held.file) if can_have_preview(held.file) else None
        if preview is not None:
            actions.preview_task_file(actor=Actor.clock(), held=held, preview=preview)


def remind_of_task(task_id: int) -> None:
    """What is due, and was taken away altogether, is nobody's concern."""
    if (task := Task.objects.filter(pk=task_id).first()) is not None:
        actions.remind_of_task(actor=Actor.clock(), task=task)
