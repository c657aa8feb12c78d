"""A WhatsApp export as its room sees it: opened with words for what is wrong, counted before anything is written."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
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
    "no_text_in_zip": _("There is no chat text in the zip file."),
    "not_text": _("This file is not text. Export the chat without media and choose the .txt or .zip file."),
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
            }
            for each in export.messages[-EXAMPLES:]
        ],
    }


def summary(export: Export, room: Room) -> dict[str, Any]:
    """What an export holds and what of it the room has already.

    `{messages, people, first, last, skipped, already_there}`: counts, and the first and last time in UTC (or None).
    """
    moments = [local_moment(message.written_at) for message in export.messages]
    return {
        "messages": len(export.messages),
        "people": len(people(export)),
        "first": stamp(min(moments, default=None)),
        "last": stamp(max(moments, default=None)),
        "skipped": export.skipped,
        "already_there": already_there(export, room),
    }


def already_there(export: Export, room: Room) -> int:
    """How many of an export's messages the room has from an earlier import."""
    ids = [identity(room.pk, message) for message in export.messages]
    imported = Message.objects.filter(room=room, history__isnull=False)
    chunks = (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))
    return sum(imported.filter(client_id__in=chunk).count() for chunk in chunks)


def senders(export: Export) -> list[dict[str, Any]]:
    """Who speaks in an export, who wrote most first: `{"name" as written, "shown", "messages"}`."""
    return [{"name": each.name, "shown": shown_sender(each.name), "messages": each.messages} for each in people(export)]


def known_senders(room: Room) -> dict[str, int | None]:
    """{name in earlier exports: who that is, if anybody said}."""
    return dict(ImportedSender.objects.filter(room=room).values_list("name", "person_id"))
