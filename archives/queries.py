"""What goes into a copy, and how far it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from archives.models import Archive
from chat.models import Message
from chat.permissions import rooms_for
from chat.queries import message_facts
from chat.queries.messages import with_people
from journal.stamps import stamp

Facts = dict[str, Any]
AT_ONCE = 200


def facts(kind: str, ids: list[int]) -> dict[int, Facts]:
    """{id: what its maker is told} for "archive"."""
    found = Archive.objects.filter(pk__in=ids) if kind == "archive" else Archive.objects.none()
    return {archive.pk: archive_facts(archive) for archive in found}


def archive_facts(archive: Archive) -> Facts:
    return {
        "id": archive.pk,
        "room": archive.room_id,
        "total": archive.total,
        "written": archive.written,
        "size": archive.size,
        "asked_at": stamp(archive.asked_at),
        "finished_at": stamp(archive.finished_at),
        "failed_at": stamp(archive.failed_at),
        "expires_at": stamp(archive.expires_at),
    }


def messages_of(archive: Archive) -> QuerySet[Message]:
    """A room's talk with its threads and finished imports, or what a person said anywhere; until it was asked for."""
    shown = Q(history__isnull=True) | Q(history__finished_at__isnull=False)
    found = Message.objects.filter(shown, pk__lte=archive.last)
    return found.filter(room=archive.room_id) if archive.room_id else found.filter(author=archive.maker_id)


# What others said and did about a message, for who no longer sees its room: nothing.
OF_OTHERS: Facts = {"reply_to": None, "reactions": {}, "replies": None, "forwarded": None, "poll": None}


def rooms_seen(archive: Archive, messages: list[Message]) -> set[int]:
    """The rooms of these messages that its maker sees now: of others one takes along one's own words alone."""
    rooms = {message.room_id for message in messages}
    return set(rooms_for(archive.maker).filter(pk__in=rooms).values_list("pk", flat=True))


def portions(archive: Archive) -> Iterator[list[Facts]]:
    """The messages in the order they were written, two hundred at a time, each as the wire shows it."""
    everything = messages_of(archive)
    after: Q = Q()
    while rows := list(with_people(everything.filter(after)).order_by("written_at", "pk")[:AT_ONCE]):
        named = {row.pk: row.thread_id for row in rows}
        seen = rooms_seen(archive, rows)
        told = (each if each["room"] in seen else {**each, **OF_OTHERS} for each in message_facts(rows))
        yield [{**each, "thread": named[each["id"]]} for each in told]
        last = rows[-1]
        after = Q(written_at__gt=last.written_at) | Q(written_at=last.written_at, pk__gt=last.pk)
