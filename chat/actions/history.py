"""The verbs that bring a room's WhatsApp history along.

A member uploads an export (import_history), says who is who (start_history); the worker writes the messages in small
batches that nobody sees yet (write_history) and shows them all at once (finish_history). Killed in between, it goes on
where it stopped: a message is known by its id, whatever export it comes from.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse
from chat import permissions
from chat.actions.attachments import release_attachments
from chat.markdown import render
from chat.models import BODY_LIMIT, HistoryImport, ImportedSender, Message, Room
from chat.queries.exports import local_moment
from chat.standing import Standing, require_part
from chat.whatsapp import ExportedMessage, identity, mask_mentions
from journal.actors import Actor
from journal.due import schedule
from journal.kept_files import drop_file, keep_file
from journal.records import record
from journal.refusals import demand_repeat, invalid, require
from journal.verbs import verb

# Imported messages lie below zero, each at its minute: room for 10,000 in a minute, and for times until the year 3800.
PER_MINUTE = 10_000
WAITING_LIMIT = 3  # exports of 15 MB that one person may leave lying
BEFORE_TODAY = 10**13
CLEARED_AT_ONCE = 200


class Rendered(NamedTuple):
    """A message of an export, its place within its minute, and what is stored of it."""

    place: int
    message: ExportedMessage
    body: str
    html: str


def minute_seq(moment: datetime) -> int:
    """The first seq of a message's minute: negative, and growing with time."""
    return int(moment.timestamp()) // 60 * PER_MINUTE - BEFORE_TODAY


@verb
def import_history(
    *,
    actor: Actor,
    room: Room,
    source: bytes,
    filename: str,
    preview: Mapping[str, Any],
    client_id: uuid.UUID | None = None,
) -> HistoryImport:
    """Keep an export that was read without error (`preview`: what chat.queries.exports says of it), until its maker has
    said who is who.

    Nobody keeps more than three waiting, and none waits longer than a day. A repeated `client_id` answers with the
    first import; with another room or another content, Conflict.
    """
    require_part(permissions.can_import_history(actor, room), actor, room)
    if first := kept_already(actor, client_id):
        return repeated_import(first, room, preview)
    for older in waiting_imports(actor)[WAITING_LIMIT - 1 :]:
        forget(older)
    history = HistoryImport(
        room=room,
        made_by_id=actor.person_id,
        filename=defuse(filename)[:120],
        total=preview["summary"]["messages"],
        preview={**preview, "client_id": str(client_id or "")},
    )
    keep_file(history.source, f"{uuid.uuid4()}.export", source)
    history.save()
    schedule("forget_import", at=timezone.now() + timedelta(days=1), history_id=history.pk)
    return history


def kept_already(actor: Actor, client_id: uuid.UUID | None) -> HistoryImport | None:
    if client_id is None:
        return None
    return HistoryImport.objects.filter(made_by_id=actor.person_id, preview__client_id=str(client_id)).first()


def repeated_import(first: HistoryImport, room: Room, preview: Mapping[str, Any]) -> HistoryImport:
    """Whether it is the same export its preview tells, but for what has been written in the meantime."""
    same = all(first.preview.get(name) == preview[name] for name in ("senders", "first", "last", "examples"))
    demand_repeat(first.room_id == room.pk and same and first.discarded_at is None)
    return first


def waiting_imports(actor: Actor) -> QuerySet[HistoryImport]:
    return HistoryImport.objects.filter(made_by_id=actor.person_id, started_at=None).order_by("-pk")


@verb
def forget_import(*, actor: Actor, history: HistoryImport) -> None:
    """Delete an export that nobody started. One that was started is left alone."""
    require(permissions.can_forget_import(actor))
    if history.started_at is None:
        forget(history)


def forget(history: HistoryImport) -> None:
    drop_file(history.source)
    history.delete()


@verb
def start_history(*, actor: Actor, history: HistoryImport, people: Mapping[str, User | None]) -> None:
    """Say who the export's senders are (None: nobody here) and let the worker write. Starting twice changes nothing.

    Who a sender of an earlier import is, only the room's moderators say anew.
    """
    require(permissions.can_start_history(actor, history))
    in_room = set(history.room.memberships.values_list("person_id", flat=True))
    if any(person is not None and person.pk not in in_room for person in people.values()):
        raise invalid(_("A sender can only be somebody who is in the room."), code="not_in_room", field="people")
    may_say_anew = actor.is_clock or Standing(actor, history.room).moderates
    for name, person in people.items():
        sender, _is_new = ImportedSender.objects.get_or_create(room=history.room, name=name)
        if person is not None and (sender.person_id is None or may_say_anew):
            sender.person = person
            sender.save(update_fields=["person"])
    if HistoryImport.objects.filter(pk=history.pk, started_at=None).update(started_at=timezone.now()):
        go_on(history)


def go_on(history: HistoryImport) -> None:
    """Have the worker write, from where it stopped."""
    schedule("write_imports", key=f"import.{history.pk}", history_id=history.pk)


@verb
def write_history(*, actor: Actor, history: HistoryImport, batch: Sequence[Rendered], read: int) -> int:
    """Write a batch that nobody sees yet; returns how many messages of it were new.

    `read` is how far the export has been read after this batch.
    """
    require(permissions.can_write_history(actor))
    ids = {identity(history.room_id, each.message): each for each in batch}
    known = set(
        Message.objects.filter(room=history.room_id, history__isnull=False, client_id__in=ids).values_list(
            "client_id", flat=True
        )
    )
    new = {client_id: each for client_id, each in ids.items() if client_id not in known}
    Message.objects.bulk_create(imported_messages(history, new))
    there = len(batch) - len(new)
    HistoryImport.objects.filter(pk=history.pk).update(read=read, already_there=F("already_there") + there)
    return len(new)


def imported_messages(history: HistoryImport, new: Mapping[uuid.UUID, Rendered]) -> list[Message]:
    senders = senders_of(history.room, {each.message.sender for each in new.values()})
    taken = taken_seqs(history.room, [local_moment(each.message.written_at) for each in new.values()])
    made = []
    for client_id, (place, message, body, html) in new.items():
        moment = local_moment(message.written_at)
        made.append(
            Message(
                room_id=history.room_id,
                seq=free_seq(minute_seq(moment) + min(place, PER_MINUTE - 1), taken),
                sender=senders[message.sender],
                client_id=client_id,
                body=body,
                html=html,
                written_at=moment,
                history=history,
            )
        )
    return made


def senders_of(room: Room, names: set[str]) -> dict[str, ImportedSender]:
    """The rows of these senders; whom nobody was asked about is a placeholder."""
    known = set(ImportedSender.objects.filter(room=room, name__in=names).values_list("name", flat=True))
    ImportedSender.objects.bulk_create(
        [ImportedSender(room=room, name=name) for name in sorted(names - known)], ignore_conflicts=True
    )
    return {each.name: each for each in ImportedSender.objects.filter(room=room, name__in=names)}


def rendered(place: int, message: ExportedMessage, *, has_file: bool = False) -> Rendered:
    """Made before the verb is called: rendering under the write lock would keep everybody waiting."""
    body = imported_body(message, has_file=has_file)
    return Rendered(place, message, body, render(body))


def taken_seqs(room: Room, moments: Sequence[datetime]) -> set[int]:
    """The seqs already given in the stretch of time a batch spans."""
    if not moments:
        return set()
    first, last = minute_seq(min(moments)), minute_seq(max(moments)) + 2 * PER_MINUTE
    seqs = room.messages.filter(seq__gte=first, seq__lt=last).values_list("seq", flat=True)
    return {seq for seq in seqs if seq is not None}


def free_seq(wanted: int, taken: set[int]) -> int:
    while wanted in taken:
        wanted += 1
    taken.add(wanted)
    return wanted


def imported_body(message: ExportedMessage, *, has_file: bool = False) -> str:
    text = defuse(mask_mentions(message.text)).strip()[:BODY_LIMIT]
    if has_file:
        return text
    if message.media:
        note = _("A photo, voice note or file that the export does not hold")
        text = f"*{note}*\n\n{text}".strip() if text else f"*{note}*"
    return text or "…"


@verb
def finish_history(*, actor: Actor, history: HistoryImport) -> None:
    """Show the written messages, all at once; one entry stands for all of them. Nothing becomes unread."""
    require(permissions.can_finish_history(actor))
    unfinished = HistoryImport.objects.filter(pk=history.pk, finished_at=None, discarded_at=None)
    if not unfinished.update(finished_at=timezone.now(), failed_at=None, source=""):
        return
    drop_file(history.source)
    maker = Actor(history.made_by) if history.made_by else actor
    written = history.messages.count()
    record("history_imported", stream=history.room.stream, actor=maker, subject=history.room, messages=written)


@verb
def fail_history(*, actor: Actor, history: HistoryImport) -> None:
    """Give an import up: what it wrote stays unseen, and who made it hears of it. Once given up, it stays so."""
    require(permissions.can_fail_history(actor))
    running = HistoryImport.objects.filter(pk=history.pk, finished_at=None, failed_at=None, discarded_at=None)
    if running.update(failed_at=timezone.now()) and history.made_by_id is not None:
        stream = f"user.{history.made_by_id}"
        record("history_failed", stream=stream, actor=actor, subject=history.room, history=history.pk)


@verb
def restart_history(*, actor: Actor, history: HistoryImport) -> None:
    """Let the worker write a failed import again, from where it stopped. One that has not failed is left alone."""
    require(permissions.can_restart_history(actor, history))
    if HistoryImport.objects.filter(pk=history.pk, failed_at__isnull=False, discarded_at=None).update(failed_at=None):
        go_on(history)


@verb
def discard_history(*, actor: Actor, history: HistoryImport) -> None:
    """Give up a failed import for good: the worker deletes what it had written. One that has not failed stays."""
    require(permissions.can_discard_history(actor, history))
    failed = HistoryImport.objects.filter(pk=history.pk, failed_at__isnull=False, discarded_at=None)
    if failed.update(discarded_at=timezone.now()):
        schedule("discard_import", key=f"import.{history.pk}", history_id=history.pk)


@verb
def clear_history(*, actor: Actor, history: HistoryImport) -> bool:
    """Delete some of the unseen messages of a discarded import, and at the end itself; whether some are left."""
    require(permissions.can_clear_history(actor))
    some = list(history.messages.order_by("pk").values_list("pk", flat=True)[:CLEARED_AT_ONCE])
    if some:
        release_attachments(actor, list(Message.objects.filter(pk__in=some, files_count__gt=0)))
        Message.objects.filter(pk__in=some).delete()
        return True
    forget(history)
    return False
