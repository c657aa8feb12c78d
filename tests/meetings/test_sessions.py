"""Planning a session; who sees it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from journal.models import Entry
from journal.refusals import Conflict, Refused
from meetings.actions import announce_body, create_body, plan_session
from meetings.models import Body, Session
from meetings.permissions import sessions_for, streams_for
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of, make_session, standing_body

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAMES = "salma basel hala omar rania gharib"


def planned(cast: Cast, body: Body, **more: Any) -> Session:
    now = timezone.now()
    given: dict[str, Any] = {
        "client_id": uuid4(),
        "title": "ورشة خطة قطاع الصحة",
        "starts_at": now + timedelta(days=3),
        "ends_at": now + timedelta(days=3, hours=2),
        **more,
    }
    return plan_session(actor=chair_of(cast), body=body, **given)


def seers(cast: Cast, session: Session) -> str:
    return " ".join(name for name in NAMES.split() if session in sessions_for(getattr(cast, name)))


def test_plan_session_puts_it_in_preparation(cast: Cast) -> None:
    session = planned(cast, standing_body(cast), kind="workshop")
    assert (session.status, session.kind) == ("draft", "workshop")
    assert Entry.objects.get(event="session_planned").stream.name == session.stream


def test_plan_session_is_for_those_who_run_the_body(cast: Cast) -> None:
    body, now = standing_body(cast), timezone.now()
    for name in NAMES.split():
        with pytest.raises(Refused):
            plan_session(
                actor=cast.actor(name),
                body=body,
                client_id=uuid4(),
                title="جلسة",
                starts_at=now,
                ends_at=now + timedelta(hours=1),
            )


def test_who_sees_a_session(cast: Cast) -> None:
    body, public = standing_body(cast), standing_body(cast, visibility="public")
    assert seers(cast, planned(cast, body)) == "salma"
    assert seers(cast, make_session(cast, body)) == "salma basel hala omar"
    assert seers(cast, make_session(cast, public)) == NAMES
    assert seers(cast, make_session(cast, public, is_internal=True)) == "salma basel hala omar"
    assert seers(cast, make_session(cast, standing_body(cast, announced_at=None))) == "salma basel hala omar"


def test_its_stream_is_for_those_who_take_part(cast: Cast) -> None:
    session = make_session(cast, standing_body(cast, visibility="public"))
    told = [name for name in NAMES.split() if streams_for(getattr(cast, name), {session.stream, "session.x"})]
    assert told == ["salma", "basel", "hala", "omar"]


@pytest.mark.parametrize(("hours", "field"), [((2, 1), "ends_at"), ((1, 1), "ends_at"), ((0, 25), "ends_at")])
def test_plan_session_refuses_hours_that_cannot_be(cast: Cast, hours: tuple[int, int], field: str) -> None:
    now = timezone.now()
    begin, end = (now + timedelta(hours=each) for each in hours)
    with pytest.raises(ValidationError) as refused:
        planned(cast, standing_body(cast), starts_at=begin, ends_at=end)
    assert list(refused.value.message_dict) == [field]


def test_a_part_belongs_to_the_same_body_and_has_no_parts(cast: Cast) -> None:
    body = standing_body(cast)
    whole = planned(cast, body)
    part = planned(cast, body, parent=whole)
    for parent in (part, planned(cast, standing_body(cast))):
        with pytest.raises(ValidationError):
            planned(cast, body, parent=parent)


def test_plan_session_again_is_the_same_or_a_conflict(cast: Cast) -> None:
    body, key = standing_body(cast), uuid4()
    first = planned(cast, body, client_id=key)
    assert planned(cast, body, client_id=key) == first
    with pytest.raises(Conflict):
        planned(cast, body, client_id=key, title="أخرى")


def test_the_page_plans_one(cast: Cast) -> None:
    body, begin = standing_body(cast), timezone.localtime() + timedelta(days=2)
    given = {"client_id": uuid4(), "title": "الجلسة الختامية", "kind": "plenary"}
    hours = {"starts_at": f"{begin:%Y-%m-%dT%H:%M}", "ends_at": f"{begin + timedelta(hours=1):%Y-%m-%dT%H:%M}"}
    address = reverse("meetings:plan_session", args=[body.pk])
    answer = signed_in(cast.salma).post(address, {**given, **hours})
    session = Session.objects.get()
    assert answer["Location"] == reverse("meetings:session", args=[session.pk])
    assert signed_in(cast.salma).get(answer["Location"]).status_code == 200
    assert signed_in(cast.omar).get(answer["Location"]).status_code == 404
    assert signed_in(cast.omar).get(address).status_code == 403


def test_create_body_and_announce_body_are_for_those_who_convene(cast: Cast) -> None:
    chair = chair_of(cast)
    body = create_body(actor=chair, kind=Body.Kind.COMMITTEE, title="لجنة المتابعة")
    assert not Body.objects.filter(announced_at__isnull=False).exists()
    with pytest.raises(Refused):
        announce_body(actor=cast.actor("basel"), body=body)
    announce_body(actor=chair, body=body)
    assert Body.objects.filter(announced_at__isnull=False).exists()
    with pytest.raises(Refused):
        create_body(actor=cast.actor("salma"), kind=Body.Kind.FORUM, title="ملتقى")
