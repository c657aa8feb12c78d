"""The verbs by which a person keeps a message for themselves: saved messages and reminders."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse
from chat import permissions
from chat.actions.messages import as_it_stands
from chat.models import NOTE_LIMIT, Message, Reminder, SavedMessage
from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import invalid, require
from journal.verbs import verb

FURTHEST = timedelta(days=400)


@verb
def save_message(*, actor: Actor, message: Message, note: str | None = None) -> SavedMessage:
    """Keep a message in one's own list; with a `note` also what one thinks of it. The same again changes nothing."""
    message = as_it_stands(message)
    require(permissions.can_save_message(actor, message))
    wanted = None if note is None else defuse(note).strip()
    if wanted is not None and len(wanted) > NOTE_LIMIT:
        raise invalid(_("A note has at most 300 letters."), code="too_long", field="note")
    saved, is_new = SavedMessage.objects.get_or_create(
        person=actor.user, message=message, defaults={"note": wanted or ""}
    )
    if not is_new and wanted in (None, saved.note):
        return saved
    if not is_new:
        saved.note = wanted or ""
        saved.save(update_fields=["note"])
    tell("message_saved", saved, actor=actor)
    return saved


@verb
def unsave_message(*, actor: Actor, message: Message) -> None:
    """Take a message off one's own list. Nothing happens if it is not on it."""
    require(permissions.can_unsave_message(actor))
    forget("message_unsaved", SavedMessage.objects.filter(person=actor.user, message=message), actor=actor)


@verb
def set_reminder(*, actor: Actor, message: Message, at: datetime) -> Reminder:
    """Be reminded of a message at a moment within the next 400 days. Another moment moves it.

    ValidationError `in_the_past`, `too_far`.
    """
    message = as_it_stands(message)
    require(permissions.can_set_reminder(actor, message))
    if at <= timezone.now():
        raise invalid(_("This moment has passed already."), code="in_the_past", field="at")
    if at > timezone.now() + FURTHEST:
        raise invalid(_("Choose a moment within a year."), code="too_far", field="at")
    reminder, is_new = Reminder.objects.get_or_create(person=actor.user, message=message, defaults={"at": at})
    if not is_new and reminder.at == at and reminder.reminded_at is None:
        return reminder
    reminder.at, reminder.reminded_at = at, None
    reminder.save(update_fields=["at", "reminded_at"])
    schedule("remind", at=at, key=f"reminder.{reminder.pk}", reminder_id=reminder.pk)
    tell("reminder_set", reminder, actor=actor)
    return reminder


@verb
def cancel_reminder(*, actor: Actor, message: Message) -> None:
    """Be reminded no more, or be done with a reminder that came. Nothing happens if there is none."""
    require(permissions.can_cancel_reminder(actor))
    forget("reminder_cancelled", Reminder.objects.filter(person=actor.user, message=message), actor=actor)


@verb
def remind(*, actor: Actor, reminder: Reminder) -> None:
    """The moment has come: the person's own stream says so. A message gone or lost to them reminds of nothing."""
    require(permissions.can_remind(actor))
    is_waiting = reminder.reminded_at is None and reminder.at <= timezone.now()
    if not is_waiting:
        return
    if not permissions.reminders_for(reminder.person).filter(pk=reminder.pk, message__deleted_at=None).exists():
        reminder.delete()
        return
    reminder.reminded_at = timezone.now()
    reminder.save(update_fields=["reminded_at"])
    tell("reminder_due", reminder, actor=actor)


def forget(event: str, kept: QuerySet[SavedMessage] | QuerySet[Reminder], *, actor: Actor) -> None:
    """Delete what one person kept of one message, if anything; the entry still names its number."""
    row = kept.select_related("message").first()
    if row is not None:
        pk = row.pk
        row.delete()
        row.pk = pk
        tell(event, row, actor=actor)


def tell(event: str, row: SavedMessage | Reminder, *, actor: Actor) -> None:
    """Only the person hears of it, and no word of the message goes along."""
    kind = "saved_message" if isinstance(row, SavedMessage) else "reminder"
    stream, room = f"user.{row.person_id}", row.message.room_id
    record(event, stream=stream, actor=actor, subject=row, kind=kind, message=row.message_id, room=room)
