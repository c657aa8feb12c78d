"""The last two of those who look after something go at the same moment: one stays."""

from __future__ import annotations

import pytest

from accounts.actions import end_secretariat, suspend_person
from accounts.models import User
from chat.actions import leave_room, remove_member, set_room_role
from chat.models import Room, RoomUserPermission
from journal.actors import Actor
from tests.chat.rooms import group_room
from tests.factories import Cast, make_cast, make_person
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def group(cast: Cast) -> Room:
    """Basel and Hala look after it, Omar is in it."""
    room = group_room(cast, "basel", [cast.hala, cast.omar])
    set_room_role(actor=cast.actor("basel"), room=room, person=cast.hala, role="moderator")
    return room


@pytest.mark.parametrize("how", ["leave", "remove", "step down"])
def test_a_group_keeps_a_moderator(cast: Cast, group: Room, how: str) -> None:
    basel, hala = cast.actor("basel"), cast.actor("hala")
    if how == "leave":
        at_once(lambda: leave_room(actor=basel, room=group), lambda: leave_room(actor=hala, room=group))
    elif how == "remove":
        at_once(
            lambda: leave_room(actor=basel, room=group),
            lambda: remove_member(actor=hala, room=group, person=cast.hala),
        )
    else:
        at_once(
            lambda: set_room_role(actor=basel, room=group, person=cast.basel, role="member"),
            lambda: set_room_role(actor=hala, room=group, person=cast.hala, role="member"),
        )
    moderating = RoomUserPermission.objects.filter(content_object=group, permission__codename="moderate_room")
    assert moderating.count() == 1


@pytest.mark.parametrize("act", ["end_secretariat", "suspend_person"])
def test_somebody_stays_in_the_secretariat(cast: Cast, act: str) -> None:
    other = make_person("نور", is_secretariat=True)
    verb = {"end_secretariat": end_secretariat, "suspend_person": suspend_person}[act]
    # Each with rows of their own, as two requests have them.
    at_once(
        lambda: verb(actor=cast.actor("salma"), person=User.objects.get(pk=other.pk)),
        lambda: verb(actor=Actor(other), person=User.objects.get(pk=cast.salma.pk)),
    )
    assert User.objects.filter(is_secretariat=True, is_active=True).count() == 1
