"""Who may ask a room, who votes in it and for whom, who closes a poll."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from chat.models import Message, Poll, Room
from chat.permissions.messages import can_post_message, visible_messages
from chat.standing import Standing
from journal.actors import Actor
from organizations.models import Organization, Role


def polls_for(user: Any) -> QuerySet[Poll]:
    return Poll.objects.filter(message__in=visible_messages(user), message__deleted_at__isnull=True)


def can_create_poll(actor: Actor, room: Room) -> bool:
    return can_post_message(actor, room)


def can_cast_vote(actor: Actor, poll: Poll, known: Standing | None = None) -> bool:
    """Who is in the room votes, also where few write; for an organisation who signs for it or runs its page. A program
    has no voice.
    """
    message: Message = poll.message
    if message.deleted_at is not None or message.room.closed_at is not None:
        return False
    stands = known or Standing(actor, message.room)
    if stands.bot or not (stands.takes_part and stands.speaks_truly):
        return False
    return not poll.is_per_organization or speaks_for(stands)


def speaks_for(stands: Standing) -> bool:
    own = [each for each in stands.memberships if each.organization_id == stands.actor.organization_id]
    return any(each.role != Role.MEMBER and each.status == Organization.Status.VERIFIED for each in own)


def can_close_poll(actor: Actor, poll: Poll, known: Standing | None = None) -> bool:
    """Who made it, who moderates the room, and the clock."""
    if actor.is_clock:
        return True
    message: Message = poll.message
    stands = known or Standing(actor, message.room)
    is_own = message.author_id is not None and message.author_id == actor.person_id
    return message.deleted_at is None and (stands.moderates or (is_own and stands.takes_part))
