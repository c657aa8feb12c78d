"""The verbs by which a room marks a message for all its people: pins and decisions."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from chat import permissions
from chat.actions.messages import as_it_stands
from chat.models import Message, Room
from chat.queries import pinned_messages
from chat.standing import require_part
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid
from journal.verbs import verb

PINS_LIMIT = 3
PIN_DAYS = (1, 7, 30)


@verb
def pin_message(*, actor: Actor, message: Message, days: int) -> Message:
    """Keep a message above the talk of its room for 1, 7 or 30 days. Pinning it again moves the end.

    ValidationError `invalid_days`; Conflict `too_many_pins` when three others are pinned in the room.
    """
    message = as_it_stands(message)
    require_part(permissions.can_pin_message(actor, message), actor, message.room)
    if days not in PIN_DAYS:
        raise invalid(_("Choose a day, a week or a month."), code="invalid_days", field="days")
    if pinned_messages(message.room).exclude(pk=message.pk).count() >= PINS_LIMIT:
        raise Conflict(_("Three messages are pinned here already. Unpin one of them first."), code="too_many_pins")
    message.pinned_until, message.pinned_by = timezone.now() + timedelta(days=days), actor.user
    message.save(update_fields=["pinned_until", "pinned_by"])
    note_pins(message.room)
    record("message_pinned", stream=message.room.stream, actor=actor, subject=message, days=days)
    return message


@verb
def unpin_message(*, actor: Actor, message: Message) -> Message:
    """Let a message go from above the talk. Nothing happens if it is not pinned."""
    message = as_it_stands(message)
    require_part(permissions.can_unpin_message(actor, message), actor, message.room)
    if message.pinned_until is None or message.pinned_until <= timezone.now():
        return message
    message.pinned_until = message.pinned_by = None
    message.save(update_fields=["pinned_until", "pinned_by"])
    note_pins(message.room)
    record("message_unpinned", stream=message.room.stream, actor=actor, subject=message)
    return message


def note_pins(room: Room) -> None:
    """Until when something is pinned in a room: the room's page then need not ask where nothing is."""
    newest = pinned_messages(room).values_list("pinned_until", flat=True).first()
    Room.objects.filter(pk=room.pk).update(pins_until=newest)


@verb
def mark_decision(*, actor: Actor, message: Message) -> Message:
    """Take what a message says as a decision of its room. Marking it again changes nothing."""
    message = as_it_stands(message)
    require_part(permissions.can_mark_decision(actor, message), actor, message.room)
    if message.decided_at is not None:
        return message
    message.decided_at, message.decided_by = timezone.now(), actor.user
    message.decided_for = actor.organization
    message.save(update_fields=["decided_at", "decided_by", "decided_for"])
    record("decision_marked", stream=message.room.stream, actor=actor, subject=message)
    return message


@verb
def unmark_decision(*, actor: Actor, message: Message) -> Message:
    """Take the mark of a decision back. Nothing happens if there is none."""
    message = as_it_stands(message)
    require_part(permissions.can_unmark_decision(actor, message), actor, message.room)
    if message.decided_at is None:
        return message
    message.decided_at = message.decided_by = message.decided_for = None
    message.save(update_fields=["decided_at", "decided_by", "decided_for"])
    record("decision_unmarked", stream=message.room.stream, actor=actor, subject=message)
    return message
