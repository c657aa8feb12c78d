"""Announcements: who asks, who acknowledges for whom, who is reminded and how often, what lists and files say."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone
from openpyxl import load_workbook

from chat import permissions
from chat.actions import (
    acknowledge_message,
    create_room,
    delete_message,
    join_room,
    remind_acknowledgement,
    request_acknowledgement,
    set_room_role,
)
from chat.models import Acknowledgement, AcknowledgementRequest, Message, Room
from chat.queries import announcements_waiting, message_facts
from journal.actors import Actor
from journal.due import run_due
from journal.models import Entry
from journal.refusals import Conflict, Refused, TooSoon
from organizations.actions import end_membership
from tests.chat.rooms import said, sector_room
from tests.factories import NAMES, Cast, make_membership, make_organization, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
JSON = "application/json"


@pytest.fixture
def room(cast: Cast) -> Room:
    """Salma announces, Omar may write, Basel and Hala (of one organisation) read."""
    room = create_room(actor=cast.actor("salma"), kind="announcement", name="إعلانات")
    for name in ("basel", "hala", "omar"):
        join_room(actor=cast.actor(name), room=room)
    set_room_role(actor=cast.actor("salma"), room=room, person=cast.omar, role="writer")
    return room


@pytest.fixture
def message(cast: Cast, room: Room) -> Message:
    message = said(cast, "salma", room, "**تعميم** رقم 7")
    request_acknowledgement(actor=cast.actor("salma"), message=message)
    message.refresh_from_db()
    return message


def counts(message: Message) -> tuple[int, int]:
    told = message_facts([Message.objects.get(pk=message.pk)])[0]["acknowledgement"]
    return told["acknowledged"], told["expected"]


def reminded() -> set[str]:
    entries = Entry.objects.filter(event="acknowledgement_reminded")
    return set(entries.values_list("stream__name", flat=True))


def test_acknowledgement_table(cast: Cast, message: Message) -> None:
    asked = ("request_acknowledgement", "acknowledge_message", "see_acknowledgements", "remind_acknowledgement")
    found = {
        verb: " ".join(n for n in NAMES if getattr(permissions, f"can_{verb}")(cast.actor(n), message))
        for verb in asked
    }
    assert found == {
        "request_acknowledgement": "salma",
        "acknowledge_message": "basel hala omar",
        "see_acknowledgements": "salma omar",
        "remind_acknowledgement": "salma omar",
    }


def test_request_acknowledgement_in_a_channel_is_for_moderators(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel", "omar"))
    assert not permissions.can_request_acknowledgement(cast.actor("basel"), message)
    join_room(actor=cast.actor("salma"), room=message.room)
    request_acknowledgement(actor=cast.actor("salma"), message=message)
    assert counts(message) == (0, 1)


def test_acknowledge_message_counts_organisations_and_stands_for_ever(cast: Cast, message: Message) -> None:
    assert counts(message) == (0, 2)
    for name in ("basel", "basel", "hala"):
        acknowledge_message(actor=cast.actor(name), message=message)
    assert counts(message) == (1, 2)
    events = Entry.objects.filter(stream__name=message.room.stream, event="message_acknowledged")
    assert list(events.values_list("person_id", "facts")) == [(cast.basel.pk, {}), (cast.hala.pk, {})]
    acknowledge_message(actor=cast.actor("omar"), message=message)
    assert counts(message) == (2, 2)


def test_a_plain_message_carries_nothing_of_it(cast: Cast, room: Room, django_assert_num_queries: Any) -> None:
    messages = [said(cast, "salma", room) for _ in range(3)]
    assert "acknowledgement" not in message_facts(messages)[0]
    with django_assert_num_queries(3):  # mentions, reactions, and nothing for what no column tells of
        message_facts(Message.objects.filter(pk__in=[each.pk for each in messages]).select_related("author"))


def test_people_of_several_organisations_acknowledge_for_the_one_they_act_for(cast: Cast, message: Message) -> None:
    second = make_organization("مؤسسة ثانية")
    make_membership(cast.basel, second)
    acknowledge_message(actor=Actor(cast.basel, second), message=message)
    assert [each.organization for each in Acknowledgement.objects.all()] == [second]
    assert announcements_waiting(cast.actor("basel")).count() == 1
    assert announcements_waiting(Actor(cast.basel, second)).count() == 0


def test_acknowledge_message_refuses_for_an_organisation_one_left(cast: Cast, message: Message) -> None:
    actor = cast.actor("basel")
    membership = cast.hala.memberships.get()
    end_membership(actor=actor, membership=membership)
    with pytest.raises((Refused, Conflict)):
        acknowledge_message(actor=Actor(cast.hala, cast.association), message=message)


def test_acknowledge_message_refuses_what_is_deleted_or_not_asked(cast: Cast, room: Room, message: Message) -> None:
    with pytest.raises(Refused):
        acknowledge_message(actor=cast.actor("basel"), message=said(cast, "salma", room))
    delete_message(actor=cast.actor("salma"), message=message)
    with pytest.raises(Conflict) as refusal:
        acknowledge_message(actor=cast.actor("basel"), message=message)
    assert refusal.value.code == "message_deleted"
    with pytest.raises(Refused):
        acknowledge_message(actor=cast.actor("gharib"), message=message)


def test_request_acknowledgement_refuses_an_end_that_is_over(cast: Cast, message: Message) -> None:
    with pytest.raises(ValidationError):
        request_acknowledgement(actor=cast.actor("salma"), message=message, until=timezone.now() - timedelta(hours=1))


def test_remind_acknowledgement_tells_those_who_have_not_once_in_six_hours(cast: Cast, message: Message) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        acknowledge_message(actor=cast.actor("omar"), message=message)
        assert remind_acknowledgement(actor=cast.actor("omar"), message=message) == 2
        assert reminded() == {f"user.{cast.basel.pk}", f"user.{cast.hala.pk}"}
        clock.shift(timedelta(hours=5))
        with pytest.raises(TooSoon) as refusal:
            remind_acknowledgement(actor=cast.actor("salma"), message=message)
        assert (refusal.value.code, refusal.value.seconds) == ("reminded_already", 3600)
        clock.shift(timedelta(hours=1))
        assert remind_acknowledgement(actor=cast.actor("salma"), message=message) == 2


def test_the_clock_reminds_a_day_before_the_deadline(cast: Cast, message: Message) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        request_acknowledgement(actor=cast.actor("salma"), message=message, until=timezone.now() + timedelta(days=3))
        run_due()
        assert reminded() == set()
        clock.shift(timedelta(days=2, minutes=1))
        run_due()
        assert f"user.{cast.basel.pk}" in reminded()


def test_the_list_and_its_files_say_who_and_for_whom(cast: Cast, message: Message) -> None:
    acknowledge_message(actor=cast.actor("hala"), message=message)
    client = signed_in(cast.salma)
    page = client.get(f"/messages/{message.pk}/acknowledgements/")
    assert [each.organization for each in page.context["have"]] == [cast.association]
    assert [each.organization for each in page.context["missing"]] == [cast.other]
    table = client.get(f"/messages/{message.pk}/acknowledgements.csv").content.decode("utf-8-sig")
    assert "هالة" in table
    sheet: Any = load_workbook(BytesIO(client.get(f"/messages/{message.pk}/acknowledgements.xlsx").content)).active
    assert sheet.sheet_view.rightToLeft
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [str(cast.association), str(cast.other)]


def test_others_see_counts_and_no_list(cast: Cast, message: Message) -> None:
    client = signed_in(cast.basel)
    for address in ("acknowledgements/", "acknowledgements.csv"):
        assert client.get(f"/messages/{message.pk}/{address}").status_code == 404
    assert client.get(f"/api/messages/{message.pk}/acknowledgements/").status_code == 403
    assert signed_in(cast.gharib).get(f"/api/messages/{message.pk}/acknowledgements/").status_code == 404


def test_the_api_posts_asks_acknowledges_and_reminds(cast: Cast, room: Room) -> None:
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    form = {"client_id": uuid4(), "body": "تعميم", "asks_acknowledgement": True}
    answers = [salma.post(f"/api/rooms/{room.pk}/messages/", form, JSON) for _ in "ab"]
    assert [(each.status_code, each.json()["acknowledgement"]["expected"]) for each in answers] == [(201, 2), (200, 2)]
    pk = answers[0].json()["id"]
    told = basel.put(f"/api/messages/{pk}/acknowledgement/", {}, JSON)
    assert told.json()["acknowledgement"] == {"until": None, "acknowledged": 1, "expected": 2}
    mine = [{"message": pk, "organization": cast.association.pk}]
    assert signed_in(cast.hala).get(f"/api/rooms/{room.pk}/acknowledged/").json() == mine
    wrong = basel.put(f"/api/messages/{pk}/acknowledgement/", {"organization": cast.other.pk}, JSON)
    assert wrong.json()["code"] == "not_your_organization"
    assert salma.put(f"/api/messages/{pk}/acknowledgements/reminder/").json() == {"reminded": 1}
    assert salma.put(f"/api/messages/{pk}/acknowledgements/reminder/").status_code == 429
    listed = salma.get(f"/api/messages/{pk}/acknowledgements/").json()
    assert [row["organization"]["id"] for row in listed["missing"]] == [cast.other.pk]


def test_home_shows_what_waits_and_the_button_does_it(cast: Cast, message: Message) -> None:
    client = signed_in(cast.basel)
    assert ">تعميم رقم 7<" in client.get("/").content.decode()
    client.post(f"/messages/{message.pk}/acknowledge/")
    assert client.get("/").context["announcements"] == []
    assert AcknowledgementRequest.objects.get().acknowledged == 1


def test_the_page_asks_with_a_deadline(cast: Cast, room: Room) -> None:
    message, client = said(cast, "salma", room), signed_in(cast.salma)
    assert client.get(f"/messages/{message.pk}/request-acknowledgement/").status_code == 200
    client.post(f"/messages/{message.pk}/request-acknowledgement/", {"days": "7"})
    asked = AcknowledgementRequest.objects.get()
    assert asked.until is not None
    assert asked.until > timezone.now() + timedelta(days=6)
    assert signed_in(cast.basel).get(f"/messages/{message.pk}/request-acknowledgement/").status_code == 404
