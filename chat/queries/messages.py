"""Messages as JSON objects, and stretches of a room's talk."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from chat.markdown import excerpt
from chat.models import Message, Room
from chat.permissions import stored_messages
from chat.queries.beside import KEPT, fresh_beside, gathered_beside
from chat.queries.voices import organization_facts, person_facts, sender_facts
from journal.prepared import Prepared
from journal.stamps import stamp

SHOWN = 50
Facts = dict[str, Any]


def with_people(messages: QuerySet[Message]) -> QuerySet[Message]:
    return messages.select_related(
        "author",
        "organization__governorate",
        "history__made_by",
        "sender__person",
        "reply_to__author",
        "reply_to__sender__person",
    )


MESSAGE: Prepared[Message] = Prepared(lambda pk: with_people(Message.objects.filter(pk=pk)))


def message_facts(messages: Iterable[Message]) -> list[Facts]:
    """Messages as JSON objects, in the order given; what stands beside them is gathered for all at once."""
    gathered = list(messages)
    beside = gathered_beside(gathered)
    return [one_message(message, beside[message.pk]) for message in gathered]


def one_message(message: Message, beside: Facts) -> Facts:
    known: Facts = {
        "id": message.pk,
        "room": message.room_id,
        "seq": message.seq,
        "thread_seq": message.thread_seq,
        "client_id": str(message.client_id),
        "author": person_facts(message.author),
        "sender": sender_facts(message),
        "organization": organization_facts(message.organization),
        "written_at": stamp(message.written_at),
        "created_at": stamp(message.created_at),
        "imported": message.is_imported,
        "imported_by": str(message.history.made_by or "") if message.history else None,
    }
    if message.deleted_at is not None:
        return {**known, **{name: beside[name] for name in KEPT}, "deleted": True, "removed": message.is_removed}
    return {
        **known,
        "body": message.body,
        "html": message.html,
        "reply_to": reply_facts(message.reply_to),
        "edited_at": stamp(message.edited_at),
        "deleted": False,
        **marks(message),
        **beside,
    }


def marks(message: Message) -> Facts:
    """What the room made of a message, where it made something of it: nearly all carry nothing, not even a null."""
    known: Facts = {}
    if message.pinned_until is not None:
        known["pinned_until"] = stamp(message.pinned_until)
    if message.decided_at is not None:
        known["decided_at"] = stamp(message.decided_at)
    return known


def message_as_it_stands(pk: int) -> Facts:
    return message_facts(with_people(Message.objects.filter(pk=pk)))[0]


def fresh_message(message: Message) -> Facts:
    """A message just stored, whose people are in memory: what nobody can have added to it yet is not asked for."""
    return one_message(message, fresh_beside(message))


def reply_facts(original: Message | None) -> Facts | None:
    if original is None:
        return None
    is_deleted = original.deleted_at is not None
    return {
        "id": original.pk,
        "seq": original.place,
        "author_name": str(original.author) if original.author else (sender_facts(original) or {"name": ""})["name"],
        "excerpt": "" if is_deleted else excerpt(original.body),
        "files": 0 if is_deleted else original.files_count,
        "deleted": is_deleted,
    }


def timeline(
    room: Room, *, before: int | None = None, after: int | None = None, around: int | None = None, limit: int = SHOWN
) -> list[Message]:
    """A room's own talk: newest first before a seq, oldest first after one, both sides around one; else the newest.

    Limit ≤ 100. Imported messages have negative seqs and come before today's talk.
    """
    return stretch(stored_messages().filter(room=room), "seq", before=before, after=after, around=around, limit=limit)


def replies_in(
    thread: int, *, before: int | None = None, after: int | None = None, around: int | None = None, limit: int = SHOWN
) -> list[Message]:
    """The replies of a thread by their thread_seq, as `timeline` gives a room's talk by seq."""
    replies = Message.objects.filter(thread=thread)
    return stretch(replies, "thread_seq", before=before, after=after, around=around, limit=limit)


def stretch(
    talk: QuerySet[Message], place: str, *, before: int | None, after: int | None, around: int | None, limit: int
) -> list[Message]:
    """Some of a talk, whose order the column `place` holds."""
    messages = with_people(talk)
    limit = max(1, min(limit, 100))
    if after is not None:
        return list(messages.filter(**{f"{place}__gt": after}).order_by(place)[:limit])
    if around is not None:
        older = list(messages.filter(**{f"{place}__lte": around}).order_by(f"-{place}")[: limit // 2 + 1])
        return older[::-1] + list(messages.filter(**{f"{place}__gt": around}).order_by(place)[: limit // 2])
    if before is not None:
        messages = messages.filter(**{f"{place}__lt": before})
    return list(messages.order_by(f"-{place}")[:limit])


def first_seq_on(room: Room, moment: datetime) -> int | None:
    """The seq of the first message written at or after a moment, None where nothing is."""
    return (
        stored_messages()
        .filter(room=room, written_at__gte=moment)
        .order_by("seq")
        .values_list("seq", flat=True)
        .first()
    )


def first_seq_after(room: Room, moment: datetime) -> int | None:
    """As first_seq_on, of what was said here: imported messages lie below zero."""
    said = stored_messages().filter(room=room, written_at__gte=moment, seq__gt=0)
    return said.order_by("seq").values_list("seq", flat=True).first()


def window(room: Room, messages: list[Message]) -> Facts:
    """A stretch of a room's messages for a page: oldest first, and whether more stand before and after it."""
    ordered = sorted(messages, key=lambda message: message.seq or 0)
    stored = stored_messages().filter(room=room)
    return {
        "results": message_facts(ordered),
        "before": bool(ordered) and stored.filter(seq__lt=ordered[0].seq).exists(),
        "after": bool(ordered) and stored.filter(seq__gt=ordered[-1].seq).exists(),
    }
