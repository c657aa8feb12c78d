"""The address programs post to: Slack's forms, Slack's answers, and what is refused."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bots.actions import close_bot
from bots.models import IncomingWebhook
from chat.actions import close_room
from chat.models import Message, Room
from config.logs import HideSecrets
from organizations.models import Bot
from tests.bots.programs import hook_of
from tests.chat.rooms import sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    cache.clear()
    return sector_room(cast, "basel", "omar")


@pytest.fixture
def address(cast: Cast, room: Room) -> str:
    return hook_of(cast, room)


def posted(address: str, payload: Any, **headers: str) -> tuple[int, str]:
    body = payload if isinstance(payload, str | bytes) else json.dumps(payload)
    client = Client(enforce_csrf_checks=True)
    answer = client.post(address, body, content_type="application/json", headers=headers)
    return answer.status_code, answer.content.decode()


def test_a_post_is_said_by_the_bot(address: str, room: Room) -> None:
    assert posted(address, {"text": "*الطريق* مفتوح"}) == (200, "ok")
    message = Message.objects.get()
    assert (message.body, str(message.author), message.room) == ("**الطريق** مفتوح", "حالة الطرق", room)
    assert message.author is not None
    assert message.author.is_bot


def test_that_an_address_is_used_is_noted_once_a_minute(address: str) -> None:
    noted = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for seconds in (0, 50, 20):
            clock.shift(seconds)
            with CaptureQueriesContext(connection) as asked:
                assert posted(address, {"text": "الطريق مفتوح"}) == (200, "ok")
            noted.append(sum("bots_incomingwebhook" in query["sql"] and "UPDATE" in query["sql"] for query in asked))
        assert IncomingWebhook.objects.get().last_used_at == timezone.now()
    assert noted == [1, 0, 1]


def test_a_form_is_taken_too(address: str) -> None:
    answer = Client().post(address, {"payload": json.dumps({"text": "من نموذج"})})
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert Message.objects.get().body == "من نموذج"


def test_the_same_key_says_nothing_twice(address: str) -> None:
    for _ in range(2):
        assert posted(address, {"text": "مرة"}, **{"Idempotency-Key": "2026-11-29"}) == (200, "ok")
    assert posted(address, {"text": "أخرى"}, **{"Idempotency-Key": "2026-11-29"}) == (409, "key_reused")
    assert posted(f"{address}?key=b", {"text": "أخرى"}) == (200, "ok")
    assert Message.objects.count() == 2


@pytest.mark.parametrize(
    ("payload", "answer"),
    [
        ("no json", (400, "invalid_payload")),
        (b"\xff\xfe", (400, "invalid_payload")),
        ('"\\ud800"', (400, "invalid_payload")),
        ("[" * 50_000, (400, "invalid_payload")),
        ({}, (400, "no_text")),
        ({"text": "x" * 70_000}, (413, "too_large")),
        ({"text": "x" * 1_000_000}, (413, "too_large")),
    ],
)
def test_what_is_wrong_is_answered_as_slack_does(address: str, payload: Any, answer: tuple[int, str]) -> None:
    assert posted(address, payload) == answer
    assert Message.objects.count() == 0


def test_ten_at_once_then_one_a_second(address: str) -> None:
    with time_machine.travel("2026-11-29T06:00:00Z", tick=False) as clock:
        assert [posted(address, {"text": f"{n}"})[0] for n in range(11)] == [200] * 10 + [429]
        clock.shift(1)
        assert [posted(address, {"text": f"{n}"})[0] for n in range(2)] == [200, 429]


def test_guessing_is_slow_and_hits_nobody_else(address: str) -> None:
    with time_machine.travel("2026-11-29T06:00:00Z", tick=False):
        guesses = [posted(f"/hooks/guess-{n}/", {"text": "x"}) for n in range(21)]
        assert guesses[0] == (404, "no_service")
        assert guesses[-1] == (429, "rate_limited")
        assert posted(address, {"text": "يصل"}) == (200, "ok")


def test_a_closed_room_and_a_closed_bot_take_nothing(cast: Cast, address: str, room: Room) -> None:
    close_room(actor=cast.actor("salma"), room=room)
    assert posted(address, {"text": "x"}) == (410, "channel_is_archived")
    close_bot(actor=cast.actor("salma"), bot=Bot.objects.get())
    assert posted(address, {"text": "x"}) == (404, "no_service")


def test_only_posting_is_answered(address: str) -> None:
    assert Client().get(address).status_code == 405


def test_no_log_shows_the_secret(address: str) -> None:
    record = logging.LogRecord("x", 30, "", 1, "Not Found: %s", (address,), None)
    HideSecrets().filter(record)
    assert address.split("/")[2] not in record.getMessage()
