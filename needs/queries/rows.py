"""What the board's cards say of a need: where, how much of each thing, how far it is."""

from __future__ import annotations

from dataclasses import dataclass

from needs.models import Need, NeedLine
from needs.wording import BESIDE, progress, quantity
from organizations.outlines import place_name

GOVERNORATE = 4  # letters of its p-code
HUNDRED = 100


@dataclass(frozen=True)
class LineRow:
    """`arrived` and `promised` (beyond what arrived) are hundredths of what is needed, as a bar draws them."""

    line: NeedLine
    needed: str
    words: str
    arrived: int
    promised: int


@dataclass(frozen=True)
class NeedRow:
    """A need with its lines; `takes_more`: something of it may still be promised."""

    need: Need
    place: str
    lines: list[LineRow]
    takes_more: bool


def need_row(need: Need) -> NeedRow:
    """Of a need that `listed` fetched: no query."""
    lines = list(need.lines.all())
    takes_more = any(line.promised < line.cap for line in lines)
    return NeedRow(need, place_words(need), [line_row(line) for line in lines], takes_more)


def place_words(need: Need) -> str:
    """«حلب · تل رفعت»: the governorate first, once where the need is of all of it."""
    governorate = need.place_id[:GOVERNORATE]
    if need.place_id == governorate:
        return str(need.place)
    return f"{place_name(governorate)}{BESIDE}{need.place}"


def line_row(line: NeedLine) -> LineRow:
    arrived = min(HUNDRED, line.received * HUNDRED // line.quantity)
    promised = min(HUNDRED, line.promised * HUNDRED // line.quantity)
    factor = line.unit.factor
    return LineRow(
        line=line,
        needed=quantity(line.quantity, factor),
        words=progress(line.quantity, line.promised, line.received, factor),
        arrived=arrived,
        promised=max(0, promised - arrived),
    )
