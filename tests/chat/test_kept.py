"""Saved messages and reminders: one's own, and nobody else hears of them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.utils import timezone

from chat.actions import (
    cancel_reminder,
    delete_message,
    remind,
    remove_member,
    save_message,
    set_reminder,
    unsave_message,
)
from chat.models import Message, Reminder, SavedMessage
from chat.moments import moments
from journal.due import run_due
from journal.models import Entry
from journal.queries import shown
from journal.refusals import Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.both]
HOUR = timedelta(hours=1)


@pytest.fixture
def message(cast: Cast) -> Message:
    return said(cast, "basel", sector_room(cast, "basel", "omar"), "موعد القافلة صباح الأحد")


def entries_of(person: Any, beginning: str) -> list[Entry]:
    found = Entry.objects.filter(stream__name=f"user.{person.pk}", event__startswith=beginning)
    return list(found.select_related("stream").order_by("number"))


# Saved ----------------------------------------------------------------------------------------------------------------
def test_save_message_is_absolute_and_told_to_the_person_only(cast: Cast, message: Message) -> None:
    omar, before = cast.actor("omar"), Entry.objects.filter(stream__name=message.room.stream).count()
    for note in (None, None, "للاجتماع", None, "للاجتماع"):
        save_message(actor=omar, message=message, note=note)
    for _ in range(2):
        unsave_message(actor=omar, message=message)
    events = [entry.event for entry in entries_of(cast.omar, "message_")]
    assert events == ["message_saved", "message_saved", "message_unsaved"]
    assert Entry.objects.filter(stream__name=message.room.stream).count() == before
    assert not SavedMessage.objects.exists()


def test_what_is_told_of_a_saved_message_holds_none_of_its_words(cast: Cast, message: Message) -> None:
    save_message(actor=cast.actor("omar"), message=message)
    (told,) = shown(entries_of(cast.omar, "message_saved"))
    assert set(told["data"]) == {"id", "message", "room", "seq"}


def test_save_message_refuses_outsiders_deleted_messages_and_long_notes(cast: Cast, message: Message) -> None:
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            save_message(actor=cast.actor(name), message=message)
    with pytest.raises(ValidationError):
        save_message(actor=cast.actor("omar"), message=message, note="ن" * 301)
    delete_message(actor=cast.actor("basel"), message=message)
    with pytest.raises(Refused):
        save_message(actor=cast.actor("omar"), message=message)


def test_what_was_saved_in_a_room_one_lost_is_not_read_any_more(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.omar])
    message = said(cast, "basel", room, "سر الفريق")
    save_message(actor=cast.actor("omar"), message=message)
    set_reminder(actor=cast.actor("omar"), message=message, at=timezone.now() + HOUR)
    client = signed_in(cast.omar)
    assert "سر الفريق" in client.get("/saved/").content.decode()
    remove_member(actor=cast.actor("basel"), room=room, person=cast.omar)
    assert "سر الفريق" not in client.get("/saved/").content.decode()
    assert client.get("/api/saved/").json()["results"] == client.get("/api/reminders/").json()["results"] == []


def test_the_api_saves_lists_and_lets_go(cast: Cast, message: Message) -> None:
    client = signed_in(cast.omar)
    saved = client.put(f"/api/messages/{message.pk}/saved/", {"note": "مهم"}, "application/json")
    assert (saved.status_code, saved.json()["note"]) == (200, "مهم")
    assert client.get(f"/api/rooms/{message.room_id}/mine/").json() == {"saved": [message.pk], "reminders": {}}
    assert [row["message"] for row in client.get("/api/saved/").json()["results"]] == [message.pk]
    assert signed_in(cast.basel).get("/api/saved/").json()["results"] == []
    assert client.delete(f"/api/messages/{message.pk}/saved/").status_code == 204
    assert client.get("/api/saved/").json()["results"] == []


def test_the_page_keeps_a_note_and_lets_go(cast: Cast, message: Message) -> None:
    client = signed_in(cast.omar)
    assert client.get(f"/messages/{message.pk}/save/").status_code == 200
    client.post(f"/messages/{message.pk}/save/", {"note": "أعرضها على اللجنة"})
    assert "أعرضها على اللجنة" in client.get("/saved/").content.decode()
    client.post(f"/messages/{message.pk}/unsave/")
    assert "أعرضها على اللجنة" not in client.get("/saved/").content.decode()
    assert client.post(f"/messages/{message.pk}/unsave/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_queries(
    cast: Cast, message: Message, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        other = said(cast, "basel", message.room)
        save_message(actor=cast.actor("omar"), message=other)
        set_reminder(actor=cast.actor("omar"), message=other, at=timezone.now() + HOUR)
    client = signed_in(cast.omar)
    client.get("/saved/")
    with django_assert_num_queries(11):
        client.get("/saved/")


# Reminders ------------------------------------------------------------------------------------------------------------
def test_set_reminder_comes_due_once(cast: Cast, message: Message) -> None:
    with time_machine.travel(timezone.now(), tick=False) as clock:
        set_reminder(actor=cast.actor("omar"), message=message, at=timezone.now() + HOUR)
        run_due()
        assert entries_of(cast.omar, "reminder_due") == []
        clock.shift(HOUR + timedelta(seconds=1))
        run_due()
        run_due()
        (entry,) = entries_of(cast.omar, "reminder_due")
        assert entry.facts == {"message": message.pk, "room": message.room_id}
        assert entry.person_id is None
    cancel_reminder(actor=cast.actor("omar"), message=message)
    cancel_reminder(actor=cast.actor("omar"), message=message)
    assert [each.event for each in entries_of(cast.omar, "reminder_")] == [
        "reminder_set",
        "reminder_due",
        "reminder_cancelled",
    ]


def test_a_moved_or_cancelled_reminder_does_not_come_at_its_old_time(cast: Cast, message: Message) -> None:
    omar, other = cast.actor("omar"), said(cast, "basel", message.room)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        set_reminder(actor=omar, message=message, at=timezone.now() + HOUR)
        set_reminder(actor=omar, message=message, at=timezone.now() + 3 * HOUR)
        set_reminder(actor=omar, message=other, at=timezone.now() + HOUR)
        cancel_reminder(actor=omar, message=other)
        clock.shift(2 * HOUR)
        run_due()
        assert entries_of(cast.omar, "reminder_due") == []
        clock.shift(2 * HOUR)
        run_due()
        assert [entry.facts["message"] for entry in entries_of(cast.omar, "reminder_due")] == [message.pk]


@pytest.mark.parametrize("lost", ["deleted", "left"])
def test_a_message_that_is_gone_reminds_of_nothing(cast: Cast, lost: str) -> None:
    room = group_room(cast, "basel", [cast.omar])
    message = said(cast, "basel", room)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        set_reminder(actor=cast.actor("omar"), message=message, at=timezone.now() + HOUR)
        if lost == "deleted":
            delete_message(actor=cast.actor("basel"), message=message)
        else:
            remove_member(actor=cast.actor("basel"), room=room, person=cast.omar)
        clock.shift(2 * HOUR)
        run_due()
    assert entries_of(cast.omar, "reminder_due") == []
    assert not Reminder.objects.exists()


@pytest.mark.parametrize(("distance", "code"), [(-HOUR, "in_the_past"), (timedelta(days=401), "too_far")])
def test_set_reminder_refuses_moments_that_make_no_sense(
    cast: Cast, message: Message, distance: timedelta, code: str
) -> None:
    with pytest.raises(ValidationError) as refusal:
        set_reminder(actor=cast.actor("omar"), message=message, at=timezone.now() + distance)
    assert refusal.value.error_dict["at"][0].code == code
    at = (timezone.now() + distance).isoformat()
    answer = signed_in(cast.omar).put(f"/api/messages/{message.pk}/reminder/", {"at": at}, "application/json")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_reminders_refuse_outsiders_and_only_the_clock_reminds(cast: Cast, message: Message) -> None:
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            set_reminder(actor=cast.actor(name), message=message, at=timezone.now() + HOUR)
    reminder = set_reminder(actor=cast.actor("omar"), message=message, at=timezone.now() + HOUR)
    with pytest.raises(Refused):
        remind(actor=cast.actor("omar"), reminder=reminder)


def test_the_page_offers_the_moments_and_takes_another(cast: Cast, message: Message) -> None:
    client, address = signed_in(cast.omar), f"/messages/{message.pk}/remind/"
    assert "صباح الأحد" in client.get(address).content.decode() or "غداً صباحاً" in client.get(address).content.decode()
    assert client.post(address, {"when": "hour"}).status_code == 302
    assert Reminder.objects.get().at > timezone.now()
    assert client.post(address, {"when": "other", "at": "2020-01-01T10:00"}).status_code == 200
    assert client.post(address, {"when": "other", "at": ""}).status_code == 200
    client.post(f"/messages/{message.pk}/remind/cancel/")
    assert not Reminder.objects.exists()


DAMASCUS = ZoneInfo("Asia/Damascus")


@pytest.mark.parametrize(
    ("now", "names"),
    [
        ((2026, 11, 22, 10), ["hour", "evening", "tomorrow", "saturday", "sunday"]),  # Sunday
        ((2026, 11, 26, 18), ["hour", "tomorrow", "saturday", "sunday"]),  # Thursday evening
        ((2026, 11, 27, 10), ["hour", "evening", "tomorrow", "sunday"]),  # Friday: tomorrow is Saturday
        ((2026, 11, 28, 10), ["hour", "evening", "tomorrow", "saturday"]),  # Saturday: tomorrow is Sunday
    ],
)
def test_moments_know_the_syrian_week(now: tuple[int, int, int, int], names: list[str]) -> None:
    found = moments(datetime(*now, tzinfo=DAMASCUS))
    assert list(found) == names
    assert all(moment > datetime(*now, tzinfo=DAMASCUS) for moment in found.values())
    assert "sunday" not in found or found["sunday"].weekday() == 6
