"""Where the lines of a unified plan overlap, and what nobody has planned. Knows no database.

Two lines overlap where two organisations plan the same work, or work for the same people, at the same place (or one
within the other), in days that meet. The same work is told by the words of the activity (needs/likeness.py); the same
people are a target group that both name, in one sector.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import combinations

from needs.likeness import trigrams

ALIKE = 0.35  # of the trigrams of two activities' own words


@dataclass(frozen=True)
class Planned:
    """A line: `place` is a p-code, "" the whole of the plan's place; `group` a code, "" everybody; `sector` a code, ""
    where none is said. Both days count.
    """

    key: int
    organization: int
    activity: str
    place: str
    group: str
    sector: str
    starts_on: date
    ends_on: date

    @cached_property
    def signs(self) -> frozenset[str]:
        return trigrams(self.activity)


@dataclass(frozen=True)
class Overlap:
    """`is_same_work`: the activities are alike; else it is the people who are the same."""

    one: Planned
    other: Planned
    likeness: float

    @property
    def is_same_work(self) -> bool:
        return self.likeness >= ALIKE

    @property
    def days(self) -> tuple[date, date]:
        return max(self.one.starts_on, self.other.starts_on), min(self.one.ends_on, self.other.ends_on)


def overlap(one: Planned, other: Planned) -> Overlap | None:
    """What two lines have in common; None where they do not get in each other's way."""
    if one.organization == other.organization or not days_meet(one, other):
        return None
    if not places_meet(one.place, other.place) or not groups_meet(one.group, other.group):
        return None
    found = Overlap(one, other, alike(one, other))
    return found if found.is_same_work or same_people(one, other) else None


def overlaps(lines: Iterable[Planned]) -> list[Overlap]:
    """Of a whole plan: the same work first, the likest of it before the others."""
    found = (overlap(one, other) for one, other in combinations(lines, 2))
    return in_order(each for each in found if each is not None)


def overlaps_of(line: Planned, others: Iterable[Planned]) -> list[Overlap]:
    """Of one line, such as the one that is being typed; it is `one` of each."""
    found = (overlap(line, other) for other in others if other.key != line.key)
    return in_order(each for each in found if each is not None)


def in_order(found: Iterable[Overlap]) -> list[Overlap]:
    return sorted(found, key=lambda each: (-each.likeness, each.one.key, each.other.key))


def days_meet(one: Planned, other: Planned) -> bool:
    return max(one.starts_on, other.starts_on) <= min(one.ends_on, other.ends_on)


def places_meet(one: str, other: str) -> bool:
    """The same place, or one within the other: p-codes grow from the left."""
    return one.startswith(other) or other.startswith(one)


def groups_meet(one: str, other: str) -> bool:
    return one == other or not one or not other


def alike(one: Planned, other: Planned) -> float:
    """How many trigrams the words of two activities share (Jaccard)."""
    either = one.signs | other.signs
    return len(one.signs & other.signs) / len(either) if either else 0.0


def same_people(one: Planned, other: Planned) -> bool:
    return bool(one.group) and one.group == other.group and one.sector == other.sector


# What nobody has planned ----------------------------------------------------------------------------------------------
Cell = tuple[str, str]  # p-code, code of the target group ("" for everybody)


def cover(lines: Iterable[Planned], places: Sequence[str], groups: Sequence[str]) -> dict[Cell, int]:
    """How many organisations plan something for these people at each place, in it or around it."""
    found: dict[Cell, set[int]] = {(place, group): set() for place in places for group in groups}
    for line in lines:
        for (place, group), organizations in found.items():
            if reaches(line, place, group):
                organizations.add(line.organization)
    return {cell: len(organizations) for cell, organizations in found.items()}


def gaps(covered: Mapping[Cell, int]) -> list[Cell]:
    """Where nobody plans anything, in the order of places and groups."""
    return [cell for cell, organizations in covered.items() if not organizations]


def reaches(line: Planned, place: str, group: str) -> bool:
    """For everybody is for each of them; what is asked of everybody (`group` "") is reached by a line for any."""
    return places_meet(line.place, place) and groups_meet(line.group, group)
