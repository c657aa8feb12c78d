"""What a room pinned and decided, and what one person keeps of the talk."""

from __future__ import annotations

from typing import TypeVar

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from chat.markdown import excerpt
from chat.models import Message, Reminder, Room, SavedMessage
from chat.permissions import reminders_for, saved_for, stored_messages
from chat.queries.messages import Facts, with_people
from chat.queries.voices import name_of_author
from journal.stamps import stamp

MOST_MINE = 500
Row = TypeVar("Row", SavedMessage, Reminder)


def pinned_messages(room: Room) -> QuerySet[Message]:
    """What is pinned in a room now, the newest pin first."""
    pinned = stored_messages().filter(room=room, pinned_until__gt=timezone.now(), deleted_at__isnull=True)
    return with_people(pinned).order_by("-pinned_until", "-pk")


def decisions_of(room: Room) -> QuerySet[Message]:
    """What a room took as its decisions, in its talk and in its threads, the newest first."""
    decided = Message.objects.filter(room=room, decided_at__isnull=False, deleted_at__isnull=True)
    return with_people(decided).select_related("decided_by", "decided_for").order_by("-decided_at", "-pk")


def decision_facts(message: Message) -> Facts:
    """A decision as its list shows it: what was said, and who marked it for whom and when."""
    return {
        "message": message.pk,
        "room": message.room_id,
        "seq": message.seq,
        "author": name_of_author(message),
        "organization": str(message.organization or ""),
        "body": message.body,
        "html": message.html,
        "written_at": stamp(message.written_at),
        "decided_at": stamp(message.decided_at),
        "decided_by": str(message.decided_by or ""),
        "decided_for": str(message.decided_for or ""),
    }


def saved_list(user: User) -> QuerySet[SavedMessage]:
    """What a person saved, newest first, with what its page shows."""
    return of_messages(saved_for(user)).order_by("-saved_at", "-pk")


def reminder_list(user: User) -> QuerySet[Reminder]:
    """A person's reminders: those that came first, then the next."""
    return of_messages(reminders_for(user)).order_by("at", "pk")


def of_messages(rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows.select_related("message__room", "message__author", "message__organization", "message__sender__person")


def kept_facts(row: SavedMessage | Reminder) -> Facts:
    """One saved message or reminder, with the message in short."""
    message = row.message
    is_deleted = message.deleted_at is not None
    known: Facts = {
        "message": message.pk,
        "room": message.room_id,
        "room_name": message.room.name,
        "seq": message.seq,
        "author": name_of_author(message),
        "organization": str(message.organization or ""),
        "excerpt": "" if is_deleted else excerpt(message.body, 200),
        "deleted": is_deleted,
        "written_at": stamp(message.written_at),
    }
    if isinstance(row, SavedMessage):
        return {**known, "note": row.note, "saved_at": stamp(row.saved_at)}
    return {**known, "at": stamp(row.at), "reminded_at": stamp(row.reminded_at)}


def mine_in(user: User, room: Room) -> Facts:
    """What one keeps of a room: ids of saved messages, and when one is reminded of which. The newest 500 of each."""
    saved = SavedMessage.objects.filter(person=user, message__room=room).order_by("-pk")
    reminders = Reminder.objects.filter(person=user, message__room=room, reminded_at=None).order_by("-pk")
    return {
        "saved": list(saved.values_list("message_id", flat=True)[:MOST_MINE]),
        "reminders": {str(pk): stamp(at) for pk, at in reminders.values_list("message_id", "at")[:MOST_MINE]},
    }


def place_facts(row: SavedMessage | Reminder) -> Facts:
    """What a person's own stream tells of what they keep: which message, none of its words."""
    return {"id": row.pk, "message": row.message_id, "room": row.message.room_id, "seq": row.message.seq}
