"""The verbs of announcements that organisations acknowledge."""

from __future__ import annotations

import math
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from chat import permissions
from chat.actions.messages import as_it_stands
from chat.models import Acknowledgement, AcknowledgementRequest, Message
from chat.queries import organizations_asked, people_to_remind
from chat.standing import require_part
from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import Conflict, TooSoon, invalid
from journal.verbs import verb

PAUSE = timedelta(hours=6)  # between two reminders
BEFORE_END = timedelta(hours=24)  # of the deadline the clock reminds
LONGEST = timedelta(days=366)
MOST_REMINDED = 500


@verb
def request_acknowledgement(*, actor: Actor, message: Message, until: datetime | None = None) -> AcknowledgementRequest:
    """Ask the organisations in the room to say that they have read a message, until a time or without. Asking again
    moves the end. ValidationError `invalid_end` for one that is over, or more than a year ahead.
    """
    message = as_it_stands(message)
    require_part(permissions.can_request_acknowledgement(actor, message), actor, message.room)
    now = timezone.now()
    if until is not None and not now < until <= now + LONGEST:
        raise invalid(_("Choose an end within the next year."), code="invalid_end", field="until")
    expected = organizations_asked(message).count()
    values = {"until": until, "expected": expected, "asked_by": actor.user}
    asked, is_new = AcknowledgementRequest.objects.get_or_create(message=message, defaults=values)
    if not is_new and asked.until == until:
        return asked
    asked.until, asked.expected, message.needs_acknowledgement = until, expected, True
    asked.save(update_fields=["until", "expected"])
    message.save(update_fields=["needs_acknowledgement"])
    if until is not None:
        at = max(now, until - BEFORE_END) if until - now > BEFORE_END else now + (until - now) / 2
        schedule("remind_acknowledgement", at=at, key=f"acknowledge.{message.pk}", message_id=message.pk)
    record("acknowledgement_requested", stream=message.room.stream, actor=actor, subject=message)
    return asked


@verb
def acknowledge_message(*, actor: Actor, message: Message) -> Acknowledgement:
    """Say that one has read a message, for the organisation one speaks for; it cannot be taken back, and saying it
    again changes nothing. Conflict `message_deleted`.
    """
    message = as_it_stands(message)
    if message.deleted_at is not None and permissions.can_see(actor, message.room):
        raise Conflict(_("This message was deleted meanwhile."), code="message_deleted")
    require_part(permissions.can_acknowledge_message(actor, message), actor, message.room)
    given: dict[str, Any] = {"message": message, "person": actor.user, "organization": actor.organization}
    acknowledgement, is_new = Acknowledgement.objects.get_or_create(**given)
    if not is_new:
        return acknowledgement
    organizations = message.acknowledgements.filter(organization__isnull=False)
    acknowledged = organizations.values("organization").distinct().count()  # the message's row is held
    expected = organizations_asked(message).count()
    AcknowledgementRequest.objects.filter(pk=message.pk).update(acknowledged=acknowledged, expected=expected)
    record("message_acknowledged", stream=message.room.stream, actor=actor, subject=message)
    return acknowledgement


@verb
def remind_acknowledgement(*, actor: Actor, message: Message) -> int:
    """Remind the people of organisations of which nobody has acknowledged; returns how many. TooSoon `reminded_already`
    within six hours of the last reminder.
    """
    require_part(permissions.can_remind_acknowledgement(actor, message), actor, message.room)
    now, asked = timezone.now(), AcknowledgementRequest.objects.filter(pk=message.pk)
    is_free = Q(reminded_at__isnull=True) | Q(reminded_at__lte=now - PAUSE)
    if not asked.filter(is_free).update(reminded_at=now):
        last = asked.values_list("reminded_at", flat=True).get() or now
        seconds = math.ceil((last + PAUSE - now).total_seconds())
        raise TooSoon(
            _("They were reminded already. Wait six hours."), code="reminded_already", seconds=max(1, seconds)
        )
    people = list(people_to_remind(message).values_list("pk", flat=True)[:MOST_REMINDED])
    streams = [f"user.{pk}" for pk in people]
    record("acknowledgement_reminded", stream=streams, actor=actor, subject=message, room=message.room_id)
    return len(people)
