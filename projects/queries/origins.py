"""From a message to the tasks made of it, and back."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import QuerySet

from chat.markdown import plain_text
from chat.models import Message, Room
from chat.permissions import visible_messages
from projects.models import Task, TaskOrigin
from projects.permissions import tasks_for

LONGEST_TITLE = 120  # letters proposed; more is more than a title
MOST_MARKS = 200  # of a room, the newest


def tasks_made_of(user: Any, message: Message) -> list[Task]:
    """What was made out of a message already, as far as the person may see it."""
    made = TaskOrigin.objects.filter(message=message).values("task")
    return list(tasks_for(user).filter(pk__in=made).select_related("project").order_by("pk"))


def origin_of_task(user: Any, task: Task) -> Message | None:
    """The message that a task was made of, if the person may read it and its words are there."""
    origin = TaskOrigin.objects.filter(task=task).values("message")
    seen = visible_messages(user).filter(pk__in=origin, deleted_at__isnull=True)
    return seen.select_related("room", "author").first()


def tasks_made_in(user: Any, room: Room) -> QuerySet[TaskOrigin]:
    """What was made out of the messages of a room, for a mark at each: the newest MOST_MARKS that the person sees."""
    made = TaskOrigin.objects.filter(message__room=room, message__deleted_at__isnull=True)
    return made.filter(task__in=tasks_for(user)).select_related("task").order_by("-pk")[:MOST_MARKS]


def title_in(body: str) -> str:
    """What a message asks for, as a title: its first sentence without marks, cut at a word."""
    said = next((words for line in body.splitlines() if (words := plain_text(line))), "")
    first = re.split(r"(?<=[.!؟?])\s", said, maxsplit=1)[0].rstrip(" .،؛:")
    return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" .،؛:") + "…"
