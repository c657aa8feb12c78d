"""Followers read on from where they stopped; due work is done once, and again when it fails."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from journal.due import TRIES, keep_claim, run_due, schedule, schedule_each
from journal.followers import Follower, run_follower
from journal.models import Due, Entry
from journal.worker import work
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
done: list[Any] = []
quick_one = threading.Event()


def note(**arguments: Any) -> None:
    done.append(arguments)


def stumble(**arguments: Any) -> None:
    raise RuntimeError("not today")


def again() -> None:
    if not done:
        done.append("once")
        schedule("again", key="a")


def outlived() -> None:
    """It took so long that its claim ended and another worker's began; then it fails."""
    done.append(timezone.now() + timedelta(minutes=9))
    Due.objects.update(claimed_until=done[0])
    raise RuntimeError("not today")


def long() -> None:
    for _ in range(2):
        keep_claim()
        done.append(Due.objects.get().claimed_until)


def robbed() -> None:
    done.append("before")
    Due.objects.update(claimed_until=timezone.now() + timedelta(minutes=9))
    keep_claim()
    done.append("after")


class Killed(BaseException):
    """Nothing catches it, and nothing is written after it: to the row it is what the kernel does to a large worker."""


def die(**arguments: Any) -> None:
    done.append("begun")
    raise Killed


def given_up(word: str = "") -> None:
    done.append({"given_up": word})


def take_minutes() -> None:
    done.append("waited" if quick_one.wait(20) else "kept the quick one waiting")


def be_quick() -> None:
    quick_one.set()


@pytest.fixture(autouse=True)
def tasks(settings: Any) -> None:
    done.clear()
    settings.JOURNAL_TASKS = {
        "note": f"{__name__}.note",
        "stumble": f"{__name__}.stumble",
        "again": f"{__name__}.again",
        "outlived": f"{__name__}.outlived",
        "long": f"{__name__}.long",
        "robbed": f"{__name__}.robbed",
        "die": f"{__name__}.die",
        "take_minutes": f"{__name__}.take_minutes",
        "be_quick": f"{__name__}.be_quick",
    }
    settings.JOURNAL_SLOW = {"take_minutes"}
    settings.JOURNAL_FOLLOWERS = []
    settings.JOURNAL_GIVEN_UP = {"stumble": f"{__name__}.given_up", "die": f"{__name__}.given_up"}


def test_a_follower_reads_every_entry_once(cast: Cast) -> None:
    room = sector_room(cast, "basel")
    read: list[int] = []
    follower = Follower("reader", ("room",), lambda entries: read.extend(entry.number for entry in entries))
    run_follower(follower)
    said(cast, "basel", room)
    run_follower(follower)
    run_follower(follower)
    assert read == [1, 2, 3, 4]


def test_a_follower_that_stumbles_starts_again_where_it_stopped(cast: Cast) -> None:
    sector_room(cast, "basel")
    read: list[Entry] = []

    def fall(entries: list[Entry]) -> None:
        raise RuntimeError("not today")

    assert run_follower(Follower("reader", ("room",), fall)) == 0
    run_follower(Follower("reader", ("room",), read.extend))
    assert [entry.number for entry in read] == [1, 2, 3]


def test_a_stream_it_stumbles_over_keeps_a_follower_from_no_other(cast: Cast) -> None:
    rooms = [sector_room(cast, "basel"), group_room(cast, "basel", [])]
    read: list[str] = []

    def fall_once(entries: list[Entry]) -> None:
        if entries[0].stream_id == Entry.objects.filter(stream__name=rooms[0].stream)[0].stream_id:
            raise RuntimeError("not today")
        read.extend(entry.event for entry in entries)

    run_follower(Follower("reader", ("room",), fall_once))
    assert read == ["room_created", "member_joined"]


def test_what_is_scheduled_again_while_it_runs_runs_again() -> None:
    schedule("again", key="a")
    assert (run_due(), run_due(), run_due()) == (1, 1, 0)


def test_a_follower_reads_only_its_kinds(cast: Cast) -> None:
    sector_room(cast, "basel")
    assert run_follower(Follower("reader", ("org",), lambda entries: None)) == 0


def test_due_work_waits_for_its_time() -> None:
    schedule("note", at=timezone.now() + timedelta(hours=1), word="later")
    schedule("note", word="now")
    assert (run_due(), done) == (1, [{"word": "now"}])
    assert Due.objects.count() == 1


def test_a_key_is_due_once() -> None:
    schedule("note", key="a", word="first")
    schedule("note", key="a", word="second")
    run_due()
    assert done == [{"word": "second"}]


def test_failing_work_is_tried_again_later() -> None:
    schedule("stumble")
    assert run_due() == 0
    due = Due.objects.get()
    assert (due.attempts, due.claimed_until) == (1, None)
    assert due.at > timezone.now()
    assert "not today" in due.failure


def test_claimed_work_is_left_alone() -> None:
    schedule("note")
    Due.objects.update(claimed_until=timezone.now() + timedelta(minutes=1))
    assert run_due() == 0


def test_a_task_that_fails_leaves_alone_what_another_worker_claimed_meanwhile() -> None:
    schedule("outlived")
    assert run_due() == 0
    due = Due.objects.get()
    assert (due.claimed_until, due.attempts, due.failure) == (done[0], 1, "")


def test_a_task_that_says_it_is_alive_keeps_its_claim() -> None:
    schedule("long")
    run_due()
    first, second = done
    assert first < second
    assert Due.objects.count() == 0


def test_a_task_that_another_worker_took_stops() -> None:
    schedule("robbed")
    assert run_due() == 0
    assert done == ["before"]
    assert Due.objects.get().attempts == 1


def test_what_fails_for_the_last_time_is_said(caplog: pytest.LogCaptureFixture) -> None:
    schedule("stumble", word="تعثر")
    for _ in range(TRIES):
        Due.objects.update(at=timezone.now() - timedelta(seconds=1))
        assert run_due() == 0
    assert done == [{"given_up": "تعثر"}]
    assert "given up" in caplog.text
    Due.objects.update(at=timezone.now() - timedelta(seconds=1))
    assert run_due() == 0
    assert len(done) == 1


def run_and_die() -> None:
    """A worker takes what is due, and dies of it; its claim runs out."""
    with pytest.raises(Killed):
        run_due()
    assert run_due() == 0
    Due.objects.update(claimed_until=timezone.now() - timedelta(seconds=1))


def test_what_kills_its_worker_is_given_up_in_the_end(caplog: pytest.LogCaptureFixture) -> None:
    schedule("die", key="a", word="ثقيل")
    for _ in range(TRIES):
        run_and_die()
    assert (run_due(), run_due()) == (0, 0)
    assert done == ["begun"] * TRIES + [{"given_up": "ثقيل"}]
    assert "given up" in caplog.text
    due = Due.objects.get()
    assert (due.key, due.claimed_until, "WorkerDied" in due.failure) == (None, None, True)


def test_what_is_scheduled_anew_has_all_its_tries_again() -> None:
    schedule("die", key="a")
    run_and_die()
    schedule("note", key="a", word="anew")
    assert (run_due(), done[-1]) == (1, {"word": "anew"})


@pytest.mark.parametrize("again", ["schedule", "schedule_each"])
def test_what_was_given_up_can_be_queued_anew(again: str) -> None:
    schedule("stumble", key="a")
    Due.objects.update(attempts=TRIES - 1)
    assert run_due() == 0
    if again == "schedule":
        schedule("note", key="a", word="anew")
    else:
        schedule_each("note", at={"a": timezone.now()}, arguments={"a": {"word": "anew"}})
    assert run_due() == 1
    assert done == [{"given_up": ""}, {"word": "anew"}]
    assert "not today" in Due.objects.get().failure


def test_whoever_cannot_be_told_of_a_task_given_up_stops_no_other(settings: Any) -> None:
    settings.JOURNAL_GIVEN_UP = {"stumble": f"{__name__}.stumble"}
    schedule("stumble", at=timezone.now() - timedelta(seconds=2))
    Due.objects.update(attempts=TRIES - 1)
    schedule("note", word="after")
    assert (run_due(), done) == (1, [{"word": "after"}])


@pytest.mark.django_db(transaction=True)
def test_what_takes_minutes_keeps_nothing_quick_waiting() -> None:
    quick_one.clear()
    schedule("take_minutes", at=timezone.now() - timedelta(seconds=2))
    schedule("be_quick")
    stopping = threading.Event()
    worker = threading.Thread(target=work, args=(stopping,))
    worker.start()
    ends = time.monotonic() + 30
    while Due.objects.exists() and time.monotonic() < ends:
        stopping.wait(0.05)
    stopping.set()
    worker.join()
    assert done == ["waited"]
