"""Calendars as RFC 5545 writes them: what stands on days, never on hours. Only written, never read; knows no Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LINE = 75  # octets
PRODUCT = "-//Multaqa//Multaqa//AR"
CONTROLS = dict.fromkeys([*range(9), *range(11, 32), 127])


@dataclass(frozen=True)
class Item:
    """What a calendar shows, from the first to the last day, both included. `uid` is the same for ever, `sequence`
    grows with each change, `percent` (of a to-do) is 100 when it is done.
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


def calendar(name: str, items: Iterable[Item], *, as_todos: bool = False) -> str:
    """The whole file. As events, which every program shows, or as to-dos, for those that keep lists of them."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", "REFRESH-INTERVAL;VALUE=DURATION:PT4H"]
    for item in items:
        lines += todo(item) if as_todos else event(item)
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in folded(line))


def event(item: Item) -> list[str]:
    """All day, and nobody is busy for it. The end of an event is the day after its last one."""
    days = [f"DTSTART;VALUE=DATE:{item.first:%Y%m%d}", f"DTEND;VALUE=DATE:{item.last + timedelta(days=1):%Y%m%d}"]
    return ["BEGIN:VEVENT", *common(item), *days, "TRANSP:TRANSPARENT", "END:VEVENT"]


def todo(item: Item) -> list[str]:
    """The RFC wants what is due to be after the beginning: of one day only the due is said."""
    days = [] if item.first == item.last else [f"DTSTART;VALUE=DATE:{item.first:%Y%m%d}"]
    status = "COMPLETED" if item.percent >= 100 else "IN-PROCESS" if item.percent else "NEEDS-ACTION"
    stands = [f"DUE;VALUE=DATE:{item.last:%Y%m%d}", f"PERCENT-COMPLETE:{item.percent}", f"STATUS:{status}"]
    return ["BEGIN:VTODO", *common(item), *days, *stands, "END:VTODO"]


def common(item: Item) -> list[str]:
    moment = f"{item.changed_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    lines = [f"UID:{escaped(item.uid)}", f"DTSTAMP:{moment}", f"LAST-MODIFIED:{moment}", f"SEQUENCE:{item.sequence}"]
    lines += [f"SUMMARY:{escaped(item.title)}", f"URL:{item.url}"]
    if item.about:
        lines.append(f"DESCRIPTION:{escaped(item.about)}")
    if item.categories:
        lines.append("CATEGORIES:" + ",".join(escaped(each) for each in item.categories))
    return lines


def escaped(text: str) -> str:
    """Section 3.3.11: backslash, semicolon, comma and newline; other controls are no text."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(CONTROLS)
    return plain.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> Iterator[str]:
    """Section 3.1: at most 75 octets a line, what goes on begins with a space; no letter is cut in two."""
    start, length, room = 0, 0, LINE
    for at, letter in enumerate(line):
        size = len(letter.encode())
        if length + size > room:
            yield (" " if start else "") + line[start:at]
            start, length, room = at, 0, LINE - 1
        length += size
    yield (" " if start else "") + line[start:]
