"""The states of a session: which ways there are, who goes them, and what that leaves."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from journal.refusals import Conflict, Refused
from meetings.actions import edit_session, set_session_status, take_up_item
from meetings.models import Ballot, Participant, Session
from meetings.permissions import can_edit_session, can_run_session, can_set_session_status
from meetings.states import CHAIRED, MINUTED, WAYS
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, make_item, make_session, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]
STATES = [value for value, _words in Session.Status.choices]


def standing_at(cast: Cast, status: str) -> Session:
    now = timezone.now()
    hours = {"starts_at": now - timedelta(minutes=1), "ends_at": now + timedelta(hours=2)}
    return make_session(cast, standing_body(cast), status=status, **hours)


@pytest.mark.parametrize(("before", "after"), [pair for pair in product(STATES, STATES) if pair[0] != pair[1]])
def test_every_way_of_the_table_and_no_other(cast: Cast, before: str, after: str) -> None:
    session, chair = standing_at(cast, before), chair_of(cast)
    if (before, after) not in CHAIRED:
        with pytest.raises(Conflict) as refusal:
            set_session_status(actor=chair, session=session, status=after, reason="سبب")
        assert refusal.value.code == "wrong_status"
        return
    if CHAIRED[before, after]:
        with pytest.raises(ValidationError) as silent:
            set_session_status(actor=chair, session=session, status=after)
        assert silent.value.error_dict["reason"][0].code == "reason_required"
    assert set_session_status(actor=chair, session=session, status=after, reason="سبب").status == after


def test_the_ways_of_the_minutes_are_not_the_chairs() -> None:
    assert {way for way in WAYS if way not in CHAIRED} == {way for way in WAYS if MINUTED & set(way)}
    assert len(WAYS) - len(CHAIRED) == 3


def test_who_changes_the_state(cast: Cast) -> None:
    session = standing_at(cast, "convened")
    assert cast.who(can_set_session_status, session) == ""
    assert can_set_session_status(chair_of(cast), session)
    for name in ("basel", "omar", "rania", "gharib"):
        with pytest.raises(Refused):
            set_session_status(actor=cast.actor(name), session=session, status="open")


def test_the_named_chair_runs_it_and_does_not_plan(cast: Cast) -> None:
    session = standing_at(cast, "convened")
    basel = Participant.objects.get(body=session.body, person=cast.basel)
    edit_session(actor=chair_of(cast), session=session, chair=basel)
    session.refresh_from_db()
    assert cast.who(can_run_session, session) == "basel"
    assert cast.who(can_edit_session, session) == ""
    Participant.objects.filter(pk=basel.pk).update(ended_at=timezone.now())
    session = Session.objects.get(pk=session.pk)
    assert cast.who(can_run_session, session) == ""


def test_set_session_status_leaves_its_entries(cast: Cast) -> None:
    session = standing_at(cast, "draft")
    with entries_left() as left:
        set_session_status(actor=chair_of(cast), session=session, status="convened")
        set_session_status(actor=chair_of(cast), session=session, status="convened")
        set_session_status(actor=chair_of(cast), session=session, status="open")
    told = [(f"user.{person.pk}", "session_status_changed") for person in (cast.basel, cast.hala, cast.omar)]
    assert sorted((each.stream, each.event) for each in left) == sorted(
        [(session.stream, "session_status_changed"), *told, (session.stream, "session_status_changed")]
    )


def test_nobody_convenes_what_nobody_sees(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast, announced_at=None), status="draft")
    with pytest.raises(Conflict) as refusal:
        set_session_status(actor=chair_of(cast), session=session, status="convened")
    assert refusal.value.code == "not_announced"


def test_it_opens_on_its_day(cast: Cast) -> None:
    starts_at = timezone.now() + timedelta(days=2)
    session = make_session(cast, standing_body(cast), starts_at=starts_at, ends_at=starts_at + timedelta(hours=1))
    with pytest.raises(Conflict) as refusal:
        set_session_status(actor=chair_of(cast), session=session, status="open")
    assert refusal.value.code == "too_early"
    where = reverse("meetings:set_session_status", args=[session.pk])
    page = signed_in(cast.salma).post(where, {"status": "open"}).content.decode()
    assert reverse("meetings:edit_session", args=[session.pk]) in page  # the way out stands beside the refusal


def test_closing_ends_what_runs_and_opening_again_brings_them_back(cast: Cast) -> None:
    session, chair = open_session(cast, standing_body(cast)), chair_of(cast)
    item = make_item(cast, session)
    take_up_item(actor=chair, session=session, item=item)
    here = come_in(cast, session, "basel")
    closed = set_session_status(actor=chair, session=session, status="closed")
    item.refresh_from_db()
    here.refresh_from_db()
    assert (closed.item, item.ended_at is not None, here.left_at) == (None, True, closed.closed_at)
    again = set_session_status(actor=chair, session=session, status="open", reason="نسينا بنداً")
    here.refresh_from_db()
    assert (again.closed_at, here.left_at, again.is_list_open) == (None, None, True)


def test_it_does_not_close_over_a_vote(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    asked = {"question": "اعتماد جدول الأعمال", "status": Ballot.Status.OPEN, "author": cast.salma}
    Ballot.objects.create(session=session, client_id="6b1a0c63-29a8-4a4e-8a83-1f9d2f3f0001", **asked)
    with pytest.raises(Conflict) as refusal:
        set_session_status(actor=chair_of(cast), session=session, status="closed")
    assert refusal.value.code == "vote_open"


def test_the_page_opens_and_closes_it(cast: Cast) -> None:
    session = standing_at(cast, "convened")
    address = reverse("meetings:set_session_status", args=[session.pk])
    assert signed_in(cast.basel).post(address, {"status": "open"}).status_code == 403
    assert signed_in(cast.salma).post(address, {"status": "open"}).status_code == 302
    assert signed_in(cast.salma).get(address).status_code == 200
    session.refresh_from_db()
    assert session.is_open
    again = signed_in(cast.salma).post(address, {"status": "cancelled", "reason": "سبب"})
    assert again.status_code == 200  # no way leads there: said above the form
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_programs_change_the_state(cast: Cast) -> None:
    session = standing_at(cast, "convened")
    address = reverse("api:api_session_status", args=[session.pk])
    client = signed_in(cast.salma)
    answer = client.put(address, {"status": "open"}, content_type="application/json")
    assert (answer.status_code, answer.json()["status"], answer.json()["head"]) == (200, "open", 1)
    assert signed_in(cast.omar).put(address, {"status": "closed"}, content_type="application/json").status_code == 403
    assert client.put(address, {"status": "cancelled"}, content_type="application/json").status_code == 409
