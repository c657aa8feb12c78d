"""When people write: on working days, between morning and evening; and the clock that obeys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import time_machine

DAMASCUS = ZoneInfo("Asia/Damascus")
DAYS_OF_WEEK = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
MONTHS = (
    "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران",
    "تموز", "آب", "أيلول", "تشرين الأول", "تشرين الثاني", "كانون الأول",
)  # fmt: skip
FRIDAY, SATURDAY = 4, 5
MORNING, EVENING = time(8, 30), time(20, 30)
LIVELY_HOURS = (9, 9, 10, 10, 10, 11, 11, 12, 13, 14, 15, 17, 18)


@contextmanager
def moved_clock(moment: datetime) -> Iterator[time_machine.Traveller]:
    """Inside, it is `moment` until the traveller moves on."""
    # A destination in UTC: with a named zone the process's own zone would be moved too.
    with time_machine.travel(moment.astimezone(UTC), tick=False) as traveller:
        yield traveller


def local(moment: datetime) -> datetime:
    return moment.astimezone(DAMASCUS)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That time of the day in Damascus."""
    return datetime.combine(day, time(hour, minute), DAMASCUS)


def liveliness(day: date) -> float:
    """How much is said on a day, a working day being about 1."""
    return {FRIDAY: 0.12, SATURDAY: 0.3}.get(day.weekday(), 1.15 if day.weekday() in {6, 1} else 1.0)


def days_between(first: datetime, last: datetime) -> list[date]:
    start, end = local(first).date(), local(last).date()
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def working_day(day: date) -> date:
    """The day itself, or the Sunday after it."""
    while day.weekday() in {FRIDAY, SATURDAY}:
        day += timedelta(days=1)
    return day


def lively_moment(day: date, dice: Random) -> datetime:
    """Some time of the day: conversations begin in bursts, most before noon."""
    return at(day, dice.choice(LIVELY_HOURS), dice.choice((0, 4, 7, 12, 15, 21, 28, 33, 40, 46, 52))) + timedelta(
        seconds=dice.randint(0, 59)
    )


def answered_after(moment: datetime, dice: Random) -> datetime:
    """When somebody answers: most within minutes, some after an hour; never at night."""
    minutes = dice.choice((0.5, 0.8, 1, 1.5, 2, 2, 3, 4, 5, 7, 9, 14, 22, 40, 65))
    return awake(moment + timedelta(minutes=minutes, seconds=dice.randint(0, 40)), dice)


def awake(moment: datetime, dice: Random) -> datetime:
    """The moment, or the next working morning when it falls into the night."""
    here = local(moment)
    if MORNING <= here.time() <= EVENING:
        return moment
    day = here.date() + timedelta(days=1 if here.time() > EVENING else 0)
    return at(working_day(day), 8, 35) + timedelta(minutes=dice.randint(0, 90), seconds=dice.randint(0, 59))


def by_day(moment: datetime) -> datetime:
    """The moment, or the evening before when it falls into the night. What comes later never comes earlier by it."""
    here = local(moment)
    if MORNING <= here.time() <= EVENING:
        return moment
    day = here.date() - timedelta(days=1 if here.time() < MORNING else 0)
    return datetime.combine(day, EVENING, DAMASCUS)


def waking_hour(moment: datetime) -> datetime:
    """The last moment up to this one at which people are awake: now, or yesterday evening."""
    here = local(moment)
    if here.time() < time(10, 30):
        return at(here.date() - timedelta(days=1), 20, 10)
    return min(moment, at(here.date(), 21, 30))


def day_name(day: date) -> str:
    return DAYS_OF_WEEK[day.weekday()]


def day_and_month(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]}"
