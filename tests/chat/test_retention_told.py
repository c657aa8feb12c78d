"""What became of messages deleted for their age: who learns of it, what is found and unread, the page and the API."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from chat import actions, queries
from chat.actions import report_message
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.followers import run_follower
from journal.models import Stream
from journal.refusals import Refused
from notifications.actions import forget_purged
from notifications.models import Notification
from notifications.tasks import notices_of_rooms
from search.models import SearchEntry
from search.tasks import search_follows_rooms
from tests.chat.keeping import DAY, START, keep, purge
from tests.chat.rooms import group_room, said
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(START, tick=False) as traveller:
        yield traveller


@pytest.fixture
def room(cast: Cast, clock: Any) -> Room:
    return group_room(cast, "basel", [cast.hala, cast.omar])


def test_search_and_notifications_forget_too(cast: Cast, room: Room, clock: Any) -> None:
    told = said(cast, "basel", room, f"[@هالة](/people/{cast.hala.pk}/) قافلة")
    reported = said(cast, "basel", room, "قافلة ثانية")
    report_message(actor=cast.actor("omar"), message=reported, reason="false")
    clock.shift(timedelta(minutes=1))
    follow()
    assert set(SearchEntry.objects.filter(room=room).values_list("object_id", flat=True)) == {told.pk, reported.pk}
    assert Notification.objects.filter(person=cast.hala, kind="mention", object_id=told.pk).exists()
    clock.shift(60 * DAY)
    young = said(cast, "basel", room, "خبر")
    keep(cast, room)
    clock.shift(DAY)
    purge(room)
    clock.shift(timedelta(minutes=1))
    follow()
    assert set(SearchEntry.objects.filter(room=room).values_list("object_id", flat=True)) == {young.pk}
    left = Notification.objects.filter(room=room, subject="message").values_list("object_id", flat=True)
    assert set(left) <= {young.pk}


def test_forget_purged_is_the_clocks_and_keeps_what_stands(cast: Cast, room: Room, clock: Any) -> None:
    said(cast, "basel", room, f"[@هالة](/people/{cast.hala.pk}/)")
    clock.shift(timedelta(minutes=1))
    follow()
    with pytest.raises(Refused):
        forget_purged(actor=cast.actor("salma"), room=room)
    held = Notification.objects.count()
    assert held
    assert not forget_purged(actor=Actor.clock(), room=room)
    assert Notification.objects.count() == held


def follow() -> None:
    run_follower(search_follows_rooms)
    run_follower(notices_of_rooms)


def test_seq_goes_on_and_nothing_that_is_gone_is_unread(cast: Cast, room: Room, clock: Any) -> None:
    for _ in range(3):
        said(cast, "basel", room)
    clock.shift(60 * DAY)
    said(cast, "basel", room)
    keep(cast, room)
    clock.shift(DAY)
    purge(room)
    marks = dict(RoomMembership.objects.filter(room=room).values_list("person", "read_seq"))
    assert marks == {cast.basel.pk: 4, cast.hala.pk: 3, cast.omar.pk: 3}
    assert Stream.objects.get(name=room.stream).seq == 4
    assert said(cast, "hala", room).seq == 5


def test_who_was_away_starts_afresh_and_who_was_there_is_told(cast: Cast, room: Room, clock: Any) -> None:
    said(cast, "basel", room)
    away = Stream.objects.get(name=room.stream).head
    said(cast, "basel", room)
    clock.shift(60 * DAY)
    young = said(cast, "basel", room)
    there = Stream.objects.get(name=room.stream).head
    keep(cast, room)
    clock.shift(DAY)
    purge(room)
    client = Client()
    client.force_login(cast.hala)
    found = client.get("/api/sync/", {room.stream: away - 1}).json()["streams"][room.stream]
    assert found == {"reset": True, "head": there + 2}
    found = client.get("/api/sync/", {room.stream: there}).json()["streams"][room.stream]
    assert [each["event"] for each in found["entries"]] == ["retention_set", "messages_purged"]
    assert found["entries"][1]["data"]["below"] == young.seq
    assert Stream.objects.get(name=room.stream).floor == away + 1
    results = client.get(f"/api/rooms/{room.pk}/messages/").json()["results"]
    assert [each["id"] for each in results] == [young.pk]


def test_a_quote_of_what_is_gone_quotes_nothing(cast: Cast, room: Room, clock: Any) -> None:
    old = said(cast, "basel", room)
    clock.shift(60 * DAY)
    given: dict[str, Any] = {"room": room, "body": "نعم", "client_id": uuid4(), "reply_to": old}
    young = actions.post_message(actor=cast.actor("hala"), **given).message
    keep(cast, room)
    clock.shift(DAY)
    purge(room)
    assert queries.message_as_it_stands(young.pk)["reply_to"] is None


def test_the_api_asks_and_sets(cast: Cast, room: Room) -> None:
    client = Client()
    client.force_login(cast.basel)
    address = f"/api/rooms/{room.pk}/retention/"
    answer = client.put(address, {"days": 90}, content_type="application/json")
    assert (answer.status_code, answer.json()["code"], answer.json()["messages"]) == (409, "confirmation_needed", 0)
    answer = client.put(address, {"days": 90, "is_confirmed": True}, content_type="application/json")
    assert (answer.status_code, answer.json()["retention_days"]) == (200, 90)
    assert client.put(address, {"days": 5}, content_type="application/json").status_code == 400
    assert client.put(address, {"days": None}, content_type="application/json").json()["retention_days"] is None
    for name, status in (("hala", 403), ("gharib", 404)):
        client.force_login(getattr(cast, name))
        assert client.put(address, {"days": None}, content_type="application/json").status_code == status


def test_the_page_asks_before_it_sets_and_the_room_says_so(cast: Cast, room: Room, clock: Any) -> None:
    said(cast, "basel", room)
    clock.shift(100 * DAY)
    client = Client()
    client.force_login(cast.basel)
    address = f"/rooms/{room.pk}/retention/"
    asked = client.post(address, {"days": "90"}).content.decode()
    assert "تُحذف بذلك رسالة واحدة نهائياً" in asked
    assert 'name="is_confirmed" value="1"' in asked
    assert Room.objects.get(pk=room.pk).retention_days is None
    answer = client.post(address, {"days": "90", "is_confirmed": "1"})
    assert answer.headers["Location"] == f"/rooms/{room.pk}/"
    for part in ("panel", "header"):
        assert "تُحذف الرسائل بعد 90 يوماً" in client.get(f"/rooms/{room.pk}/{part}/").content.decode()
    assert client.post(address, {"days": ""}).status_code == 302
    assert Room.objects.get(pk=room.pk).retention_days is None
    for name in ("hala", "gharib"):
        client.force_login(getattr(cast, name))
        assert client.get(address).status_code == 404
