"""Whom an organisation sends: naming, quota, nobody for two, replacing with its history."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coordination.actions import accept_delegation, edit_delegate, name_delegate, replace_delegate, take_off_delegate
from coordination.models import Delegation
from coordination.permissions import (
    can_edit_delegate,
    can_name_delegate,
    can_replace_delegate,
    can_take_off_delegate,
    delegates_for,
)
from journal.refusals import Conflict, Refused
from meetings.models import Participant
from organizations.models import Role
from tests.coordination.made import accepted, convened_forum, invited, named
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_person, signed_in
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def row(cast: Cast) -> Delegation:
    return accepted(cast, convened_forum(cast), quota=2)


def test_who_names_whom_an_organisation_sends(cast: Cast, row: Delegation) -> None:
    for may in (can_name_delegate, can_edit_delegate, can_replace_delegate, can_take_off_delegate):
        assert cast.who(may, row) == "basel"
        assert may(chair_of(cast), row)
    for name in ("hala", "omar", "gharib"):
        with pytest.raises(Refused):
            named(cast, row, by=name, name="ضيف")


def test_name_delegate_puts_a_person_on_the_list(cast: Cast, row: Delegation) -> None:
    with entries_left() as left:
        hala = named(cast, row, person=cast.hala, post="منسقة البرامج", role="head")
    assert (hala.name, hala.organization, hala.person, hala.role) == ("هالة", cast.association, cast.hala, "head")
    assert hala.code.startswith("D-")
    assert left == [
        (row.forum.stream, "delegate_named", hala.pk, {}),
        (f"user.{cast.hala.pk}", "delegate_named", row.pk, {"code": row.forum.code}),
    ]


def test_name_delegate_again_is_the_same_or_a_conflict(cast: Cast, row: Delegation) -> None:
    key = uuid4()
    first = named(cast, row, client_id=key, name="ضيف أول")
    assert named(cast, row, client_id=key, name="ضيف أول") == first
    with pytest.raises(Conflict) as no:
        named(cast, row, client_id=key, name="ضيف آخر")
    assert no.value.code == "client_id_reused"


def test_nobody_comes_for_two_organisations(cast: Cast, row: Delegation) -> None:
    make_membership(cast.hala, cast.other, Role.MEMBER)
    other = Delegation.objects.get(organization=cast.other)
    accept_delegation(actor=cast.actor("omar"), delegation=other)
    named(cast, row, person=cast.hala)
    with pytest.raises(Conflict) as no:
        named(cast, other, by="omar", person=cast.hala)
    assert no.value.code == "delegate_of_another"
    with pytest.raises(Conflict) as no:
        named(cast, row, person=cast.hala)
    assert no.value.code == "named_already"


def test_name_delegate_refuses_people_of_others_and_nobody(cast: Cast, row: Delegation) -> None:
    for person in (cast.omar, cast.gharib, make_person(is_active=False)):
        with pytest.raises(ValidationError) as wrong:
            named(cast, row, person=person)
        assert wrong.value.error_dict["person"][0].code == "not_of_organization"
    with pytest.raises(ValidationError):
        named(cast, row)
    with pytest.raises(ValidationError):
        named(cast, row, name="ضيف", role="king")


def test_the_quota_holds_for_delegates_and_again_for_alternates(cast: Cast, row: Delegation) -> None:
    for number in range(2):
        named(cast, row, name=f"مندوب {number}")
        named(cast, row, name=f"بديل {number}", role="alternate")
    for role in ("delegate", "head", "observer", "alternate"):
        with pytest.raises(Conflict) as no:
            named(cast, row, name="آخر", role=role)
        assert no.value.code == "quota_full"


def test_a_new_head_makes_the_one_before_a_delegate(cast: Cast, row: Delegation) -> None:
    basel, hala = named(cast, row, person=cast.basel, role="head"), named(cast, row, person=cast.hala)
    edit_delegate(actor=cast.actor("basel"), delegate=hala, role="head", name="د. هالة")
    roles = dict(Participant.objects.values_list("name", "role"))
    assert roles == {basel.name: "delegate", "د. هالة": "head"}


def test_replace_delegate_keeps_who_was_named(cast: Cast, row: Delegation) -> None:
    before = named(cast, row, name="سامر", role="head")
    with entries_left() as left:
        after = replace_delegate(actor=cast.actor("basel"), delegate=before, client_id=uuid4(), person=cast.hala)
    before.refresh_from_db()
    assert (before.is_standing, after.replaces, after.role) == (False, before, "head")
    assert before.code != after.code
    assert [each.event for each in left] == ["delegate_replaced", "delegate_named", "delegate_named"]
    with pytest.raises(Conflict) as no:
        replace_delegate(actor=cast.actor("basel"), delegate=before, client_id=uuid4(), name="آخر")
    assert no.value.code == "no_longer"


def test_take_off_delegate_frees_the_place(cast: Cast, row: Delegation) -> None:
    first = named(cast, row, name="أول")
    named(cast, row, name="ثان")
    with entries_left() as left:
        take_off_delegate(actor=cast.actor("basel"), delegate=first)
        take_off_delegate(actor=cast.actor("basel"), delegate=first)
    assert left == [(row.forum.stream, "delegate_taken_off", first.pk, {})]
    assert named(cast, row, name="ثالث").is_standing
    with pytest.raises(Conflict):
        edit_delegate(actor=cast.actor("basel"), delegate=first, name="عاد")


def test_nobody_is_named_before_the_answer(cast: Cast) -> None:
    waiting = invited(cast, convened_forum(cast))[0]
    with pytest.raises(Conflict) as no:
        named(cast, waiting, name="ضيف")
    assert no.value.code == "wrong_status"


def test_who_sees_whom(cast: Cast, row: Delegation) -> None:
    hala = named(cast, row, person=cast.hala)
    assert [
        name for name in ("salma", "basel", "hala", "omar", "gharib") if hala in delegates_for(getattr(cast, name))
    ] == [
        "salma",
        "basel",
        "hala",
    ]


def test_the_pages_name_edit_replace_and_take_off(cast: Cast, row: Delegation) -> None:
    basel, key = signed_in(cast.basel), uuid4()
    page = reverse("coordination:delegation", args=[row.pk])
    given = {"client_id": key, "name": "سامر", "post": "محاسب", "role": "delegate"}
    assert basel.post(reverse("coordination:name_delegate", args=[row.pk]), given)["Location"] == page
    samer = Participant.objects.get()
    edited = {"name": "سامر الحلبي", "post": "", "role": "head"}
    basel.post(reverse("coordination:edit_delegate", args=[samer.pk]), edited)
    assert "سامر الحلبي" in basel.get(page).content.decode()
    basel.post(
        reverse("coordination:replace_delegate", args=[samer.pk]), {"client_id": uuid4(), "person": cast.hala.pk}
    )
    hala = Participant.objects.get(person=cast.hala)
    assert hala.replaces == samer
    basel.post(reverse("coordination:take_off_delegate", args=[hala.pk]))
    assert not Participant.objects.filter(ended_at=None).exists()
    for name in ("omar", "gharib"):
        other = signed_in(getattr(cast, name))
        assert other.get(reverse("coordination:edit_delegate", args=[samer.pk])).status_code == 404


def test_the_api_names_and_replaces(cast: Cast, row: Delegation) -> None:
    basel, key = signed_in(cast.basel), str(uuid4())
    address, given = f"/api/delegations/{row.pk}/delegates/", {"client_id": key, "person": cast.hala.pk}
    made = basel.post(address, given, content_type="application/json")
    again = basel.post(address, given, content_type="application/json")
    assert (made.status_code, again.status_code, made.json()["id"]) == (201, 200, again.json()["id"])
    assert "code" not in made.json()
    one = f"/api/delegates/{made.json()['id']}/"
    assert basel.patch(one, {"post": "مديرة"}, content_type="application/json").json()["post"] == "مديرة"
    other = {"client_id": str(uuid4()), "name": "ضيف"}
    assert basel.post(f"{one}replacement/", other, content_type="application/json").status_code == 201
    assert [each["name"] for each in basel.get(address).json()["results"]] == ["ضيف", "هالة"]
    assert basel.delete(f"/api/delegates/{Participant.objects.latest('pk').pk}/").status_code == 204
    wrong = {"client_id": str(uuid4()), "person": cast.gharib.pk}
    assert basel.post(address, wrong, content_type="application/json").status_code == 400
    assert signed_in(cast.gharib).post(address, other, content_type="application/json").status_code == 404


def test_name_delegate_is_for_its_own_list(cast: Cast, row: Delegation) -> None:
    with pytest.raises(Refused):
        name_delegate(actor=cast.actor("omar"), delegation=row, client_id=uuid4(), name="ضيف")
