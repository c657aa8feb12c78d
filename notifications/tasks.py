"""What the journal wakes: rooms and people's own streams are followed, and whoever must hear of an entry is told."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby

from django.utils import timezone

from accounts.models import User
from chat.models import Message, Room
from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from notifications.actions import notify_people, settle_room, take_back
from notifications.hearers import Notice, notices_of
from notifications.kinds import KINDS, OWN
from notifications.queries import rooms_of

SAID = frozenset({"message_posted", "message_edited"})
LEFT = frozenset({"room_left"})
NEWS = timedelta(days=3)  # older is no news: what a worker finds that was away, or a new follower in an old journal
PATIENCE = timedelta(seconds=6)  # read marks come every five seconds: who reads along hears nothing
AT_ONCE = 500  # people in one transaction


def follow_rooms(entries: list[Entry]) -> None:
    """Tell the people of a room what was said in it, and take back what was deleted."""
    room = Room.objects.filter(pk=int(entries[0].stream.name.split(".", 1)[1])).first()
    if room is None:
        return
    deleted = [entry.object_id for entry in entries if entry.event == "message_deleted"]
    if deleted:
        take_back(actor=Actor.clock(), room=room, messages=list(Message.objects.filter(pk__in=deleted)))
    recent = [entry for entry in entries if entry.event in SAID and is_news(entry)]
    tell(notices_of(room, recent) if recent else [])


def is_news(entry: Entry) -> bool:
    return entry.at > timezone.now() - NEWS


def tell(notices: list[Notice]) -> None:
    """In portions of so many people, so that no transaction is long. Each person's notices come together."""
    own = [list(group) for _person, group in groupby(notices, key=lambda notice: notice.person)]
    for start in range(0, len(own), AT_ONCE):
        portion = [notice for group in own[start : start + AT_ONCE] for notice in group]
        notify_people(actor=Actor.clock(), notices=portion)


def follow_people(entries: list[Entry]) -> None:
    """What happened to one person: rooms read and left, and the events that are a kind of their own."""
    stream = entries[0].stream.name
    person = User.objects.filter(pk=int(stream.split(".", 1)[1])).first()
    if person is None:
        return
    for entry in entries:
        if entry.event == "room_read":
            settle_room(
                actor=Actor.clock(), person=person, room=entry.object_id, seq=int(entry.facts.get("read_seq", 0))
            )
        elif entry.event in LEFT:
            settle_room(actor=Actor.clock(), person=person, room=entry.object_id)
    own = [entry for entry in entries if entry.event in OWN and is_news(entry) and is_told(entry, person)]
    rooms = rooms_of(own)
    for entry in own:
        room = rooms.get(entry.number)
        if entry.event == "room_joined" and (room is None or room.kind == Room.Kind.DIRECT):
            continue  # a direct room is heard of with its first message
        tell([own_notice(entry, person, room.pk if room else None)])


def is_told(entry: Entry, person: User) -> bool:
    """Of what one did oneself one knows."""
    return person.is_active and (KINDS[entry.event].by_oneself or entry.person_id not in (None, person.pk))


def own_notice(entry: Entry, person: User, room: int | None) -> Notice:
    """What an entry names as its message is what it is about, whatever row it was recorded for."""
    message = entry.facts.get("message")
    subject, object_id = (entry.kind, entry.object_id) if message is None else ("message", message)
    stream, number = entry.stream.name, entry.number
    return Notice(person.pk, entry.event, stream, number, number, subject, object_id, room, None, entry.at)


notices_of_rooms = Follower("notices_of_rooms", ("room",), follow_rooms, SAID | {"message_deleted"}, PATIENCE)
notices_of_people = Follower("notices_of_people", ("user",), follow_people, OWN | LEFT | {"room_read"})
