"""A WhatsApp export as its room sees it: opened with words for what is wrong, counted before anything is written."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from chat.actions.history import local_moment
from chat.models import ImportedSender, Message, Room
from chat.queries import shown_sender, stamp
from chat.whatsapp import Export, ExportError, identity, people, read_export
from journal.refusals import invalid

CHUNK = 500
REASONS = {
    "not_an_export": _("This file is not a chat that WhatsApp exported."),
    "too_large": _("The chat is too large: at most 64 MB of text."),
    "bad_zip": _("The zip file is damaged or not a zip file."),
    "no_text_in_zip": _("There is no chat text in the zip file."),
    "not_text": _("This file is not text. Export the chat without media and choose the .txt or .zip file."),
}


def opened(source: bytes, filename: str) -> Export:
    """Read an export; ValidationError on `source`, with one of REASONS' codes, when it cannot be read."""
    try:
        return read_export(source, filename)
    except ExportError as error:
        raise invalid(str(REASONS[error.code]), code=error.code, field="source") from error


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


def senders(export: Export, room: Room) -> list[dict[str, Any]]:
    """Who speaks in an export: `{"name" as written, "shown", "messages", "person": id or None if known before}`."""
    known = dict(ImportedSender.objects.filter(room=room).values_list("name", "person_id"))
    return [
        {"name": each.name, "shown": shown_sender(each.name), "messages": each.messages, "person": known.get(each.name)}
        for each in people(export)
    ]
