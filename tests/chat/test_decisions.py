"""What a room takes as its decision: who may, what it leaves, where it is read."""

from __future__ import annotations

from typing import Any

import pytest

from chat.actions import delete_message, edit_message, mark_decision, open_direct, remove_message, unmark_decision
from chat.models import Message
from chat.permissions import can_mark_decision
from journal.models import Entry
from journal.refusals import Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def message(cast: Cast) -> Message:
    return said(cast, "basel", sector_room(cast, "basel", "omar"), "نجتمع كل أحد في العاشرة")


@pytest.mark.parametrize(("kind", "allowed"), [("sector", "salma"), ("group", "basel"), ("direct", "basel hala")])
def test_mark_decision_table(cast: Cast, kind: str, allowed: str) -> None:
    room = {
        "sector": lambda: sector_room(cast, "basel", "omar"),
        "group": lambda: group_room(cast, "basel", [cast.hala, cast.omar]),
        "direct": lambda: open_direct(actor=cast.actor("basel"), person=cast.hala),
    }[kind]()
    message = said(cast, "basel", room)
    assert cast.who(can_mark_decision, message) == allowed


def test_mark_decision_leaves_one_entry_and_is_taken_back(cast: Cast, message: Message) -> None:
    for _ in range(2):
        mark_decision(actor=cast.actor("salma"), message=message)
    for _ in range(2):
        unmark_decision(actor=cast.actor("salma"), message=message)
    entries = Entry.objects.filter(stream__name=message.room.stream, event__startswith="decision")
    assert list(entries.order_by("number").values_list("event", "object_id", "person", "facts")) == [
        ("decision_marked", message.pk, cast.salma.pk, {}),
        ("decision_unmarked", message.pk, cast.salma.pk, {}),
    ]


def test_mark_decision_refuses_writers_and_outsiders(cast: Cast, message: Message) -> None:
    for name in ("basel", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            mark_decision(actor=cast.actor(name), message=message)
        with pytest.raises(Refused):
            unmark_decision(actor=cast.actor(name), message=message)


def test_a_decision_is_neither_edited_nor_taken_away_by_its_author(cast: Cast, message: Message) -> None:
    mark_decision(actor=cast.actor("salma"), message=message)
    with pytest.raises(Refused):
        edit_message(actor=cast.actor("basel"), message=message, body="لا نجتمع")
    with pytest.raises(Refused):
        delete_message(actor=cast.actor("basel"), message=message)
    remove_message(actor=cast.actor("salma"), message=message, reason="false")
    assert Message.objects.get(pk=message.pk).decided_at is None
    with pytest.raises(Refused):
        mark_decision(actor=cast.actor("salma"), message=message)


def test_the_list_says_what_was_decided_and_who_marked_it(cast: Cast, message: Message) -> None:
    answer = signed_in(cast.salma).put(f"/api/messages/{message.pk}/decision/")
    assert answer.json()["decided_at"]
    listed = signed_in(cast.omar).get(f"/api/rooms/{message.room_id}/decisions/").json()["results"]
    assert [(row["message"], row["decided_by"], row["author"]) for row in listed] == [(message.pk, "سلمى", "باسل")]
    page = signed_in(cast.omar).get(f"/rooms/{message.room_id}/decisions/").content.decode()
    assert "نجتمع كل أحد في العاشرة" in page
    assert "سلمى" in page
    assert f"/messages/{message.pk}/decision/unmark/" not in page


def test_the_page_takes_the_mark_back(cast: Cast, message: Message) -> None:
    mark_decision(actor=cast.actor("salma"), message=message)
    signed_in(cast.omar).post(f"/messages/{message.pk}/decision/unmark/")
    assert Message.objects.get(pk=message.pk).decided_at is not None
    signed_in(cast.salma).post(f"/messages/{message.pk}/decision/unmark/")
    assert Message.objects.get(pk=message.pk).decided_at is None


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries(
    cast: Cast, message: Message, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        mark_decision(actor=cast.actor("salma"), message=said(cast, "basel", message.room))
    client = signed_in(cast.omar)
    client.get(f"/rooms/{message.room_id}/decisions/")
    with django_assert_num_queries(14):
        client.get(f"/rooms/{message.room_id}/decisions/")


def test_outsiders_find_no_decisions(cast: Cast, message: Message) -> None:
    for person in (cast.gharib, cast.rania):
        assert signed_in(person).get(f"/rooms/{message.room_id}/decisions/").status_code == 404
        assert signed_in(person).put(f"/api/messages/{message.pk}/decision/").status_code == 404
