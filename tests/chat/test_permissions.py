"""Who may do what in which room: one table, role × verb × kind."""

from __future__ import annotations

import pytest

from accounts.permissions import people_for
from chat import permissions
from chat.actions import add_members, create_room, open_direct, set_room_role
from chat.models import Room
from chat.permissions import rooms_for
from chat.standing import Standing
from journal.actors import Actor
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import NAMES, Cast, make_membership, make_organization, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]

# Salma made the channel, Basel and Omar joined it, Omar is its moderator, Hala may see it, Rania and Gharib may not.
SECTOR = {
    "see": "salma basel hala omar",
    "join_room": "salma basel hala omar",
    "post_message": "salma basel omar",
    "read_room": "salma basel omar",
    "set_level": "salma basel omar",
    "update_room": "salma omar",
    "close_room": "salma omar",
    "add_members": "salma omar",
    "remove_member": "salma omar",
    "set_room_role": "salma omar",
    "import_history": "salma omar",
}
# Basel made the group and took Hala in.
GROUP = {
    "see": "basel hala",
    "join_room": "basel hala",
    "post_message": "basel hala",
    "read_room": "basel hala",
    "set_level": "basel hala",
    "update_room": "basel",
    "close_room": "basel",
    "add_members": "basel hala",
    "remove_member": "basel",
    "set_room_role": "basel",
    "import_history": "basel hala",
}
# Basel and Omar talk to each other.
DIRECT = {
    "see": "basel omar",
    "join_room": "",
    "post_message": "basel omar",
    "read_room": "basel omar",
    "set_level": "basel omar",
    "update_room": "",
    "close_room": "",
    "add_members": "",
    "remove_member": "",
    "set_room_role": "",
    "import_history": "basel omar",
}


def make(kind: str, cast: Cast) -> Room:
    if kind == "group":
        return group_room(cast, "basel", [cast.hala])
    if kind == "direct":
        return open_direct(actor=cast.actor("basel"), person=cast.omar)
    room = sector_room(cast, "basel", "omar")
    set_room_role(actor=cast.actor("salma"), room=room, person=cast.omar, role="moderator")
    return room


@pytest.mark.parametrize(("kind", "table"), [("sector", SECTOR), ("group", GROUP), ("direct", DIRECT)])
def test_room_table(cast: Cast, kind: str, table: dict[str, str]) -> None:
    room = make(kind, cast)
    found = {
        verb: " ".join(name for name in NAMES if getattr(permissions, f"can_{verb}")(cast.actor(name), room))
        for verb in table
    }
    assert found == table


def test_message_table(cast: Cast) -> None:
    room = make("sector", cast)
    message = said(cast, "basel", room)
    found = {
        verb: " ".join(name for name in NAMES if getattr(permissions, f"can_{verb}")(cast.actor(name), message))
        for verb in ("edit_message", "delete_message", "set_reaction", "unset_reaction")
    }
    assert found == {
        "edit_message": "basel",
        "delete_message": "basel",
        "set_reaction": "salma basel omar",
        "unset_reaction": "salma basel hala omar",
    }


def test_create_room_table(cast: Cast) -> None:
    found = {
        kind: " ".join(name for name in NAMES if permissions.can_create_room(cast.actor(name), kind))
        for kind in ("sector", "announcement", "organization", "group", "direct")
    }
    assert found == {
        "sector": "salma",
        "announcement": "salma",
        "organization": "",
        "group": "basel hala omar rania",
        "direct": "",
    }


def test_open_direct_is_for_people_one_may_see(cast: Cast) -> None:
    found = {name: permissions.can_open_direct(cast.actor(name), cast.omar) for name in NAMES}
    assert found == {
        **dict.fromkeys(NAMES, True),
        "gharib": False,
        "rania": people_for(cast.rania).filter(pk=cast.omar.pk).exists(),
    }


def test_a_suspended_person_sees_nothing(cast: Cast) -> None:
    room = make("sector", cast)
    cast.basel.is_active = False
    cast.basel.save()
    assert not rooms_for(cast.basel).exists()
    assert not permissions.can_post_message(cast.actor("basel"), room)


def test_people_of_a_suspended_organization_lose_open_rooms_at_once(cast: Cast) -> None:
    make("sector", cast)
    cast.association.status = "suspended"
    cast.association.save()
    assert not rooms_for(cast.basel).exists()


def test_managers_moderate_their_organizations_room(cast: Cast) -> None:
    room = create_room(actor=Actor.clock(), kind="organization", name="غرفتنا", organization=cast.association)
    manager = make_person()
    make_membership(manager, cast.association, "manager")
    assert Standing(Actor(manager, cast.association), room).moderates
    assert permissions.can_see(cast.actor("hala"), room)
    assert not Standing(cast.actor("hala"), room).moderates
    assert not permissions.can_see(cast.actor("salma"), room)


def test_streams_for_answers_alike_for_missing_and_forbidden(cast: Cast) -> None:
    group, sector = group_room(cast, "basel", []), sector_room(cast)
    asked = {group.stream, sector.stream, "room.999999", "room.", "room.x", "room.-1", "room.٣", "room." + "9" * 40}
    assert permissions.streams_for(cast.omar, asked) == {sector.stream}
    assert permissions.streams_for(cast.gharib, asked) == set()


def test_an_unverified_organization_opens_no_channel(cast: Cast) -> None:
    sector_room(cast)
    person = make_person()
    make_membership(person, make_organization(status="unverified"))
    assert not rooms_for(person).exists()


def test_standing_and_rooms_for_say_the_same(cast: Cast) -> None:
    rooms = [make(kind, cast) for kind in ("sector", "group", "direct")]
    rooms.append(create_room(actor=cast.actor("salma"), kind="announcement", name="إعلانات"))
    rooms.append(create_room(actor=Actor.clock(), kind="organization", name="غرفتنا", organization=cast.association))
    add_members(actor=cast.actor("salma"), room=rooms[0], people=[cast.rania])
    suspended, lost = make_person(), make_organization(status="suspended")
    make_membership(suspended, lost)
    people = [*(getattr(cast, name) for name in NAMES), suspended, make_person(is_active=False, is_secretariat=True)]
    for person in people:
        seen = {room.pk for room in rooms if Standing(Actor(person), room).sees}
        assert seen == set(rooms_for(person).values_list("pk", flat=True)), person
