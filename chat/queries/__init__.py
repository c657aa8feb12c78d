"""Read shapes of rooms and messages, for pages, the API and the wire alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Min, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from chat.markdown import excerpt
from chat.models import HistoryImport, Mention, Message, Reaction, Room, RoomMembership, RoomUserPermission
from chat.permissions import imports_for, rooms_for, stored_messages
from chat.standing import Standing
from chat.whatsapp import mask_phone
from chat.whatsapp.people import is_phone
from journal.actors import Actor
from journal.models import Stream
from journal.prepared import Prepared
from journal.queries import heads
from journal.stamps import stamp
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING, running_memberships

SHOWN = 50
SMALL_ROOM = 30  # people, in which one learns who has read
Facts = dict[str, Any]


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for `message`, `room`, `room_membership`; ids that are gone are absent."""
    if kind == "message" and len(ids) == 1:  # what the hub asks after each message
        return {message.pk: fact for message in MESSAGE(ids[0]) for fact in message_facts([message])}
    if kind == "message":
        return {message["id"]: message for message in message_facts(with_people(Message.objects.filter(pk__in=ids)))}
    if kind == "room":
        return {room.pk: room_facts(room) for room in Room.objects.filter(pk__in=ids).select_related("place")}
    memberships = RoomMembership.objects.filter(pk__in=ids).select_related("person")
    return {each.pk: {"person": each.person_id, "name": str(each.person)} for each in memberships}


def failed_imports(user: Any) -> QuerySet[HistoryImport]:
    """The imports somebody began that were given up, and that they have neither begun again nor discarded."""
    return imports_for(user).filter(failed_at__isnull=False).order_by("-failed_at")


# Messages -----------------------------------------------------------------------------------------------------------
def with_people(messages: QuerySet[Message]) -> QuerySet[Message]:
    return messages.select_related(
        "author",
        "organization__governorate",
        "history__made_by",
        "sender__person",
        "reply_to__author",
        "reply_to__sender__person",
    )


def reactions_of(ids: list[int]) -> QuerySet[Reaction, tuple[int, str, int]]:
    rows = Reaction.objects.filter(message__in=ids).order_by("pk")
    return rows.values_list("message_id", "emoji", "person_id")


MESSAGE: Prepared[Message] = Prepared(lambda pk: with_people(Message.objects.filter(pk=pk)))
REACTIONS: Prepared[tuple[int, str, int]] = Prepared(
    lambda pk: Reaction.objects.filter(message=pk).order_by("pk").values_list("message_id", "emoji", "person_id")
)
MENTIONS: Prepared[Mention] = Prepared(lambda pk: Mention.objects.filter(message=pk))


def message_facts(messages: Iterable[Message]) -> list[Facts]:
    """Messages as JSON objects, in the order given; two queries for all their reactions and mentions."""
    gathered = list(messages)
    ids = [message.pk for message in gathered]
    reactions: dict[int, dict[str, list[int]]] = defaultdict(dict)
    for message_id, emoji, person in REACTIONS(ids[0]) if len(ids) == 1 else reactions_of(ids):
        reactions[message_id].setdefault(emoji, []).append(person)
    mentions: dict[int, list[Mention]] = defaultdict(list)
    for mention in MENTIONS(ids[0]) if len(ids) == 1 else Mention.objects.filter(message__in=ids):
        mentions[mention.message_id].append(mention)
    return [one_message(message, reactions[message.pk], mentions[message.pk]) for message in gathered]


def one_message(message: Message, reactions: dict[str, list[int]], mentions: list[Mention]) -> Facts:
    known: Facts = {
        "id": message.pk,
        "room": message.room_id,
        "seq": message.seq,
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
        return {**known, "deleted": True}
    return {
        **known,
        "body": message.body,
        "html": message.html,
        "reply_to": reply_facts(message.reply_to),
        "mentions": mention_facts(mentions),
        "reactions": reactions,
        "edited_at": stamp(message.edited_at),
        "deleted": False,
    }


def message_as_it_stands(pk: int) -> Facts:
    return message_facts(with_people(Message.objects.filter(pk=pk)))[0]


def fresh_message(message: Message) -> Facts:
    """A message just stored, whose people are in memory and which nobody has reacted to yet."""
    return one_message(message, {}, list(message.mentions.all()) if "](/" in message.body else [])


def person_facts(person: User | None) -> Facts | None:
    return None if person is None else {"id": person.pk, "name": str(person), "mark": person.mark}


def sender_facts(message: Message) -> Facts | None:
    """Who wrote an imported message: the person they were found to be, else the name in the export."""
    if message.sender is None:
        return None
    if message.sender.person is not None:
        return {"id": message.sender.pk, "name": str(message.sender.person), "person": message.sender.person_id}
    return {"id": message.sender.pk, "name": shown_sender(message.sender.name), "person": None}


def shown_sender(name: str) -> str:
    """A placeholder's name; of a phone number its last two digits only, in no language."""
    return f"+…{mask_phone(name)}" if is_phone(name) else name


def organization_facts(organization: Organization | None) -> Facts | None:
    if organization is None:
        return None
    return {
        "id": organization.pk,
        "name": organization.name_ar or organization.name_en,
        "name_en": organization.name_en,
        "mark": organization.mark,
        "tint": organization.tint,
        "place": organization.governorate.name_ar if organization.governorate else "",
        "place_en": organization.governorate.name_en if organization.governorate else "",
    }


def reply_facts(original: Message | None) -> Facts | None:
    if original is None:
        return None
    is_deleted = original.deleted_at is not None
    return {
        "id": original.pk,
        "seq": original.seq,
        "author_name": str(original.author) if original.author else (sender_facts(original) or {"name": ""})["name"],
        "excerpt": "" if is_deleted else excerpt(original.body),
        "deleted": is_deleted,
    }


def mention_facts(mentions: Iterable[Mention]) -> Facts:
    gathered = list(mentions)
    return {
        "people": [each.person_id for each in gathered if each.person_id],
        "organizations": [each.organization_id for each in gathered if each.organization_id],
        "room": any(each.person_id is None and each.organization_id is None for each in gathered),
    }


def timeline(
    room: Room, *, before: int | None = None, after: int | None = None, around: int | None = None, limit: int = SHOWN
) -> list[Message]:
    """A room's messages: newest first before a seq, oldest first after one, both sides around one; else the newest.

    Limit ≤ 100. Imported messages have negative seqs and come before today's talk.
    """
    messages = with_people(stored_messages().filter(room=room))
    limit = max(1, min(limit, 100))
    if after is not None:
        return list(messages.filter(seq__gt=after).order_by("seq")[:limit])
    if around is not None:
        older = list(messages.filter(seq__lte=around).order_by("-seq")[: limit // 2 + 1])
        return older[::-1] + list(messages.filter(seq__gt=around).order_by("seq")[: limit // 2])
    if before is not None:
        messages = messages.filter(seq__lt=before)
    return list(messages.order_by("-seq")[:limit])


def first_seq_on(room: Room, moment: datetime) -> int | None:
    """The seq of the first message written at or after a moment, None where nothing is."""
    return (
        stored_messages()
        .filter(room=room, written_at__gte=moment)
        .order_by("seq")
        .values_list("seq", flat=True)
        .first()
    )


def window(room: Room, messages: list[Message]) -> Facts:
    """A stretch of a room's messages for a page: oldest first, and whether more stand before and after it."""
    ordered = sorted(messages, key=lambda message: message.seq or 0)
    stored = stored_messages().filter(room=room)
    return {
        "results": message_facts(ordered),
        "before": bool(ordered) and stored.filter(seq__lt=ordered[0].seq).exists(),
        "after": bool(ordered) and stored.filter(seq__gt=ordered[-1].seq).exists(),
    }


# Rooms --------------------------------------------------------------------------------------------------------------
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
    }


def listed_rooms(user: User, rooms: QuerySet[Room]) -> list[Facts]:
    """Rooms as one person sees them: read mark, unread mentions, last line. Six queries for any number of rooms."""
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
    listed = []
    for room in gathered:
        named = {**room_facts(room), **others.get(room.pk, {})}
        listed.append(
            {
                **named,
                **personal(room, mine.get(room.pk), streams.get(room.stream), mentions),
                "last": last_line(last.get(room.newest)),
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
    }


def last_line(message: Message | None) -> Facts | None:
    if message is None:
        return None
    return {
        "name": str(message.author or ""),
        "excerpt": "" if message.deleted_at else excerpt(message.body),
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
    """Unread messages that mention the person, one of their organisations, or the whole room; some several times."""
    own = running_memberships(user).values("organization")
    pointed = Q(mentions__person=user) | Q(mentions__organization__in=own)
    at_all = Q(mentions__person__isnull=True, mentions__organization__isnull=True, mentions__isnull=False)
    return Message.objects.filter(
        pointed | at_all,
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


def other_rooms(user: User) -> QuerySet[Room]:
    """Open rooms one may see and has not joined."""
    return rooms_for(user).filter(closed_at__isnull=True).exclude(memberships__person=user).order_by("kind", "name")


def other_facts(room: Room) -> Facts:
    """What the list says of a room one may join."""
    return {name: getattr(room, name) for name in ("name", "about", "mark", "tint", "kind")} | {"id": room.pk}


def room_for_person(actor: Actor, room: Room) -> Facts:
    """One room as its page needs it: the listed shape, who may write, how many are in it."""
    found = listed_rooms(actor.user, Room.objects.filter(pk=room.pk))[0]
    counts = member_counts(room)
    return {
        **found,
        **counts,
        "can_write": Standing(actor, room).writes,
        "read_by_others": read_by_others(actor, room) if counts["members_count"] <= SMALL_ROOM else None,
    }


def read_by_others(actor: Actor, room: Room) -> int | None:
    """The seq up to which everybody else in a small room has read; None where nobody else is in it."""
    others = room.memberships.filter(person__is_active=True).exclude(person_id=actor.person_id)
    least: int | None = others.aggregate(least=Min("read_seq"))["least"]
    return least


def member_counts(room: Room) -> Facts:
    people = room.memberships.filter(person__is_active=True)
    organizations = people.filter(
        person__memberships__ended_at__isnull=True,
        person__memberships__organization__closed_at__isnull=True,
        person__memberships__organization__status=Organization.Status.VERIFIED,
    ).aggregate(number=Coalesce(Count("person__memberships__organization", distinct=True), 0))
    return {"members_count": people.count(), "organizations_count": organizations["number"]}


def people_in(room: Room) -> QuerySet[User]:
    return User.objects.filter(room_memberships__room=room, is_active=True).order_by("display_name")


def organizations_in(room: Room) -> list[tuple[Organization, int]]:
    """The organisations whose people are in a room, with how many, most first."""
    running = Q(memberships__ended_at__isnull=True, memberships__person__room_memberships__room=room)
    known = Q(status=Organization.Status.VERIFIED) | Q(pk=room.organization_id)  # of the others nobody else knows
    found = Organization.objects.filter(running, known, closed_at__isnull=True).annotate(
        present=Count("memberships__person", distinct=True)
    )
    return [(organization, organization.present) for organization in found.order_by("-present", "name_ar")[:100]]


def members_with_roles(room: Room) -> list[tuple[User, str]]:
    """The first 300 people of a room with their role in it: moderator, writer or member."""
    granted: dict[int, str] = {}
    rows = RoomUserPermission.objects.filter(content_object=room).values_list("user_id", "permission__codename")
    for person_id, codename in rows:
        granted[person_id] = "moderator" if codename == "moderate_room" else granted.get(person_id, "writer")
    speaking = Membership.objects.filter(SPEAKING).select_related("organization")
    people = people_in(room).prefetch_related(Prefetch("memberships", speaking))[:300]
    return [(person, granted.get(person.pk, "member")) for person in people]
