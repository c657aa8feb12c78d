"""A programme as one reads it: days, in them what stands one after the other, and beside each other what runs at the
same time. Knows no database: sessions are whatever has `pk`, `parent_id`, `starts_at`, `ends_at`, `track`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any


@dataclass
class Slot:
    """A session, and what happens inside it."""

    session: Any
    parts: list[Stretch] = field(default_factory=list)


@dataclass
class Stretch:
    """What overlaps, by track: one session, or parallel ones side by side."""

    starts_at: datetime
    ends_at: datetime
    slots: list[Slot] = field(default_factory=list)

    @property
    def is_parallel(self) -> bool:
        return len(self.slots) > 1


@dataclass
class Day:
    day: date
    stretches: list[Stretch] = field(default_factory=list)


def days_of(sessions: Iterable[Any], day_of: Callable[[datetime], date]) -> list[Day]:
    """`day_of` says on which day a moment falls. A part whose whole one does not see stands by itself."""
    rows = sorted(sessions, key=lambda row: (row.starts_at, row.track, row.pk))
    known = {row.pk for row in rows}
    parts: dict[int | None, list[Any]] = defaultdict(list)
    for row in rows:
        parts[row.parent_id if row.parent_id in known else None].append(row)
    by_day: dict[date, list[Any]] = defaultdict(list)
    for row in parts[None]:
        by_day[day_of(row.starts_at)].append(row)
    return [Day(day, stretches(by_day[day], parts)) for day in sorted(by_day)]


def stretches(rows: list[Any], parts: dict[int | None, list[Any]]) -> list[Stretch]:
    found: list[Stretch] = []
    for row in rows:
        slot = Slot(row, stretches(parts.get(row.pk, []), parts))
        if found and row.starts_at < found[-1].ends_at:
            found[-1].slots.append(slot)
            found[-1].ends_at = max(found[-1].ends_at, row.ends_at)
        else:
            found.append(Stretch(row.starts_at, row.ends_at, [slot]))
    for stretch in found:
        stretch.slots.sort(key=lambda slot: (slot.session.track, slot.session.starts_at, slot.session.pk))
    return found
