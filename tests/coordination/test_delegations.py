"""Organisations are asked to a forum, their signatories answer, and what an answer gives is taken back with it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.actions import (
    accept_delegation,
    change_delegation,
    decline_delegation,
    invite_delegations,
    withdraw_delegation,
)
from coordination.models import Delegation, Forum
from coordination.permissions import (
    can_accept_delegation,
    can_change_delegation,
    can_decline_delegation,
    can_invite_delegations,
    can_withdraw_delegation,
    delegations_for,
)
from journal.refusals import Conflict, Refused
from meetings.permissions import can_see, inside_bodies_for, voice_of
from organizations.models import Organization
from tests.coordination.made import accepted, convened_forum, invited, named, prepared_forum, standing_forum
from tests.entries import entries_left
from tests.factories import Cast, make_organization, make_place, make_sector, signed_in
from tests.meetings.made import chair_of, union_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def forum(cast: Cast) -> Forum:
    return convened_forum(cast)


def test_who_may_what(cast: Cast, forum: Forum) -> None:
    row = accepted(cast, forum)
    assert cast.who(can_invite_delegations, forum) == cast.who(can_change_delegation, row) == ""
    assert cast.who(can_withdraw_delegation, row) == ""
    assert cast.who(can_accept_delegation, row) == cast.who(can_decline_delegation, row) == "basel"
    chair = chair_of(cast)
    assert can_invite_delegations(chair, forum)
    assert not can_accept_delegation(chair, row)


def test_invite_delegations_asks_many_once(cast: Cast, forum: Forum) -> None:
    with entries_left() as left:
        rows = invited(cast, forum, quota=3, message="نرحب بكم")
        assert invited(cast, forum) == []
    assert [(row.organization, row.quota, row.status) for row in rows] == [
        (cast.association, 3, "invited"),
        (cast.other, 3, "invited"),
    ]
    assert len({row.letter_code for row in rows}) == 2
    first, union = rows[0], union_of(cast)
    assert [each for each in left if each.object_id == first.pk] == [
        *sorted((f"org.{pk}", "delegation_asked", first.pk, {}) for pk in (union.pk, cast.association.pk)),
        (f"user.{cast.basel.pk}", "delegation_asked", first.pk, {"code": forum.code}),
    ]


@pytest.mark.parametrize("columns", [{"status": "unverified"}, {"status": "suspended"}])
def test_invite_delegations_refuses_who_is_not_trusted(cast: Cast, forum: Forum, columns: dict[str, Any]) -> None:
    with pytest.raises(ValidationError) as no:
        invited(cast, forum, make_organization(**columns))
    assert no.value.error_dict["organization"][0].code == "not_verified"
    with pytest.raises(ValidationError):
        invited(cast, forum, quota=51)
    with pytest.raises(Refused):
        invite_delegations(actor=cast.actor("basel"), forum=forum, organizations=[cast.other])


def test_accept_delegation_gives_sight_and_one_voice(cast: Cast, forum: Forum) -> None:
    row = invited(cast, forum)[0]
    basel, hala = cast.actor("basel"), cast.actor("hala")
    assert not can_see(hala, forum.body)
    with entries_left() as left:
        accept_delegation(actor=basel, delegation=row)
        accept_delegation(actor=basel, delegation=row)
    assert can_see(hala, forum.body)
    voice = voice_of(hala, forum.body)
    assert voice is not None
    assert voice.organization == cast.association
    streams = [f"org.{pk}" for pk in (union_of(cast).pk, cast.association.pk)]
    assert [each[:2] for each in left] == [
        *sorted((stream, "delegation_accepted") for stream in streams),
        (forum.stream, "delegation_accepted"),
        (f"user.{cast.salma.pk}", "delegation_answered"),
    ]


def test_accept_delegation_asks_the_forum_as_it_stands(cast: Cast, forum: Forum) -> None:
    row = invited(cast, forum)[0]
    assert row.forum.status == "convened"  # as the page had it
    Forum.objects.filter(pk=forum.pk).update(status="cancelled")
    for answer in (accept_delegation, decline_delegation):
        with pytest.raises(Refused):
            answer(actor=cast.actor("basel"), delegation=row)


def test_an_observer_has_no_voice(cast: Cast, forum: Forum) -> None:
    row = accepted(cast, forum, has_voice=False)
    assert can_see(cast.actor("basel"), forum.body)
    assert voice_of(cast.actor("basel"), forum.body) is None
    change_delegation(actor=chair_of(cast), delegation=row, has_voice=True)
    assert voice_of(cast.actor("basel"), forum.body) is not None
    change_delegation(actor=chair_of(cast), delegation=row, has_voice=False)
    assert voice_of(cast.actor("basel"), forum.body) is None


@pytest.mark.parametrize("way", ["declined", "withdrawn"])
def test_what_an_answer_gave_is_taken_back_with_it(cast: Cast, forum: Forum, way: str) -> None:
    row = accepted(cast, forum)
    delegate = named(cast, row, person=cast.hala)
    with entries_left() as left:
        if way == "declined":
            row = decline_delegation(actor=cast.actor("basel"), delegation=row, reason="تعارض مواعيد")
        else:
            row = withdraw_delegation(actor=chair_of(cast), delegation=row, reason="تعارض مواعيد")
    assert (row.status, row.reason) == (way, "تعارض مواعيد")
    assert not can_see(cast.actor("hala"), forum.body)
    assert voice_of(cast.actor("basel"), forum.body) is None
    delegate.refresh_from_db()
    assert not delegate.is_standing
    gone = sorted([cast.basel.pk, cast.hala.pk])
    assert (forum.stream, f"delegation_{way}", row.pk, {"lost": gone}) in left
    assert {each.stream for each in left if each.event == "access_changed"} == {f"user.{pk}" for pk in gone}


def test_whoever_declined_may_be_asked_again(cast: Cast, forum: Forum) -> None:
    row = invited(cast, forum)[0]
    decline_delegation(actor=cast.actor("basel"), delegation=row)
    with pytest.raises(Conflict):
        accept_delegation(actor=cast.actor("basel"), delegation=row)
    (again,) = invited(cast, forum, cast.association)
    assert accept_delegation(actor=cast.actor("basel"), delegation=again).status == "accepted"


def test_withdraw_delegation_needs_a_reason_once_it_is_in(cast: Cast, forum: Forum) -> None:
    row = accepted(cast, forum)
    with pytest.raises(ValidationError):
        withdraw_delegation(actor=chair_of(cast), delegation=row)
    waiting = Delegation.objects.get(organization=cast.other)
    assert withdraw_delegation(actor=chair_of(cast), delegation=waiting).status == "withdrawn"
    with pytest.raises(Conflict):
        accept_delegation(actor=cast.actor("omar"), delegation=waiting)


def test_a_convener_that_sends_a_delegation_stays_a_convener(cast: Cast, forum: Forum) -> None:
    (row,) = invited(cast, forum, union_of(cast))
    accept_delegation(actor=chair_of(cast), delegation=row)
    decline_delegation(actor=chair_of(cast), delegation=row)
    assert can_invite_delegations(chair_of(cast), forum)


def test_change_delegation_keeps_who_was_named(cast: Cast, forum: Forum) -> None:
    row = accepted(cast, forum, quota=2)
    named(cast, row, person=cast.hala)
    named(cast, row, name="ضيف")
    with pytest.raises(Conflict) as no:
        change_delegation(actor=chair_of(cast), delegation=row, quota=1)
    assert no.value.code == "more_are_named"
    assert change_delegation(actor=chair_of(cast), delegation=row, quota=5).quota == 5


def test_a_suspended_organisation_sees_nothing_of_it(cast: Cast, forum: Forum) -> None:
    accepted(cast, forum)
    assert forum.body in inside_bodies_for(cast.hala)
    cast.association.status = Organization.Status.SUSPENDED
    cast.association.save()
    assert forum.body not in inside_bodies_for(cast.hala)
    assert not delegations_for(cast.basel).exists()


def test_who_sees_which_delegation(cast: Cast, forum: Forum) -> None:
    row = accepted(cast, forum)
    waiting = Delegation.objects.get(organization=cast.other)
    seen = {
        name: list(delegations_for(getattr(cast, name)).order_by("pk")) for name in ["salma", "hala", "omar", "gharib"]
    }
    assert seen == {"salma": [row, waiting], "hala": [row], "omar": [waiting], "gharib": []}


def test_a_forum_in_preparation_is_told_to_nobody(cast: Cast) -> None:
    forum = prepared_forum(cast)
    with entries_left() as left:
        invited(cast, forum)
    assert {(each.stream, each.event) for each in left} == {(f"org.{union_of(cast).pk}", "delegation_prepared")}


# Pages ----------------------------------------------------------------------------------------------------------------
def test_the_pages_from_the_invitation_to_the_answer(cast: Cast, forum: Forum) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    address = reverse("coordination:invite_delegations", args=[forum.pk])
    assert str(cast.association) in salma.get(address, {"show": "1"}).content.decode()
    given = {"organizations": [cast.association.pk], "quota": 2, "has_voice": "yes", "message": "أهلاً بكم"}
    assert salma.post(address, given).status_code == 302
    row = Delegation.objects.get()
    assert reverse("coordination:delegation", args=[row.pk]) in basel.get("/forums/").content.decode()
    page = basel.get(reverse("coordination:delegation", args=[row.pk])).content.decode()
    assert "أهلاً بكم" in page
    basel.post(reverse("coordination:accept_delegation", args=[row.pk]))
    listed = salma.get(reverse("coordination:delegations", args=[forum.pk])).content.decode()
    assert str(cast.association) in listed
    assert signed_in(cast.gharib).get(reverse("coordination:delegation", args=[row.pk])).status_code == 404
    assert signed_in(cast.omar).get(reverse("coordination:delegation", args=[row.pk])).status_code == 404


def test_many_are_chosen_by_union_sector_and_governorate(cast: Cast, forum: Forum) -> None:
    health, homs = make_sector(), make_place("SY04", "حمص", "Homs")
    in_homs = make_organization("جمعية حمص", governorate=homs, sectors=[health])
    salma, address = signed_in(cast.salma), reverse("coordination:invite_delegations", args=[forum.pk])
    wanted: dict[str, dict[str, Any]] = {
        "union": {"union": union_of(cast).pk},
        "both": {"sector": health.code, "governorate": homs.pk},
        "none": {"union": union_of(cast).pk, "governorate": homs.pk},
    }
    found = {
        key: [row.pk for row in salma.get(address, {**asked, "show": "1"}).context["found"]]
        for key, asked in wanted.items()
    }
    assert sorted(found["union"]) == sorted([cast.association.pk, cast.other.pk])
    assert (found["both"], found["none"]) == ([in_homs.pk], [])


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(
    cast: Cast, forum: Forum, number: int, django_assert_num_queries: Any
) -> None:
    for _each in range(number):
        invited(cast, forum, make_organization())
    client, address = signed_in(cast.salma), reverse("coordination:delegations", args=[forum.pk])
    client.get(address)
    with django_assert_num_queries(28):
        client.get(address)


def test_a_letter_leads_whoever_speaks_for_the_organisation_to_the_answer(cast: Cast, forum: Forum) -> None:
    row = invited(cast, forum)[0]
    page = reverse("coordination:delegation", args=[row.pk])
    typed = row.letter_code.replace("-", " ").lower()
    basel = signed_in(cast.basel)
    assert basel.get(f"/letters/{row.letter_code}/")["Location"] == page
    assert basel.post("/letters/", {"code": typed})["Location"] == page
    for name in ("omar", "gharib"):
        other = signed_in(getattr(cast, name))
        assert other.get(f"/letters/{row.letter_code}/")["Location"] == "/letters/"
        assert other.post("/letters/", {"code": typed}).status_code == 200


def test_the_api_invites_answers_and_lists(cast: Cast, forum: Forum) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    address, given = f"/api/forums/{forum.pk}/delegations/", {"organizations": [cast.association.pk], "quota": 3}
    made = salma.put(address, given, content_type="application/json").json()
    assert [(row["organization"]["id"], row["quota"]) for row in made] == [(cast.association.pk, 3)]
    assert salma.put(address, given, content_type="application/json").json() == []
    status = f"/api/delegations/{made[0]['id']}/status/"
    assert salma.put(status, {"status": "accepted"}, content_type="application/json").status_code == 403
    assert basel.put(status, {"status": "accepted"}, content_type="application/json").json()["status"] == "accepted"
    assert [row["id"] for row in basel.get("/api/delegations/").json()["results"]] == [made[0]["id"]]
    assert [row["id"] for row in basel.get(address).json()["results"]] == [made[0]["id"]]
    assert signed_in(cast.gharib).get(f"/api/delegations/{made[0]['id']}/").status_code == 404
    changed = salma.patch(f"/api/delegations/{made[0]['id']}/", {"quota": 4}, content_type="application/json")
    assert changed.json()["quota"] == 4


def test_a_hundred_are_invited_in_a_breath(cast: Cast, forum: Forum) -> None:
    many = [make_organization() for _ in range(100)]
    assert len(invited(cast, forum, *many)) == 100


def test_who_takes_part_is_not_for_outsiders(cast: Cast) -> None:
    forum = standing_forum(cast, visibility="public")
    address = f"/forums/{forum.pk}/delegations/"
    assert signed_in(cast.gharib).get(f"/forums/{forum.pk}/").status_code == 200
    assert signed_in(cast.gharib).get(address).status_code == 404
    assert signed_in(cast.basel).get(address).status_code == 200


def test_an_answer_after_its_day_is_taken_and_noted_as_late(cast: Cast, forum: Forum) -> None:
    first, second = invited(cast, forum)
    accept_delegation(actor=cast.actor("basel"), delegation=first)
    assert not first.is_late
    page, yesterday = reverse("coordination:delegations", args=[forum.pk]), timezone.localdate() - timedelta(days=1)
    Forum.objects.filter(pk=forum.pk).update(answer_by=yesterday)
    Delegation.objects.filter(pk=first.pk).update(answered_at=timezone.now() - timedelta(days=2))
    own = reverse("coordination:delegation", args=[second.pk])
    assert "تُسجَّل متأخرة" in signed_in(cast.omar).get(own).content.decode()
    shown = signed_in(cast.salma).get(page).content.decode()
    assert ("لم تُجب في الموعد" in shown, "إجابة متأخرة" in shown) == (True, False)
    assert signed_in(cast.omar).post(reverse("coordination:accept_delegation", args=[second.pk])).status_code == 302
    first, second = Delegation.objects.select_related("forum").order_by("pk")
    assert (first.is_late, second.status, second.is_late) == (False, "accepted", True)
    shown = signed_in(cast.salma).get(page).content.decode()
    assert ("لم تُجب في الموعد" in shown, shown.count("إجابة متأخرة")) == (False, 1)
    assert "إجابة متأخرة" not in signed_in(cast.basel).get(page).content.decode()
    facts = signed_in(cast.salma).get(f"/api/delegations/{second.pk}/").json()
    assert facts["is_late"] is True
