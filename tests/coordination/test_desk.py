"""The registration desk: arrivals by code and by name, told once or later, and no code found by trying."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.actions import (
    check_in,
    check_in_by_code,
    replace_delegate,
    set_forum_status,
    take_off_delegate,
    undo_check_in,
)
from coordination.codes import long_code, read_code
from coordination.models import Forum
from coordination.permissions import can_check_in, can_undo_check_in
from journal.refusals import Conflict, Refused, TooSoon
from meetings.models import Participant
from tests.coordination.made import accepted, convened_forum, named
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_person, signed_in
from tests.meetings.made import chair_of, union_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def hala(cast: Cast) -> Participant:
    cache.clear()
    return named(cast, accepted(cast, convened_forum(cast), quota=3), person=cast.hala)


@pytest.fixture
def forum(hala: Participant) -> Forum:
    return hala.body.forum


def test_the_people_of_the_conveners_sit_at_the_desk(cast: Cast, forum: Forum, hala: Participant) -> None:
    assert cast.who(can_check_in, forum) == cast.who(can_undo_check_in, forum) == ""
    helper = make_person()
    make_membership(helper, union_of(cast))
    at_the_desk = chair_of(cast).__class__(helper, union_of(cast))
    assert check_in(actor=at_the_desk, forum=forum, delegate=hala).arrived_by == helper
    for name in ("basel", "rania", "gharib"):
        for act in (check_in, undo_check_in):
            with pytest.raises(Refused):
                act(actor=cast.actor(name), forum=forum, delegate=hala)
        with pytest.raises(Refused):
            check_in_by_code(actor=cast.actor(name), forum=forum, code=hala.code)


def test_check_in_counts_the_first_arrival(cast: Cast, forum: Forum, hala: Participant) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock, entries_left() as left:
        first = check_in(actor=chair_of(cast), forum=forum, delegate=hala).arrived_at
        clock.shift(timedelta(minutes=5))
        assert check_in_by_code(actor=chair_of(cast), forum=forum, code=hala.code).arrived_at == first
    assert left == [(forum.stream, "delegate_arrived", hala.pk, {})]


def test_a_device_without_a_line_tells_later_how_long_ago(cast: Cast, forum: Forum, hala: Participant) -> None:
    with time_machine.travel(timezone.now(), tick=False):
        row = check_in(actor=chair_of(cast), forum=forum, delegate=hala, ago=3600)
        assert row.arrived_at == timezone.now() - timedelta(hours=1)
        undo_check_in(actor=chair_of(cast), forum=forum, delegate=hala)
        row = check_in(actor=chair_of(cast), forum=forum, delegate=hala, ago=10**7)
        assert row.arrived_at == timezone.now() - timedelta(days=2)


def test_undo_check_in_takes_it_back(cast: Cast, forum: Forum, hala: Participant) -> None:
    check_in(actor=chair_of(cast), forum=forum, delegate=hala)
    with entries_left() as left:
        assert undo_check_in(actor=chair_of(cast), forum=forum, delegate=hala).arrived_at is None
        undo_check_in(actor=chair_of(cast), forum=forum, delegate=hala)
    assert left == [(forum.stream, "delegate_arrival_undone", hala.pk, {})]


def test_codes_are_read_as_people_type_them(cast: Cast, forum: Forum, hala: Participant) -> None:
    typed = f" {hala.code[2:].lower().replace('-', ' ')}"
    assert check_in_by_code(actor=chair_of(cast), forum=forum, code=typed).pk == hala.pk
    assert read_code("٧K٣Q-F٩XM", "D") == "D-7K3Q-F9XM"
    for wrong in ("", "D-7K3Q", "D-7K3Q-F9X0", "L-7K3Q-F9XM2"):
        assert read_code(wrong, "D") == ""
    assert len({long_code("D") for _ in range(200)}) == 200


def test_no_code_is_found_by_trying(cast: Cast, forum: Forum, hala: Participant) -> None:
    chair = chair_of(cast)
    for _each in range(10):
        with pytest.raises(ValidationError) as wrong:
            check_in_by_code(actor=chair, forum=forum, code=long_code("D"))
        assert wrong.value.error_dict["code"][0].code == "unknown_code"
    with pytest.raises(TooSoon) as no:
        check_in_by_code(actor=chair, forum=forum, code=hala.code)
    assert (no.value.code, no.value.seconds) == ("too_many_tries", 600)
    assert check_in(actor=chair, forum=forum, delegate=hala).arrived_at is not None


def test_a_badge_that_was_replaced_opens_nothing(cast: Cast, forum: Forum, hala: Participant) -> None:
    after = replace_delegate(actor=cast.actor("basel"), delegate=hala, client_id=uuid4(), name="سامر")
    with pytest.raises(Conflict) as no:
        check_in_by_code(actor=chair_of(cast), forum=forum, code=hala.code)
    assert no.value.code == "no_longer"
    take_off_delegate(actor=cast.actor("basel"), delegate=after)
    with pytest.raises(Conflict):
        check_in(actor=chair_of(cast), forum=forum, delegate=after)


def test_a_badge_of_another_forum_is_none_here(cast: Cast, hala: Participant) -> None:
    other = convened_forum(cast, title="ملتقى آخر")
    with pytest.raises(ValidationError):
        check_in_by_code(actor=chair_of(cast), forum=other, code=hala.code)
    with pytest.raises(Refused):
        check_in(actor=chair_of(cast), forum=other, delegate=hala)


def test_the_desk_closes_with_the_forum(cast: Cast, forum: Forum, hala: Participant) -> None:
    forum = set_forum_status(actor=chair_of(cast), forum=forum, status="cancelled", reason="لسبب")
    with pytest.raises(Refused):
        check_in(actor=chair_of(cast), forum=forum, delegate=hala)


def test_the_page_holds_the_list_for_those_at_the_desk(cast: Cast, forum: Forum, hala: Participant) -> None:
    address = reverse("coordination:desk", args=[forum.pk])
    assert hala.code in signed_in(cast.salma).get(address).content.decode()
    for name in ("basel", "gharib"):
        assert signed_in(getattr(cast, name)).get(address).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_desk_asks_the_same_however_many(cast: Cast, number: int, django_assert_num_queries: Any) -> None:
    row = accepted(cast, convened_forum(cast), quota=3)
    for each in range(number):
        named(cast, row, name=f"ضيف {each}")
    client = signed_in(cast.salma)
    address = reverse("coordination:desk", args=[row.forum_id])
    client.get(address)
    with django_assert_num_queries(21):
        client.get(address)


def test_the_api_of_the_desk(cast: Cast, forum: Forum, hala: Participant) -> None:
    salma, address = signed_in(cast.salma), f"/api/forums/{forum.pk}/arrivals/"
    (person,) = salma.get(f"/api/forums/{forum.pk}/desk/").json()["people"]
    assert (person["code"], person["arrived_at"]) == (hala.code, None)
    by_code = salma.put(address, {"code": hala.code}, content_type="application/json")
    again = salma.put(address, {"delegate": hala.pk, "ago": 60}, content_type="application/json")
    assert by_code.json()["arrived_at"] == again.json()["arrived_at"]
    undone = salma.put(address, {"delegate": hala.pk, "arrived": False}, content_type="application/json")
    assert undone.json()["arrived_at"] is None
    unknown = salma.put(address, {"code": "D-2222-2222"}, content_type="application/json")
    assert (unknown.status_code, unknown.json()["errors"]["code"][0]["code"]) == (400, "unknown_code")
    for name in ("basel", "gharib"):
        other = signed_in(getattr(cast, name))
        assert other.put(address, {"code": hala.code}, content_type="application/json").status_code == 404
        assert other.get(f"/api/forums/{forum.pk}/desk/").status_code == 404


# Paper ----------------------------------------------------------------------------------------------------------------
def test_badges_and_letters_are_for_those_who_prepare_it(cast: Cast, forum: Forum, hala: Participant) -> None:
    row = forum.delegations.get(organization=cast.association)
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    papers = [reverse(f"coordination:{name}", args=[forum.pk]) for name in ("badges_paper", "letters_paper")]
    for address in [*papers, reverse("coordination:letter_paper", args=[row.pk])]:
        assert salma.get(address).content[:5] == b"%PDF-"
        assert signed_in(cast.gharib).get(address).status_code == 404
    assert basel.get(reverse("coordination:letter_paper", args=[row.pk])).content[:5] == b"%PDF-"
    assert [basel.get(address).status_code for address in papers] == [404, 404]
    assert salma.get(papers[0], {"delegation": "999999"}).status_code == 404
