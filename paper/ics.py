"""Calendars as RFC 5545 has them: what stands on days or has an hour. Only written, never read; knows no Django."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import icalendar

PRODUCT = "-//Multaqa//Multaqa//AR"
ASKED_EVERY = timedelta(hours=4)
CONTROLS = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])  # no text has them (section 3.1)


@dataclass(frozen=True)
class Item:
    """What a calendar shows, from the first to the last day, both included; or, where `first` and `last` are moments,
    from the one to the other. `uid` is the same for ever, `sequence` grows with each change, `percent` (of a to-do) is
    100 when it is done.
    """

    uid: str
    first: date
    last: date
    title: str
    about: str
    url: str
    changed_at: datetime
    sequence: int
    percent: int = 0
    categories: tuple[str, ...] = ()
    where: str = ""
    is_cancelled: bool = False


def calendar(name: str, items: Iterable[Item], *, as_todos: bool = False) -> bytes:
    """The whole file. As events, which every program shows, or as to-dos, for those that keep lists of them.

    Days are dates without a time zone, so that no program shifts them into the evening before.
    """
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", PRODUCT)
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("name", readable(name))
    made.add("x-wr-calname", readable(name))
    made.add("refresh-interval", ASKED_EVERY, parameters={"VALUE": "DURATION"})
    for item in items:
        made.add_component(todo(item) if as_todos else event(item))
    written: bytes = made.to_ical(sorted=False)
    return written


def event(item: Item) -> icalendar.Event:
    """All day, and nobody is busy for it: its end is the day after its last one. What has an hour keeps people busy,
    and is said in UTC, which every program turns into its own time.
    """
    made = icalendar.Event()
    describe(made, item)
    if isinstance(item.first, datetime) and isinstance(item.last, datetime):
        made.add("dtstart", item.first.astimezone(UTC))
        made.add("dtend", item.last.astimezone(UTC))
    else:
        made.add("dtstart", item.first)
        made.add("dtend", item.last + timedelta(days=1))
        made.add("transp", "TRANSPARENT")
    return made


def todo(item: Item) -> icalendar.Todo:
    """The RFC wants what is due to be after the beginning: of one day only the due is said."""
    made = icalendar.Todo()
    describe(made, item)
    if item.first != item.last:
        made.add("dtstart", item.first)
    made.add("due", item.last)
    made.add("percent-complete", item.percent)
    made.add("status", "COMPLETED" if item.percent >= 100 else "IN-PROCESS" if item.percent else "NEEDS-ACTION")
    return made


def describe(made: icalendar.Component, item: Item) -> None:
    """What events and to-dos say alike."""
    moment = item.changed_at.astimezone(UTC)
    made.add("uid", item.uid)
    made.add("dtstamp", moment)
    made.add("last-modified", moment)
    made.add("sequence", item.sequence)
    made.add("summary", readable(item.title))
    made.add("url", item.url)
    if item.about:
        made.add("description", readable(item.about))
    if item.where:
        made.add("location", readable(item.where))
    if item.is_cancelled:
        made.add("status", "CANCELLED")
    if item.categories:
        made.add("categories", [readable(each) for each in item.categories])


def readable(text: str) -> str:
    """Without what no text may hold; the library escapes and folds the rest."""
    return text.translate(CONTROLS)
