"""A worker looks at the streams that moved; what it could miss that way waits a minute, and no longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from chat.models import Room
from journal import rounds
from journal.followers import Follower
from journal.models import Cursor, Entry, Stream
from journal.rounds import AT_FIRST, EVERY, LATE, Rounds
from tests.chat.rooms import group_room, said
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
read: list[tuple[str, int]] = []


def note(entries: list[Entry]) -> None:
    read.extend((entry.stream.name, entry.number) for entry in entries)


def stumble_once(entries: list[Entry]) -> None:
    if not read:
        read.append(("stumbled", 0))
        raise RuntimeError("not today")
    note(entries)


reader = Follower("reader", ("room",), note)
stumbler = Follower("stumbler", ("room",), stumble_once)
listener = Follower("listener", ("room",), note, events=frozenset({"message_posted"}), patience=timedelta(seconds=5))


class Clock:
    seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture(autouse=True)
def clock(settings: Any) -> Clock:
    read.clear()
    settings.JOURNAL_FOLLOWERS = [f"{__name__}.reader"]
    return Clock()


@pytest.fixture
def rooms(cast: Cast) -> list[Room]:
    return [group_room(cast, "basel", [cast.hala]) for _ in range(2)]


def news(turning: Rounds) -> list[tuple[str, int]]:
    """What one turn reads."""
    read.clear()
    turning.turn()
    return list(read)


@pytest.fixture
def turning(rooms: list[Room], clock: Clock) -> Rounds:
    """A worker that has read all there is, and knows it."""
    worker = Rounds(clock)
    assert len(news(worker)) == 6
    assert news(worker) == []
    return worker


def test_a_new_worker_reads_what_it_finds_and_then_what_is_new(cast: Cast, rooms: list[Room], turning: Rounds) -> None:
    said(cast, "basel", rooms[1])
    assert news(turning) == [(rooms[1].stream, 4)]
    assert news(turning) == []


def test_an_idle_turn_is_one_query_whatever_the_number_of_streams(
    turning: Rounds, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        turning.turn()


def test_only_streams_that_moved_are_compared(cast: Cast, rooms: list[Room], turning: Rounds) -> None:
    """Were all compared, the room whose cursor went back would be read again."""
    Cursor.objects.filter(stream__name=rooms[0].stream).update(number=0)
    said(cast, "basel", rooms[1])
    assert news(turning) == [(rooms[1].stream, 4)]


def hidden(room: Room) -> tuple[Entry, Stream]:
    """The last entry of a room as others see it before its transaction commits: not at all."""
    stream = Stream.objects.get(name=room.stream)
    entry = stream.entries.latest("number")
    Entry.objects.filter(pk=entry.pk).delete()
    Stream.objects.filter(pk=stream.pk).update(head=stream.head - 1)
    return entry, stream


def committed(entry: Entry, stream: Stream) -> None:
    entry.save(force_insert=True)
    stream.save()


def test_an_entry_that_commits_after_later_ones_is_read_at_once(
    cast: Cast, rooms: list[Room], turning: Rounds, clock: Clock
) -> None:
    said(cast, "basel", rooms[0])
    late = hidden(rooms[0])
    said(cast, "basel", rooms[1])
    assert news(turning) == [(rooms[1].stream, 4)]
    for _ in range(8):
        clock.seconds += 1
        assert news(turning) == []
    committed(*late)
    assert news(turning) == [(rooms[0].stream, 4)]


def test_one_that_commits_ever_so_late_is_read_within_a_minute(
    cast: Cast, rooms: list[Room], turning: Rounds, clock: Clock
) -> None:
    said(cast, "basel", rooms[0])
    late = hidden(rooms[0])
    said(cast, "basel", rooms[1])
    news(turning)
    for _ in range(3):
        clock.seconds += LATE
        news(turning)
    committed(*late)
    assert news(turning) == []
    clock.seconds += EVERY - 3 * LATE
    assert news(turning) == [(rooms[0].stream, 4)]


def test_what_is_older_than_the_look_back_is_not_fetched_again(
    cast: Cast, rooms: list[Room], turning: Rounds, clock: Clock
) -> None:
    said(cast, "basel", rooms[0])
    news(turning)
    assert len(turning.recent.seen) == min(AT_FIRST, Entry.objects.count())
    for _ in range(2):
        clock.seconds += LATE
        news(turning)
    assert turning.recent.seen == set()


def test_where_a_follower_stumbles_it_looks_again_at_the_next_turn(
    cast: Cast, rooms: list[Room], clock: Clock, settings: Any
) -> None:
    settings.JOURNAL_FOLLOWERS = [f"{__name__}.stumbler"]
    said(cast, "basel", rooms[0])
    worker = Rounds(clock)
    worker.turn()
    worker.turn()
    assert (rooms[0].stream, 4) in read


def test_a_follower_with_patience_hears_of_it_when_it_is_old_enough(
    cast: Cast, rooms: list[Room], clock: Clock, settings: Any
) -> None:
    settings.JOURNAL_FOLLOWERS = [f"{__name__}.listener"]
    worker = Rounds(clock)
    worker.turn()
    said(cast, "basel", rooms[0])
    assert news(worker) == []
    with time_machine.travel(timezone.now() + timedelta(seconds=6)):
        assert news(worker) == [(rooms[0].stream, 4)]


def test_where_very_much_waits_everything_is_looked_at(
    cast: Cast, rooms: list[Room], turning: Rounds, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "MANY", 1)
    for room in rooms:
        said(cast, "basel", room)
    assert sorted(news(turning)) == sorted((room.stream, 4) for room in rooms)
    assert news(turning) == []
