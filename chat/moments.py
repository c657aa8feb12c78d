"""When somebody wants to be reminded, in words: the Syrian week begins on Sunday, after Friday and Saturday."""

from __future__ import annotations

from datetime import datetime, time, timedelta

MORNING, EVENING = time(9), time(18)
LATEST_FOR_EVENING = time(17)
SATURDAY, SUNDAY = 5, 6  # as datetime.weekday() counts


def moments(now: datetime) -> dict[str, datetime]:
    """What one may choose at `now` (which knows its zone), soonest first: {name: moment in the same zone}.

    `hour`, `evening` (until five in the afternoon), `tomorrow`, `saturday` (the next quiet day), `sunday` (the next
    beginning of the working week). What would be tomorrow is only called so.
    """
    found = {"hour": now + timedelta(hours=1)}
    if now.time() < LATEST_FOR_EVENING:
        found["evening"] = on(now, 0, EVENING)
    found["tomorrow"] = on(now, 1, MORNING)
    for name, weekday in (("saturday", SATURDAY), ("sunday", SUNDAY)):
        days = (weekday - now.weekday()) % 7 or 7
        if days > 1:
            found[name] = on(now, days, MORNING)
    return dict(sorted(found.items(), key=lambda item: item[1]))


def on(now: datetime, days: int, at: time) -> datetime:
    return datetime.combine(now.date() + timedelta(days=days), at, now.tzinfo)
