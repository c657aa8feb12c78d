"""Who may do what to notifications, and the exact entries that each verb leaves."""

from __future__ import annotations

import pytest
from django.utils import timezone

from chat.models import Room
from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Refused
from notifications import permissions
from notifications.actions import notify_people, read_notifications, settle_room, settle_thread, take_back
from notifications.models import Notification
from notifications.said import Notice
from tests.chat.rooms import said, sector_room
from tests.factories import NAMES, Cast
from tests.notifications.situations import heard

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def entries(cast: Cast, name: str) -> list[tuple[str, str, int]]:
    rows = Entry.objects.filter(stream__name=f"user.{getattr(cast, name).pk}", kind="notification").order_by("number")
    return [(row.event, row.kind, row.object_id) for row in rows]


def notice(cast: Cast, name: str, room: Room, number: int, kind: str = "mention", message: int = 7) -> Notice:
    person = getattr(cast, name).pk
    return Notice(person, kind, room.stream, number, number, "message", message, room.pk, number, timezone.now())


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


@pytest.mark.parametrize("verb", ["notify_people", "settle_room", "settle_thread", "take_back"])
def test_only_the_clock_tells_people(cast: Cast, verb: str) -> None:
    may = getattr(permissions, f"can_{verb}")
    assert cast.who(may) == ""
    assert may(Actor.clock())


def test_everybody_reads_their_own(cast: Cast) -> None:
    assert all(permissions.can_read_notifications(cast.actor(name)) for name in NAMES)
    with pytest.raises(Refused):
        read_notifications(actor=Actor.clock(), up_to=1)


def test_people_tell_nobody_anything(cast: Cast, room: Room) -> None:
    with pytest.raises(Refused):
        notify_people(actor=cast.actor("salma"), notices=[notice(cast, "omar", room, 1)])
    with pytest.raises(Refused):
        settle_room(actor=cast.actor("omar"), person=cast.omar, room=room.pk)
    with pytest.raises(Refused):
        take_back(actor=cast.actor("salma"), room=room, messages=[])
    with pytest.raises(Refused):
        settle_thread(actor=cast.actor("omar"), person=cast.omar, thread=1, seq=1)


def test_notify_people_leaves_an_entry_for_each_and_none_for_what_is_known(cast: Cast, room: Room) -> None:
    notices = [notice(cast, "omar", room, 5), notice(cast, "basel", room, 5)]
    assert notify_people(actor=Actor.clock(), notices=notices) == [cast.omar.pk, cast.basel.pk]
    assert notify_people(actor=Actor.clock(), notices=notices) == []
    row = Notification.objects.get(person=cast.omar)
    assert entries(cast, "omar") == [("notified", "notification", row.pk)]


def test_notify_people_moves_the_news_of_a_room_on_without_an_entry(cast: Cast, room: Room) -> None:
    for number in (5, 6, 6):
        notify_people(actor=Actor.clock(), notices=[notice(cast, "omar", room, number, "messages", number)])
    row = Notification.objects.get(person=cast.omar)
    assert (row.number, row.newest, row.object_id) == (5, 6, 6)
    assert entries(cast, "omar") == [("notified", "notification", row.pk)]


def test_settle_room_leaves_one_entry_and_none_where_nothing_was_unread(cast: Cast, room: Room) -> None:
    notify_people(
        actor=Actor.clock(), notices=[notice(cast, "omar", room, 5), notice(cast, "omar", room, 6, message=8)]
    )
    newest = Notification.objects.latest("pk").pk
    assert settle_room(actor=Actor.clock(), person=cast.omar, room=room.pk, seq=6) == 2
    assert settle_room(actor=Actor.clock(), person=cast.omar, room=room.pk) == 0
    assert entries(cast, "omar") == [
        ("notified", "notification", newest),
        ("notifications_read", "notification", newest),
    ]


def test_take_back_leaves_the_news_of_others(cast: Cast, room: Room) -> None:
    gone, stays = said(cast, "basel", room), said(cast, "basel", room)
    notify_people(
        actor=Actor.clock(),
        notices=[
            notice(cast, "omar", room, 5, message=gone.pk),
            notice(cast, "hala", room, 5, "messages", gone.pk),
            notice(cast, "salma", room, 5, message=stays.pk),
        ],
    )
    assert take_back(actor=Actor.clock(), room=room, messages=[gone]) == 2
    assert [heard(person) for person in (cast.omar, cast.hala, cast.salma)] == [[], [], [("mention", stays.pk)]]
