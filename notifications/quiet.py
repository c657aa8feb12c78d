"""When somebody may be told. No rows, no settings: the moment, the zone, the hours."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

LONGEST = 9  # nights in a row that are looked through


class Wishes(Protocol):
    """What is asked of Preferences."""

    is_quiet: bool
    quiet_from: time
    quiet_to: time
    quiet_days: str
    zone: str
    paused_until: datetime | None


def told_at(wishes: Wishes, now: datetime) -> datetime:
    """The first moment from now on at which the person may be told; now itself, if it is no time of quiet."""
    moment = now
    for _ in range(LONGEST):
        later = end_of_quiet(wishes, moment)
        if later is None:
            break
        moment = later
    return moment


def end_of_quiet(wishes: Wishes, moment: datetime) -> datetime | None:
    """When the pause or the quiet hours end that lie upon this moment; None where none do."""
    if wishes.paused_until is not None and wishes.paused_until > moment:
        return wishes.paused_until
    if not wishes.is_quiet:
        return None
    here = moment.astimezone(zone_of(wishes.zone))
    for day in (here.date(), here.date() - timedelta(days=1)):
        if str(day.weekday()) in wishes.quiet_days:
            begins, ends = night_of(wishes, day, here)
            if begins <= here < ends:
                return ends
    return None


def night_of(wishes: Wishes, day: date, here: datetime) -> tuple[datetime, datetime]:
    last = day + timedelta(days=1) if wishes.quiet_to <= wishes.quiet_from else day
    return (
        datetime.combine(day, wishes.quiet_from, here.tzinfo),
        datetime.combine(last, wishes.quiet_to, here.tzinfo),
    )


def zone_of(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def next_morning(wishes: Wishes, now: datetime, *, weekday: int | None = None) -> datetime:
    """The next eight o'clock where the person lives; with a weekday, that day's."""
    here = now.astimezone(zone_of(wishes.zone))
    moment = here.replace(hour=8, minute=0, second=0, microsecond=0)
    while moment <= here or (weekday is not None and moment.weekday() != weekday):
        moment += timedelta(days=1)
    return moment
