"""People around the talk: the card, contact by choice, who is here by organisation, who has read."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from accounts.actions import update_profile
from accounts.models import User
from accounts.queries import contact
from chat.actions import delete_message, open_direct, read_room
from chat.models import Message, Room, RoomMembership
from chat.permissions import can_see_readers
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import NAMES, Cast, make_membership, make_organization, make_person, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
PHONE, EMAIL = "0944123456", "basel@yanabia.example"


@pytest.fixture
def room(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.omar, cast.hala])


def reachable(cast: Cast, **shown: Any) -> None:
    User.objects.filter(pk=cast.basel.pk).update(email=EMAIL)
    update_profile(actor=cast.actor("basel"), phone=PHONE, **shown)


@pytest.mark.parametrize(
    ("shown", "seeing"),
    [
        ("nobody", "basel"),
        ("colleagues", "basel hala"),
        ("verified", "basel hala omar"),
    ],
)
def test_contact_is_shown_to_whom_the_person_chose(cast: Cast, shown: str, seeing: str) -> None:
    reachable(cast, phone_shown=shown, email_shown=shown)
    basel = User.objects.get(pk=cast.basel.pk)
    told = {name: contact(getattr(cast, name), basel) for name in NAMES}
    assert " ".join(name for name in NAMES if told[name]["phone"]) == seeing
    assert " ".join(name for name in NAMES if told[name]["email"]) == seeing


def test_by_default_nobody_is_told_and_each_way_is_chosen_apart(cast: Cast) -> None:
    reachable(cast)
    pages = ["/people/{}/short/", "/people/{}/", "/api/people/{}/"]
    client = signed_in(cast.omar)
    told = "".join(client.get(page.format(cast.basel.pk)).content.decode() for page in pages)
    assert PHONE not in told
    assert EMAIL not in told
    update_profile(actor=cast.actor("basel"), phone_shown="verified")
    for page in pages:
        told = client.get(page.format(cast.basel.pk)).content.decode()
        assert PHONE in told, page
        assert EMAIL not in told, page


def test_the_card_tells_whom_one_speaks_for_and_the_rooms_in_common(cast: Cast, room: Room) -> None:
    hidden = group_room(cast, "basel", [cast.hala])
    Room.objects.filter(pk=hidden.pk).update(name="غرفة أخرى")
    open_direct(actor=cast.actor("basel"), person=cast.omar)
    card = signed_in(cast.omar).get(f"/people/{cast.basel.pk}/short/", headers={"X-Sheet": "1"}).content.decode()
    assert "<html" not in card
    assert "جمعية ينابيع الياسمين" in card
    assert f'href="/rooms/{room.pk}/"' in card
    assert "غرفة أخرى" not in card
    assert card.count('href="/rooms/') == 1
    assert f'action="/rooms/direct/{cast.basel.pk}/"' in card


def test_ones_own_card_offers_no_message(cast: Cast) -> None:
    assert "/rooms/direct/" not in signed_in(cast.basel).get(f"/people/{cast.basel.pk}/short/").content.decode()


@pytest.mark.parametrize("name", ["rania", "gharib"])
def test_outsiders_find_no_card(cast: Cast, name: str) -> None:
    client = signed_in(getattr(cast, name))
    for page in ("/people/{}/short/", "/api/people/{}/"):
        assert client.get(page.format(cast.basel.pk)).status_code == 404
        assert client.get(page.format(987_654)).status_code == 404


def test_the_api_tells_of_a_person(cast: Cast, room: Room) -> None:
    told = signed_in(cast.omar).get(f"/api/people/{cast.basel.pk}/").json()
    assert (told["name"], told["phone"], told["email"]) == ("باسل", "", "")
    assert [each["organization"]["name"] for each in told["memberships"]] == ["جمعية ينابيع الياسمين"]
    assert told["rooms"] == [{"id": room.pk, "name": room.name}]


# Who is here ---------------------------------------------------------------------------------------------------------
def grouped(client: Client, room: Room) -> dict[str, list[str]]:
    answer = client.get(f"/api/rooms/{room.pk}/members/").json()
    return {
        (each["organization"] or {"name": ""})["name"]: [person["name"] for person in each["people"]] for each in answer
    }


def test_members_stand_under_their_organisations(cast: Cast, room: Room) -> None:
    unverified = make_organization("جمعية بلا توثيق", status="unverified")
    newcomer = make_person("ليلى")
    make_membership(newcomer, unverified)
    RoomMembership.objects.create(room=room, person=newcomer)
    client = signed_in(cast.omar)
    expected = {"جمعية ينابيع الياسمين": ["باسل", "هالة"], "جمعية سنابل الأمل": ["عمر"], "": ["ليلى"]}
    assert grouped(client, room) == expected
    page = client.get(f"/rooms/{room.pk}/members/").content.decode()
    assert f'id="o{cast.association.pk}"' in page
    assert "بلا توثيق" not in page
    assert page.rindex("باسل") < page.rindex("عمر")


@pytest.mark.parametrize("name", ["salma", "rania", "gharib"])
def test_who_is_not_in_a_group_learns_nothing_of_who_is(cast: Cast, room: Room, name: str) -> None:
    client = signed_in(getattr(cast, name))
    assert client.get(f"/api/rooms/{room.pk}/members/").status_code == 404
    assert client.get(f"/rooms/{room.pk}/members/").status_code == 404


@pytest.mark.parametrize("people", [1, 3])
def test_the_members_of_a_room_cost_the_same_for_any_number(
    cast: Cast, room: Room, people: int, django_assert_num_queries: Any
) -> None:
    for number in range(people):
        person = make_person(f"عضو {number}")
        make_membership(person, make_organization(f"جهة {number}"))
        RoomMembership.objects.create(room=room, person=person)
    client = signed_in(cast.omar)
    client.get("/api/me/")
    with django_assert_num_queries(7):
        client.get(f"/api/rooms/{room.pk}/members/")


# Who has read --------------------------------------------------------------------------------------------------------
@pytest.fixture
def message(cast: Cast, room: Room) -> Message:
    return said(cast, "basel", room)


def test_readers_are_those_whose_mark_passed_the_message(cast: Cast, room: Room, message: Message) -> None:
    message.refresh_from_db()
    read_room(actor=cast.actor("omar"), room=room, seq=message.seq or 0)
    client = signed_in(cast.basel)
    told = client.get(f"/api/messages/{message.pk}/readers/").json()
    assert {key: [each["name"] for each in told[key]] for key in told} == {"read": ["عمر"], "unread": ["هالة"]}
    page = client.get(f"/messages/{message.pk}/readers/", headers={"X-Sheet": "1"}).content.decode()
    assert page.index("عمر") < page.index("هالة")
    assert "<html" not in page


def test_can_see_readers_table(cast: Cast, message: Message) -> None:
    message.refresh_from_db()
    assert cast.who(can_see_readers, message) == "basel"


@pytest.mark.parametrize(("name", "status"), [("hala", 403), ("omar", 403), ("salma", 404), ("gharib", 404)])
def test_readers_refuses_others(cast: Cast, message: Message, name: str, status: int) -> None:
    client = signed_in(getattr(cast, name))
    assert client.get(f"/api/messages/{message.pk}/readers/").status_code == status
    assert client.get(f"/messages/{message.pk}/readers/").status_code == status


def test_readers_refuses_large_rooms_and_deleted_messages(cast: Cast, room: Room, message: Message) -> None:
    other = said(cast, "basel", room)
    delete_message(actor=cast.actor("basel"), message=other)
    client = signed_in(cast.basel)
    assert client.get(f"/api/messages/{other.pk}/readers/").status_code == 403
    crowd = [make_person() for _ in range(27)]
    RoomMembership.objects.bulk_create(RoomMembership(room=room, person=person) for person in crowd)
    assert client.get(f"/api/messages/{message.pk}/readers/").status_code == 200
    RoomMembership.objects.create(room=room, person=make_person())
    assert client.get(f"/api/messages/{message.pk}/readers/").status_code == 403


def test_in_a_direct_room_one_sees_whether_the_other_has_read(cast: Cast) -> None:
    direct = open_direct(actor=cast.actor("basel"), person=cast.omar)
    message = said(cast, "basel", direct)
    told = signed_in(cast.basel).get(f"/api/messages/{message.pk}/readers/").json()
    assert ([each["name"] for each in told["read"]], [each["name"] for each in told["unread"]]) == ([], ["عمر"])


# Managers ------------------------------------------------------------------------------------------------------------
def mentions_of(cast: Cast, room: Room) -> dict[str, int]:
    listed = {
        name: signed_in(getattr(cast, name)).get("/api/me/").json()["rooms"] for name in ("basel", "hala", "omar")
    }
    return {name: next(each["mentions"] for each in rooms if each["id"] == room.pk) for name, rooms in listed.items()}


def test_the_managers_of_an_organisation_are_mentioned_and_nobody_else(cast: Cast) -> None:
    room = sector_room(cast, "basel", "hala", "omar")
    link = f"[@إدارة الينابيع](/organizations/{cast.association.pk}/#managers)"
    message = said(cast, "omar", room, f"{link} نحتاج توقيعكم")
    assert mentions_of(cast, room) == {"basel": 1, "hala": 0, "omar": 0}
    told = signed_in(cast.hala).get(f"/api/messages/{message.pk}/").json()
    expected = {"people": [], "organizations": [], "managers": [cast.association.pk], "room": False}
    assert told["mentions"] == expected
    assert 'class="mention"' in told["html"]
    said(cast, "omar", room, f"[@الينابيع](/organizations/{cast.association.pk}/) و{link}")
    assert mentions_of(cast, room) == {"basel": 2, "hala": 1, "omar": 0}


def test_a_hidden_organisations_managers_are_not_mentioned(cast: Cast) -> None:
    hidden = make_organization("جمعية خفية", status="unverified")
    make_membership(cast.hala, hidden, "signatory")
    room = sector_room(cast, "basel", "hala", "omar")
    message = said(cast, "omar", room, f"[@إدارة](/organizations/{hidden.pk}/#managers)")
    assert not message.mentions.exists()


@pytest.mark.parametrize("address", ["/people/1/#managers", "/rooms/1/#managers"])
def test_only_organisations_have_managers(cast: Cast, address: str) -> None:
    room = sector_room(cast, "basel", "omar")
    assert not said(cast, "omar", room, f"[@أحد]({address})").mentions.exists()


def test_managers_are_suggested_when_their_organisation_is_looked_for(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    client = signed_in(cast.omar)
    found = client.get(f"/api/rooms/{room.pk}/mentionables/", {"q": "ينابيع"}).json()
    assert [(each["kind"], each["name"]) for each in found] == [
        ("organization", "جمعية ينابيع الياسمين"),
        ("managers", "إدارة جمعية ينابيع الياسمين"),
    ]
    assert found[1]["href"] == f"/organizations/{cast.association.pk}/#managers"
    assert "managers" not in {each["kind"] for each in client.get(f"/api/rooms/{room.pk}/mentionables/").json()}
