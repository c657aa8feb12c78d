"""What lies in rooms, as far as files and messages share it: who sees it, and where it stands."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from chat.models import Message, Room
from chat.permissions import rooms_for
from chat.queries import organization_facts, shown_sender
from chat.queries.rooms import names_of_others, room_facts
from journal.stamps import stamp
from search.things.thing import Facts


def seen_in_rooms(user: User) -> Q:
    return Q(room__in=rooms_for(user).values("pk"))


def rooms_shown(user: User, rooms: dict[int, Room]) -> dict[int, Facts]:
    """A direct room is called after the other person in it."""
    others = names_of_others(user, [room for room in rooms.values() if room.kind == Room.Kind.DIRECT])
    return {pk: {**room_facts(room), **others.get(pk, {})} for pk, room in rooms.items()}


def place_of(row: Message, room: Facts) -> Facts:
    """Who said it, for whom, where and when, and how to get there."""
    person = row.author or (row.sender.person if row.sender else None)
    name = str(person) if person else shown_sender(row.sender.name) if row.sender else ""
    return {
        "href": f"/rooms/{row.room_id}/m/{row.pk}/" if row.seq is None else f"/rooms/{row.room_id}/?around={row.seq}",
        "title": name,
        "mark": person.mark if person else name[:2],
        "person": person.pk if person else None,
        "organization": organization_facts(row.organization),
        "room": room,
        "seq": row.seq,
        "at": row.written_at,
        "moment": stamp(row.written_at),
    }


def said_by(row: Message) -> int | None:
    """The person who said it, here or in an old talk that was brought in."""
    return row.author_id or (row.sender.person_id if row.sender else None)
