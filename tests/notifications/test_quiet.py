"""When somebody may be told: nights, weekdays, pauses, other zones."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time

import pytest

from notifications.quiet import next_morning, told_at


@dataclass
class Wish:
    is_quiet: bool = True
    quiet_from: time = time(22)
    quiet_to: time = time(7)
    quiet_days: str = "0123456"
    zone: str = "Asia/Damascus"
    paused_until: datetime | None = None


def at(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+03:00")


@pytest.mark.parametrize(
    ("wish", "now", "expected"),
    [
        (Wish(), "2026-11-29T12:00", "2026-11-29T12:00"),
        (Wish(), "2026-11-29T21:59", "2026-11-29T21:59"),
        (Wish(), "2026-11-29T22:00", "2026-11-30T07:00"),
        (Wish(), "2026-11-30T03:00", "2026-11-30T07:00"),
        (Wish(), "2026-11-30T07:00", "2026-11-30T07:00"),
        (Wish(is_quiet=False), "2026-11-30T03:00", "2026-11-30T03:00"),
        (Wish(quiet_days="0"), "2026-11-30T03:00", "2026-11-30T03:00"),  # begins on Monday evenings only
        (Wish(quiet_days="6"), "2026-11-30T03:00", "2026-11-30T07:00"),
        (Wish(quiet_from=time(13), quiet_to=time(15)), "2026-11-29T14:00", "2026-11-29T15:00"),
        (Wish(zone="Europe/London"), "2026-11-30T02:00", "2026-11-30T10:00"),
        (Wish(zone="Nowhere/Land", is_quiet=False), "2026-11-30T02:00", "2026-11-30T02:00"),
        (Wish(paused_until=at("2026-11-29T23:00")), "2026-11-29T12:00", "2026-11-30T07:00"),
        (Wish(is_quiet=False, paused_until=at("2026-11-28T23:00")), "2026-11-29T12:00", "2026-11-29T12:00"),
    ],
)
def test_told_at(wish: Wish, now: str, expected: str) -> None:
    assert told_at(wish, at(now)) == at(expected)


def test_who_is_always_quiet_is_told_some_day() -> None:
    always = Wish(quiet_from=time(0), quiet_to=time(0))
    assert told_at(always, at("2026-11-29T12:00")) > at("2026-12-05T00:00")


def test_next_morning_is_eight_o_clock_where_one_lives() -> None:
    assert next_morning(Wish(), at("2026-11-29T07:59")) == at("2026-11-29T08:00")
    assert next_morning(Wish(), at("2026-11-29T08:00")) == at("2026-11-30T08:00")
    assert next_morning(Wish(), at("2026-11-29T08:00"), weekday=6) == at("2026-12-06T08:00")
