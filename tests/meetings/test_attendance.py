"""Who is in a session: in and out, whose clock is believed, and whether they are enough."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from journal.refusals import Conflict, Refused
from meetings.actions import enter_session, leave_session, set_session_status
from meetings.models import Attendance, Participant, Proxy, Session, Voice
from meetings.permissions import attendances_for
from meetings.queries import counts_of, facts, quorum_now, voices_now
from tests.entries import entries_left
from tests.factories import Cast, make_organization, signed_in
from tests.meetings.entering import come_in
from tests.meetings.made import chair_of, make_participant, make_session, open_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]


ATTENDANCE_QUERIES = 22


def who(session: Session, person: Any) -> Participant:
    return Participant.objects.get(body=session.body, person=person)


def test_enter_session_oneself_and_leave_session_again(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    basel = who(session, cast.basel)
    with entries_left() as left:
        first = enter_session(actor=cast.actor("basel"), session=session, participant=basel, client_id=uuid4())
        again = enter_session(actor=cast.actor("basel"), session=session, participant=basel, client_id=uuid4())
        leave_session(actor=cast.actor("basel"), session=session, participant=basel)
        leave_session(actor=cast.actor("basel"), session=session, participant=basel)
    assert (first.way, again.pk) == ("self", first.pk)
    assert [(each.event, each.object_id) for each in left] == [
        ("session_entered", first.pk),
        ("session_left", first.pk),
    ]


def test_nobody_notes_another_but_those_who_prepare_it(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    hala = who(session, cast.hala)
    for name in ("basel", "omar", "rania", "gharib", "salma"):
        with pytest.raises(Refused):
            enter_session(actor=cast.actor(name), session=session, participant=hala, client_id=uuid4())
        with pytest.raises(Refused):
            leave_session(actor=cast.actor(name), session=session, participant=hala)
    assert come_in(cast, session, "hala").way == "name"


def test_nobody_comes_in_to_another_body(cast: Cast) -> None:
    session, other = open_session(cast, standing_body(cast)), standing_body(cast)
    stranger = Participant.objects.get(body=other, person=cast.basel)
    with pytest.raises(Refused):
        enter_session(actor=chair_of(cast), session=session, participant=stranger, client_id=uuid4())


def test_a_repeated_key_is_the_same_row_or_a_conflict(cast: Cast) -> None:
    session, key = open_session(cast, standing_body(cast)), uuid4()
    first = come_in(cast, session, "basel", client_id=key)
    leave_session(actor=chair_of(cast), session=session, participant=first.participant)
    assert come_in(cast, session, "basel", client_id=key) == first
    with pytest.raises(Conflict) as refusal:
        come_in(cast, session, "hala", client_id=key)
    assert refusal.value.code == "client_id_reused"


@pytest.mark.parametrize(
    ("status", "hours", "is_open"),
    [("convened", 3, False), ("convened", 0.5, True), ("draft", 0.5, False), ("cancelled", 0, False)],
)
def test_the_doors_open_an_hour_before(cast: Cast, status: str, hours: float, is_open: bool) -> None:
    starts_at = timezone.now() + timedelta(hours=hours)
    session = make_session(
        cast, standing_body(cast), status=status, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
    )
    participant, key = who(session, cast.basel), uuid4()
    if is_open:
        assert enter_session(actor=cast.actor("basel"), session=session, participant=participant, client_id=key)
        return
    with pytest.raises(Conflict) as refusal:
        enter_session(actor=cast.actor("basel"), session=session, participant=participant, client_id=key)
    assert refusal.value.code == "doors_closed"


def test_who_was_taken_off_the_list_does_not_come_in(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    gone = make_participant(cast, session.body, organization=cast.other, ended_at=timezone.now())
    with pytest.raises(Conflict) as refusal:
        enter_session(actor=chair_of(cast), session=session, participant=gone, client_id=uuid4())
    assert refusal.value.code == "ended"


def test_clocks_that_differ_are_believed_as_far_as_they_can_be(cast: Cast) -> None:
    session, now = open_session(cast, standing_body(cast)), timezone.now()
    ahead = come_in(cast, session, "basel", told_at=now + timedelta(hours=5))
    behind = come_in(cast, session, "omar", told_at=now - timedelta(days=400))
    rightly = come_in(cast, session, "hala", told_at=now - timedelta(minutes=20))
    day = timezone.localtime(session.starts_at).replace(hour=0, minute=0, second=0, microsecond=0)
    assert ahead.entered_at <= timezone.now()
    assert behind.entered_at == min(day, now)
    assert rightly.entered_at == max(now - timedelta(minutes=20), day)
    assert behind.told_at == now - timedelta(days=400)


def test_leaving_before_entering_is_leaving_at_once(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    here = come_in(cast, session, "basel")
    told = timezone.now() - timedelta(hours=9)
    out = leave_session(actor=chair_of(cast), session=session, participant=here.participant, told_at=told)
    assert out is not None
    assert out.left_at == out.entered_at


def test_a_sheet_is_entered_when_it_is_over(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    set_session_status(actor=chair_of(cast), session=session, status="closed")
    with pytest.raises(Conflict):
        come_in(cast, session, "basel")
    session.refresh_from_db()
    first = come_in(cast, session, "basel", way=Attendance.Way.PAPER)
    assert (first.way, first.entered_at, first.left_at) == ("paper", session.opened_at, session.closed_at)
    assert come_in(cast, session, "basel", way=Attendance.Way.PAPER) == first


def test_quorum_counts_organisations_and_proxies(cast: Cast) -> None:
    body = standing_body(cast, quorum=60)
    Voice.objects.create(body=body, organization=make_organization("جمعية الغائبين"))
    session = open_session(cast, body)
    assert quorum_now(session) == (3, 0, 2)
    come_in(cast, session, "basel")
    come_in(cast, session, "hala")
    assert (quorum_now(session).present, quorum_now(session).is_reached) == (1, False)
    Proxy.objects.create(session=session, organization=cast.other, holder=cast.association, signed_by=cast.omar)
    quorum = quorum_now(session)
    assert (quorum.present, quorum.is_reached) == (2, True)
    carried = {each.voice.organization_id: (each.carrier, each.is_present) for each in voices_now(session)}
    assert carried[cast.other.pk] == (cast.association.pk, True)


def test_a_proxy_of_one_who_is_away_counts_nothing_and_observers_neither(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    Proxy.objects.create(session=session, organization=cast.other, holder=cast.association, signed_by=cast.omar)
    Participant.objects.filter(pk=who(session, cast.hala).pk).update(role="observer")
    come_in(cast, session, "hala")
    assert quorum_now(session).present == 0
    assert counts_of(session) == (1, 1, 1)


def test_an_entry_tells_how_many_are_inside(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    come_in(cast, session, "basel")
    row = come_in(cast, session, "hala")
    assert facts("attendance", [row.pk])[row.pk]["inside"] == {"people": 2, "organizations": 1}
    leave_session(actor=chair_of(cast), session=session, participant=row.participant)
    assert facts("attendance", [row.pk])[row.pk]["inside"] == {"people": 1, "organizations": 1}


def test_who_sees_attendance(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast, visibility="public"))
    row = come_in(cast, session, "basel")
    seers = [
        name
        for name in ["salma", "basel", "hala", "omar", "rania", "gharib"]
        if row in attendances_for(getattr(cast, name))
    ]
    assert seers == ["salma", "basel", "hala", "omar"]


def test_the_pages_note_oneself_and_others(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    address = reverse("meetings:enter_session", args=[session.pk])
    assert signed_in(cast.basel).post(address, {"back": "attendance"}).status_code == 302
    assert signed_in(cast.salma).post(address, {"participant": who(session, cast.omar).pk}).status_code == 302
    assert signed_in(cast.basel).post(address, {"participant": who(session, cast.hala).pk}).status_code == 403
    assert signed_in(cast.gharib).post(address).status_code == 404
    assert counts_of(session).people == 2
    page = signed_in(cast.salma).get(reverse("meetings:attendance", args=[session.pk]), {"q": "باسل"})
    assert page.status_code == 200
    assert signed_in(cast.gharib).get(reverse("meetings:attendance", args=[session.pk])).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    session = open_session(cast, standing_body(cast))
    Participant.objects.filter(body=session.body).exclude(person=cast.basel).update(ended_at=timezone.now())
    for _each in range(count - 1):
        make_participant(cast, session.body, organization=make_organization())
    client = signed_in(cast.salma)
    client.get(reverse("meetings:attendance", args=[session.pk]))
    with django_assert_num_queries(ATTENDANCE_QUERIES):
        page = client.get(reverse("meetings:attendance", args=[session.pk]))
    assert len(page.context["page"].object_list) == count


def test_programs_note_attendance(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    address = reverse("api:api_attendances", args=[session.pk])
    omar = who(session, cast.omar)
    chair = signed_in(cast.salma)
    told = {"client_id": str(uuid4()), "code": omar.code.lower(), "told_at": "2020-01-01T10:00:00Z"}
    answer = chair.post(address, told, content_type="application/json")
    assert (answer.status_code, answer.json()["way"]) == (201, "code")
    own = signed_in(cast.basel).post(address, {"client_id": str(uuid4())}, content_type="application/json")
    assert (own.status_code, own.json()["way"]) == (201, "self")
    assert chair.get(address).json()["results"][0]["participant"]["id"] == omar.pk
    guessed = {"client_id": str(uuid4()), "code": omar.code}
    assert signed_in(cast.hala).post(address, guessed, content_type="application/json").status_code == 404
    assert chair.get(reverse("api:api_quorum", args=[session.pk])).json()["present"] == 2
    assert chair.delete(reverse("api:api_attendance", args=[session.pk, omar.pk])).status_code == 204
    assert signed_in(cast.gharib).get(address).status_code == 404


def test_the_list_is_frozen_in_time(cast: Cast) -> None:
    session = open_session(cast, standing_body(cast))
    here = come_in(cast, session, "basel")
    with time_machine.travel(timezone.now() + timedelta(minutes=30), tick=False):
        leave_session(actor=chair_of(cast), session=session, participant=here.participant)
        back = come_in(cast, session, "basel", told_at=here.entered_at)
    assert back.entered_at >= here.entered_at + timedelta(minutes=29)
