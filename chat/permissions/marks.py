"""Who may pin a message and mark it as a decision, for all of its room; who may keep it for themselves."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.models import Message, Reminder, Room, SavedMessage
from chat.permissions.messages import can_post_message, visible_messages
from chat.standing import Standing
from journal.actors import Actor


def can_pin_message(actor: Actor, message: Message) -> bool:
    """In groups and direct messages whoever writes there, elsewhere a moderator."""
    if message.deleted_at is not None or message.room.closed_at is not None or message.thread_id is not None:
        return False
    if message.room.kind in {Room.Kind.GROUP, Room.Kind.DIRECT}:
        return can_post_message(actor, message.room)
    return Standing(actor, message.room).moderates


def can_unpin_message(actor: Actor, message: Message) -> bool:
    return can_pin_message(actor, message)


def can_mark_decision(actor: Actor, message: Message) -> bool:
    """Who moderates the room; of two who speak alone, either."""
    if message.deleted_at is not None or message.room.closed_at is not None:
        return False
    if message.room.kind == Room.Kind.DIRECT:
        return can_post_message(actor, message.room)
    return Standing(actor, message.room).moderates


def can_unmark_decision(actor: Actor, message: Message) -> bool:
    return can_mark_decision(actor, message)


def can_save_message(actor: Actor, message: Message) -> bool:
    return message.deleted_at is None and Standing(actor, message.room).sees


def can_unsave_message(actor: Actor) -> bool:
    """One's own list is one's own, also when its rooms are lost."""
    return actor.is_person


def can_set_reminder(actor: Actor, message: Message) -> bool:
    return can_save_message(actor, message)


def can_cancel_reminder(actor: Actor) -> bool:
    return actor.is_person


def can_remind(actor: Actor) -> bool:
    return actor.is_clock


def saved_for(user: Any) -> QuerySet[SavedMessage]:
    """What a person saved, in rooms they may still see."""
    return SavedMessage.objects.filter(person_id=user.pk, message__in=visible_messages(user))


def reminders_for(user: Any) -> QuerySet[Reminder]:
    return Reminder.objects.filter(person_id=user.pk, message__in=visible_messages(user))
