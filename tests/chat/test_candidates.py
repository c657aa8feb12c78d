"""Whom the lists of people offer: never oneself, never who is in, one's colleagues first, each with an organisation."""

from __future__ import annotations

import pytest
from django.test import Client

from chat.candidates import people_to_add, voices_of
from chat.models import Room
from tests.chat.rooms import group_room, sector_room
from tests.factories import Cast, make_membership, make_organization, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_colleagues_come_first_and_oneself_not_at_all(cast: Cast) -> None:
    offered = people_to_add(cast.actor("basel"))
    assert offered[0] == cast.hala
    assert {cast.omar, cast.salma} <= set(offered)
    assert cast.basel not in offered


def test_who_is_in_the_room_is_not_offered(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    offered = people_to_add(cast.actor("salma"), room)
    assert cast.hala in offered
    assert not {cast.basel, cast.omar} & set(offered)


def test_a_suspended_person_is_not_offered(cast: Cast) -> None:
    cast.omar.is_active = False
    cast.omar.save()
    assert cast.omar not in people_to_add(cast.actor("basel"))


def test_only_running_memberships_in_verified_organisations_are_named(cast: Cast) -> None:
    waiting = make_organization("جمعية بانتظار التوثيق", status="awaiting")
    make_membership(cast.omar, waiting)
    found = next(person for person in people_to_add(cast.actor("basel")) if person == cast.omar)
    assert voices_of(found) == [str(cast.other)]


@pytest.mark.parametrize("count", [1, 5])
def test_the_list_costs_the_same_queries(cast: Cast, count: int, django_assert_max_num_queries: object) -> None:
    for _ in range(count):
        make_membership(make_person(), cast.other)
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        [voices_of(person) for person in people_to_add(cast.actor("basel"))]


def test_the_pages_say_for_whom_each_speaks(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.basel)
    page = client.get("/rooms/new/").content.decode()
    assert f"<bdi>{cast.omar} · {cast.other}</bdi>" in page
    assert f'value="{cast.basel.pk}"' not in page
    room = group_room(cast, "basel", [cast.hala])
    page = client.get(f"/rooms/{room.pk}/members/").content.decode()
    assert f"<bdi>{cast.omar} · {cast.other}</bdi>" in page
    assert f"<bdi>{cast.hala} · " not in page


def test_who_was_taken_in_meanwhile_is_no_mistake(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.hala])
    client = Client()
    client.force_login(cast.basel)
    client.post(f"/rooms/{room.pk}/members/add/", {"people": [cast.hala.pk, cast.omar.pk]})
    assert Room.objects.get().memberships.count() == 3


def test_whom_one_may_not_see_one_cannot_choose(cast: Cast) -> None:
    room = group_room(cast, "basel", [])
    client = Client()
    client.force_login(cast.basel)
    client.post(f"/rooms/{room.pk}/members/add/", {"people": [cast.gharib.pk]})
    assert not room.memberships.filter(person=cast.gharib).exists()
