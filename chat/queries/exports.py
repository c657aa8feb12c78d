"""A WhatsApp export as its room sees it: opened with words for what is wrong, counted before anything is written."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from chat.markdown import excerpt
from chat.models import ImportedSender, Message, Room
from chat.queries import shown_sender
from chat.whatsapp import Export, ExportError, identity, mask_mentions, people, read_export
from journal.refusals import invalid
from journal.stamps import stamp

CHUNK = 500
MOST_MESSAGES = 200_000
MOST_PEOPLE = 500
PEOPLE_ASKED = 40  # senders one says who they are; the others, who wrote least, keep the name of the export
EXAMPLES = 3
REASONS = {
    "not_an_export": _("This file is not a chat that WhatsApp exported."),
    "too_large": _("The chat is too large: at most 16 MB of text, 200,000 messages and 500 people."),
    "bad_zip": _("The zip file is damaged or not a zip file."),
    "encrypted_zip": _("The zip file is locked with a password. Choose it as WhatsApp exported it."),
    "no_text_in_zip": _("There is no chat text in the zip file."),
    "not_text": _("This file is not text. Export the chat and choose the .txt or .zip file."),
}


def local_moment(written_at: datetime) -> datetime:
    """An export's naive time, read as Asia/Damascus."""
    return written_at.replace(tzinfo=ZoneInfo(settings.TIME_ZONE))


def opened(source: bytes, filename: str) -> Export:
    """Read an export; ValidationError on `source`, with one of REASONS' codes, when it cannot be read."""
    try:
        export = read_export(source, filename)
    except ExportError as error:
        raise invalid(str(REASONS[error.code]), code=error.code, field="source") from error
    if len(export.messages) > MOST_MESSAGES or len({message.sender for message in export.messages}) > MOST_PEOPLE:
        raise invalid(str(REASONS["too_large"]), code="too_large", field="source")
    return export


def preview(export: Export, room: Room) -> dict[str, Any]:
    """What the page shows before anything is written, as JSON: summary, senders, first and last time, examples."""
    moments = [message.written_at for message in export.messages]
    coming = places_with_media(export)
    return {
        "summary": summary(export, room),
        "senders": senders(export)[:PEOPLE_ASKED],
        "first": min(moments).isoformat() if moments else None,
        "last": max(moments).isoformat() if moments else None,
        "ambiguous": export.ambiguous_order,
        "examples": [
            {
                "name": shown_sender(each.sender),
                "at": each.written_at.isoformat(),
                "text": excerpt(mask_mentions(each.text)),
                "file": each.attachment if place in coming else "",
            }
            for place, each in list(enumerate(export.messages))[-EXAMPLES:]
        ],
    }


def summary(export: Export, room: Room) -> dict[str, Any]:
    """What an export holds and what of it the room has already.

    `{messages, people, first, last, skipped, already_there, media, media_left_out}`: counts, and the first and last
    time in UTC (or None). `media` are the files that come along, `media_left_out` those that a message had and the zip
    does not hold, or that are too large.
    """
    moments = [local_moment(message.written_at) for message in export.messages]
    coming = len(places_with_media(export))
    return {
        "messages": len(export.messages),
        "people": len(people(export)),
        "first": stamp(min(moments, default=None)),
        "last": stamp(max(moments, default=None)),
        "skipped": export.skipped,
        "already_there": already_there(export, room),
        "media": coming,
        "media_left_out": sum(message.media for message in export.messages) - coming,
    }


def places_with_media(export: Export) -> set[int]:
    """Which messages bring their file along."""
    return {place for place, size in export.media.items() if 0 < size <= settings.MAX_FILE}


def already_there(export: Export, room: Room) -> int:
    """How many of an export's messages the room has from an earlier import."""
    ids = [identity(room.pk, message) for message in export.messages]
    imported = Message.objects.filter(room=room, history__isnull=False)
    chunks = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    return sum(imported.filter(client_id__in=chunk).count() for chunk in chunks)


def without_file(room_id: int) -> QuerySet[Message]:
    """A room's imported messages that hold no file, and may get one."""
    return Message.objects.filter(room=room_id, history__isnull=False, files_count=0, deleted_at=None)


def waiting_for_file(room_id: int, ids: Iterable[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these messages, by their id in every export, hold no file yet."""
    return set(without_file(room_id).filter(client_id__in=list(ids)).values_list("client_id", flat=True))


def senders(export: Export) -> list[dict[str, Any]]:
    """Who speaks in an export, who wrote most first: `{"name" as written, "shown", "messages"}`."""
    return [{"name": each.name, "shown": shown_sender(each.name), "messages": each.messages} for each in people(export)]


def known_senders(room: Room) -> dict[str, int | None]:
    """{name in earlier exports: who that is, if anybody said}."""
    return dict(ImportedSender.objects.filter(room=room).values_list("name", "person_id"))
