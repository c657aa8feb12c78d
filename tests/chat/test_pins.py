"""Pins, the verb that docs/add-a-verb.md walks through."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from chat.actions import delete_message, pin_message, unpin_message
from chat.models import Message, Room
from chat.permissions import can_pin_message
from chat.queries import pinned_messages
from journal.refusals import Conflict, Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.entries import entries_left
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def message(cast: Cast) -> Message:
    return said(cast, "basel", sector_room(cast, "basel", "omar"))


@pytest.mark.parametrize(("kind", "allowed"), [("sector", "salma"), ("group", "basel hala")])
def test_pin_message_table(cast: Cast, kind: str, allowed: str) -> None:
    room: Room = sector_room(cast, "basel", "omar") if kind == "sector" else group_room(cast, "basel", [cast.hala])
    message = said(cast, "basel", room)
    assert cast.who(can_pin_message, message) == allowed


def test_pin_message_leaves_one_entry_and_ends_by_itself(cast: Cast, message: Message) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        with entries_left() as left:
            pin_message(actor=cast.actor("salma"), message=message, days=7)
        assert left == [(message.room.stream, "message_pinned", message.pk, {"days": 7})]
        assert list(pinned_messages(message.room)) == [message]
        clock.shift(timedelta(days=7, seconds=1))
        assert list(pinned_messages(message.room)) == []


def test_unpin_message_leaves_one_entry_and_nothing_the_second_time(cast: Cast, message: Message) -> None:
    pin_message(actor=cast.actor("salma"), message=message, days=7)
    with entries_left() as left:
        for _twice in range(2):
            unpin_message(actor=cast.actor("salma"), message=message)
    assert left == [(message.room.stream, "message_unpinned", message.pk, {})]
    assert list(pinned_messages(message.room)) == []
    assert Room.objects.get(pk=message.room_id).pins_until is None


def test_pin_message_refuses_outsiders_and_writers(cast: Cast, message: Message) -> None:
    pin_message(actor=cast.actor("salma"), message=message, days=7)
    for name in ("basel", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            pin_message(actor=cast.actor(name), message=message, days=7)
        with pytest.raises(Refused):
            unpin_message(actor=cast.actor(name), message=message)


def test_pin_message_refuses_other_lengths(cast: Cast, message: Message) -> None:
    with pytest.raises(ValidationError) as refusal:
        pin_message(actor=cast.actor("salma"), message=message, days=400)
    assert refusal.value.error_dict["days"][0].code == "invalid_days"


def test_pin_message_refuses_a_fourth_and_moves_the_end_of_a_third(cast: Cast, message: Message) -> None:
    others = [said(cast, "basel", message.room) for _ in range(3)]
    for other in [*others, others[2]]:
        pin_message(actor=cast.actor("salma"), message=other, days=1)
    with pytest.raises(Conflict) as refusal:
        pin_message(actor=cast.actor("salma"), message=message, days=1)
    assert refusal.value.code == "too_many_pins"


def test_a_deleted_message_is_not_pinned_and_a_pinned_one_loses_its_pin(cast: Cast, message: Message) -> None:
    pin_message(actor=cast.actor("salma"), message=message, days=7)
    delete_message(actor=cast.actor("basel"), message=message)
    assert list(pinned_messages(message.room)) == []
    with pytest.raises(Refused):
        pin_message(actor=cast.actor("salma"), message=message, days=7)


def test_the_api_pins_and_says_until_when(cast: Cast, message: Message) -> None:
    client = signed_in(cast.salma)
    answer = client.put(f"/api/messages/{message.pk}/pin/", {"days": 1}, content_type="application/json")
    assert answer.status_code == 200
    assert answer.json()["pinned_until"] > answer.json()["created_at"]
    assert client.get(f"/api/rooms/{message.room_id}/").json()["has_pins"]
    assert [row["id"] for row in client.get(f"/api/rooms/{message.room_id}/pins/").json()] == [message.pk]
    assert "pinned_until" not in client.delete(f"/api/messages/{message.pk}/pin/").json()


def test_the_page_pins_and_goes_back_to_the_message(cast: Cast, message: Message) -> None:
    client = signed_in(cast.salma)
    assert client.get(f"/messages/{message.pk}/pin/").status_code == 200
    answer = client.post(f"/messages/{message.pk}/pin/", {"days": "30"})
    assert answer.headers["Location"] == f"/rooms/{message.room_id}/m/{message.pk}/"
    message.refresh_from_db()
    assert message.pinned_by == cast.salma


def test_the_page_comes_as_a_sheet_where_a_room_asks_for_it(cast: Cast, message: Message) -> None:
    client = signed_in(cast.salma)
    sheet = client.get(f"/messages/{message.pk}/pin/", headers={"X-Sheet": "1"}).content.decode()
    assert "<html" not in sheet
    assert 'name="days"' in sheet


def test_gharib_finds_no_page_to_pin_on(cast: Cast, message: Message) -> None:
    client = signed_in(cast.gharib)
    assert client.get(f"/messages/{message.pk}/pin/").status_code == 404
    assert client.get(f"/api/rooms/{message.room_id}/pins/").status_code == 404
