"""Who hears of a room's messages: decided for all its people at once, in a handful of queries."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q

from chat.models import Mention, Message, Room
from chat.permissions import places_for
from chat.queries.levels import Level, level_in_force, usual_level
from journal.models import Entry
from notifications.kinds import MESSAGES
from notifications.said import Notice, Said
from notifications.thread_hearers import notices_in_threads
from organizations.models import Membership
from organizations.permissions import MANAGING, RUNNING


def notices_of(room: Room, entries: Iterable[Entry]) -> list[Notice]:
    """Who hears of these entries (message_posted, message_edited), and as what. Who has read a message by now does not
    hear of it; nor does anybody of one that was deleted.
    """
    said = said_in(room, entries)
    talk = notices_of_talk(room, sorted((each for each in said if each.thread is None), key=lambda each: each.seq))
    beside = notices_in_threads(room, [each for each in said if each.thread is not None])
    return sorted([*talk, *beside], key=lambda notice: notice.person) if beside else talk


def notices_of_talk(room: Room, said: list[Said]) -> list[Notice]:
    if not said:
        return []
    usual = usual_level(room.kind, room.memberships.count() if room.kind == Room.Kind.GROUP else 0)
    places = places_for(room).filter(read_seq__lt=said[-1].seq).exclude(level=Level.NOTHING)
    if usual != Level.ALL and not any(each.everybody for each in said):
        meant = {person for each in said for person in (*each.pointed, each.replies_to) if person}
        places = places.filter(Q(level=Level.ALL) | Q(person__in=meant))
    notices: list[Notice] = []
    for person, level, read_seq in places.order_by("person_id").values_list("person_id", "level", "read_seq"):
        notices += notices_for(
            person, level_in_force(level, usual), [each for each in said if each.seq > read_seq], room
        )
    return notices


def notices_for(person: int, level: str, said: list[Said], room: Room) -> list[Notice]:
    """One person's: each mention and reply by itself, all the rest as one."""
    notices: dict[object, Notice] = {}
    for each in said:
        kind = each.kind_for(person, level)
        if kind is None:
            continue
        notice = Notice(
            person, kind, room.stream, each.number, each.number, "message", each.id, room.pk, each.seq, each.at
        )
        key = kind if kind == MESSAGES else each.id
        known = notices.get(key)
        notices[key] = replace(notice, number=known.number) if known and kind == MESSAGES else notice
    return list(notices.values())


def said_in(room: Room, entries: Iterable[Entry]) -> list[Said]:
    """The messages of these entries as they stand now, in their order."""
    numbers: dict[int, Entry] = {}
    for entry in entries:
        numbers.setdefault(entry.object_id, entry)
    rows = Message.objects.filter(pk__in=numbers, room=room, deleted_at__isnull=True, history__isnull=True)
    shown = rows.filter(Q(seq__isnull=False) | Q(thread__isnull=False)).order_by("pk")
    columns = ("pk", "seq", "author_id", "reply_to__author_id", "created_at", "thread_id", "thread_seq")
    said = {
        pk: Said(
            numbers[pk].number,
            numbers[pk].event == "message_edited",
            pk,
            seq or 0,
            author,
            replied,
            at,
            thread,
            place or 0,
        )
        for pk, seq, author, replied, at, thread, place in shown.values_list(*columns)
    }
    by_organization: dict[int, list[tuple[Said, bool]]] = {}
    for message, person, organization, for_managers in Mention.objects.filter(message__in=said).values_list(
        "message_id", "person_id", "organization_id", "is_for_managers"
    ):
        if person:
            said[message].pointed.add(person)
        elif organization:
            by_organization.setdefault(organization, []).append((said[message], for_managers))
        else:
            said[message].everybody = True
    point_at_colleagues(by_organization)
    return list(said.values())


def point_at_colleagues(by_organization: dict[int, list[tuple[Said, bool]]]) -> None:
    """Who mentions an organisation means all its people, or its managers alone."""
    if not by_organization:
        return
    running = Membership.objects.filter(RUNNING, organization__in=by_organization)
    for organization, person, role in running.values_list("organization_id", "person_id", "role"):
        for each, for_managers in by_organization[organization]:
            if not for_managers or role in MANAGING:
                each.pointed.add(person)
