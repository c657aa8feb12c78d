"""Several proposals put together into one: what goes together is joined by itself, what competes waits for words. No
Django here.

What waits has a name that says what it is about (`replace:12` is the text of provision 12), under which somebody says
what it shall be. An empty text where one would repeal and others reword means: repeal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from arabic.redline import merged
from legislation.amending import AFTER, BEFORE, HEADING, RENUMBER, REPEAL, REPLACE, TERM, Change, Clause, Key

COLUMNS = {REPLACE: "text", HEADING: "heading", RENUMBER: "label", TERM: "new_term"}


@dataclass
class Joined:
    """One place that proposals change. `words` is what becomes of it, None while it waits; `wanted` is what each change
    would make of it (None: repeal it).
    """

    name: str
    kind: str
    target: Key | None
    before: str
    wanted: list[tuple[Change, str | None]] = field(default_factory=list)
    words: str | None = None
    is_settled: bool = False
    repeals: bool = False

    @property
    def is_shared(self) -> bool:
        return len({change.proposal for change, _words in self.wanted}) > 1

    @property
    def suggested(self) -> str:
        return self.words if self.words is not None else next((words for _change, words in self.wanted if words), "")


def joined(base: Sequence[Clause], changes: Sequence[Change], given: Mapping[str, str] | None = None) -> list[Joined]:
    """The places that the changes touch, in their order; `given` are words for what waits, or other words."""
    clauses = {clause.key: clause for clause in base}
    places: dict[str, Joined] = {}
    repealed = {change.target for change in changes if change.kind == REPEAL}
    for change in changes:
        name = name_of(change, repealed)
        kind = REPLACE if name.startswith(f"{REPLACE}:") else change.kind
        place = places.setdefault(name, Joined(name, kind, change.target, before_of(clauses, change, kind)))
        place.wanted.append((change, None if change.kind == REPEAL else wanted_of(change)))
    for place in places.values():
        settle(place, (given or {}).get(place.name))
    return list(places.values())


def name_of(change: Change, repealed: Iterable[Key | None]) -> str:
    if change.kind in (BEFORE, AFTER):
        return f"{change.kind}:{change.target}:{change.text or change.heading}"  # said twice it is one insertion
    if change.kind == TERM:
        return f"{TERM}:{change.term}"
    if change.kind == REPEAL or (change.kind == REPLACE and change.target in repealed):
        return f"{REPLACE}:{change.target}"
    return f"{change.kind}:{change.target}"


def before_of(clauses: Mapping[Key, Clause], change: Change, kind: str) -> str:
    if kind == TERM:
        return change.term
    clause = clauses.get(change.target)
    if clause is None or kind in (BEFORE, AFTER):
        return ""
    return str(getattr(clause, COLUMNS[kind]))


def wanted_of(change: Change) -> str:
    return str(getattr(change, COLUMNS.get(change.kind, "text")))


def settle(place: Joined, given: str | None) -> None:
    """By what somebody said; else by itself, where all want the same, or words that go together."""
    wishes = [words for _change, words in place.wanted]
    can_repeal = None in wishes
    if given is not None and (given or can_repeal):
        place.words, place.is_settled, place.repeals = given, True, can_repeal and not given
    elif all(words is None for words in wishes):
        place.words, place.is_settled, place.repeals = "", True, True
    elif not can_repeal:
        texts = [str(words) for words in wishes]
        alike = texts[0] if len(set(texts)) == 1 else None
        if alike is None and place.kind in (REPLACE, HEADING):
            alike = merged(place.before, texts)
        place.words, place.is_settled = alike, alike is not None


def change_for(place: Joined) -> Change:
    """The one change that a settled place becomes, with what the first one said of it besides."""
    first = place.wanted[0][0]
    if place.repeals:
        return first._replace(kind=REPEAL, text="")
    kind = REPLACE if first.kind == REPEAL else first.kind
    return first._replace(kind=kind, **{COLUMNS.get(kind, "text"): place.words or ""})
