"""Forwarding: into which rooms, with which source, and what it does not tell."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import delete_message, edit_message, forward_message, open_direct, post_message, set_slow_mode
from chat.models import Mention, Message, Room
from chat.permissions import can_forward_message
from chat.queries import message_as_it_stands
from files.models import StoredFile
from journal.models import Entry
from journal.refusals import Conflict, Refused, TooSoon
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, signed_in
from tests.files import samples
from tests.files.uploads import brought

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def message(cast: Cast) -> Message:
    return said(cast, "basel", group_room(cast, "basel", [cast.hala]), f"[@هالة](/people/{cast.hala.pk}/) القافلة غداً")


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "hala", "omar")


def forward(cast: Cast, name: str, message: Message, *rooms: Room, client_id: Any = None) -> list[Message]:
    return forward_message(actor=cast.actor(name), message=message, rooms=rooms, client_id=client_id or uuid4())


def test_forward_message_table(cast: Cast, message: Message, room: Room) -> None:
    assert cast.who(can_forward_message, message) == "basel hala"
    for name in ("salma", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            forward(cast, name, message, room)


def test_forward_message_carries_the_words_and_whence_they_come(cast: Cast, message: Message, room: Room) -> None:
    direct = open_direct(actor=cast.actor("hala"), person=cast.basel)
    made = forward(cast, "hala", message, room, direct, room)
    assert [each.room_id for each in made] == sorted([room.pk, direct.pk])
    for each in made:
        facts = message_as_it_stands(each.pk)
        assert (facts["body"], facts["author"]["name"]) == (message.body, "هالة")
        assert (facts["forwarded"]["name"], facts["forwarded"]["room"]) == ("باسل", message.room_id)
        assert message.room.name not in str(facts)
        assert Entry.objects.filter(stream__name=each.room.stream).latest("number").event == "message_posted"
    assert not Mention.objects.filter(message__in=made).exists()


def test_a_chain_of_forwards_keeps_the_first_source(cast: Cast, message: Message, room: Room) -> None:
    (first,) = forward(cast, "hala", message, room)
    (second,) = forward(cast, "omar", first, open_direct(actor=cast.actor("omar"), person=cast.basel))
    assert second.forwarded_from_id == message.pk


def test_forward_message_is_all_or_nothing(cast: Cast, message: Message, room: Room) -> None:
    foreign = group_room(cast, "omar", [])
    with pytest.raises(Refused):
        forward(cast, "hala", message, room, foreign)
    assert not Message.objects.filter(forwarded_from=message).exists()


def test_a_repeated_request_forwards_once(cast: Cast, message: Message, room: Room) -> None:
    client_id = uuid4()
    assert forward(cast, "hala", message, room, client_id=client_id) == forward(
        cast, "hala", message, room, client_id=client_id
    )
    with pytest.raises(Conflict):
        forward(cast, "hala", said(cast, "basel", message.room), room, client_id=client_id)


@pytest.mark.parametrize(("number", "code"), [(0, "no_room"), (500, "too_many_rooms")])
def test_forward_message_refuses_no_room_and_five_hundred(cast: Cast, message: Message, number: int, code: str) -> None:
    rooms = [Room(pk=pk, kind="group") for pk in range(10**6, 10**6 + number)]
    with pytest.raises(ValidationError) as refusal:
        forward(cast, "hala", message, *rooms)
    assert refusal.value.error_dict["rooms"][0].code == code


def test_a_deleted_message_is_not_forwarded_and_a_forwarded_one_not_edited(
    cast: Cast, message: Message, room: Room
) -> None:
    (made,) = forward(cast, "hala", message, room)
    with pytest.raises(Refused):
        edit_message(actor=cast.actor("hala"), message=made, body="لم يقل باسل هذا")
    delete_message(actor=cast.actor("basel"), message=message)
    with pytest.raises(Refused):
        forward(cast, "hala", message, room)
    assert message_as_it_stands(made.pk)["forwarded"]["name"] == "باسل"


def test_the_api_forwards_and_hides_rooms_alike(cast: Cast, message: Message, room: Room) -> None:
    address, client = f"/api/messages/{message.pk}/forward/", signed_in(cast.hala)
    made = client.post(address, {"client_id": str(uuid4()), "rooms": [room.pk]}, "application/json")
    assert (made.status_code, made.json()[0]["forwarded"]["message"]) == (201, message.pk)
    foreign = group_room(cast, "omar", [])
    for hidden in (foreign.pk, 10**9):
        answer = client.post(address, {"client_id": str(uuid4()), "rooms": [room.pk, hidden]}, "application/json")
        assert answer.status_code == 404
    many = {"client_id": str(uuid4()), "rooms": list(range(1, 301))}
    assert client.post(address, many, "application/json").status_code in {400, 404}
    stranger = signed_in(cast.omar).post(address, {"client_id": str(uuid4()), "rooms": [room.pk]}, "application/json")
    assert stranger.status_code == 404


def test_the_page_offers_rooms_one_may_write_in(cast: Cast, message: Message, room: Room) -> None:
    foreign, client = group_room(cast, "omar", []), signed_in(cast.hala)
    page = client.get(f"/messages/{message.pk}/forward/").content.decode()
    assert f'value="{room.pk}"' in page
    assert f'value="{foreign.pk}"' not in page
    address = f"/messages/{message.pk}/forward/"
    assert client.post(address, {"client_id": str(uuid4()), "rooms": [foreign.pk]}).status_code == 200
    assert client.post(address, {"client_id": str(uuid4()), "rooms": [room.pk]}).status_code == 302
    assert Message.objects.filter(room=room, forwarded_from=message).count() == 1
    assert signed_in(cast.omar).get(address).status_code == 404


def test_files_go_along_and_are_not_copied(cast: Cast, room: Room, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    group = group_room(cast, "basel", [cast.hala])
    file = brought(cast, "basel", samples.jpeg((64, 48)))
    sent = post_message(actor=cast.actor("basel"), room=group, body="", client_id=uuid4(), files=[file]).message
    (made,) = forward(cast, "hala", sent, room)
    assert list(made.attachments.values_list("file", flat=True)) == [file.pk]
    assert len(message_as_it_stands(made.pk)["files"]) == 1
    delete_message(actor=cast.actor("basel"), message=sent)
    assert len(message_as_it_stands(made.pk)["files"]) == 1
    file.refresh_from_db()
    assert file.uses == 1


def test_a_file_that_is_here_no_longer_is_left_out(cast: Cast, room: Room, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    group = group_room(cast, "basel", [cast.hala])
    here, gone = (brought(cast, "basel", samples.jpeg((64, side))) for side in (48, 50))
    basel, files = cast.actor("basel"), [gone, here]
    sent = post_message(actor=basel, room=group, body="", client_id=uuid4(), files=files).message
    StoredFile.objects.filter(pk=gone.pk).update(finished_at=None)
    (made,) = forward(cast, "hala", sent, room)
    assert (made.files_count, [each.file_id for each in made.attachments.all()]) == (1, [here.pk])
    StoredFile.objects.filter(pk=here.pk).update(finished_at=None)
    with pytest.raises(Conflict) as refusal:
        forward(cast, "hala", sent, room)
    assert refusal.value.code == "files_gone"


def test_files_are_asked_for_once_for_all_rooms(cast: Cast, message: Message, settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    rooms = [group_room(cast, "hala", []) for _ in range(3)]
    with CaptureQueriesContext(connection) as asked:
        forward(cast, "hala", message, *rooms)
    assert sum('FROM "chat_attachment"' in each["sql"] for each in asked) == 1


def test_a_slow_room_is_slow_for_forwards_too(cast: Cast, message: Message, room: Room) -> None:
    set_slow_mode(actor=cast.actor("salma"), room=room, seconds=60)
    room.refresh_from_db()
    forward(cast, "hala", message, room)
    with pytest.raises(TooSoon):
        forward(cast, "hala", message, room)
