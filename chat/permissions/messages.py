"""Who may read and write messages."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from chat.models import Message, Room
from chat.permissions.rooms import rooms_for
from chat.standing import Standing
from journal.actors import Actor

SMALL_ROOM = 30  # people, among whom one learns who has read


def visible_messages(user: Any) -> QuerySet[Message]:
    """Messages of the rooms a person may see and of their threads, without those of an import that is not finished."""
    return shown_messages().filter(room__in=rooms_for(user))


def shown_messages() -> QuerySet[Message]:
    """Those that whoever sees their room sees, in its talk or in a thread."""
    stored = Q(seq__isnull=False) | Q(thread__isnull=False)
    unfinished = Q(history__isnull=False, history__finished_at__isnull=True)
    return Message.objects.filter(stored).exclude(unfinished)


def stored_messages() -> QuerySet[Message]:
    """Those of the rooms' own talk: replies in threads have no seq."""
    return Message.objects.filter(seq__isnull=False).exclude(history__isnull=False, history__finished_at__isnull=True)


def can_post_message(actor: Actor, room: Room, known: Standing | None = None) -> bool:
    """Who is in the room writes, for an organisation they belong to; in announcement rooms only the writers."""
    stands = known or Standing(actor, room)
    return stands.writes and stands.speaks_truly


def can_edit_message(actor: Actor, message: Message) -> bool:
    """The author, while still in the room; not the words of others, nor what the room took as its decision."""
    is_own = message.author_id is not None and message.author_id == actor.person_id
    is_fixed = message.deleted_at or message.decided_at or message.forwarded_from_id or message.has_poll
    return is_own and not is_fixed and can_post_message(actor, message.room)


def can_delete_message(actor: Actor, message: Message) -> bool:
    """The author; a decision of the room only where they moderate it. Whoever looks after the room removes a message,
    and says why (can_remove_message).
    """
    if message.author_id is None or message.author_id != actor.person_id:
        return False
    stands = Standing(actor, message.room)
    return stands.sees and (message.decided_at is None or stands.moderates)


def can_forward_message(actor: Actor, message: Message) -> bool:
    """Whoever reads it; a poll is asked of one room."""
    return message.deleted_at is None and not message.has_poll and Standing(actor, message.room).sees


def can_set_reaction(actor: Actor, message: Message) -> bool:
    is_open = message.deleted_at is None and message.room.closed_at is None
    return is_open and Standing(actor, message.room).takes_part


def can_unset_reaction(actor: Actor, message: Message) -> bool:
    return Standing(actor, message.room).sees


def can_see_readers(actor: Actor, message: Message) -> bool:
    """Whoever wrote it, in a room of at most 30 people that they are in; of the room's own talk, as read marks are."""
    is_own = message.author_id is not None and message.author_id == actor.person_id
    is_told = message.seq is not None and message.deleted_at is None and Standing(actor, message.room).is_in
    return is_own and is_told and message.room.memberships.filter(person__is_active=True).count() <= SMALL_ROOM
