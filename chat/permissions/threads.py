"""Who may read, follow and name threads: whoever may do so with their room."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.models import Thread
from chat.permissions.messages import can_post_message
from chat.permissions.rooms import rooms_for
from chat.standing import Standing
from journal.actors import Actor


def threads_for(user: Any) -> QuerySet[Thread]:
    """The threads of the rooms a person may see."""
    return Thread.objects.filter(room__in=rooms_for(user))


def can_follow_thread(actor: Actor, thread: Thread) -> bool:
    return Standing(actor, thread.room).takes_part


def can_unfollow_thread(actor: Actor, thread: Thread) -> bool:
    return Standing(actor, thread.room).is_in


def can_read_thread(actor: Actor, thread: Thread) -> bool:
    return Standing(actor, thread.room).is_in


def can_title_thread(actor: Actor, thread: Thread) -> bool:
    """Whoever started it or moderates the room, while they write there."""
    stands = Standing(actor, thread.room)
    is_own = thread.started_by_id is not None and thread.started_by_id == actor.person_id
    return (is_own or stands.moderates) and can_post_message(actor, thread.room, stands)
