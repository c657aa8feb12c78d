"""The demo as a whole, made by the command that `make run` calls."""

from __future__ import annotations

import os
import re
from collections import Counter
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from accounts.models import User
from bots.models import IncomingWebhook
from chat.models import (
    AcknowledgementRequest,
    ImportedSender,
    Measure,
    Message,
    MessageVersion,
    Poll,
    Reaction,
    Reminder,
    Report,
    Room,
    SavedMessage,
)
from chat.queries import joined_rooms
from demo.calendar import local
from organizations.models import Affiliation, Application, Organization
from projects.models import Project

CAST = ("salma", "basel", "hala", "omar", "rania", "gharib")
ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN_SENTENCE = re.compile(r"(?:[A-Za-z]{2,}\s+){2,}[A-Za-z]{2,}")
PHONE = re.compile(r"(?:\+|00)963|\b09\d{6,}|\d{7,}")

pytestmark = [pytest.mark.usefixtures("demo"), pytest.mark.django_db]


def bodies() -> list[str]:
    return list(Message.objects.filter(deleted_at__isnull=True).values_list("body", flat=True))


def test_ninety_organisations_stand_in_every_governorate() -> None:
    organizations = Organization.objects.all()
    assert organizations.count() == 90
    assert len(set(organizations.values_list("governorate", flat=True))) == 14
    assert {"verified", "unverified", "suspended"} == set(organizations.values_list("status", flat=True))


def test_kinds_are_those_of_the_field() -> None:
    kinds = Counter(Organization.objects.values_list("kind", flat=True))
    assert (kinds["union"], kinds["network"], kinds["public_body"], kinds["supporter"]) == (2, 1, 2, 2)
    assert Affiliation.objects.count() > 30


def test_two_applications_wait_at_the_open_door() -> None:
    assert Application.objects.filter(state="waiting").count() == 2


def test_two_hundred_people_have_two_names_and_an_organisation() -> None:
    people = User.objects.filter(is_bot=False)
    assert people.count() == 200
    assert [person.username for person in people if len(person.display_name.split()) < 2] == []
    assert list(people.filter(memberships__isnull=True).values_list("username", flat=True)) == ["gharib"]


def test_no_name_stands_twice() -> None:
    for names in (
        User.objects.values_list("display_name", flat=True),
        Organization.objects.values_list("name_ar", flat=True),
    ):
        assert max(Counter(names).values()) == 1


def test_twelve_sectors_have_a_room_of_the_whole_country() -> None:
    rooms = Room.objects.filter(kind="sector")
    assert rooms.filter(place=None).count() == 12
    assert rooms.exclude(place=None).count() >= 8
    assert rooms.filter(messages=None).count() == 0


def test_a_few_thousand_messages_are_answered_and_reacted_to() -> None:
    assert 2500 < Message.objects.count() < 4000
    assert Message.objects.filter(reply_to__isnull=False).count() > 500
    assert Reaction.objects.count() > 1000
    assert MessageVersion.objects.exists()
    assert Message.objects.filter(deleted_at__isnull=False).exists()


def test_everything_said_is_arabic() -> None:
    assert [body for body in bodies() if not ARABIC.search(body)] == []
    assert [body for body in bodies() if LATIN_SENTENCE.search(body)] == []


def test_no_slot_is_left_open() -> None:
    assert [body for body in bodies() if re.search(r"[{}]|None|-\d+ ", re.sub(r"\w(-\w+)+", "", body))] == []


def test_no_sentence_is_heard_too_often() -> None:
    assert max(Counter(bodies()).values()) <= 12
    assert len(set(bodies())) > 1450


def test_no_phone_number_looks_real() -> None:
    assert [body for body in bodies() if PHONE.search(body)] == []
    assert [name for name in ImportedSender.objects.values_list("name", flat=True) if PHONE.search(name)] == []


def test_nobody_writes_in_the_future_or_at_night() -> None:
    moments = [local(message.created_at) for message in Message.objects.filter(history=None)]
    assert max(moments) <= timezone.now()
    assert [moment for moment in moments if not 8 <= moment.hour <= 21] == []


def test_fridays_are_quiet() -> None:
    days = Counter(local(message.created_at).weekday() for message in Message.objects.filter(history=None))
    assert days[4] * 3 < days[6]


@pytest.mark.parametrize("username", CAST)
def test_the_cast_signs_in_with_the_demo_password(username: str) -> None:
    assert Client().login(username=username, password=os.environ.get("DEMO_PASSWORD", "multaqa-demo"))


@pytest.mark.parametrize("username", CAST[:5])
def test_the_cast_finds_something_unread_and_a_mention(username: str) -> None:
    rooms = joined_rooms(User.objects.get(username=username))
    unread = [room["seq"] - room["read_seq"] for room in rooms]
    assert 3 <= sum(1 for number in unread if number) <= 14
    assert 1 <= sum(room["mentions"] for room in rooms) <= 3
    assert max(unread) < 20


def test_gharib_belongs_to_nothing() -> None:
    assert joined_rooms(User.objects.get(username="gharib")) == []


def test_people_of_an_organisation_are_in_its_room() -> None:
    for room in Room.objects.filter(kind="organization").prefetch_related("organization__memberships", "memberships"):
        assert room.organization is not None
        people = {membership.person_id for membership in room.organization.memberships.all()}
        assert {membership.person_id for membership in room.memberships.all()} == people


def test_one_room_has_a_past_from_elsewhere() -> None:
    past = Message.objects.filter(history__finished_at__isnull=False)
    assert len(set(past.values_list("room", flat=True))) == 1
    assert ImportedSender.objects.filter(person=None).count() >= 2
    assert ImportedSender.objects.exclude(person=None).count() == 2


def test_making_it_again_changes_nothing() -> None:
    said = StringIO()
    call_command("make_demo", stdout=said)
    assert "already there" in said.getvalue()
    assert User.objects.filter(is_bot=False).count() == 200


def test_what_stands_out_of_the_talk_is_shown() -> None:
    polls = {poll.question: poll for poll in Poll.objects.all()}
    assert len(polls) == 4
    assert {poll.closed_at is None for poll in polls.values()} == {True, False}
    assert all(poll.voters > 1 for poll in polls.values())
    assert Message.objects.filter(pinned_until__gt=timezone.now()).count() == 2
    assert Message.objects.filter(decided_at__isnull=False).count() == 2
    assert Message.objects.filter(forwarded_from__isnull=False).count() == 1
    assert SavedMessage.objects.count() == Reminder.objects.count() == 1


def test_a_program_reports_every_day_but_fridays() -> None:
    reports = Message.objects.filter(author__is_bot=True)
    assert {message.room.name for message in reports.select_related("room")} == {"الإمداد"}
    assert 40 <= reports.count() <= 60
    assert max(Counter(reports.values_list("body", flat=True)).values()) <= 3


def test_circulars_are_acknowledged_in_part() -> None:
    asked = AcknowledgementRequest.objects.order_by("pk")
    assert [each.until is not None for each in asked] == [False, True, False]
    assert all(0 < each.acknowledged < each.expected for each in asked)
    assert all(each.until > timezone.now() for each in asked if each.until)


def test_what_was_reported_is_handled_or_waits() -> None:
    assert list(Report.objects.order_by("pk").values_list("outcome", flat=True)) == ["removed", "warned", "open"]
    assert Message.objects.filter(is_removed=True).count() == 1
    measures = Measure.objects.order_by("pk")
    assert [(each.kind, bool(each.words)) for each in measures] == [
        ("removal", True),
        ("warning", True),
        ("suspension", True),
    ]
    assert Room.objects.filter(slow_seconds__gt=0).count() == Room.objects.filter(retention_days=5 * 365).count() == 1
    assert IncomingWebhook.objects.filter(room__name="الإمداد").count() == 1


def test_a_joint_project_has_a_budget_three_ledgers_and_numbers() -> None:
    project = Project.objects.filter(status="active", budget_lines__isnull=False).distinct().first()
    assert project is not None
    assert set(project.contributions.values_list("kind", flat=True)) == {"money", "items", "hours"}
    assert project.expenses.filter(is_standing=True).values("currency").distinct().count() >= 3
    assert 5 <= project.indicators.count() <= 8
    assert [period.closed_at is not None for period in project.periods.all()] == [True, False, False]
    assert project.indicators.filter(measurements__counts__isnull=False).exists()
