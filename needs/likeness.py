"""Whether two needs are likely the same one, told twice: for the warning while somebody types, and for reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from arabic.normalise import loosened
from needs.guessing.signs import signs

LIKELY = 0.35
DISTRICT_CODE = 6
# Words that every need has say nothing about which need it is.
GENERIC = signs("in every title")


@dataclass(frozen=True)
class Sketch:
    """What tells one need from another.

    `families` are codes of item families, `items` of the items themselves; `place` is a p-code; the window is
    inclusive, None is open. No target group named means everybody.
    """

    title: str
    place: str
    items: frozenset[str] = frozenset()
    families: frozenset[str] = frozenset()
    groups: frozenset[str] = frozenset()
    start: date | None = None
    end: date | None = None


@dataclass(frozen=True)
class Likeness:
    """The reasons, each 0 to 1, and their product; `is_likely` is what the warning asks."""

    item: float
    place: float
    group: float
    time: float
    title: float = field(default=0.0)

    @property
    def score(self) -> float:
        return self.item * self.place * self.group * self.time * (0.6 + 0.4 * self.title)

    @property
    def is_likely(self) -> bool:
        return self.score >= LIKELY


def likeness(one: Sketch, other: Sketch, neighbours: Mapping[str, frozenset[str]]) -> Likeness:
    """How like two needs are. `neighbours` says which sub-districts share a border."""
    return Likeness(
        item_likeness(one, other),
        place_likeness(one.place, other.place, neighbours),
        group_likeness(one.groups, other.groups),
        float(_meet((one.start, one.end), (other.start, other.end))),
        title_likeness(one.title, other.title),
    )


def item_likeness(one: Sketch, other: Sketch) -> float:
    """1 where they share an item, 0.8 where they share a family, else 0."""
    if one.items & other.items:
        return 1.0
    return 0.8 if one.families & other.families else 0.0


def place_likeness(one: str, other: str, neighbours: Mapping[str, frozenset[str]]) -> float:
    """1 for the same place, 0.9 where one holds the other, 0.8 for neighbours and within a district, else 0."""
    if one == other:
        return 1.0
    if one.startswith(other) or other.startswith(one):
        return 0.9
    is_near = other in neighbours.get(one, ()) or one[:DISTRICT_CODE] == other[:DISTRICT_CODE]
    return 0.8 if is_near and min(len(one), len(other)) >= DISTRICT_CODE else 0.0


def group_likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """1 where they share a group or one of them means everybody; a half where each helps others."""
    return 1.0 if not one or not other or one & other else 0.5


def _meet(one: tuple[date | None, date | None], other: tuple[date | None, date | None]) -> bool:
    return max(one[0] or date.min, other[0] or date.min) <= min(one[1] or date.max, other[1] or date.max)


def title_likeness(one: str, other: str) -> float:
    """How many trigrams two titles share (Jaccard), once normalised and without the words that every title has."""
    first, second = trigrams(one), trigrams(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def trigrams(title: str) -> frozenset[str]:
    """The trigrams of a title's own words, each word padded as PostgreSQL's pg_trgm does."""
    return frozenset(
        padded[at : at + 3] for word in own_words(title) for padded in [f"  {word} "] for at in range(len(word) + 1)
    )


def own_words(title: str) -> list[str]:
    """A title's words in the search form, without articles, digits and generic words."""
    words = (re.sub(r"^(?:و?ال|لل)(?=\w{2})", "", word) for word in re.findall(r"[^\W\d_]+", loosened(title)))
    return [word for word in words if word not in GENERIC]
