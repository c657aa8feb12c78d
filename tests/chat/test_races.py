"""Two requests that come at the same moment: one effect, no failure."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import connections

from chat.actions import create_room, join_room, open_direct, post_message, set_reaction
from chat.models import Message, Reaction, Room, RoomMembership
from journal.actors import Actor
from journal.models import Entry, Stream
from organizations.actions import accept_invitation, create_invitation, hand_out_reset_link, use_reset_link
from organizations.models import Membership, Role
from tests.chat.rooms import said, sector_room
from tests.factories import Cast, make_cast, make_place, make_sector

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
AT_ONCE = 4
NOBODY = Actor(AnonymousUser())


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


def at_once(act: Callable[[], Any]) -> list[Any]:
    """Do it four times at the same moment; what each returned, or the error it raised."""
    start, made = threading.Barrier(AT_ONCE), []

    def run() -> None:
        start.wait(10)
        try:
            made.append(act())
        except Exception as error:  # noqa: BLE001  the test looks at it
            made.append(error)
        finally:
            connections.close_all()

    runners = [threading.Thread(target=run) for _ in range(AT_ONCE)]
    for runner in runners:
        runner.start()
    for runner in runners:
        runner.join(30)
    assert len(made) == AT_ONCE
    return made


def events(stream: str, event: str) -> int:
    return Entry.objects.filter(stream__name=stream, event=event).count()


def test_one_client_id_is_one_message(cast: Cast) -> None:
    room, client_id = sector_room(cast, "basel"), uuid4()
    made = at_once(lambda: post_message(actor=cast.actor("basel"), room=room, body="مرة", client_id=client_id))
    assert sorted(each.is_new for each in made) == [False, False, False, True]
    assert len({each.message.pk for each in made}) == 1
    assert (Message.objects.count(), events(room.stream, "message_posted")) == (1, 1)
    assert Stream.objects.get(name=room.stream).seq == 1


def test_joining_at_once_is_joining_once(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    assert at_once(lambda: join_room(actor=cast.actor("omar"), room=room)) == [None] * AT_ONCE
    assert RoomMembership.objects.filter(room=room, person=cast.omar).count() == 1
    assert events(f"user.{cast.omar.pk}", "room_joined") == 1


@pytest.mark.parametrize("is_of_a_place", [True, False])
def test_a_sector_gets_one_channel_in_a_place_also_at_once(cast: Cast, is_of_a_place: bool) -> None:
    """Who comes second hears what the form says, not what the database said."""
    about: dict[str, Any] = {
        "kind": "sector",
        "name": "الصحة",
        "sector": make_sector(),
        "place": make_place() if is_of_a_place else None,
    }
    made = at_once(lambda: create_room(actor=cast.actor("salma"), **about, client_id=uuid4()))
    refused = [each for each in made if isinstance(each, ValidationError)]
    assert [each.error_dict["sector"][0].code for each in refused] == ["room_exists"] * (AT_ONCE - 1)
    assert Room.objects.filter(kind="sector").count() == 1


def test_two_who_write_to_each_other_at_once_meet_in_one_room(cast: Cast) -> None:
    made = at_once(lambda: open_direct(actor=cast.actor("basel"), person=cast.omar))
    assert len({room.pk for room in made}) == 1
    assert events(made[0].stream, "member_joined") == 2


def test_reacting_at_once_is_one_reaction(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    message = said(cast, "basel", room)
    made = at_once(lambda: set_reaction(actor=cast.actor("omar"), message=message, emoji="🙏"))
    assert made == [None] * AT_ONCE
    assert (Reaction.objects.count(), events(room.stream, "reaction_set")) == (1, 1)


def test_a_reset_link_works_once_also_at_once(cast: Cast) -> None:
    _link, secret = hand_out_reset_link(actor=cast.actor("basel"), person=cast.hala)
    made = at_once(lambda: use_reset_link(actor=NOBODY, secret=secret, password="orchard of figs 9"))
    assert [each for each in made if not isinstance(each, ValidationError)] == [cast.hala]
    assert events(f"user.{cast.hala.pk}", "password_reset") == 1


def test_an_invitation_makes_one_member_also_at_once(cast: Cast) -> None:
    _invitation, secret = create_invitation(
        actor=cast.actor("basel"), organization=cast.association, display_name="ليلى", role=Role.MEMBER
    )
    numbers = iter(range(AT_ONCE))
    made = at_once(
        lambda: accept_invitation(
            actor=NOBODY, secret=secret, username=f"laila{next(numbers)}", password="orchard of figs 9"
        )
    )
    assert [type(each).__name__ for each in made].count("Membership") == 1
    assert Membership.objects.filter(organization=cast.association, person__username__startswith="laila").count() == 1
