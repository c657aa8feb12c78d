"""Who hears of what, decided by the followers: each message once, by nobody who read it or may not see it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import (
    add_members,
    create_room,
    delete_message,
    edit_message,
    join_room,
    leave_room,
    open_direct,
    post_message,
    read_room,
    remove_member,
    remove_message,
    set_level,
)
from chat.models import Room, RoomMembership
from journal.models import Cursor, Entry
from notifications.kinds import KINDS
from notifications.models import Notification
from notifications.queries import listed, newest
from notifications.tasks import follow_rooms
from notifications.wording import Told, words_of
from organizations.actions import end_membership
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, make_person
from tests.notifications.situations import heard, settle, told

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def at(cast: Cast, name: str) -> str:
    return f"[@{name}](/people/{getattr(cast, name).pk}/) هل تحضر؟"


@pytest.fixture
def channel(cast: Cast) -> Room:
    return sector_room(cast, "basel", "hala", "omar")


def test_in_a_channel_one_hears_of_what_is_meant_for_oneself(cast: Cast, channel: Room) -> None:
    said(cast, "basel", channel, "صباح الخير")
    message = said(cast, "basel", channel, at(cast, "omar"))
    settle()
    assert heard(cast.omar) == [("mention", message.pk)]
    assert (heard(cast.hala), heard(cast.basel), heard(cast.salma)) == ([], [], [])
    assert told(cast.omar) == ["notified"]


def test_an_answer_is_meant_for_whom_it_answers(cast: Cast, channel: Room) -> None:
    asked = said(cast, "basel", channel, "من لديه شاحنة؟")
    answer = post_message(actor=cast.actor("omar"), room=channel, body="نحن", client_id=uuid4(), reply_to=asked).message
    settle()
    assert heard(cast.basel) == [("reply", answer.pk)]


def test_a_mention_of_the_room_or_of_an_organisation_is_for_all_of_them(cast: Cast, channel: Room) -> None:
    everybody = said(cast, "omar", channel, f"[@الجميع](/rooms/{channel.pk}/) اجتماع")
    colleagues = said(cast, "omar", channel, f"[@ينابيع](/organizations/{cast.association.pk}/) هل وصلت؟")
    settle()
    assert heard(cast.salma) == [("mention", everybody.pk)]
    assert heard(cast.hala) == [("mention", everybody.pk), ("mention", colleagues.pk)]


def test_of_a_small_group_one_hears_everything_as_one_line(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.omar])
    settle()
    assert heard(cast.omar) == [("room_joined", room.pk)]
    said(cast, "basel", room)
    settle()
    newest = said(cast, "basel", room, "أين الشاحنة؟")
    settle()
    row = Notification.objects.get(person=cast.omar, kind="messages")
    assert (row.object_id, row.seq, row.newest - row.number) == (newest.pk, 2, 1)
    assert told(cast.omar) == ["notified", "notified"]


@pytest.mark.parametrize(("level", "expected"), [("all", 2), ("mentions", 1), ("nothing", 0), ("usual", 1)])
def test_what_one_is_told_follows_the_level(cast: Cast, channel: Room, level: str, expected: int) -> None:
    set_level(actor=cast.actor("omar"), room=channel, level=level)
    said(cast, "basel", channel)
    said(cast, "basel", channel, at(cast, "omar"))
    settle()
    assert len(heard(cast.omar)) == expected


@pytest.mark.parametrize(("level", "expected"), [("usual", ["messages"]), ("mentions", []), ("nothing", [])])
def test_an_announcement_is_for_everybody_who_did_not_say_otherwise(
    cast: Cast, level: str, expected: list[str]
) -> None:
    news = create_room(actor=cast.actor("salma"), kind="announcement", name="إعلانات")
    join_room(actor=cast.actor("omar"), room=news)
    set_level(actor=cast.actor("omar"), room=news, level=level)
    said(cast, "salma", news, "يُعقد الملتقى في تشرين الأول")
    settle()
    assert [kind for kind, _object in heard(cast.omar)] == expected


def test_who_has_read_along_hears_nothing(cast: Cast, channel: Room) -> None:
    message = said(cast, "basel", channel, at(cast, "omar"))
    read_room(actor=cast.actor("omar"), room=channel, seq=message.seq or 0)
    settle()
    assert heard(cast.omar) == []


def test_reading_the_room_reads_its_notifications_on_all_devices(cast: Cast, channel: Room) -> None:
    first, second = said(cast, "basel", channel, at(cast, "omar")), said(cast, "basel", channel, at(cast, "omar"))
    settle()
    read_room(actor=cast.actor("omar"), room=channel, seq=first.seq or 0)
    settle()
    assert heard(cast.omar) == [("mention", second.pk)]
    assert told(cast.omar) == ["notified", "notifications_read"]


def test_an_entry_read_twice_tells_nobody_twice(cast: Cast, channel: Room) -> None:
    set_level(actor=cast.actor("hala"), room=channel, level="all")
    said(cast, "basel", channel, at(cast, "omar"))
    said(cast, "basel", channel)
    settle()
    before = list(Notification.objects.values_list("pk", "newest"))
    Cursor.objects.filter(follower="notices_of_rooms").delete()
    settle()
    assert list(Notification.objects.values_list("pk", "newest")) == before
    assert (told(cast.omar), told(cast.hala)) == (["notified"], ["notified"])


def test_a_worker_that_was_killed_tells_only_what_is_new(cast: Cast) -> None:
    """It told of the first message and died before it noted that; the person has read it; another one came."""
    room = group_room(cast, "basel", [cast.hala])
    said(cast, "basel", room)
    settle()
    Notification.objects.update(read_at=room.created_at)
    second = said(cast, "basel", room)
    follow_rooms(list(Entry.objects.filter(stream__name=room.stream).order_by("number")))
    assert heard(cast.hala) == [("messages", second.pk)]


def test_an_edit_that_adds_a_mention_tells_and_another_one_does_not(cast: Cast, channel: Room) -> None:
    message = said(cast, "basel", channel, "هل تحضر؟")
    settle()
    for body in (at(cast, "omar"), at(cast, "omar") + " أجب"):
        edit_message(actor=cast.actor("basel"), message=message, body=body)
        settle()
    assert heard(cast.omar) == [("mention", message.pk)]


def test_of_a_deleted_message_nobody_hears(cast: Cast, channel: Room) -> None:
    early, late = said(cast, "basel", channel, at(cast, "omar")), said(cast, "basel", channel, at(cast, "omar"))
    delete_message(actor=cast.actor("basel"), message=early)
    settle()
    assert heard(cast.omar) == [("mention", late.pk)]
    delete_message(actor=cast.actor("basel"), message=late)
    settle()
    assert heard(cast.omar) == []
    assert told(cast.omar) == ["notified", "notifications_read"]


def test_who_was_removed_hears_of_nothing_later_and_of_nothing_more(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.hala, cast.omar])
    said(cast, "basel", room, at(cast, "omar"))
    settle()
    remove_member(actor=cast.actor("basel"), room=room, person=cast.omar)
    said(cast, "basel", room, at(cast, "omar"))
    settle()
    assert heard(cast.omar) == []
    leave_room(actor=cast.actor("hala"), room=room)
    settle()
    assert heard(cast.hala) == []


def test_who_may_no_longer_see_a_channel_hears_nothing_of_it(cast: Cast, channel: Room) -> None:
    end_membership(actor=cast.actor("salma"), membership=cast.omar.memberships.get())
    said(cast, "basel", channel, f"[@الجميع](/rooms/{channel.pk}/) اجتماع")
    settle()
    assert heard(cast.omar) == []


def test_taken_into_a_room_but_not_by_oneself_nor_into_a_direct_one(cast: Cast) -> None:
    room = create_room(actor=cast.actor("basel"), kind="group", name="فريق")
    add_members(actor=cast.actor("basel"), room=room, people=[cast.hala])
    open_direct(actor=cast.actor("basel"), person=cast.omar)
    settle()
    assert (heard(cast.hala), heard(cast.omar), heard(cast.basel)) == ([("room_joined", room.pk)], [], [])


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_has_its_words(cast: Cast, kind: str) -> None:
    assert len(words_of(Told(kind, "باسل", "فريق", is_direct=False, excerpt="كلام"))) > 3


def test_what_moderators_do_is_heard_by_the_author(cast: Cast, channel: Room) -> None:
    message = said(cast, "omar", channel)
    remove_message(actor=cast.actor("salma"), message=message, reason="spam")
    settle()
    assert [kind for kind, _object in heard(cast.omar)] == ["message_removed"]
    assert listed(cast.omar, newest(cast.omar))[0]["href"] == f"/rooms/{channel.pk}/"


def crowd(cast: Cast, room: Room, number: int) -> None:
    people = [make_person() for _ in range(number)]
    RoomMembership.objects.bulk_create(
        RoomMembership(room=room, person=person, level="all", is_invited=True) for person in people
    )


@pytest.mark.parametrize("number", [2, 40])
def test_a_message_costs_the_same_queries_for_any_number_of_people(cast: Cast, channel: Room, number: int) -> None:
    crowd(cast, channel, number)
    message = said(cast, "basel", channel)
    entries = list(Entry.objects.filter(object_id=message.pk, event="message_posted").select_related("stream"))
    with CaptureQueriesContext(connection) as first:
        follow_rooms(entries)
    assert Notification.objects.count() == number
    assert len([query for query in first if "SAVEPOINT" not in query["sql"]]) == 10


@pytest.mark.parametrize("number", [2, 40])
def test_what_was_told_is_passed_over_for_all_at_once(cast: Cast, channel: Room, number: int) -> None:
    crowd(cast, channel, number)
    said(cast, "basel", channel)
    settle()
    with CaptureQueriesContext(connection) as queries:
        settle()
    assert len(queries) <= 6


def test_posting_costs_no_query_more(cast: Cast, channel: Room, django_assert_max_num_queries: Any) -> None:
    said(cast, "basel", channel)
    with django_assert_max_num_queries(14):
        said(cast, "basel", channel)
    assert not Notification.objects.exists()
