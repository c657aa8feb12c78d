"""The files beside messages, by their names; written with their messages, as index_things says."""

from __future__ import annotations

from accounts.models import User
from arabic.excerpts import excerpt
from arabic.terms import searched
from chat.models import Attachment, Message
from chat.permissions import shown_messages
from chat.queries import with_people
from search.models import SearchEntry
from search.things.rooms import place_of, rooms_shown, said_by, seen_in_rooms
from search.things.thing import Facts, Thing, with_pieces


def entries(messages: list[int]) -> list[SearchEntry]:
    """Those of the files beside these messages."""
    shown = shown_messages().filter(pk__in=messages, deleted_at__isnull=True, files_count__gt=0)
    rows = Attachment.objects.filter(message__in=shown).select_related("file", "message__sender")
    return [
        SearchEntry(
            kind=SearchEntry.Kind.FILE,
            object_id=row.pk,
            room_id=row.message.room_id,
            message_id=row.message_id,
            person_id=said_by(row.message),
            organization_id=row.message.organization_id,
            has_file=True,
            at=row.message.written_at,
            text=searched(row.file.name),
        )
        for row in rows
    ]


def shown(user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    """Each at the message it came with."""
    rows = {row.pk: row for row in Attachment.objects.filter(pk__in=ids).select_related("file")}
    standing = Message.objects.filter(pk__in=[row.message_id for row in rows.values()], deleted_at__isnull=True)
    messages = {message.pk: message for message in with_people(standing).select_related("room")}
    rooms = rooms_shown(user, {message.room_id: message.room for message in messages.values()})
    return {
        pk: file_shown(row, messages[row.message_id], rooms, wanted)
        for pk, row in rows.items()
        if row.message_id in messages
    }


def file_shown(row: Attachment, message: Message, rooms: dict[int, Facts], wanted: list[str]) -> Facts:
    """On a page the ending stands apart from the name (`called`, `ending`), as files.models says."""
    name, called = row.file.name, excerpt(row.file.stem, wanted)
    apart = {"called": called, "ending": row.file.ending}
    return {**place_of(message, rooms[message.room_id]), **with_pieces(excerpt(name, wanted), name), **apart}


THING = Thing(entries, seen_in_rooms, shown, None)
