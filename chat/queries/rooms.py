"""Rooms as everybody knows them, and as one person sees them."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Count, F, Min, OuterRef, QuerySet, Subquery
from django.utils import timezone

from accounts.models import User
from chat.markdown import excerpt
from chat.models import Message, Room, RoomMembership
from chat.permissions import SMALL_ROOM, rooms_for, stored_messages
from chat.queries.attachments import voice_notes
from chat.queries.levels import level_in_force, usual_level
from chat.queries.messages import Facts
from chat.queries.moderation import suspension_of
from chat.queries.people import member_counts
from chat.queries.pointing import pointing_at
from chat.standing import Standing
from journal.actors import Actor
from journal.models import Stream
from journal.queries import heads
from journal.stamps import stamp


def room_facts(room: Room) -> Facts:
    """What everybody who may see a room knows of it."""
    return {
        "id": room.pk,
        "kind": room.kind,
        "name": room.name,
        "about": room.about,
        "mark": room.mark,
        "tint": room.tint,
        "sector": room.sector_id,
        "place": room.place_id,
        "organization": room.organization_id,
        "closed": room.closed_at is not None,
        "slow_seconds": room.slow_seconds,
    }


def listed_rooms(user: User, rooms: QuerySet[Room]) -> list[Facts]:
    """Rooms as one person sees them: read mark, unread mentions, last line. Six queries for any number of rooms, and
    one more where a last line is a file without words.
    """
    newest = stored_messages().filter(room=OuterRef("pk"), seq__gt=0).order_by("-seq").values("pk")[:1]
    gathered = list(rooms.annotate(newest=Subquery(newest)).order_by("pk"))
    streams = heads(room.stream for room in gathered)
    mine = {each.room_id: each for each in RoomMembership.objects.filter(person=user, room__in=gathered)}
    mentions = unread_mentions(user)
    last = {
        message.pk: message
        for message in Message.objects.filter(pk__in=[room.newest for room in gathered if room.newest]).select_related(
            "author"
        )
    }
    others = names_of_others(user, [room for room in gathered if room.kind == Room.Kind.DIRECT])
    voices = voice_notes(last.values())
    listed = []
    for room in gathered:
        named = {**room_facts(room), **others.get(room.pk, {})}
        listed.append(
            {
                **named,
                **personal(room, mine.get(room.pk), streams.get(room.stream), mentions),
                "last": last_line(last.get(room.newest), voices),
            }
        )
    return sorted(listed, key=lambda room: (room["last"] or {}).get("created_at") or "", reverse=True)


def personal(
    room: Room, membership: RoomMembership | None, stream: Stream | None, mentions: Mapping[int, int]
) -> Facts:
    seq = stream.seq if stream else 0
    return {
        "head": stream.head if stream else 0,
        "seq": seq,
        "read_seq": membership.read_seq if membership else seq,
        "mentions": mentions.get(room.pk, 0),
        "is_member": membership is not None,
        "is_muted": bool(membership and membership.is_muted),
        "level": membership.level if membership else RoomMembership.Level.USUAL,
    }


def last_line(message: Message | None, voices: set[int]) -> Facts | None:
    if message is None:
        return None
    return {
        "name": str(message.author or ""),
        "excerpt": "" if message.deleted_at else excerpt(message.body),
        "files": message.files_count,
        "voice": message.pk in voices,
        "deleted": message.deleted_at is not None,
        "created_at": stamp(message.created_at),
    }


def names_of_others(user: User, rooms: list[Room]) -> dict[int, Facts]:
    """A direct room is called after the other person in it."""
    others = RoomMembership.objects.filter(room__in=rooms).exclude(person=user).select_related("person")
    return {
        each.room_id: {"name": str(each.person), "mark": each.person.mark, "other": each.person_id} for each in others
    }


def unread_mentions(user: User) -> dict[int, int]:
    """{room id: how many unread mentions}."""
    unread = mentioning(user).values_list("room")
    return dict(unread.annotate(number=Count("pk", distinct=True)))


def first_mention(user: User) -> tuple[int, int | None] | None:
    """The room and seq of the oldest unread mention."""
    return mentioning(user).order_by("created_at", "pk").values_list("room_id", "seq").first()


def mentioning(user: User) -> QuerySet[Message]:
    """Unread messages that mention the person (pointing.py), some several times."""
    return Message.objects.filter(
        pointing_at(user),
        room__memberships__person=user,
        seq__gt=F("room__memberships__read_seq"),
        deleted_at__isnull=True,
    ).exclude(author=user)


def joined_rooms(user: User) -> list[Facts]:
    return listed_rooms(user, rooms_for(user).filter(memberships__person=user))


def joined_streams(user: User, most: int) -> set[str]:
    """The streams of the open rooms the person is in: of many, the newest joined."""
    newest = RoomMembership.objects.filter(person=user, room__closed_at__isnull=True).order_by("-joined_at", "-pk")
    return {f"room.{pk}" for pk in newest.values_list("room_id", flat=True)[:most]}


def writable_rooms(actor: Actor) -> list[tuple[int, str]]:
    """(id, name) of the rooms one is in and may write in, the liveliest first."""
    listed = [room for room in joined_rooms(actor.user) if not room["closed"]]
    few = Room.objects.in_bulk([room["id"] for room in listed if room["kind"] == Room.Kind.ANNOUNCEMENT])
    return [
        (room["id"], room["name"])
        for room in listed
        if room["id"] not in few or Standing(actor, few[room["id"]]).writes
    ]


def other_rooms(user: User) -> QuerySet[Room]:
    """Open rooms one may see and has not joined."""
    return rooms_for(user).filter(closed_at__isnull=True).exclude(memberships__person=user).order_by("kind", "name")


def other_facts(room: Room) -> Facts:
    """What the list says of a room one may join."""
    return {name: getattr(room, name) for name in ("name", "about", "mark", "tint", "kind")} | {"id": room.pk}


def room_for_person(actor: Actor, room: Room) -> Facts:
    """One room as its page needs it: the listed shape, who may write, how many are in it."""
    found = listed_rooms(actor.user, Room.objects.filter(pk=room.pk))[0]
    counts, stands = member_counts(room), Standing(actor, room)
    return {
        **found,
        **counts,
        "can_write": stands.writes,
        "suspension": suspension_of(actor, room) if stands.is_suspended else None,
        "level_in_force": level_in_force(found["level"], usual_level(room.kind, counts["members_count"])),
        "retention_days": room.retention_days,
        "has_pins": room.pins_until is not None and room.pins_until > timezone.now(),
        "read_by_others": read_by_others(actor, room) if counts["members_count"] <= SMALL_ROOM else None,
    }


def read_by_others(actor: Actor, room: Room) -> int | None:
    """The seq up to which everybody else in a small room has read; None where nobody else is in it."""
    others = room.memberships.filter(person__is_active=True, person__is_bot=False).exclude(person_id=actor.person_id)
    least: int | None = others.aggregate(least=Min("read_seq"))["least"]
    return least
