"""Messages, by their words."""

from __future__ import annotations

from accounts.models import User
from arabic.excerpts import excerpt
from arabic.terms import searched
from chat.markdown import plain_text
from chat.models import Message
from chat.permissions import shown_messages
from chat.queries import with_people
from search.models import SearchEntry
from search.things.rooms import place_of, rooms_shown, said_by, seen_in_rooms
from search.things.thing import Facts, Thing, with_pieces


def entries(ids: list[int]) -> list[SearchEntry]:
    """The rows are held until commit: an older version written after a newer one would stay."""
    rows = shown_messages().filter(pk__in=ids, deleted_at__isnull=True)
    held = rows.select_for_update(of=("self",), no_key=True).select_related("sender").order_by("pk")
    return [
        SearchEntry(
            kind=SearchEntry.Kind.MESSAGE,
            object_id=row.pk,
            room_id=row.room_id,
            message_id=row.pk,
            person_id=said_by(row),
            organization_id=row.organization_id,
            has_file=row.files_count > 0,
            at=row.written_at,
            text=searched(plain_text(row.body)),
        )
        for row in held
    ]


def shown(user: User, ids: list[int], wanted: list[str]) -> dict[int, Facts]:
    rows = list(with_people(Message.objects.filter(pk__in=ids, deleted_at__isnull=True)).select_related("room"))
    rooms = rooms_shown(user, {row.room_id: row.room for row in rows})
    return {row.pk: message_shown(row, rooms[row.room_id], wanted) for row in rows}


def message_shown(row: Message, room: Facts, wanted: list[str]) -> Facts:
    text = plain_text(row.body)
    return {**place_of(row, room), **with_pieces(excerpt(text, wanted), text)}


THING = Thing(entries, seen_in_rooms, shown, Message)
