"""A text that was read, held against the text that stands: which provisions are which, what is new, what is gone. Knows
no database.

An article is known by its number, wherever it stands now: articles are numbered through the whole law. Everything else
is known by its kind and its number within what it stands in. What has no number is known by its place.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from legislation.labels import read_label
from legislation.structure import ARTICLE, TOKENS

State = Literal["new", "same", "changed", "again"]


@dataclass(frozen=True)
class Standing:
    """A provision as it stands: `is_gone` where it was repealed."""

    pk: int
    parent: int | None
    kind: str
    key: str
    eid: str
    heading: str
    text: str
    is_gone: bool = False


@dataclass(frozen=True)
class Coming:
    """A row of a text: `parent` is its place in the list, None at the top."""

    parent: int | None
    kind: str
    label: str
    heading: str
    text: str

    @property
    def key(self) -> str:
        read = read_label(self.label)
        return read.key if read else ""


@dataclass
class Plan:
    """`matches`: for each row what stands already, or None; `states` what becomes of it; `gone` what the text no longer
    has.
    """

    matches: list[Standing | None]
    states: list[State]
    gone: list[Standing]

    def count(self, state: State) -> int:
        return self.states.count(state)

    @property
    def is_idle(self) -> bool:
        return not self.gone and set(self.states) <= {"same"}


def planned(standing: Sequence[Standing], coming: Sequence[Coming]) -> Plan:
    """What bringing these rows does to what stands. Both lists are in reading order."""
    waiting: dict[tuple[int | None, str, str], list[Standing]] = defaultdict(list)
    for row in standing:
        waiting[None if _is_known_alone(row.kind, row.key) else row.parent, row.kind, row.key].append(row)
    matches: list[Standing | None] = []
    states: list[State] = []
    for each in coming:
        is_alone = _is_known_alone(each.kind, each.key)
        outer = None if each.parent is None else matches[each.parent]
        is_within_new = each.parent is not None and outer is None and not is_alone
        place = None if is_alone or outer is None else outer.pk
        candidates = [] if is_within_new else waiting.get((place, each.kind, each.key), [])
        found = _best(candidates, each)
        matches.append(found)
        states.append(_state(found, each))
    met = {row.pk for row in matches if row is not None}
    return Plan(matches, states, [row for row in standing if row.pk not in met and not row.is_gone])


def _is_known_alone(kind: str, key: str) -> bool:
    return kind == ARTICLE and bool(key)


def _best(candidates: list[Standing], row: Coming) -> Standing | None:
    """The first of those of one number that are left; one that says the same goes before."""
    same = next((each for each in candidates if (each.heading, each.text) == (row.heading, row.text)), None)
    found = same or (candidates[0] if candidates else None)
    if found is not None:
        candidates.remove(found)
    return found


def _state(found: Standing | None, row: Coming) -> State:
    if found is None:
        return "new"
    if found.is_gone:
        return "again"
    return "same" if (found.heading, found.text) == (row.heading, row.text) else "changed"


def name_for(kind: str, label: str, place: int, outer: str, taken: set[str]) -> str:
    """The name of a new provision: of its label, else of its place (from 1); unlike all that are `taken`, to which it
    is added. One that was repealed keeps its name for ever.
    """
    read = read_label(label)
    token = f"{TOKENS[kind]}_{read.token if read else place}"
    name = f"{outer}__{token}" if outer else token
    while name in taken:
        name += "x"
    taken.add(name)
    return name


def merged_order(before: Sequence[int], after: Sequence[int | None]) -> list[int | None]:
    """Where all stand: the rows of a text in their order (None for each new one), and what it no longer has behind what
    it stood behind.
    """
    kept = {pk for pk in after if pk is not None}
    behind: dict[int | None, list[int]] = defaultdict(list)
    last: int | None = None
    for pk in before:
        if pk in kept:
            last = pk
        else:
            behind[last].append(pk)
    order: list[int | None] = list(behind[None])
    for one in after:
        order.append(one)
        if one is not None:
            order += behind[one]
    return order
