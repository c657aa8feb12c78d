"""Found entries as pages and programs show them: with the thing as it stands now, and the words around the hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, Q

from accounts.models import User
from arabic.direction import base_direction
from chat.markdown import plain_text
from chat.models import Attachment, Message, Room, RoomMembership
from chat.permissions import rooms_for
from chat.queries import organization_facts, shown_sender, with_people
from chat.queries.rooms import names_of_others, room_facts
from journal.stamps import stamp
from organizations.models import Organization
from organizations.permissions import memberships_for
from organizations.queries import organization_mark
from search.excerpts import Piece, excerpt
from search.models import SearchEntry
from search.terms import terms

Kind = SearchEntry.Kind
Facts = dict[str, Any]


def shown(user: User, entries: Sequence[SearchEntry], query: str) -> list[Facts]:
    """In the order given; what was deleted a moment ago is left out. A query or two for each kind that occurs."""
    wanted = terms(query)
    facts = {
        **messages_shown(user, of_kind(entries, Kind.MESSAGE), wanted),
        **files_shown(user, of_kind(entries, Kind.FILE), wanted),
        **people_shown(user, of_kind(entries, Kind.PERSON), wanted),
        **organizations_shown(of_kind(entries, Kind.ORGANIZATION), wanted),
    }
    return [facts[key] for entry in entries if (key := (entry.kind, entry.object_id)) in facts]


def of_kind(entries: Iterable[SearchEntry], kind: str) -> list[int]:
    return [entry.object_id for entry in entries if entry.kind == kind]


def with_pieces(pieces: list[Piece], text: str) -> Facts:
    """The excerpt in pieces, as one text, and which way it runs."""
    plain = "".join(piece.text for piece in pieces)
    return {"pieces": pieces, "excerpt": plain, "dir": base_direction(text[:200])}


def messages_shown(user: User, ids: list[int], wanted: list[str]) -> dict[tuple[str, int], Facts]:
    if not ids:
        return {}
    rows = list(with_people(Message.objects.filter(pk__in=ids, deleted_at__isnull=True)).select_related("room"))
    rooms = rooms_shown(user, {row.room_id: row.room for row in rows})
    return {(Kind.MESSAGE, row.pk): message_shown(row, rooms[row.room_id], wanted) for row in rows}


def message_shown(row: Message, room: Facts, wanted: list[str]) -> Facts:
    text = plain_text(row.body)
    return {**place_of(row, room), "kind": Kind.MESSAGE, "id": row.pk, **with_pieces(excerpt(text, wanted), text)}


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


def files_shown(user: User, ids: list[int], wanted: list[str]) -> dict[tuple[str, int], Facts]:
    """By their names, each at the message it came with."""
    if not ids:
        return {}
    rows = {row.pk: row for row in Attachment.objects.filter(pk__in=ids).select_related("file")}
    standing = Message.objects.filter(pk__in=[row.message_id for row in rows.values()], deleted_at__isnull=True)
    messages = {message.pk: message for message in with_people(standing).select_related("room")}
    rooms = rooms_shown(user, {message.room_id: message.room for message in messages.values()})
    return {
        (Kind.FILE, pk): file_shown(row, messages[row.message_id], rooms, wanted)
        for pk, row in rows.items()
        if row.message_id in messages
    }


def file_shown(row: Attachment, message: Message, rooms: dict[int, Facts], wanted: list[str]) -> Facts:
    name = row.file.name
    place = place_of(message, rooms[message.room_id])
    return {**place, "kind": Kind.FILE, "id": row.pk, **with_pieces(excerpt(name, wanted), name)}


def rooms_shown(user: User, rooms: dict[int, Room]) -> dict[int, Facts]:
    """A direct room is called after the other person in it."""
    others = names_of_others(user, [room for room in rooms.values() if room.kind == Room.Kind.DIRECT])
    return {pk: {**room_facts(room), **others.get(pk, {})} for pk, room in rooms.items()}


def people_shown(user: User, ids: list[int], wanted: list[str]) -> dict[tuple[str, int], Facts]:
    """Each with the organisations that the reader may know of."""
    if not ids:
        return {}
    seen = memberships_for(user).select_related("organization")
    rows = User.objects.filter(pk__in=ids).prefetch_related(Prefetch("memberships", seen))
    return {(Kind.PERSON, row.pk): person_shown(row, wanted) for row in rows}


def person_shown(row: User, wanted: list[str]) -> Facts:
    return {
        "kind": Kind.PERSON,
        "id": row.pk,
        "href": f"/people/{row.pk}/",
        "title": str(row),
        "mark": row.mark,
        "person": row.pk,
        "organization": None,
        "room": None,
        "seq": None,
        "at": row.date_joined,
        "moment": stamp(row.date_joined),
        "detail": "، ".join(str(membership.organization) for membership in row.memberships.all()),
        **with_pieces(excerpt(str(row), wanted), str(row)),
    }


def organizations_shown(ids: list[int], wanted: list[str]) -> dict[tuple[str, int], Facts]:
    if not ids:
        return {}
    rows = Organization.objects.filter(pk__in=ids).select_related("governorate")
    return {(Kind.ORGANIZATION, row.pk): organization_shown(row, wanted) for row in rows}


def organization_shown(row: Organization, wanted: list[str]) -> Facts:
    place = str(row.governorate) if row.governorate else ""
    return {
        "kind": Kind.ORGANIZATION,
        "id": row.pk,
        "href": f"/organizations/{row.pk}/",
        "title": str(row),
        "mark": row.mark,
        "person": None,
        "organization": organization_mark(row),
        "room": None,
        "seq": None,
        "at": row.created_at,
        "moment": stamp(row.created_at),
        "detail": " · ".join(part for part in (row.get_kind_display(), place) if part),
        **with_pieces(excerpt(name_found(row, wanted), wanted), str(row)),
    }


def name_found(row: Organization, wanted: list[str]) -> str:
    """What of an organisation to show: its name, the other name where that is hit, else what it says of itself."""
    for text in (str(row), row.name_ar, row.name_en, row.about):
        if wanted and any(piece.is_hit for piece in excerpt(text, wanted)):
            return text
    return str(row)


def room_choices(user: User, asked: int | None) -> list[tuple[int, str]]:
    """The rooms a person is in, and the one that is asked for if they see it, each with its name; two queries."""
    wanted = Q(pk__in=RoomMembership.objects.filter(person=user).values("room")) | Q(pk=asked)
    rooms = {room.pk: room for room in rooms_for(user).filter(wanted).order_by("kind", "name")}
    return [(pk, facts["name"]) for pk, facts in rooms_shown(user, rooms).items()]
