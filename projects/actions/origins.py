"""Tasks made out of what somebody wrote in a room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from chat.models import Message
from journal.actors import Actor
from journal.records import record
from journal.refusals import demand_repeat, require
from journal.verbs import verb
from projects import permissions
from projects.actions.tasks import create_task
from projects.models import Project, Task, TaskOrigin


@verb
def create_task_from_message(
    *, actor: Actor, message: Message, project: Project, client_id: UUID, title: str, **details: Any
) -> Task:
    """Put into a project's plan what a message asks for; whoever sees both finds one from the other.

    `details` and refusals are those of `create_task`; a repeated `client_id` with another message is Conflict
    `client_id_reused`. The project's own room hears that something was made of the message, without a word of the task;
    any other room hears nothing: not everybody there sees the project.
    """
    require(permissions.can_create_task_from_message(actor, message, project))
    task = create_task(actor=actor, project=project, client_id=client_id, title=title, **details)
    origin, is_new = TaskOrigin.objects.get_or_create(task=task, defaults={"message": message, "person": actor.user})
    demand_repeat(origin.message_id == message.pk)
    if is_new:
        record("task_created_from_message", stream=project.stream, actor=actor, subject=task, message=message.pk)
        if message.room_id == project.room_id:
            record("message_became_task", stream=message.room.stream, actor=actor, subject=message)
    return task
