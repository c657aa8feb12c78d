"""The verbs of rooms and messages: what they do, what they leave in the journal, what they refuse."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from chat import actions
from chat.models import Message, Room, RoomMembership
from chat.permissions import rooms_for
from journal.models import Entry
from journal.refusals import Conflict, Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def events(stream: str) -> list[str]:
    return list(Entry.objects.filter(stream__name=stream).order_by("number").values_list("event", flat=True))


def test_post_message_numbers_messages_without_gaps(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    assert [said(cast, "basel", room).seq for _ in range(3)] == [1, 2, 3]
    assert events(room.stream) == ["room_created", "member_joined", "member_joined", *["message_posted"] * 3]


def test_post_message_again_answers_with_the_first(cast: Cast) -> None:
    room, client_id = sector_room(cast, "basel"), uuid4()
    first = actions.post_message(actor=cast.actor("basel"), room=room, body="مرحبا", client_id=client_id)
    again = actions.post_message(actor=cast.actor("basel"), room=room, body="مرحبا ", client_id=client_id)
    assert (first.is_new, again.is_new, again.message.pk) == (True, False, first.message.pk)
    assert Message.objects.count() == 1


def test_post_message_again_after_an_edit_still_answers_with_the_first(cast: Cast) -> None:
    room, client_id = sector_room(cast, "basel"), uuid4()
    first = actions.post_message(actor=cast.actor("basel"), room=room, body="مرحبا", client_id=client_id).message
    actions.edit_message(actor=cast.actor("basel"), message=first, body="أهلاً")
    assert not actions.post_message(actor=cast.actor("basel"), room=room, body="مرحبا", client_id=client_id).is_new


@pytest.mark.parametrize("change", ["body", "room"])
def test_post_message_refuses_a_reused_client_id(cast: Cast, change: str) -> None:
    room, client_id = sector_room(cast, "basel"), uuid4()
    actions.post_message(actor=cast.actor("basel"), room=room, body="مرحبا", client_id=client_id)
    elsewhere = group_room(cast, "basel", [cast.hala]) if change == "room" else room
    body = "غير ذلك" if change == "body" else "مرحبا"
    with pytest.raises(Conflict) as refusal:
        actions.post_message(actor=cast.actor("basel"), room=elsewhere, body=body, client_id=client_id)
    assert refusal.value.code == "client_id_reused"


def test_two_people_may_use_the_same_client_id(cast: Cast) -> None:
    room, client_id = sector_room(cast, "basel", "omar"), uuid4()
    for name in ("basel", "omar"):
        assert actions.post_message(actor=cast.actor(name), room=room, body="نعم", client_id=client_id).is_new


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("", "empty"),
        (" \n\t ", "empty"),
        ("\u202e\u200b\u0000", "empty"),
        ("م" * 8001, "too_long"),
        ("x" * 1_000_000, "too_long"),
    ],
)
def test_post_message_refuses_bad_bodies(cast: Cast, body: str, code: str) -> None:
    room = sector_room(cast, "basel")
    with pytest.raises(ValidationError) as refusal:
        said(cast, "basel", room, body)
    assert refusal.value.error_dict["body"][0].code == code
    assert Message.objects.count() == 0


def test_post_message_defuses_bidi_overrides_and_scripts(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel"), "قبل \u202eبعد <script>alert(1)</script>")
    assert "\u202e" not in message.body
    assert "<script" not in message.html


def test_post_message_refuses_speaking_for_a_foreign_organization(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    actor = type(cast.actor("basel"))(cast.basel, cast.other)
    with pytest.raises(Refused):
        actions.post_message(actor=actor, room=room, body="باسم غيري", client_id=uuid4())


def test_own_message_is_read_by_its_author_only(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    said(cast, "basel", room)
    marks = dict(RoomMembership.objects.filter(room=room).values_list("person__username", "read_seq"))
    assert marks == {"salma": 0, "basel": 1, "omar": 0}


def test_read_room_only_grows_and_stops_at_the_newest(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    for _ in range(3):
        said(cast, "basel", room)
    assert [actions.read_room(actor=cast.actor("omar"), room=room, seq=seq) for seq in (2, 1, 900)] == [2, 2, 3]
    assert events(f"user.{cast.omar.pk}").count("room_read") == 2


def test_edit_message_keeps_what_was_said(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel"), "عشرون بطانية")
    actions.edit_message(actor=cast.actor("basel"), message=message, body="ثلاثون بطانية")
    assert [version.body for version in message.versions.all()] == ["عشرون بطانية"]
    assert events(message.room.stream)[-1] == "message_edited"


def test_edit_message_to_the_same_words_leaves_nothing(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel"), "نعم")
    actions.edit_message(actor=cast.actor("basel"), message=message, body="نعم")
    assert message.edited_at is None
    assert events(message.room.stream)[-1] == "message_posted"


def test_delete_message_leaves_a_tombstone_without_words(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel"), "رقم سري 1234")
    actions.edit_message(actor=cast.actor("basel"), message=message, body="لا شيء")
    for _ in range(2):
        actions.delete_message(actor=cast.actor("basel"), message=message)
    message.refresh_from_db()
    assert (message.body, message.html, message.versions.count()) == ("", "", 0)
    assert events(message.room.stream).count("message_deleted") == 1


def test_sending_again_what_was_deleted_since_answers_with_its_tombstone(cast: Cast) -> None:
    room, client_id = sector_room(cast, "basel"), uuid4()
    first = actions.post_message(actor=cast.actor("basel"), room=room, body="مرحبا", client_id=client_id).message
    actions.delete_message(actor=cast.actor("basel"), message=first)
    again = actions.post_message(actor=cast.actor("basel"), room=room, body="مرحبا", client_id=client_id)
    assert (again.is_new, again.message.pk, again.message.deleted_at is not None) == (False, first.pk, True)


def test_reactions_are_absolute(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel", "omar"))
    for _ in range(2):
        actions.set_reaction(actor=cast.actor("omar"), message=message, emoji="🙏")
    assert message.reactions.count() == 1
    for _ in range(2):
        actions.unset_reaction(actor=cast.actor("omar"), message=message, emoji="🙏")
    assert events(message.room.stream)[-2:] == ["reaction_set", "reaction_unset"]


def test_set_reaction_refuses_words_and_a_twenty_first_kind(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel", "omar"))
    with pytest.raises(ValidationError):
        actions.set_reaction(actor=cast.actor("omar"), message=message, emoji="نعم")
    for code in range(20):
        actions.set_reaction(actor=cast.actor("omar"), message=message, emoji=chr(0x1F600 + code))
    with pytest.raises(ValidationError):
        actions.set_reaction(actor=cast.actor("omar"), message=message, emoji="🙏")


def test_mentions_are_stored_for_those_who_may_see_the_room(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    body = (
        f"[@عمر](/people/{cast.omar.pk}/) [@غريب](/people/{cast.gharib.pk}/) "
        f"[@جمعية](/organizations/{cast.other.pk}/) [@الجميع](/rooms/{room.pk}/)"
    )
    message = said(cast, "basel", room, body)
    found = set(message.mentions.values_list("person", "organization"))
    assert found == {(cast.omar.pk, None), (None, cast.other.pk), (None, None)}


def test_reply_must_stand_in_the_same_room(cast: Cast) -> None:
    room, other = sector_room(cast, "basel"), group_room(cast, "basel", [cast.hala])
    original = said(cast, "basel", room)
    with pytest.raises(ValidationError):
        actions.post_message(actor=cast.actor("basel"), room=other, body="رد", client_id=uuid4(), reply_to=original)


def test_leaving_a_group_takes_it_out_of_sight(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.hala])
    actions.leave_room(actor=cast.actor("hala"), room=room)
    actions.leave_room(actor=cast.actor("hala"), room=room)
    assert not rooms_for(cast.hala).filter(pk=room.pk).exists()
    left = Entry.objects.get(stream__name=room.stream, event="member_left")
    assert left.facts == {"person": cast.hala.pk, "name": "هالة", "lost": [cast.hala.pk]}
    assert events(f"user.{cast.hala.pk}")[-2:] == ["room_left", "access_changed"]


def test_leaving_an_open_room_keeps_it_readable(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    actions.leave_room(actor=cast.actor("basel"), room=room)
    assert Entry.objects.get(event="member_left").facts["lost"] == []
    assert rooms_for(cast.basel).filter(pk=room.pk).exists()


def test_joining_twice_changes_nothing(cast: Cast) -> None:
    room = sector_room(cast, "basel", "basel")
    assert events(room.stream).count("member_joined") == 2
    assert room.memberships.filter(person=cast.basel).count() == 1


def test_an_official_sees_an_open_room_only_when_invited(cast: Cast) -> None:
    room = sector_room(cast)
    assert not rooms_for(cast.rania).exists()
    actions.add_members(actor=cast.actor("salma"), room=room, people=[cast.rania])
    assert list(rooms_for(cast.rania)) == [room]
    actions.remove_member(actor=cast.actor("salma"), room=room, person=cast.rania)
    assert not rooms_for(cast.rania).exists()


def test_add_members_refuses_people_one_may_not_see(cast: Cast) -> None:
    room = group_room(cast, "basel", [])
    with pytest.raises(ValidationError):
        actions.add_members(actor=cast.actor("basel"), room=room, people=[cast.gharib])


def test_open_direct_is_the_same_room_from_both_sides(cast: Cast) -> None:
    first = actions.open_direct(actor=cast.actor("basel"), person=cast.omar)
    assert actions.open_direct(actor=cast.actor("omar"), person=cast.basel) == first
    assert first.memberships.count() == 2


def test_create_room_again_answers_with_the_first(cast: Cast) -> None:
    client_id = uuid4()
    rooms = {
        actions.create_room(actor=cast.actor("basel"), kind="group", name="فريق", client_id=client_id).pk
        for _ in range(2)
    }
    assert len(rooms) == 1
    with pytest.raises(Conflict):
        actions.create_room(actor=cast.actor("basel"), kind="group", name="آخر", client_id=client_id)


def test_closed_room_is_read_and_not_written(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.hala])
    actions.close_room(actor=cast.actor("basel"), room=room)
    with pytest.raises(Refused):
        said(cast, "hala", room)
    assert rooms_for(cast.hala).filter(pk=room.pk).exists()


def test_few_write_in_an_announcement_room(cast: Cast) -> None:
    room = actions.create_room(actor=cast.actor("salma"), kind="announcement", name="إعلانات أمانة السر")
    actions.join_room(actor=cast.actor("basel"), room=room)
    with pytest.raises(Refused):
        said(cast, "basel", room)
    actions.set_room_role(actor=cast.actor("salma"), room=room, person=cast.basel, role="writer")
    assert said(cast, "basel", room).seq == 1


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_get_fifty_numbers(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")

    def send(name: str) -> None:
        for _ in range(5):
            said(cast, name, room)
        connection.close()

    threads = [threading.Thread(target=send, args=(name,)) for name in ("basel", "omar") * 5]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(Message.objects.order_by("seq").values_list("seq", flat=True)) == list(range(1, 51))
    numbers = list(Entry.objects.filter(stream__name=room.stream).order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.django_db(transaction=True)
def test_the_same_message_sent_twice_at_once_is_stored_once(cast: Cast) -> None:
    room, client_id, answers = sector_room(cast, "basel"), uuid4(), []

    def send() -> None:
        posted = actions.post_message(actor=cast.actor("basel"), room=room, body="مرة واحدة", client_id=client_id)
        answers.append((posted.message.pk, posted.is_new))
        connection.close()

    threads = [threading.Thread(target=send) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(answers) == 8
    assert len({pk for pk, _ in answers}) == 1
    assert [is_new for _, is_new in answers].count(True) == 1


def test_one_channel_per_sector_and_place(cast: Cast) -> None:
    sector_room(cast)
    with pytest.raises(ValidationError):
        sector_room(cast)
    assert Room.objects.filter(kind="sector").count() == 1
