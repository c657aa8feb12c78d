"""How long a room keeps what was said: setting it, and deleting what is older (decision 26)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from chat import permissions
from chat.actions.attachments import release_attachments
from chat.models import (
    Acknowledgement,
    AcknowledgementRequest,
    Message,
    Poll,
    Reminder,
    Report,
    Room,
    RoomMembership,
    SavedMessage,
    Thread,
)
from chat.queries.messages import first_seq_after
from chat.queries.retention import count_expired, expired_talk, expired_threads, is_expired_left, kept_threads
from journal.actors import Actor
from journal.due import schedule
from journal.floors import raise_floor
from journal.models import Stream
from journal.records import hold, record
from journal.refusals import Conflict, invalid, require
from journal.stamps import stamp
from journal.verbs import verb

FEWEST_DAYS, MOST_DAYS = 30, 3650
TO_TAKE_BACK = timedelta(hours=24)
PURGED_AT_ONCE = 200  # messages
RELEASED_AT_ONCE = 40  # files: each takes several queries


@verb
def set_retention(*, actor: Actor, room: Room, days: int | None, is_confirmed: bool = False) -> Room:
    """Have a room keep its messages for so many days, 30 to 3650, or for ever (None). The same again changes nothing.

    The first deletion comes no sooner than a day later. Where it is set or shortened, Conflict `confirmation_needed`,
    with how many `messages` that deletes, until it is confirmed. ValidationError `invalid_days`.
    """
    require(permissions.can_set_retention(actor, room))
    if days is not None and not FEWEST_DAYS <= days <= MOST_DAYS:
        raise invalid(_("Choose 30 to 3650 days."), code="invalid_days", field="days")
    room = as_it_is_kept(room)
    if room.retention_days == days:
        return room
    if days is not None and days < (room.retention_days or MOST_DAYS + 1) and not is_confirmed:
        raise confirmation(room, days)
    room.retention_days = days
    room.retention_from = None if days is None else timezone.now() + TO_TAKE_BACK
    room.save(update_fields=["retention_days", "retention_from"])
    if room.retention_from is not None:
        schedule("purge_room", at=room.retention_from, key=f"retention.{room.pk}", room_id=room.pk)
    record("retention_set", stream=room.stream, actor=actor, subject=room, days=days)
    return room


def as_it_is_kept(room: Room) -> Room:
    """The row as it is now, held until commit, so that nothing is deleted by a rule that is just taken back."""
    return Room.objects.select_for_update(no_key=True).get(pk=room.pk)


def confirmation(room: Room, days: int) -> Conflict:
    number = count_expired(room, timezone.now() - timedelta(days=days))
    words = ngettext(
        "This deletes %(number)s message for good, tomorrow at the earliest.",
        "This deletes %(number)s messages for good, tomorrow at the earliest.",
        number,
    )
    return Conflict(words % {"number": number}, code="confirmation_needed", messages=number)


@verb
def purge_messages(*, actor: Actor, room: Room, before: datetime) -> bool:
    """Delete some of what was written before a moment, at most 200 messages; whether some are left.

    The batch after which none are left tells the room, so a run that was killed is told by the one that ends it.
    Nothing happens where the room keeps messages longer by now.
    """
    require(permissions.can_purge_messages(actor))
    room = as_it_is_kept(room)
    batch = expired_batch(room, before) if is_past(room, before) else []
    if not batch:
        return False
    delete_whole(batch, actor=actor)
    if is_expired_left(room, before):
        return True
    tell_purged(room, before, actor=actor)
    return False


def is_past(room: Room, before: datetime) -> bool:
    """Does the room's rule reach up to this moment, and has the time passed in which it may be taken back?"""
    now = timezone.now()
    if room.retention_days is None or room.retention_from is None or room.retention_from > now:
        return False
    return before <= now - timedelta(days=room.retention_days)


def expired_batch(room: Room, before: datetime) -> list[Message]:
    """Old threads first, each with the message it began with once its replies go; then the room's talk. Rows are held:
    what is pinned, decided or written in at this moment is asked again.
    """
    threads = expired_threads(room, before).select_for_update(of=("self",)).order_by("pk")
    ids = list(threads.values_list("pk", flat=True)[: PURGED_AT_ONCE // 4])
    replies = held(Message.objects.filter(thread__in=ids).order_by("thread_id", "pk"), PURGED_AT_ONCE // 2)
    batch = few_files(replies)
    if len(batch) == len(replies) < PURGED_AT_ONCE // 2:
        roots = held(Message.objects.filter(pk__in=ids).order_by("pk"), len(ids))
        talk = held(expired_talk(room, before).order_by("written_at"), PURGED_AT_ONCE - len(batch) - len(roots))
        batch = few_files([*batch, *roots, *talk])
    return batch


def held(messages: QuerySet[Message], most: int) -> list[Message]:
    return list(messages.select_for_update(of=("self",))[:most])


def few_files(messages: Iterable[Message]) -> list[Message]:
    """The first of them, up to as many files as can be let go of in a moment; always one message."""
    some: list[Message] = []
    files = 0
    for message in messages:
        files += message.files_count
        if some and files > RELEASED_AT_ONCE:
            break
        some.append(message)
    return some


def delete_whole(batch: list[Message], *, actor: Actor) -> None:
    """Rows, files, and what stands on them. Of a reported message a bare row stays, for the report to hold on to."""
    release_attachments(actor, [message for message in batch if message.files_count])
    reported = set(Report.objects.filter(message__in=batch).values_list("message_id", flat=True))
    bare = [message for message in batch if message.pk in reported]
    for message in bare:
        strip(message, actor=actor)
    Thread.objects.filter(pk__in=[message.pk for message in bare]).delete()
    Message.objects.filter(pk__in=[message.pk for message in batch if message.pk not in reported]).delete()
    threads = {message.thread_id for message in batch if message.thread_id} - {message.pk for message in batch}
    for thread in threads:  # one too long for a batch: its count stays right in between
        standing = Message.objects.filter(thread=thread, deleted_at__isnull=True).count()
        Thread.objects.filter(pk=thread).update(replies=standing)


def strip(message: Message, *, actor: Actor) -> None:
    """Without words, marks and place: in no talk any more, known to reports alone."""
    Message.objects.filter(pk=message.pk).update(
        **dict.fromkeys(("seq", "thread", "thread_seq", "reply_to", "forwarded_from", "pinned_until", "pinned_by")),
        **dict.fromkeys(("body", "html"), ""),
        **dict.fromkeys(("has_thread", "has_poll", "needs_acknowledgement"), False),
        files_count=0,
        deleted_at=message.deleted_at or timezone.now(),
    )
    for related in (message.versions, message.mentions, message.reactions):
        related.all().delete()
    for kind in (Poll, AcknowledgementRequest, Acknowledgement, SavedMessage, Reminder):
        kind._default_manager.filter(message=message).delete()
    Message.objects.filter(reply_to=message).update(reply_to=None)
    Message.objects.filter(forwarded_from=message).update(forwarded_from=None)
    record("message_deleted", stream=message.room.stream, actor=actor, subject=message)


def tell_purged(room: Room, before: datetime, *, actor: Actor) -> None:
    """One entry for all that went. Nobody is left with unread messages that are gone; who was away starts afresh."""
    hold(room.stream)  # before people's places, as who posts does
    newest = Stream.objects.values_list("seq", flat=True).get(name=room.stream)
    below = first_seq_after(room, before) or newest + 1
    RoomMembership.objects.filter(room=room, read_seq__lt=below - 1).update(read_seq=below - 1)
    raise_floor(room.stream, before)
    kept = kept_threads(room, before)
    record(
        "messages_purged", stream=room.stream, actor=actor, subject=room, before=stamp(before), below=below, kept=kept
    )
