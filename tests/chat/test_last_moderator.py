"""A group keeps somebody who looks after it; what is closed keeps its name."""

from __future__ import annotations

import pytest
from django.test import Client

from chat.actions import close_room, leave_room, remove_member, set_room_role, update_room
from chat.models import Room
from journal.refusals import Conflict, Refused
from tests.chat.rooms import group_room, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.hala])


def is_in(cast: Cast, room: Room) -> bool:
    return room.memberships.filter(person=cast.basel).exists()


def test_the_last_moderator_stays_while_others_remain(cast: Cast, room: Room) -> None:
    actor = cast.actor("basel")
    for verb, more in (
        (leave_room, {}),
        (remove_member, {"person": cast.basel}),
        (set_room_role, {"person": cast.basel, "role": "member"}),
    ):
        with pytest.raises(Conflict) as refusal:
            verb(actor=actor, room=room, **more)
        assert refusal.value.code == "last_moderator"
    assert is_in(cast, room)


def test_who_named_another_moderator_leaves(cast: Cast, room: Room) -> None:
    set_room_role(actor=cast.actor("basel"), room=room, person=cast.hala, role="moderator")
    leave_room(actor=cast.actor("basel"), room=room)
    assert not is_in(cast, room)


def test_a_suspended_moderator_is_none(cast: Cast, room: Room) -> None:
    set_room_role(actor=cast.actor("basel"), room=room, person=cast.hala, role="moderator")
    type(cast.hala).objects.filter(pk=cast.hala.pk).update(is_active=False)
    leave_room(actor=cast.actor("basel"), room=room)  # nobody else who could look after it, nor be left behind
    assert not is_in(cast, room)


def test_who_is_alone_or_in_a_closed_group_leaves(cast: Cast, room: Room) -> None:
    alone = group_room(cast, "basel", [])
    leave_room(actor=cast.actor("basel"), room=alone)
    close_room(actor=cast.actor("basel"), room=room)
    leave_room(actor=cast.actor("basel"), room=room)
    assert not is_in(cast, alone)
    assert not is_in(cast, room)


def test_others_leave_as_they_like(cast: Cast, room: Room) -> None:
    leave_room(actor=cast.actor("hala"), room=room)
    channel = sector_room(cast, "basel")
    leave_room(actor=cast.actor("salma"), room=channel)
    assert not room.memberships.filter(person=cast.hala).exists()
    assert not channel.memberships.filter(person=cast.salma).exists()


def test_the_pages_say_why(cast: Cast, room: Room) -> None:
    browser = Client()
    browser.force_login(cast.basel)
    members = f"/rooms/{room.pk}/members/"
    for address, form in (
        (f"/rooms/{room.pk}/leave/", {}),
        (f"{members}{cast.basel.pk}/remove/", {}),
        (f"{members}{cast.basel.pk}/role/", {"role": "member"}),
    ):
        answer = browser.post(address, form, follow=True)
        assert answer.redirect_chain == [(members, 302)]
        assert "عيّنوا مشرفاً آخر أولاً" in answer.content.decode()


def test_the_api_answers_409(cast: Cast, room: Room) -> None:
    browser = Client()
    browser.force_login(cast.basel)
    answer = browser.delete(f"/api/rooms/{room.pk}/membership/")
    assert (answer.status_code, answer.json()["code"]) == (409, "last_moderator")


def test_a_closed_room_keeps_its_name(cast: Cast, room: Room) -> None:
    close_room(actor=cast.actor("basel"), room=room)
    with pytest.raises(Refused):
        update_room(actor=cast.actor("basel"), room=room, name="اسم آخر", about="")
