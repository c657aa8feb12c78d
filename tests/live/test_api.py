"""Catching up over HTTP gives what the socket gives."""

import json
from copy import copy
from typing import Any

import pytest
from django.test import Client

from chat.models import Room
from journal.models import Entry, Stream
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def renumbered(entry: Entry, number: int) -> Entry:
    again = copy(entry)
    again.number = number
    return again


def synced(cast: Cast, name: str, **asked: Any) -> dict[str, Any]:
    browser = Client()
    browser.force_login(getattr(cast, name))
    answer = browser.get("/api/sync/", {stream.replace("_", "."): after for stream, after in asked.items()})
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    assert found["epoch"]
    streams: dict[str, Any] = found["streams"]
    return streams


def test_entries_after_a_number(cast: Cast, room: Room) -> None:
    messages = [said(cast, "basel", room, f"{number}") for number in range(3)]
    head = Stream.objects.get(name=room.stream).head
    found = synced(cast, "omar", **{room.stream: head - 2})[room.stream]
    assert [entry["data"]["id"] for entry in found["entries"]] == [message.pk for message in messages[1:]]
    assert (found["head"], found["seq"], found["more"]) == (head, 3, False)


def test_more_than_a_page(cast: Cast, room: Room) -> None:
    message = said(cast, "basel", room)
    stream = Stream.objects.get(name=room.stream)
    last = stream.entries.order_by("-number")[0]
    last.pk = None
    Entry.objects.bulk_create(renumbered(last, stream.head + more) for more in range(1, 201))
    Stream.objects.filter(pk=stream.pk).update(head=stream.head + 200)
    found = synced(cast, "omar", **{room.stream: 0})[room.stream]
    assert (len(found["entries"]), found["more"]) == (200, True)
    assert found["entries"][-1]["data"]["id"] == message.pk


def test_above_the_head_and_below_the_floor_start_afresh(cast: Cast, room: Room) -> None:
    said(cast, "basel", room)
    head = Stream.objects.get(name=room.stream).head
    Stream.objects.filter(name=room.stream).update(floor=1)
    for after in (0, head + 1):
        assert synced(cast, "omar", **{room.stream: after}) == {room.stream: {"reset": True, "head": head}}


def test_missing_and_forbidden_look_alike(cast: Cast) -> None:
    group = group_room(cast, "basel", [cast.hala])
    asked = [group.stream, "room.999999", "nonsense.1", f"user.{cast.basel.pk}"]
    assert synced(cast, "gharib", **dict.fromkeys(asked, 0)) == {name: {"gone": True} for name in asked}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("room.1=x", "bad_number"),
        ("room.1=-1", "bad_number"),
        ("room.1=٣", "bad_number"),
        ("room.1=" + "9" * 30, "bad_number"),
        ("room=1", "bad_stream"),
        ("&".join(f"room.{number}=0" for number in range(101)), "too_many_streams"),
    ],
)
def test_what_cannot_be_read_is_a_problem(cast: Cast, query: str, code: str) -> None:
    browser = Client()
    browser.force_login(cast.basel)
    answer = browser.get(f"/api/sync/?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_strangers_are_asked_to_sign_in(db: None) -> None:
    assert Client().get("/api/sync/?room.1=0").status_code == 401


def test_many_streams_together_are_bounded_and_the_rest_comes_next(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("live.api.MOST_IN_ALL", 12_000)
    rooms = [group_room(cast, "basel", []) for _ in range(3)]
    for each in rooms:
        said(cast, "basel", each, "ن" * 4000)
    asked, bodies = dict.fromkeys([each.stream for each in rooms], 0), []
    for _ in range(10):
        streams = synced(cast, "basel", **asked)
        bodies.append(len(json.dumps(streams, ensure_ascii=False).encode()))
        for name, found in streams.items():
            asked[name] = found["entries"][-1]["number"] if found["entries"] else asked[name]
        if not any(found["more"] for found in streams.values()):
            break
    assert [asked[each.stream] for each in rooms] == [3, 3, 3]
    assert len(bodies) > 1
    assert max(bodies) < 40_000
