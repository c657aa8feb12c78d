"""What the journal and the clock wake: people come into the rooms of their organisations and go with their
memberships; uploaded histories are written.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import islice
from zipfile import ZipFile, ZipInfo

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import User
from chat.actions import (
    attach_media,
    clear_history,
    close_poll,
    create_room,
    fail_history,
    finish_history,
    forget_import,
    join_room,
    preview_file,
    purge_messages,
    remind,
    remind_acknowledgement,
    remove_member,
    write_history,
)
from chat.actions.history import rendered
from chat.models import Attachment, HistoryImport, Message, Poll, Reminder, Room, RoomMembership
from chat.permissions import can_remind_acknowledgement, rooms_for
from chat.queries.exports import waiting_for_file
from chat.standing import OPEN_KINDS
from chat.whatsapp import ExportedMessage, ExportError, identity, named_media, opened_zip, read_export, unpacked_media
from files.examining import Examined, FileRefused, examine_bytes
from files.previews import can_have_preview, drawn_preview
from journal.actors import Actor
from journal.due import keep_claim, schedule
from journal.followers import Follower
from journal.models import Entry
from journal.refusals import TooSoon
from organizations.models import Organization
from organizations.permissions import running_memberships

log = logging.getLogger(__name__)
COMING = {"membership_started", "organization_verified", "organization_restored", "organization_created"}
BATCH = 200
BATCHES_A_TURN = 40
GOING = {"membership_ended", "organization_suspended", "organization_closed"}


def follow_memberships(entries: list[Entry]) -> None:
    for entry in entries:
        if entry.event in COMING | GOING:
            organization = Organization.objects.filter(pk=int(entry.stream.name.split(".", 1)[1])).first()
            if organization is not None:
                settle(organization, people_of(entry, organization), is_coming=entry.event in COMING)


def people_of(entry: Entry, organization: Organization) -> QuerySet[User]:
    """Whom an entry is about: the one person of a membership, or all of the organisation."""
    if entry.kind == "membership":
        return User.objects.filter(memberships__pk=entry.object_id)
    return User.objects.filter(memberships__organization=organization, memberships__ended_at__isnull=True)


def settle(organization: Organization, people: Iterable[User], *, is_coming: bool) -> None:
    if is_coming and organization.closed_at is None:
        own_room(organization)
    for person in people:
        if is_coming:
            come_in(person, organization)
        else:
            go_out(person)


def own_room(organization: Organization) -> Room:
    room = Room.objects.filter(kind=Room.Kind.ORGANIZATION, organization=organization).first()
    name = organization.name_ar or organization.name_en
    return room or create_room(
        actor=Actor.clock(), kind=Room.Kind.ORGANIZATION, name=name[:80], organization=organization
    )


def come_in(person: User, organization: Organization) -> None:
    """Join the rooms of the organisation, of its sectors and of its governorate that the person may see."""
    if not person.is_active or not running_memberships(person).filter(organization=organization).exists():
        return
    in_reach = Q(place__isnull=True) | Q(place=organization.governorate_id)
    wanted = Q(kind=Room.Kind.ORGANIZATION, organization=organization) | Q(kind=Room.Kind.ANNOUNCEMENT)
    wanted |= Q(kind=Room.Kind.SECTOR, sector__in=organization.sectors.all()) & in_reach
    for room in rooms_for(person).filter(wanted, closed_at__isnull=True).exclude(memberships__person=person):
        join_room(actor=Actor(person, organization), room=room)


def go_out(person: User) -> None:
    """Leave the rooms that came by a membership and that the person may no longer see.

    Groups and direct messages are the person's own. Who is suspended sees nothing for now and keeps their place.
    """
    if not person.is_active:
        return
    by_membership = Q(room__kind=Room.Kind.ORGANIZATION) | Q(room__kind__in=OPEN_KINDS)
    lost = RoomMembership.objects.filter(by_membership, person=person).exclude(room__in=rooms_for(person))
    for membership in lost.select_related("room"):
        remove_member(actor=Actor.clock(), room=membership.room, person=person)


def write_imports(history_id: int, most: int = BATCHES_A_TURN) -> None:
    """Write an uploaded history, from where it stopped, in batches short enough to keep nobody waiting.

    After `most` of them the worker turns to other work and comes back.
    """
    waiting = HistoryImport.objects.filter(finished_at=None, failed_at=None, discarded_at=None)
    history = waiting.select_related("room", "made_by").filter(pk=history_id).first()
    if history is None:
        return
    try:
        messages = placed_messages(history.source.name or "", history.filename)
    except (ExportError, FileNotFoundError):
        log.exception("import %s cannot be read and is given up", history_id)
        fail_history(actor=Actor.clock(), history=history)
        return
    reached = history.read
    for batch in in_batches(messages[reached:])[:most]:
        keep_claim()
        reached += len(batch)
        prepared = [rendered(place, message) for place, message in batch]
        write_history(actor=Actor.clock(), history=history, batch=prepared, read=reached)
    if reached < len(messages) or bring_media(history, [message for _, message in messages], most):
        schedule("write_imports", key=f"import.{history_id}", history_id=history_id)
        return
    placed_messages.cache_clear()
    finish_history(actor=Actor.clock(), history=history)


def bring_media(history: HistoryImport, messages: list[ExportedMessage], most: int) -> bool:
    """Put the zip's files beside the messages that name them, from where it stopped; whether some are left.

    After `most` of them the worker turns to other work and comes back.
    """
    with history.source.storage.open(history.source.name or "", "rb") as file, opened_zip(file) as archive:
        if archive is None:
            return False
        left = media_to_bring(history, messages, archive)
        for read, message, entry in islice(left, most):
            keep_claim()
            examined = examined_media(unpacked_media(archive, entry, settings.MAX_FILE), message)
            named = rendered(0, message, has_file=True)
            attach_media(actor=Actor.clock(), history=history, named=named, examined=examined, read=read)
        return next(left, None) is not None


def media_to_bring(
    history: HistoryImport, messages: list[ExportedMessage], archive: ZipFile
) -> Iterator[tuple[int, ExportedMessage, ZipInfo]]:
    """How many files are looked at with this one, the message, and its file; who has theirs already is passed by."""
    named = [(messages[place], entry) for place, entry in named_media(archive, messages).items()]
    for start in range(history.media_read, len(named), BATCH):
        some = [(identity(history.room_id, message), message, entry) for message, entry in named[start : start + BATCH]]
        waiting = waiting_for_file(history.room_id, [each[0] for each in some])
        for read, (known_by, message, entry) in enumerate(some, start + 1):
            if known_by in waiting:
                yield read, message, entry


def examined_media(content: bytes | None, message: ExportedMessage) -> Examined | None:
    """None for what is damaged, or would not be taken from a person either."""
    if content is None:
        return None
    try:
        return examine_bytes(content, message.attachment)
    except FileRefused:
        return None


@lru_cache(maxsize=1)
def placed_messages(source: str, filename: str) -> list[tuple[int, ExportedMessage]]:
    """An export's messages, each with its place within its minute. Kept between turns: reading one takes seconds."""
    with HistoryImport.source.field.storage.open(source, "rb") as file:
        return with_places(read_export(file.read(), filename).messages)


def give_up_import(history_id: int) -> None:
    """The last try to write an import failed."""
    placed_messages.cache_clear()
    history = HistoryImport.objects.select_related("room").filter(pk=history_id).first()
    if history is not None:
        fail_history(actor=Actor.clock(), history=history)


def discard_import(history_id: int) -> None:
    """Delete a discarded import, in steps short enough to keep nobody waiting."""
    history = HistoryImport.objects.filter(pk=history_id, discarded_at__isnull=False).first()
    while history is not None and clear_history(actor=Actor.clock(), history=history):
        keep_claim()


def forget_waiting_import(history_id: int) -> None:
    """A day after an export came: if nobody started it, it goes."""
    history = HistoryImport.objects.filter(pk=history_id).first()
    if history is not None:
        forget_import(actor=Actor.clock(), history=history)


def preview_files(message_id: int) -> None:
    """Draw small pictures of a message's files, each in a process of its own, and show them where the files stand."""
    held = Attachment.objects.filter(message=message_id, file__preview="").select_related("file")
    for attachment in held.order_by("order"):
        keep_claim()
        preview = drawn_preview(attachment.file) if can_have_preview(attachment.file) else None
        if preview is not None:
            preview_file(actor=Actor.clock(), attachment=attachment, preview=preview)


def remind_of_message(reminder_id: int) -> None:
    """The moment of a reminder has come, unless it was moved or cancelled meanwhile."""
    reminder = Reminder.objects.select_related("person", "message__room").filter(pk=reminder_id).first()
    if reminder is not None:
        remind(actor=Actor.clock(), reminder=reminder)


def remind_acknowledgement_of(message_id: int) -> None:
    """A day before an announcement's deadline: those who have not are reminded, unless somebody just did."""
    message = Message.objects.select_related("room").filter(pk=message_id).first()
    if message is None or not can_remind_acknowledgement(Actor.clock(), message):
        return
    with suppress(TooSoon):
        remind_acknowledgement(actor=Actor.clock(), message=message)


def close_due_poll(poll_id: int) -> None:
    """The closing time of a poll has come, unless somebody closed or deleted it before."""
    poll = Poll.objects.select_related("message__room").filter(pk=poll_id).first()
    if poll is not None:
        close_poll(actor=Actor.clock(), poll=poll)


def purge_room(room_id: int) -> None:
    """Once a day what a room keeps no longer goes, in batches; after some the worker turns to other work."""
    room = Room.objects.filter(pk=room_id, retention_days__isnull=False).first()
    if room is None or room.retention_days is None:
        return
    before = timezone.now() - timedelta(days=room.retention_days)
    for _ in range(BATCHES_A_TURN):
        if not purge_messages(actor=Actor.clock(), room=room, before=before):
            purge_again(room_id)
            return
        keep_claim()
    purge_again(room_id, pause=timedelta())


def purge_again(room_id: int, pause: timedelta = timedelta(days=1)) -> None:
    """Also where the last try of a day failed: the next day is a new one."""
    schedule("purge_room", at=timezone.now() + pause, key=f"retention.{room_id}", room_id=room_id)


def with_places(messages: Iterable[ExportedMessage]) -> list[tuple[int, ExportedMessage]]:
    """Each message with its place among those of its minute."""
    places: Counter[datetime] = Counter()
    placed = []
    for message in messages:
        minute = message.written_at.replace(second=0, microsecond=0)
        placed.append((places[minute], message))
        places[minute] += 1
    return placed


def in_batches(placed: list[tuple[int, ExportedMessage]]) -> list[list[tuple[int, ExportedMessage]]]:
    return [placed[start : start + BATCH] for start in range(0, len(placed), BATCH)]


rooms_follow_memberships = Follower("rooms_follow_memberships", ("org",), follow_memberships)
