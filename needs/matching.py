"""How well an offer answers a need: four reasons, each between 0 and 1, and their product. No black box.

score = item (the same 1, the same family 0.6)
      × place (the same 1, the same district 0.8, the same governorate 0.6, else 0.3)
      × time (days in common ÷ days of the shorter window)
      × share (what is on offer ÷ what is lacking, at most 1)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

SAME, FAMILY = 1.0, 0.6
HERE, DISTRICT, GOVERNORATE, ELSEWHERE = 1.0, 0.8, 0.6, 0.3
DISTRICT_CODE, GOVERNORATE_CODE = 6, 4  # a p-code holds those of its district and governorate: SY0703 of SY070301


@dataclass(frozen=True)
class Side:
    """A line of a need or of an offer.

    `family` is the code of the item's family, or the item itself where it is one. `place` is a p-code of any level;
    `reach` are p-codes to which an offer can be brought. Windows are inclusive, None is open. `quantity` is what is
    lacking or what is left, in thousandths of the base unit `unit`.
    """

    item: str
    family: str
    place: str
    quantity: int
    unit: str
    start: date | None = None
    end: date | None = None
    reach: tuple[str, ...] = ()


@dataclass(frozen=True)
class Match:
    """The four reasons why two lines fit, and their product."""

    item: float
    place: float
    time: float
    share: float

    @property
    def score(self) -> float:
        return self.item * self.place * self.time * self.share


def match(need: Side, offer: Side) -> Match:
    """How well a line of an offer answers a line of a need. A score of 0 is no match."""
    return Match(
        item_factor(need, offer),
        place_factor(need.place, offer.place, offer.reach),
        time_factor((need.start, need.end), (offer.start, offer.end)),
        share_factor(need, offer),
    )


def item_factor(one: Side, other: Side) -> float:
    """1 for the same item, 0.6 for two of a family (the family itself counts as one of it), else 0."""
    if one.item == other.item:
        return SAME
    return FAMILY if one.family == other.family else 0.0


def place_factor(need: str, offer: str, reach: Iterable[str] = ()) -> float:
    """By p-codes. What an offer is brought to is as good as here: a reach of a governorate holds all of its places."""
    if need == offer or any(need.startswith(code) for code in reach):
        return HERE
    if len(need) >= DISTRICT_CODE and need[:DISTRICT_CODE] == offer[:DISTRICT_CODE]:
        return DISTRICT
    return GOVERNORATE if need[:GOVERNORATE_CODE] == offer[:GOVERNORATE_CODE] else ELSEWHERE


def time_factor(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> float:
    """Days in common ÷ days of the shorter window: 1 where one lies within the other, 0 where they do not meet."""
    start, end = max(one[0] or date.min, other[0] or date.min), min(one[1] or date.max, other[1] or date.max)
    common = (end - start).days + 1
    if common <= 0:
        return 0.0
    return common / min(_days(one), _days(other))


def _days(window: tuple[date | None, date | None]) -> int:
    return max(1, ((window[1] or date.max) - (window[0] or date.min)).days + 1)


def share_factor(need: Side, offer: Side) -> float:
    """How much of what is lacking the offer covers. Things counted in different units cannot be compared: 1."""
    if need.unit != offer.unit:
        return 1.0 if offer.quantity > 0 else 0.0
    return min(1.0, offer.quantity / need.quantity) if need.quantity > 0 else 0.0
