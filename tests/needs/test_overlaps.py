"""Overlaps: what counts as one, who sees it, and the room that it leads to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from chat.actions import close_room
from chat.models import Message
from journal.models import Entry
from journal.refusals import Conflict, Refused
from needs.actions.overlaps import open_overlap_room
from needs.models import Need, OverlapRoom, Pledge, TargetGroup
from needs.permissions import needs_for
from needs.permissions.overlaps import can_open_overlap_room
from needs.queries.overlaps import overlaps, overlaps_of
from organizations.models import Role
from tests.factories import Cast, make_membership, make_organization, make_person
from tests.needs.board import asked, make_item, make_town, standing_need
from tests.needs.test_board import other_town, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
SOON = timezone.localdate() + timedelta(days=5)


@pytest.fixture
def asking(cast: Cast) -> dict[str, Need]:
    """Two needs for the same elderly of one town, of two other organisations."""
    elderly = TargetGroup.objects.create(code="zq_elderly", name_ar="كبار السن", name_en="elderly")
    third = make_organization("جمعية الثالثة")
    make_membership(cast.gharib, third, Role.SIGNATORY)
    salma = cast.actor("salma")
    needs = {}
    for name in ("one", "two"):
        needs[name] = standing_need(
            cast, "salma", organization=third, title=name, target_groups=[elderly], households=40
        )
    assert salma.is_person
    return needs


def promise(need: Need, by: Any, on: date | None = SOON, status: str = "accepted", place: int = 0) -> Pledge:
    pledge = Pledge.objects.create(
        code=f"P-{uuid4().hex[:6]}", need=need, organization=by, author=need.author, client_id=uuid4(),
        status=status, expected_on=on,
    )  # fmt: skip
    line = need.lines.all()[place]
    pledge.lines.create(need_line=line, unit=line.unit, typed=5000, quantity=5000)
    return pledge


def found(cast: Cast, **more: Any) -> list[list[str]]:
    return [sorted(str(plan.organization) for plan in each.plans) for each in overlaps(needs_for(cast.basel), **more)]


# What counts ----------------------------------------------------------------------------------------------------------
def test_two_organisations_that_plan_the_same_overlap(cast: Cast, asking: dict[str, Need]) -> None:
    promise(asking["one"], cast.association)
    promise(asking["two"], cast.other, SOON + timedelta(days=10))
    [overlap] = overlaps(needs_for(cast.basel))
    assert (str(overlap.family), overlap.place.pk, overlap.households) == (str(make_item()), make_town().pk, 80)
    assert overlap.groups == [TargetGroup.objects.get(code="zq_elderly")]
    assert [plan.amount for plan in overlap.plans] == ["5", "5"]
    assert found(cast, place="SY02") == found(cast, organization=cast.other.pk) == found(cast)
    assert found(cast, place="SY07") == []


@pytest.mark.parametrize(
    ("status", "days", "is_other_need", "count"),
    [
        ("proposed", 0, True, 1),
        ("dispatched", 14, True, 1),
        ("accepted", 15, True, 0),
        ("confirmed", 0, True, 0),
        ("declined", 0, True, 0),
        ("accepted", 0, False, 0),
    ],
)
def test_what_overlaps(
    cast: Cast, asking: dict[str, Need], status: str, days: int, is_other_need: bool, count: int
) -> None:
    promise(asking["one"], cast.association)
    other = asking["two"] if is_other_need else asking["one"]
    promise(other, cast.other, SOON + timedelta(days=days), status)
    assert len(found(cast)) == count


def test_an_organisation_does_not_overlap_with_itself(cast: Cast, asking: dict[str, Need]) -> None:
    promise(asking["one"], cast.association)
    promise(asking["two"], cast.association)
    assert found(cast) == []


def test_a_day_that_nobody_told_may_be_any(cast: Cast, asking: dict[str, Need]) -> None:
    promise(asking["one"], cast.association, None)
    promise(asking["two"], cast.other, SOON + timedelta(days=60))
    assert len(found(cast)) == 1


def test_other_people_places_and_things_do_not_overlap(cast: Cast, asking: dict[str, Need]) -> None:
    promise(asking["one"], cast.association)
    for more in ({}, {"place": other_town()}, {"lines": [asked("5", make_item("zq_tent", "خيمة"))]}):
        promise(standing_need(cast, "salma", organization=asking["one"].organization, **more), cast.other)
    assert found(cast) == []


def test_members_of_a_family_are_the_same(cast: Cast, asking: dict[str, Need]) -> None:
    winter = make_item("zq_winter", "بطانية سميكة", family=make_item())
    group = TargetGroup.objects.get(code="zq_elderly")
    third = standing_need(
        cast, "salma", organization=asking["one"].organization, target_groups=[group], lines=[asked("9", winter)]
    )
    promise(asking["one"], cast.association)
    promise(third, cast.other)
    assert len(found(cast)) == 1


def test_who_is_about_to_promise_hears_of_others(cast: Cast, asking: dict[str, Need]) -> None:
    promise(asking["two"], cast.other)
    assert len(overlaps_of(needs_for(cast.basel), asking["one"], cast.association.pk)) == 1
    assert overlaps_of(needs_for(cast.basel), asking["one"], cast.other.pk) == []
    page = signed_in(cast, "basel").get(f"/needs/{asking['one'].pk}/overlaps/").content.decode()
    assert str(cast.other) in page


def test_needs_one_does_not_see_overlap_with_nothing(cast: Cast, asking: dict[str, Need]) -> None:
    promise(asking["one"], cast.association)
    promise(asking["two"], cast.other)
    Need.objects.filter(pk=asking["two"].pk).update(visibility="own")
    assert found(cast) == []


# The room -------------------------------------------------------------------------------------------------------------
@pytest.fixture
def pair(cast: Cast, asking: dict[str, Need]) -> tuple[Pledge, Pledge]:
    return promise(asking["one"], cast.association), promise(asking["two"], cast.other)


def test_open_overlap_room_brings_both_together(cast: Cast, pair: tuple[Pledge, Pledge]) -> None:
    room = open_overlap_room(actor=cast.actor("basel"), first=pair[1], second=pair[0])
    assert set(room.memberships.values_list("person", flat=True)) == {cast.basel.pk, cast.omar.pk}
    assert room.name == f"تنسيق: {make_item()}، {make_town()}"
    assert f"(/needs/{pair[1].need_id}/)" in Message.objects.get(room=room).body
    told = Entry.objects.filter(event="overlap_room_opened").order_by("stream__name")
    assert {entry.stream.name for entry in told} == {f"org.{cast.association.pk}", f"org.{cast.other.pk}"}
    assert told[0].facts == {"pledges": [pair[0].pk, pair[1].pk]}
    assert open_overlap_room(actor=cast.actor("omar"), first=pair[0], second=pair[1]) == room
    close_room(actor=cast.actor("basel"), room=room)
    assert open_overlap_room(actor=cast.actor("omar"), first=pair[0], second=pair[1]) != room
    assert OverlapRoom.objects.count() == 1


def test_the_room_names_no_need_that_one_of_them_may_not_see(cast: Cast, pair: tuple[Pledge, Pledge]) -> None:
    Need.objects.filter(pk=pair[1].need_id).update(visibility="own", title="سر الدار")
    first, second = (Pledge.objects.get(pk=pledge.pk) for pledge in pair)
    assert needs_for(cast.omar).filter(pk=second.need_id).exists()
    room = open_overlap_room(actor=cast.actor("omar"), first=first, second=second)
    body = Message.objects.get(room=room).body
    assert f"[{first.need.code} {first.need.title}](/needs/{first.need_id}/)" in body
    for told in (second.need.code, "سر الدار", f"/needs/{second.need_id}/"):
        assert told not in f"{body} {room.name}"
    assert f"{cast.other} تخطط لتقديم: {make_item()}، {make_town()}" in body


def test_open_overlap_room_table(cast: Cast, pair: tuple[Pledge, Pledge]) -> None:
    names = ("salma", "basel", "hala", "omar", "rania", "gharib")
    allowed = [name for name in names if can_open_overlap_room(cast.actor(name), *pair)]
    assert allowed == ["salma", "basel", "omar"]


def test_open_overlap_room_refuses_colleagues_outsiders_and_late_comers(
    cast: Cast, pair: tuple[Pledge, Pledge]
) -> None:
    for name in ("hala", "rania", "gharib"):
        with pytest.raises(Refused):
            open_overlap_room(actor=cast.actor(name), first=pair[0], second=pair[1])
    open_overlap_room(actor=cast.actor("basel"), first=pair[0], second=pair[1])
    late = make_person("متأخر", username="late")
    make_membership(late, cast.other, Role.MANAGER)
    client = Client()
    client.force_login(late)
    answer = client.post(f"/pledges/{pair[0].pk}/together/{pair[1].pk}/", follow=True)
    assert "الغرفة مفتوحة من قبل" in answer.content.decode()


def test_open_overlap_room_refuses_what_no_longer_overlaps(cast: Cast, pair: tuple[Pledge, Pledge]) -> None:
    Pledge.objects.filter(pk=pair[1].pk).update(status="withdrawn")
    with pytest.raises(Conflict) as refusal:
        open_overlap_room(actor=cast.actor("basel"), first=pair[0], second=Pledge.objects.get(pk=pair[1].pk))
    assert refusal.value.code == "no_overlap"


# The page -------------------------------------------------------------------------------------------------------------
def test_the_page_of_overlaps_offers_a_room_to_who_speaks(cast: Cast, pair: tuple[Pledge, Pledge]) -> None:
    button = f"/pledges/{pair[0].pk}/together/{pair[1].pk}/"
    page = signed_in(cast, "basel").get("/needs/overlaps/").content.decode()
    assert button in page
    assert "كبار السن" in page
    assert button not in signed_in(cast, "hala").get("/needs/overlaps/").content.decode()
    answer = signed_in(cast, "basel").post(button)
    assert answer.headers["Location"] == f"/rooms/{OverlapRoom.objects.get().room_id}/"


def test_officials_and_strangers_see_no_overlaps(cast: Cast, pair: tuple[Pledge, Pledge]) -> None:
    assert str(cast.other) not in signed_in(cast, "rania").get("/needs/overlaps/").content.decode()
    assert Client().get("/needs/overlaps/").status_code == 302
    assert signed_in(cast, "rania").post(f"/pledges/{pair[0].pk}/together/{pair[1].pk}/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_overlaps_cost_the_same_queries(
    cast: Cast, asking: dict[str, Need], number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        promise(asking["one"], cast.association)
        promise(asking["two"], cast.other)
    client = signed_in(cast, "omar")
    client.get("/needs/overlaps/")
    with django_assert_num_queries(16):
        client.get("/needs/overlaps/")
