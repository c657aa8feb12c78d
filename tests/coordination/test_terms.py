"""Terms begin and end by the day, and do not overlap."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from coordination.actions import edit_term, open_term, settle_term
from coordination.models import Committee, Term
from coordination.permissions import can_edit_term, can_open_term, can_settle_term
from coordination.tasks.committees import settle_term as settle_due_term
from journal.actors import Actor
from journal.models import Due
from journal.refusals import Conflict, Refused
from meetings.permissions import can_chair, can_see, voice_of
from tests.coordination.sitting import running_term, seat_of, seated_committee, sitting, standing_committee
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture
def committee(cast: Cast) -> Committee:
    return standing_committee(cast)


def clock(term: Term) -> None:
    settle_term(actor=Actor.clock(), term=term)


def test_open_term_numbers_it_and_waits_for_its_end(cast: Cast, committee: Committee) -> None:
    with entries_left() as left:
        term = running_term(cast, committee)
        assert running_term(cast, committee) == term
    assert left == [(committee.stream, "term_opened", committee.pk, {"term": term.pk, "number": 1})]
    due = Due.objects.get(key=f"term.{term.pk}.end")
    assert timezone.localtime(due.at).date() == term.ends_on + timedelta(days=1)
    second = running_term(cast, committee, begins=366, ends=700)
    assert second.number == 2
    assert Due.objects.filter(key=f"term.{second.pk}.begin").exists()


def test_who_may_open_and_edit_terms(cast: Cast, committee: Committee) -> None:
    term = running_term(cast, committee)
    assert cast.who(can_open_term, committee) == cast.who(can_edit_term, term) == cast.who(can_settle_term) == ""
    assert can_open_term(chair_of(cast), committee)
    with pytest.raises(Refused):
        open_term(actor=cast.actor("omar"), committee=committee, starts_on=term.starts_on, ends_on=term.ends_on)
    with pytest.raises(Refused):
        settle_term(actor=chair_of(cast), term=term)


@pytest.mark.parametrize(
    ("begins", "ends", "code"),
    [
        (0, 0, "dates_reversed"),
        (0, -5, "dates_reversed"),
        (0, 4000, "too_long"),
        (-300, -10, "is_over"),
        (4000, 4100, "invalid_day"),
    ],
)
def test_open_term_refuses_days_that_cannot_be(
    cast: Cast, committee: Committee, begins: int, ends: int, code: str
) -> None:
    with pytest.raises(ValidationError) as no:
        running_term(cast, committee, begins=begins, ends=ends)
    assert [each.code for errors in no.value.error_dict.values() for each in errors] == [code]


@pytest.mark.parametrize(("begins", "ends"), [(365, 400), (-10, 0), (10, 20), (-10, 400)])
def test_terms_of_one_committee_do_not_overlap(cast: Cast, committee: Committee, begins: int, ends: int) -> None:
    running_term(cast, committee)
    with pytest.raises(Conflict) as no:
        running_term(cast, committee, begins=begins, ends=ends)
    assert no.value.code == "terms_overlap"
    assert running_term(cast, standing_committee(cast, title="أخرى"), begins=begins, ends=ends)


def test_edit_term_prolongs_it_and_moves_its_end(cast: Cast, committee: Committee) -> None:
    term, chair = running_term(cast, committee), chair_of(cast)
    later = term.ends_on + timedelta(days=30)
    with entries_left() as left:
        edit_term(actor=chair, term=term, ends_on=later)
        edit_term(actor=chair, term=term, ends_on=later)
    assert left == [(committee.stream, "term_edited", committee.pk, {"term": term.pk, "fields": ["ends_on"]})]
    assert timezone.localtime(Due.objects.get(key=f"term.{term.pk}.end").at).date() == later + timedelta(days=1)
    with pytest.raises(ValidationError):
        edit_term(actor=chair, term=term, starts_on=term.starts_on + timedelta(days=1))
    with time_machine.travel(timezone.now() + timedelta(days=500)), pytest.raises(Conflict):
        edit_term(actor=chair, term=term, ends_on=later + timedelta(days=400))


def test_settle_term_ends_seats_voices_rights_and_sight(cast: Cast) -> None:
    committee = seated_committee(cast, visibility="body")
    term, hala = committee.terms.get(), cast.actor("hala")
    assert can_chair(hala, committee.body)
    clock(term)  # not before its day
    assert can_chair(hala, committee.body)
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        with entries_left() as left:
            settle_due_term(term.pk)
            settle_due_term(term.pk)
        assert voice_of(hala, committee.body) is None
        assert not can_see(hala, committee.body)
        assert not can_chair(hala, committee.body)
    seat = term.seats.first()
    assert seat is not None
    assert (seat.until, seat.reason) == (term.ends_on, "انتهت الولاية")
    assert not committee.body.participants.filter(ended_at=None).exists()
    lost = sorted(each.pk for each in (cast.basel, cast.hala, cast.omar))
    assert [each for each in left if each.stream == committee.stream] == [
        (committee.stream, "term_ended", committee.pk, {"term": term.pk, "lost": lost})
    ]
    assert (f"user.{cast.salma.pk}", "term_ended", committee.pk, {"code": committee.code}) in left


def test_a_seat_of_the_next_term_counts_from_its_first_day(cast: Cast) -> None:
    committee = seated_committee(cast)
    following = running_term(cast, committee, begins=366, ends=700)
    seat = seat_of(cast, following, cast.other, post="chair")
    sitting(cast, seat, "omar", by="omar")
    assert seat.since == following.starts_on
    assert not can_chair(cast.actor("omar"), committee.body)
    with time_machine.travel(timezone.now() + timedelta(days=366)):
        clock(following)  # whichever of both is woken first
        clock(committee.terms.get(number=1))
        assert can_chair(cast.actor("omar"), committee.body)
        assert voice_of(cast.actor("omar"), committee.body) is not None
        assert voice_of(cast.actor("hala"), committee.body) is None


def test_terms_by_their_pages_and_calls(cast: Cast, committee: Committee) -> None:
    salma, today = signed_in(cast.salma), timezone.localdate()
    given: dict[str, Any] = {"starts_on": today.isoformat(), "ends_on": (today + timedelta(days=90)).isoformat()}
    address = reverse("coordination:open_term", args=[committee.pk])
    assert today.isoformat() in salma.get(address).content.decode()
    assert salma.post(address, given).status_code == 302
    assert "errorlist" in salma.post(address, {**given, "ends_on": today.isoformat()}).content.decode()
    term = Term.objects.get()
    later = (today + timedelta(days=120)).isoformat()
    assert salma.post(reverse("coordination:edit_term", args=[term.pk]), {"ends_on": later}).status_code == 302
    calls = f"/api/committees/{committee.pk}/terms/"
    assert [each["ends_on"] for each in salma.get(calls).json()] == [later]
    overlap = salma.put(calls, {**given, "starts_on": later, "ends_on": "2099-01-01"}, content_type="application/json")
    assert overlap.status_code in {400, 409}
    basel = signed_in(cast.basel)
    assert basel.patch(f"/api/terms/{term.pk}/", {"ends_on": later}, content_type="application/json").status_code == 403
    assert basel.get(address).status_code == 403
    assert signed_in(cast.gharib).get(calls).status_code == 404
