"""When who is reminded of a recommendation: ladders of days, climbed a step at a time, never at night or on a Friday.
Knows no database.

A step waits as long after the one before it as the ladder says, also where the whole is late already: nobody hears in
the same hour that it begins and that it has failed. A step at which nobody stands is passed over.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

BEFORE, DUE, LATE, SILENT, UNANSWERED = "before", "due", "late", "silent", "unanswered"
FOCAL_POINT, ALTERNATE, SIGNATORY, COMMITTEE, CONVENER = (
    "focal_point",
    "alternate",
    "signatory",
    "committee",
    "convener",
)
LADDERS: dict[str, tuple[tuple[int, str], ...]] = {  # days after the day that it is about
    BEFORE: ((-7, FOCAL_POINT), (-2, ALTERNATE)),
    DUE: ((0, FOCAL_POINT),),
    LATE: ((1, FOCAL_POINT), (4, ALTERNATE), (8, SIGNATORY), (15, COMMITTEE), (30, CONVENER)),
    SILENT: ((1, FOCAL_POINT), (4, ALTERNATE), (8, SIGNATORY), (15, COMMITTEE), (30, CONVENER)),
    UNANSWERED: ((3, SIGNATORY), (10, COMMITTEE), (20, CONVENER)),
}
LAST = {BEFORE: -1, DUE: 0}  # days after which it is too late to say so
MORNING, OPENS, CLOSES = time(9), time(8), time(21)
FRIDAY = 4  # as date.weekday() counts


@dataclass(frozen=True)
class Concern:
    """What is to be reminded of: a rule, and the day that it is about."""

    rule: str
    about: date


@dataclass(frozen=True)
class Step:
    concern: Concern
    who: str
    day: date  # on which, or after which, it is taken


def next_step(concern: Concern, sent: Mapping[str, date], there: Collection[str]) -> Step | None:
    """The next rung: `sent` are those climbed, with their days; `there` those at which somebody stands. None at the
    top, or where it is too late to say so.
    """
    climbed: tuple[int, date] | None = None
    for offset, who in LADDERS[concern.rule]:
        if who in sent:
            climbed = offset, sent[who]
        elif who in there:
            day = concern.about + timedelta(days=offset)
            if climbed is not None:
                day = max(day, climbed[1] + timedelta(days=offset - climbed[0]))
            return Step(concern, who, day) if is_in_time(concern, day) else None
    return None


def is_in_time(concern: Concern, day: date) -> bool:
    last = LAST.get(concern.rule)
    return last is None or day <= concern.about + timedelta(days=last)


def is_quiet(moment: datetime) -> bool:
    """`moment` in the place's own time: at night, and on Fridays."""
    return moment.weekday() == FRIDAY or not OPENS <= moment.time() < CLOSES


def morning_of(day: date) -> date:
    """The day on which it is said: of a Friday, the Saturday."""
    return day + timedelta(days=1) if day.weekday() == FRIDAY else day


def said_at(day: date, now: datetime) -> datetime:
    """When a step of `day` is taken, not before `now`, both in the place's own time and never in quiet hours."""
    moment = datetime.combine(morning_of(day), MORNING, now.tzinfo)
    if moment > now:
        return moment
    if not is_quiet(now):
        return now
    following = now.date() if now.time() < OPENS else now.date() + timedelta(days=1)
    return datetime.combine(morning_of(following), MORNING, now.tzinfo)
