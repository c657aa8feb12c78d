"""Where the bars and lines of an indicator's chart stand, in a drawing 100 high. Knows no Django.

The first period stands at the left; a page that is read from the right turns the drawing round.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

HIGH = 100
WIDE = 60  # of each period
BAR = 28
ROOM = 1.08  # above the highest


@dataclass(frozen=True)
class Step:
    """A period: what was aimed at and reached in it, thousandths of the unit; None where there is nothing."""

    title: str
    actual: int | None
    target: int | None = None


@dataclass(frozen=True)
class Bar:
    step: Step
    left: int
    top: float
    height: float
    target_from: int
    target_to: int
    target_top: float | None


@dataclass(frozen=True)
class Chart:
    width: int
    bars: list[Bar]
    lines: dict[str, float]  # "baseline", "target": how far below the top


def chart(steps: Iterable[Step], *, baseline: int | None = None, target: int | None = None) -> Chart:
    """The lines across all are for what does not add up: there every bar may be held against them."""
    known = list(steps)
    values = [value for step in known for value in (step.actual, step.target) if value is not None]
    lines = {name: value for name, value in (("baseline", baseline), ("target", target)) if value is not None}
    most = max([*values, *lines.values(), 0]) * ROOM or 1

    def top(value: int) -> float:
        return round(HIGH - value * HIGH / most, 2)

    bars = [bar_of(step, at, top) for at, step in enumerate(known)]
    return Chart(max(1, len(known)) * WIDE, bars, {name: top(value) for name, value in lines.items()})


def bar_of(step: Step, at: int, top: Callable[[int], float]) -> Bar:
    middle = at * WIDE + WIDE // 2
    height = round(HIGH - top(step.actual), 2) if step.actual is not None else 0
    aimed = top(step.target) if step.target is not None else None
    return Bar(step, middle - BAR // 2, round(HIGH - height, 2), height, middle - BAR, middle + BAR, aimed)
