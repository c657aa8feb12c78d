"""Who asks for acknowledgements, gives them, and sees who has not."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.models import Acknowledgement, Message, Room
from chat.permissions.messages import can_post_message
from chat.standing import Standing
from journal.actors import Actor


def may_carry(message: Message) -> bool:
    """A message of the room's talk that stands, where there are organisations to read it."""
    stands = message.deleted_at is None and message.room.closed_at is None and not message.is_imported
    return stands and message.thread_id is None and message.room.kind != Room.Kind.DIRECT


def can_request_acknowledgement(actor: Actor, message: Message) -> bool:
    """A moderator for any message, in an announcement room its author."""
    if not may_carry(message):
        return False
    stands = Standing(actor, message.room)
    is_writer = message.room.kind == Room.Kind.ANNOUNCEMENT and message.author_id == actor.person_id
    return can_post_message(actor, message.room, stands) and (stands.moderates or is_writer)


def can_acknowledge_message(actor: Actor, message: Message) -> bool:
    """Whoever is in the room, for an organisation they belong to; not of what one wrote oneself. A program
    has read nothing.
    """
    if not (message.needs_acknowledgement and message.deleted_at is None) or message.author_id == actor.person_id:
        return False
    stands = Standing(actor, message.room)
    return not stands.bot and stands.takes_part and stands.speaks_truly


def can_see_acknowledgements(actor: Actor, message: Message) -> bool:
    """Who has and who has not: the author, the room's moderators and writers."""
    if not message.needs_acknowledgement or message.deleted_at is not None:
        return False
    stands = Standing(actor, message.room)
    is_writer = message.room.kind == Room.Kind.ANNOUNCEMENT and stands.writes
    return stands.sees and (message.author_id == actor.person_id or stands.moderates or is_writer)


def can_remind_acknowledgement(actor: Actor, message: Message) -> bool:
    """Once before the deadline the clock does."""
    if actor.is_clock:
        return message.needs_acknowledgement and may_carry(message)
    is_silent = Standing(actor, message.room).is_suspended
    return may_carry(message) and not is_silent and can_see_acknowledgements(actor, message)


def acknowledgements_for(user: Any) -> QuerySet[Acknowledgement]:
    """One's own, and those of the organisations one belongs to."""
    own = user.memberships.filter(ended_at__isnull=True).values("organization")
    mine = Acknowledgement.objects.filter(person=user)
    return mine | Acknowledgement.objects.filter(organization__in=own)
