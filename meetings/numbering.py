"""The numbers of an agenda, and when each item is planned: worked out from the order alone. No Django.

A tree of two levels: 1, 2, 2.1, 2.2, 3. Breaks bear no number and take time. An item with parts lasts as long as they
do. Internal items count for everybody, so that all speak of the same number; others see the gap and not the item.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Line(NamedTuple):
    """An item as it stands; lines are given in their order."""

    id: int
    parent: int | None
    minutes: int
    is_break: bool


class Place(NamedTuple):
    """`begins` are minutes after the session's start; `level` is 0, or 1 for a part."""

    id: int
    number: str
    level: int
    begins: int
    minutes: int


def places(lines: Iterable[Line]) -> list[Place]:
    """The whole tree from top to bottom. A part whose whole is not among the lines is left out with it."""
    given = list(lines)
    parts: dict[int, list[Line]] = {}
    for line in given:
        if line.parent is not None:
            parts.setdefault(line.parent, []).append(line)
    found: list[Place] = []
    number = clock = 0
    for top in (line for line in given if line.parent is None):
        number += not top.is_break
        name = "" if top.is_break else str(number)
        own = placed_parts(parts.get(top.id, []), name, clock)
        minutes = sum(each.minutes for each in own) if own else top.minutes
        found += [Place(top.id, name, 0, clock, minutes), *own]
        clock += minutes
    return found


def placed_parts(lines: list[Line], above: str, clock: int) -> list[Place]:
    found: list[Place] = []
    number = 0
    for line in lines:
        number += not line.is_break
        name = "" if line.is_break or not above else f"{above}.{number}"
        found.append(Place(line.id, name, 1, clock, line.minutes))
        clock += line.minutes
    return found
