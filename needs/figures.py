"""The figures of a relief operation: nothing is counted twice. Knows no Django.

A kitchen that cooks for ten days is one kitchen: of kitchens and caravans the most that a giver had at work on one day
count, and givers are added up. Convoys, kilograms, meals and patients are added up over days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

CONVOY, KITCHEN, CARAVAN = "convoy", "kitchen", "caravan"
MOST_DAYS = 45  # bars side by side; above that a bar is a week
WEEK = 7


@dataclass(frozen=True)
class Aid:
    """What a giver did on a day. `quantity` counts convoys, kitchens or caravans, `weight` kilograms, `people` meals of
    kitchens and patients of caravans.
    """

    day: date
    giver: int
    kind: str
    quantity: int = 1
    weight: int = 0
    people: int = 0


@dataclass(frozen=True)
class Load:
    """A delivery: one convoy of `weight` kilograms, None where nobody weighed it."""

    day: date
    giver: int
    weight: int | None


@dataclass(frozen=True)
class Figures:
    convoys: int = 0
    weight: int = 0
    kitchens: int = 0
    meals: int = 0
    caravans: int = 0
    patients: int = 0


@dataclass(frozen=True)
class Bar:
    """A day, or the days from `first` to `last`, with its number and its height in hundredths of the highest."""

    first: date
    last: date
    number: int
    height: float


def aid_of_load(load: Load) -> Aid:
    return Aid(load.day, load.giver, CONVOY, 1, load.weight or 0)


def aid_of_report(aid: Aid, loads: Iterable[Load]) -> Aid | None:
    """What of a report still counts beside the deliveries that are the same convoy: the convoys that are none of them,
    and the kilograms that they do not hold. Where every convoy is a delivery and each was weighed, nothing.
    """
    known = list(loads)
    if not known:
        return aid
    quantity = max(0, aid.quantity - len(known))
    are_weighed = all(load.weight is not None for load in known)
    weight = max(0, aid.weight - sum(load.weight or 0 for load in known))
    if quantity == 0 and (are_weighed or weight == 0):
        return None
    return Aid(aid.day, aid.giver, aid.kind, quantity, weight, aid.people)


def figures(entries: Iterable[Aid]) -> Figures:
    """All of them together."""
    at_work: dict[tuple[str, int], dict[date, int]] = defaultdict(lambda: defaultdict(int))
    sums: dict[str, int] = defaultdict(int)
    for each in entries:
        if each.kind == CONVOY:
            sums["convoys"] += each.quantity
            sums["weight"] += each.weight
        else:
            at_work[each.kind, each.giver][each.day] += each.quantity
            sums["meals" if each.kind == KITCHEN else "patients"] += each.people
    for (kind, _giver), days in at_work.items():
        sums["kitchens" if kind == KITCHEN else "caravans"] += max(days.values())
    return Figures(**sums)


def grouped(entries: Iterable[Aid], by: Callable[[Aid], Any]) -> dict[Any, Figures]:
    """{day or giver: figures}."""
    parts: dict[Any, list[Aid]] = defaultdict(list)
    for each in entries:
        parts[by(each)].append(each)
    return {key: figures(part) for key, part in parts.items()}


def bars(numbers: dict[date, int]) -> list[Bar]:
    """One bar a day from the first to the last, days without anything too; weeks where there are many days."""
    if not numbers:
        return []
    first, last = min(numbers), max(numbers)
    step = 1 if (last - first).days < MOST_DAYS else WEEK
    starts = [first + timedelta(days=at) for at in range(0, (last - first).days + 1, step)]
    sums = [sum(numbers.get(start + timedelta(days=at), 0) for at in range(step)) for start in starts]
    most = max(sums) or 1
    return [
        Bar(start, min(start + timedelta(days=step - 1), last), number, round(number * 100 / most, 2))
        for start, number in zip(starts, sums, strict=True)
    ]
