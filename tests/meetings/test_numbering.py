"""Numbers and hours of an agenda; how late we are; which clocks are believed. No database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from meetings.clock import NOTHING, Lateness, Planned, believed, lateness
from meetings.numbering import Line, places

NOON = datetime(2026, 6, 25, 12, tzinfo=UTC)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


def test_a_tree_of_two_levels_is_numbered_and_timed() -> None:
    lines = [
        Line(1, None, 10, False),
        Line(2, None, 99, False),
        Line(3, 2, 20, False),
        Line(4, 2, 5, True),
        Line(5, 2, 15, False),
        Line(6, None, 30, True),
        Line(7, None, 10, False),
    ]
    told = [(each.id, each.number, each.level, each.begins, each.minutes) for each in places(lines)]
    assert told == [
        (1, "1", 0, 0, 10),
        (2, "2", 0, 10, 40),
        (3, "2.1", 1, 10, 20),
        (4, "", 1, 30, 5),
        (5, "2.2", 1, 35, 15),
        (6, "", 0, 50, 30),
        (7, "3", 0, 80, 10),
    ]


def test_a_part_without_its_whole_is_left_out() -> None:
    assert places([Line(1, 9, 10, False)]) == []


@pytest.mark.parametrize("seed", range(20))
def test_numbers_are_unique_and_hours_only_grow(seed: int) -> None:
    dice = Random(seed)
    found = places([Line(at, None, dice.randint(0, 600), dice.random() < 0.3) for at in range(dice.randint(0, 40))])
    numbers = [each.number for each in found if each.number]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert all(first.begins + first.minutes == second.begins for first, second in pairwise(found))


def planned(
    begins: int, ends: int, began: int | None = None, ended: int | None = None, *, now: bool = False
) -> Planned:
    moments = [None if each is None else NOON + minutes(each) for each in (began, ended)]
    return Planned(NOON + minutes(begins), NOON + minutes(ends), moments[0], moments[1], now)


def test_the_item_in_hand_says_how_late_we_are() -> None:
    late = lateness([planned(0, 10, 2, 16), planned(10, 20, 16, now=True), planned(20, 30)])
    assert late == Lateness(minutes(6), NOON + minutes(20))
    assert late.at(NOON + minutes(18)) == minutes(6)
    assert late.at(NOON + minutes(29)) == minutes(9)


def test_between_items_the_next_one_has_been_due() -> None:
    late = lateness([planned(0, 10, 0, 9), planned(10, 20)])
    assert (late.at(NOON + minutes(9)), late.at(NOON + minutes(14))) == (minutes(-1), minutes(4))


def test_after_the_last_item_nobody_is_late() -> None:
    assert lateness([planned(0, 10, 0, 9)]) == NOTHING
    assert NOTHING.at(NOON) is None


@pytest.mark.parametrize(("told", "taken"), [(None, 0), (5, 0), (-30, -30), (-600, -60)])
def test_a_clock_is_believed_as_far_as_it_can_be_true(told: int | None, taken: int) -> None:
    said = None if told is None else NOON + minutes(told)
    assert believed(said, NOON, NOON - minutes(60)) == NOON + minutes(taken)


def test_what_is_not_yet_is_never_entered() -> None:
    assert believed(None, NOON, NOON + minutes(60)) == NOON
