"""Slow mode: once in so many seconds, also for two posts at the same moment, and at no cost where it is off."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connections
from django.test import Client
from django.utils import timezone

from chat.actions import set_room_role, set_slow_mode
from chat.models import Message
from chat.queries import room_for_person
from journal.models import Entry
from journal.refusals import Refused, TooSoon
from tests.chat.rooms import said, sector_room
from tests.factories import Cast, make_cast

pytestmark = pytest.mark.both
JSON = "application/json"


@pytest.mark.django_db
def test_set_slow_mode_makes_each_person_wait_for_themselves(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        set_slow_mode(actor=cast.actor("salma"), room=room, seconds=60)
        said(cast, "basel", room)
        said(cast, "omar", room)
        clock.shift(timedelta(seconds=18))
        with pytest.raises(TooSoon) as refusal:
            said(cast, "basel", room)
        assert (refusal.value.code, refusal.value.seconds) == ("slow_mode", 42)
        clock.shift(timedelta(seconds=42))
        assert said(cast, "basel", room).seq == 3


@pytest.mark.django_db
def test_set_slow_mode_leaves_one_entry_and_moderators_are_free(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    set_room_role(actor=cast.actor("salma"), room=room, person=cast.omar, role="moderator")
    for _twice in range(2):
        set_slow_mode(actor=cast.actor("omar"), room=room, seconds=10)
    entries = Entry.objects.filter(event="slow_mode_set").values_list("stream__name", "facts")
    assert list(entries) == [(room.stream, {"seconds": 10})]
    assert [said(cast, "omar", room).seq for _ in range(2)] == [1, 2]
    assert room_for_person(cast.actor("basel"), room)["slow_seconds"] == 10


@pytest.mark.django_db
def test_set_slow_mode_refuses_members_and_other_times(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    with pytest.raises(Refused):
        set_slow_mode(actor=cast.actor("basel"), room=room, seconds=10)
    with pytest.raises(ValidationError):
        set_slow_mode(actor=cast.actor("salma"), room=room, seconds=11)


@pytest.mark.django_db
def test_the_api_asks_to_wait_and_says_how_long(cast: Cast) -> None:
    room, client = sector_room(cast, "basel"), Client()
    set_slow_mode(actor=cast.actor("salma"), room=room, seconds=300)
    client.force_login(cast.basel)
    answers = [client.post(f"/api/rooms/{room.pk}/messages/", {"client_id": uuid4(), "body": "س"}, JSON) for _ in "ab"]
    assert [answer.status_code for answer in answers] == [201, 429]
    problem = answers[1].json()
    assert (problem["code"], answers[1].headers["Retry-After"]) == ("slow_mode", str(problem["retry_after"]))
    assert 290 < problem["retry_after"] <= 300


@pytest.mark.django_db
def test_posting_costs_the_same_where_the_room_is_not_slow(
    cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    room = sector_room(cast, "basel", "omar")
    said(cast, "basel", room)
    with django_assert_num_queries(10):  # type: ignore[operator]
        said(cast, "basel", room)


@pytest.mark.django_db(transaction=True)
def test_of_two_posts_at_the_same_moment_one_waits(transactional_db: None) -> None:
    cast = make_cast()
    room = sector_room(cast, "basel")
    set_slow_mode(actor=cast.actor("salma"), room=room, seconds=60)
    start = threading.Barrier(2)
    ends: list[int | str | None] = []

    def post() -> None:
        start.wait(5)
        try:
            ends.append(said(cast, "basel", room).seq)
        except TooSoon as refusal:
            ends.append(refusal.code)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=post) for _ in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, ends)) == ["1", "slow_mode"]
    assert Message.objects.filter(room=room).count() == 1
