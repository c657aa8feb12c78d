"""How people want to be told: the page, the call, what is refused."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from chat.models import Room
from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Refused
from notifications.actions import update_preferences
from notifications.models import Preferences
from tests.chat.rooms import group_room, sector_room
from tests.factories import Cast

pytestmark = pytest.mark.django_db
FORM = {"mail": "daily", "is_quiet": "on", "quiet_from": "21:00", "quiet_to": "06:30", "quiet_days": ["6", "0"],
        "zone": "Europe/Berlin", "pause": "day"}  # fmt: skip


@pytest.fixture
def client(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.omar)
    return client


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def test_one_save_keeps_all(cast: Cast, client: Client, room: Room) -> None:
    answer = client.post("/settings/notifications/", {**FORM, f"level-{room.pk}": "nothing"})
    assert answer.headers["Location"] == "/settings/notifications/"
    row = Preferences.objects.get()
    assert (row.mail, row.quiet_days, row.zone, row.is_quiet, row.hides_content) == (
        "daily",
        "60",
        "Europe/Berlin",
        True,
        False,
    )
    assert timedelta(hours=23) < (row.paused_until or timezone.now()) - timezone.now() <= timedelta(days=1)
    assert room.memberships.get(person=cast.omar).level == "nothing"


def test_a_pause_stays_until_it_is_ended(cast: Cast, client: Client) -> None:
    client.post("/settings/notifications/", FORM)
    until = Preferences.objects.get().paused_until
    assert "موقوفة حتى" in client.get("/settings/notifications/").content.decode()
    client.post("/settings/notifications/", {**FORM, "pause": "keep"})
    assert Preferences.objects.get().paused_until == until
    client.post("/settings/notifications/", {**FORM, "pause": ""})
    assert Preferences.objects.get().paused_until is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("mail", "hourly"), ("quiet_from", "25:00"), ("quiet_days", ["9"]), ("zone", "Nowhere/Land"), ("pause", "ever")],
)
def test_nonsense_is_said_beside_its_field_and_keeps_nothing(client: Client, field: str, value: Any) -> None:
    answer = client.post("/settings/notifications/", {**FORM, field: value})
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [field])
    assert not Preferences.objects.exists()


def test_a_level_that_is_none_changes_nothing(cast: Cast, client: Client, room: Room) -> None:
    assert client.post("/settings/notifications/", {**FORM, f"level-{room.pk}": "loud"}).status_code == 200
    assert room.memberships.get(person=cast.omar).level == "usual"


def test_the_call_changes_what_is_given(client: Client) -> None:
    changed = client.patch("/api/notifications/settings/", {"hides_content": True}, "application/json")
    assert (changed.status_code, changed.json()["hides_content"], changed.json()["is_quiet"]) == (200, True, True)
    assert client.get("/api/notifications/settings/").json() == changed.json()
    for wrong in ({"zone": "X"}, {"quiet_days": "77x"}, {"mail": "x"}, {"paused_until": "2099-01-01T00:00:00Z"}):
        assert client.patch("/api/notifications/settings/", wrong, "application/json").status_code == 400


def test_update_preferences_leaves_one_entry_and_none_for_nothing_new(cast: Cast) -> None:
    for _ in range(2):
        update_preferences(actor=Actor(cast.omar), mail="none")
    entries = Entry.objects.filter(stream__name=f"user.{cast.omar.pk}", event="preferences_updated")
    assert [entry.facts for entry in entries] == [{"fields": ["mail"]}]
    with pytest.raises(Refused):
        update_preferences(actor=Actor.clock(), mail="none")
    with pytest.raises(ValidationError):
        update_preferences(actor=Actor(cast.omar), mail="hourly")


def test_strangers_are_asked_to_sign_in() -> None:
    assert Client().get("/settings/notifications/").status_code == 302
    assert Client().get("/api/notifications/settings/").status_code == 401


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_queries(
    cast: Cast, client: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        group_room(cast, "basel", [cast.omar])
    client.get("/settings/notifications/")
    with django_assert_num_queries(10):
        client.get("/settings/notifications/")
