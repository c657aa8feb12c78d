"""Sums of what a project gave, spent and reached; what may be counted twice. Knows no Django.

Values of indicators are thousandths of their unit. An area is the p-codes of a place from its governorate down;
`()` is everywhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

PARTS = 1000
WHOLE = 100  # percent
Area = tuple[str, ...]
Cell = tuple[str, str, str]  # sex, age, disability
SEXES = ("f", "m", "x")
AGES = ("children", "adults", "elderly", "x")
DISABILITIES = ("with", "without", "x")
NOT_RECORDED: Cell = ("x", "x", "x")


@dataclass(frozen=True)
class Measured:
    """What an organisation reached in the `period`-th period (0 is the first) at a place. `before` of them were counted
    before; None where nobody said. `order` grows with every report.
    """

    period: int
    organization: int
    value: int
    area: Area = ()
    before: int | None = None
    order: int = 0


# Indicators -----------------------------------------------------------------------------------------------------------
def total(rows: Iterable[Measured], *, adds_up: bool, is_share: bool = False) -> int | None:
    """All together; None of nothing. What does not add up over time counts as each organisation last said of each
    place; of shares (percent), which add up to nothing, the last one counts.
    """
    known = list(rows)
    if not known:
        return None
    if is_share:
        return max(known, key=moment).value
    return sum(row.value for row in (known if adds_up else latest(known)))


def moment(row: Measured) -> tuple[int, int]:
    return row.period, row.order


def latest(rows: Iterable[Measured]) -> list[Measured]:
    """Of each organisation and area what it said of the newest period."""
    newest: dict[tuple[int, Area], Measured] = {}
    for row in sorted(rows, key=moment):
        newest[row.organization, row.area] = row
    return list(newest.values())


def before(rows: Iterable[Measured]) -> int:
    """How many of a sum were counted before, as far as somebody said so."""
    return sum(row.before or 0 for row in rows)


def reached(actual: int | None, target: int | None, baseline: int | None = None) -> int | None:
    """How much of the way is done, in whole percent rounded down, so that 99.9 is not yet there. The way leads from the
    baseline to the target, up or down. None where there is no way.
    """
    start = baseline or 0
    if actual is None or target is None or target == start:
        return None
    way, done = target - start, actual - start
    return max(0, done * WHOLE // way)


def share(part: int, whole: int) -> int:
    """In whole percent, rounded down, at most 100: the length of a bar."""
    return min(WHOLE, max(0, part) * WHOLE // whole) if whole > 0 else 0


# Double counting ------------------------------------------------------------------------------------------------------
def doubles(rows: Iterable[Measured]) -> set[tuple[int, int, int]]:
    """(period, organisation, organisation) of those who report of one place in one period: the same people may be in
    both numbers. Where one of the two says how many were counted before, it has looked.
    """
    asked = [row for row in rows if row.value and row.before is None]
    there: dict[tuple[int, Area], set[int]] = defaultdict(set)
    for row in asked:
        there[row.period, row.area].add(row.organization)
    found: set[tuple[int, int, int]] = set()
    for row in asked:
        for area in around(row.area):
            for other in there.get((row.period, area), set()) - {row.organization}:
                found.add((row.period, min(row.organization, other), max(row.organization, other)))
    return found


def repeats(rows: Iterable[Measured]) -> set[int]:
    """The organisations that report of one place in several periods and do not say whom they had counted before."""
    reports = [row for row in rows if row.value]
    there: dict[tuple[int, Area], list[Measured]] = defaultdict(list)
    for row in reports:
        there[row.organization, row.area].append(row)
    return {
        row.organization
        for row in reports
        for area in around(row.area)
        for other in there.get((row.organization, area), ())
        if other.period != row.period and max(row, other, key=moment).before is None
    }


def around(area: Area) -> list[Area]:
    """The place itself, and all in which it lies, up to everywhere."""
    return [area[:length] for length in range(len(area), -1, -1)]


# Counts of people -----------------------------------------------------------------------------------------------------
def is_cell(cell: Cell) -> bool:
    sex, age, disability = cell
    return sex in SEXES and age in AGES and disability in DISABILITIES


def summed(many: Iterable[Mapping[Cell, int]]) -> dict[Cell, int]:
    """Counts of several reports, cell by cell; empty cells are left out."""
    sums: dict[Cell, int] = defaultdict(int)
    for counts in many:
        for cell, number in counts.items():
            sums[cell] += number
    return {cell: number for cell, number in sums.items() if number}


def by_sex_and_age(counts: Mapping[Cell, int]) -> dict[tuple[str, str], int]:
    sums: dict[tuple[str, str], int] = defaultdict(int)
    for (sex, age, _disability), number in counts.items():
        sums[sex, age] += number
    return dict(sums)


def with_disability(counts: Mapping[Cell, int]) -> int:
    return sum(number for (_sex, _age, disability), number in counts.items() if disability == "with")


def cells_of(
    people: Mapping[tuple[str, str], int], disabled: Mapping[tuple[str, str], int], *, was_asked: bool
) -> dict[Cell, int]:
    """Counts from two grids of sex × age: all, and those of them with a disability. The others are without one where
    everybody was asked, else it is not recorded. ValueError where more have one than there are.
    """
    counts: dict[Cell, int] = {}
    for place in {*people, *disabled}:
        rest = people.get(place, 0) - disabled.get(place, 0)
        if rest < 0:
            raise ValueError(place)
        counts[*place, "with"] = disabled.get(place, 0)
        counts[*place, "without" if was_asked else "x"] = rest
    return {cell: number for cell, number in counts.items() if number}


def filled_up(counts: Mapping[Cell, int], whole: int | None) -> dict[Cell, int]:
    """With those of the whole of whom nothing was recorded. ValueError where the cells are more than the whole."""
    known = sum(counts.values())
    if whole is None or whole == known:
        return dict(counts)
    if whole < known:
        raise ValueError("more than the whole")
    return {**counts, NOT_RECORDED: counts.get(NOT_RECORDED, 0) + whole - known}


# Money and ledgers ----------------------------------------------------------------------------------------------------
def by_currency(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    """{currency: minor units}: one sum for each, and never one of all."""
    sums: dict[str, int] = defaultdict(int)
    for currency, parts in amounts:
        sums[currency] += parts
    return dict(sums)
