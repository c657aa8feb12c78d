"""Reading the journal: pages of entries, objects as they stand, what may be watched."""

from __future__ import annotations

import pytest

from journal.queries import entries_after, epoch, heads, shown, watchable
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_entries_after_answers_each_stream_in_order(cast: Cast) -> None:
    room, group = sector_room(cast, "basel"), group_room(cast, "basel", [])
    said(cast, "basel", room)
    found = entries_after({room.stream: 2, group.stream: 0, "room.999": 0})
    assert [entry.number for entry in found[room.stream]] == [3, 4]
    assert [entry.event for entry in found[group.stream]] == ["room_created", "member_joined"]
    assert found["room.999"] == []


def test_entries_after_takes_at_most_a_page(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    assert [entry.number for entry in entries_after({room.stream: 0}, limit=2)[room.stream]] == [1, 2]


def test_shown_gives_the_object_as_it_stands(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    message = said(cast, "basel", room, "قبل")
    message.body = "بعد"
    message.save()
    entry = shown(entries_after({room.stream: 3})[room.stream])[0]
    assert entry["data"]["body"] == "بعد"
    assert (entry["stream"], entry["number"], entry["event"]) == (room.stream, 4, "message_posted")
    assert entry["actor"] == {"person": cast.basel.pk, "organization": cast.association.pk}
    assert entry["at"].endswith("Z")


def test_shown_of_something_gone_is_a_tombstone(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    message = said(cast, "basel", room)
    entries = entries_after({room.stream: 3})[room.stream]
    message.delete()
    assert shown(entries)[0]["data"] == {"id": entries[0].object_id, "deleted": True}


def test_shown_asks_the_same_few_queries_for_one_and_for_many(cast: Cast, django_assert_num_queries: object) -> None:
    room = sector_room(cast, "basel")
    for _ in range(5):
        said(cast, "basel", room)
    for after in (7, 3):
        with django_assert_num_queries(4):  # type: ignore[operator]
            shown(entries_after({room.stream: after})[room.stream])


def test_watchable_ignores_what_does_not_exist(cast: Cast) -> None:
    room, own = sector_room(cast, "basel"), f"user.{cast.basel.pk}"
    asked = {room.stream, own, f"user.{cast.omar.pk}", "room.999", "weather.1", "nonsense", ""}
    assert watchable(cast.basel, asked) == {room.stream, own}


def test_heads_and_epoch(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    said(cast, "basel", room)
    assert (heads([room.stream])[room.stream].head, heads([room.stream])[room.stream].seq) == (4, 1)
    assert epoch() == epoch() != ""
