"""Where on a chart of time things stand: days become lengths, from left to right or from right to left.

Knows no Django; lengths are pixels of the drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from projects.scheduling import DAY, WEEKEND

ROW, HEAD, BAR, DIAMOND = 44, 48, 22, 11
TURN = 9  # how far a line runs on before it turns
SUNDAY = 6


@dataclass(frozen=True)
class Zoom:
    """How many days a chart shows, how wide a day is, and after how many days its window is moved on."""

    days: int
    scale: float
    step: int


ZOOMS = {"week": Zoom(56, 26, 28), "month": Zoom(182, 8, 91), "quarter": Zoom(546, 3, 273)}


@dataclass(frozen=True)
class Box:
    """What a span takes of the axis: its left edge and width; does it begin before, or end after what is shown?"""

    x: float
    width: float
    begins_before: bool
    ends_after: bool


@dataclass(frozen=True)
class Axis:
    first: date
    zoom: Zoom
    is_rtl: bool

    @property
    def last(self) -> date:
        return self.first + DAY * (self.zoom.days - 1)

    @property
    def width(self) -> float:
        return self.zoom.days * self.zoom.scale

    @property
    def onward(self) -> int:
        """In which direction time runs: 1 to the right, -1 to the left."""
        return -1 if self.is_rtl else 1

    def edge(self, day: date) -> float:
        """Where a day begins."""
        along = (day - self.first).days * self.zoom.scale
        return self.width - along if self.is_rtl else along

    def shows(self, starts: date, ends: date) -> bool:
        return ends >= self.first and starts <= self.last

    def box(self, starts: date, ends: date) -> Box:
        """Clipped to what is shown; only for what `shows`."""
        one, other = self.edge(max(starts, self.first)), self.edge(min(ends, self.last) + DAY)
        return Box(min(one, other), abs(other - one), starts < self.first, ends > self.last)

    def middle(self, day: date) -> float:
        return self.edge(day) + self.onward * self.zoom.scale / 2

    def days(self) -> Iterator[date]:
        for at in range(self.zoom.days):
            yield self.first + DAY * at


# The head of the chart ------------------------------------------------------------------------------------------------
def weekends(axis: Axis) -> list[Box]:
    """Where a day is wide enough to be seen: Fridays with their Saturdays."""
    if axis.zoom.scale < 6:
        return []
    first = axis.first if axis.first.weekday() in WEEKEND else None
    starts = [day for day in axis.days() if day.weekday() == min(WEEKEND)]
    if first is not None and first.weekday() == max(WEEKEND):
        starts.insert(0, first - DAY)
    return [axis.box(day, day + DAY) for day in starts]


def months(axis: Axis) -> list[date]:
    """The first days of months that are shown; and the chart's own, where there is room for its month's name."""
    found = [day for day in axis.days() if day.day == 1]
    room = (found[0] - axis.first).days if found else axis.zoom.days
    return found if room * axis.zoom.scale < 100 else [axis.first, *found]


def years(axis: Axis) -> list[date]:
    found = [day for day in months(axis) if day.month == 1 and day.day == 1]
    return found if found and (found[0] - axis.first).days * axis.zoom.scale < 60 else [axis.first, *found]


def sundays(axis: Axis) -> list[date]:
    return [day for day in axis.days() if day.weekday() == SUNDAY]


def week_of(day: date) -> date:
    """The Sunday on or before it: weeks begin there."""
    return day - timedelta(days=(day.weekday() + 1) % 7)


# Lines between bars ---------------------------------------------------------------------------------------------------
def line(axis: Axis, ends: date, row: int, starts: date, other: int, *, at_end: bool = True) -> str:
    """An SVG path from where one bar ends to where the other begins, by right angles; rows are counted from 0.

    Where there is no room between the two it goes round between the rows. `at_end` False: from a milestone.
    """
    on = axis.onward
    begin = clipped(axis, axis.edge(ends + DAY) if at_end else axis.middle(ends) + on * DIAMOND)
    end = clipped(axis, axis.edge(starts))
    down, up = middle_of(row), middle_of(other)
    out = begin + on * TURN
    if (end - out) * on >= TURN:
        return f"M{begin:g} {down} H{out:g} V{up} H{end - on * 5:g}"
    between = up - ROW // 2 if other > row else up + ROW // 2
    return f"M{begin:g} {down} H{out:g} V{between} H{end - on * (TURN + 4):g} V{up} H{end - on * 5:g}"


def arrow(axis: Axis, starts: date, other: int) -> str:
    """The points of the head of such a line."""
    on, end, up = axis.onward, clipped(axis, axis.edge(starts)), middle_of(other)
    return f"{end:g},{up} {end - on * 7:g},{up - 4} {end - on * 7:g},{up + 4}"


def clipped(axis: Axis, x: float) -> float:
    return min(max(x, 0), axis.width)


def middle_of(row: int) -> int:
    return HEAD + row * ROW + ROW // 2


def diamond(axis: Axis, day: date, row: int) -> str:
    x, y = axis.middle(day), middle_of(row)
    return f"{x:g},{y - DIAMOND} {x + DIAMOND:g},{y} {x:g},{y + DIAMOND} {x - DIAMOND:g},{y}"
