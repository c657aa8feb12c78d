"""The page of notifications and its twin for programs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from chat.actions import delete_message, open_direct, remove_member
from chat.models import Room
from notifications.actions import read_notifications
from notifications.models import Notification
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, signed_in
from tests.notifications.situations import heard, settle, told

pytestmark = pytest.mark.django_db
JSON = "application/json"


@pytest.fixture
def channel(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def mentioned(cast: Cast, room: Room, words: str = "هل تحضر؟") -> Any:
    message = said(cast, "basel", room, f"[@عمر](/people/{cast.omar.pk}/) {words}")
    settle()
    return message


def test_the_page_says_what_one_is_to_hear_of_by_room(cast: Cast, channel: Room) -> None:
    message = mentioned(cast, channel)
    said(cast, "basel", open_direct(actor=cast.actor("basel"), person=cast.omar), "رسالة خاصة")
    settle()
    page = signed_in(cast.omar).get("/notifications/")
    assert [group["room"]["name"] for group in page.context["groups"]] == ["باسل", "الصحة · دمشق"]
    text = page.content.decode()
    assert "إشارة إليكم من باسل: @عمر هل تحضر؟" in text
    assert "رسالة خاصة" in text
    assert f'href="/rooms/{channel.pk}/m/{message.pk}/"' in text


def test_the_words_are_those_of_now(cast: Cast, channel: Room) -> None:
    message = mentioned(cast, channel, "كلمة سُحبت")
    delete_message(actor=cast.actor("basel"), message=message)
    assert "كلمة سُحبت" not in signed_in(cast.omar).get("/notifications/").content.decode()
    settle()
    assert signed_in(cast.omar).get("/api/notifications/").json()["unread"] == 0


def test_of_a_room_that_was_lost_the_page_says_nothing(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.omar])
    mentioned(cast, room, "سر بيننا")
    remove_member(actor=cast.actor("basel"), room=room, person=cast.omar)
    for address in ("/notifications/", "/api/notifications/"):
        assert "سر بيننا" not in signed_in(cast.omar).get(address).content.decode()


def test_an_empty_page_says_what_comes_here(cast: Cast) -> None:
    assert "لا شيء بانتظاركم" in signed_in(cast.gharib).get("/notifications/").content.decode()


def test_nobody_sees_the_notifications_of_others(cast: Cast, channel: Room) -> None:
    mentioned(cast, channel)
    assert signed_in(cast.hala).get("/api/notifications/").json()["results"] == []
    assert Client().get("/notifications/").status_code == 302
    assert Client().get("/api/notifications/").status_code == 401


def test_read_notifications_reads_up_to_what_was_shown_and_says_so_once(cast: Cast, channel: Room) -> None:
    mentioned(cast, channel)
    shown = Notification.objects.get().pk
    late = mentioned(cast, channel)
    client = signed_in(cast.omar)
    client.post("/notifications/read/", {"up_to": shown})
    assert heard(cast.omar) == [("mention", late.pk)]
    assert client.put("/api/notifications/read/", {"up_to": shown + 1}, JSON).json() == {"unread": 0}
    assert read_notifications(actor=cast.actor("omar"), up_to=shown + 1) == 0
    assert told(cast.omar) == ["notified", "notified", "notifications_read", "notifications_read"]


def test_read_notifications_touches_nobody_elses(cast: Cast, channel: Room) -> None:
    mentioned(cast, channel)
    assert read_notifications(actor=cast.actor("hala"), up_to=2**53) == 0
    assert len(heard(cast.omar)) == 1


@pytest.mark.parametrize("up_to", ["", "x", "-1", "9" * 40])
def test_nonsense_reads_nothing(cast: Cast, channel: Room, up_to: str) -> None:
    mentioned(cast, channel)
    client = signed_in(cast.omar)
    assert client.post("/notifications/read/", {"up_to": up_to}).status_code == 302
    assert client.put("/api/notifications/read/", {"up_to": up_to}, JSON).status_code == 400
    assert client.get("/notifications/", {"before": up_to}).status_code == 200
    assert len(heard(cast.omar)) == 1


def test_the_bell_and_the_wire_tell_the_same_number(cast: Cast, channel: Room) -> None:
    mentioned(cast, channel)
    mentioned(cast, channel)
    client = signed_in(cast.omar)
    assert client.get("/rooms/").context["unread_notices"]() == 2
    entries = client.get(f"/api/sync/?user.{cast.omar.pk}=0").json()["streams"][f"user.{cast.omar.pk}"]["entries"]
    assert [entry["data"]["unread"] for entry in entries if entry["event"] == "notified"] == [2, 2]


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries(
    cast: Cast, channel: Room, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        mentioned(cast, channel)
        said(cast, "basel", group_room(cast, "basel", [cast.omar]))
        said(cast, "basel", open_direct(actor=cast.actor("basel"), person=cast.omar))
    settle()
    client = signed_in(cast.omar)
    client.get("/notifications/")
    with django_assert_num_queries(15):
        client.get("/notifications/")


def test_pages_of_fifty_go_on_to_older_ones(cast: Cast, channel: Room) -> None:
    mentioned(cast, channel)
    row = Notification.objects.get()
    Notification.objects.bulk_create(
        Notification(
            person=cast.omar, kind="mention", stream=row.stream, number=1000 + number, newest=1000 + number,
            subject="message", object_id=said(cast, "basel", channel).pk, room=channel, seq=2, at=row.at,
        )
        for number in range(50)
    )  # fmt: skip
    client = signed_in(cast.omar)
    first = client.get("/api/notifications/").json()
    assert len(first["results"]) == 50
    assert [each["id"] for each in client.get(first["next"]).json()["results"]] == [row.pk]
    assert client.get("/notifications/").context["older"] == row.pk + 1
