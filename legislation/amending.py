"""The law as amended, and what competes with what: computed of the base and of changes, never stored but in a dossier.
No Django here.

Changes are bound to provisions, and within one to words: two replacements of other words go together, of the same words
they compete. A repeal competes with everything on what it repeals and within it. Two insertions at one place are put in
their order. A term replaced throughout competes only where a hit falls among words that another change touches.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Literal, NamedTuple

from arabic.redline import compete, edits, merged
from legislation.labels import read_label

REPLACE, BEFORE, AFTER, REPEAL = "replace", "insert_before", "insert_after", "repeal"
RENUMBER, HEADING, TERM = "renumber", "heading", "replace_term"
State = Literal["same", "changed", "inserted", "repealed"]
Key = Hashable


class Clause(NamedTuple):
    """A provision of the base: `key` names it, `parent` what it stands in (None: the law itself)."""

    key: Key
    kind: str
    label: str
    heading: str
    text: str
    parent: Key | None = None


class Change(NamedTuple):
    """One change of a proposal. `target` is None for a term, which is replaced wherever it stands."""

    key: Key
    proposal: Key
    kind: str
    target: Key | None = None
    text: str = ""
    label: str = ""
    heading: str = ""
    clause_kind: str = ""  # of what is inserted
    term: str = ""
    new_term: str = ""


@dataclass
class Amended:
    """A provision of the law as amended, with what it was, what became of it, and the changes it owes that to."""

    clause: Clause
    before: Clause | None
    state: State = "same"
    origins: list[Key] = field(default_factory=list)
    hits: dict[Key, int] = field(default_factory=dict)  # {change of a term: how often it was found here}


class Competing(Exception):
    """Changes that cannot both be done: their keys."""

    def __init__(self, changes: Sequence[Key]) -> None:
        super().__init__(*changes)
        self.changes = tuple(changes)


# The law as amended ---------------------------------------------------------------------------------------------------
def amended(base: Sequence[Clause], changes: Sequence[Change]) -> list[Amended]:
    """Every provision in reading order, repealed ones in their place. Competing where changes do not go together."""
    by_target: dict[Key, list[Change]] = {}
    for change in changes:
        if change.target is not None:
            by_target.setdefault(change.target, []).append(change)
    rows = [_changed(clause, by_target.get(clause.key, [])) for clause in base]
    _repeal_within(rows)
    for change in changes:
        if change.kind == TERM:
            _replace_term(rows, change)
    return _with_inserted(rows, changes)


def _changed(clause: Clause, changes: Sequence[Change]) -> Amended:
    row = Amended(clause, clause)
    if repeals := [change for change in changes if change.kind == REPEAL]:
        if others := [change for change in changes if change.kind in (REPLACE, HEADING, RENUMBER)]:
            raise Competing([repeals[0].key, others[0].key])
        row.state, row.origins = "repealed", [change.key for change in repeals]
        return row
    for kind, name in ((REPLACE, "text"), (HEADING, "heading"), (RENUMBER, "label")):
        asked = [change for change in changes if change.kind == kind]
        if not asked:
            continue
        wording = _together(getattr(clause, name), [(change.key, getattr(change, name)) for change in asked])
        row.clause = row.clause._replace(**{name: wording})
        row.state = "changed"
        row.origins += [change.key for change in asked]
    return row


def _together(base: str, wordings: Sequence[tuple[Key, str]]) -> str:
    if len(wordings) == 1:
        return wordings[0][1]
    together = merged(base, [words for _key, words in wordings])
    if together is None:
        raise Competing([key for key, _words in wordings])
    return together


def _repeal_within(rows: Iterable[Amended]) -> None:
    """What stands in a repealed provision goes with it."""
    gone: dict[Key, list[Key]] = {}
    for row in rows:
        if row.state == "repealed":
            gone[row.clause.key] = row.origins
        elif row.clause.parent in gone:
            if row.state == "changed":
                raise Competing([*gone[row.clause.parent], *row.origins])
            row.state, row.origins = "repealed", list(gone[row.clause.parent])
            gone[row.clause.key] = row.origins


def _replace_term(rows: Iterable[Amended], change: Change) -> None:
    for row in rows:
        if row.state == "repealed" or row.before is None:
            continue
        text, hits = replaced_term(row.clause.text, change.term, change.new_term)
        if not hits:
            continue
        row.clause = row.clause._replace(text=text)
        row.hits[change.key] = hits
        row.origins.append(change.key)
        row.state = "changed"


def replaced_term(text: str, term: str, new_term: str) -> tuple[str, int]:
    """The text with a term replaced wherever it stands as whole words, and how often it was found. «و», «ب», «ل», «ف»
    and «ك» may be written onto it and stay.
    """
    if not term.strip():
        return text, 0
    words = r"\s+".join(re.escape(word) for word in term.split())
    pattern = re.compile(rf"(?<![^\W_])([وفبلك]?){words}(?![^\W_])")
    return pattern.subn(lambda found: found[1] + new_term, text)


def _with_inserted(rows: list[Amended], changes: Sequence[Change]) -> list[Amended]:
    """Insertions in the order in which they were proposed; behind a provision means behind all that stands in it."""
    result = list(rows)
    for change in changes:
        if change.kind in (BEFORE, AFTER):
            at = _place(result, change)
            result.insert(at, _inserted(result, change))
    return result


def _place(rows: Sequence[Amended], change: Change) -> int:
    at = next(number for number, row in enumerate(rows) if row.clause.key == change.target)
    if change.kind == BEFORE:
        return at
    within = {change.target}
    at += 1
    while at < len(rows) and (rows[at].clause.parent in within or change.target in _behind(rows[at])):
        within.add(rows[at].clause.key)
        at += 1
    return at


def _behind(row: Amended) -> tuple[Key, ...]:
    """The provision behind which something was inserted before: a second insertion comes after the first."""
    return (row.clause.key[1],) if isinstance(row.clause.key, tuple) and row.clause.key[0] == AFTER else ()


def _inserted(rows: Sequence[Amended], change: Change) -> Amended:
    beside = next(row.clause for row in rows if row.clause.key == change.target)
    label = change.label or provisional_label(beside.label, [row.clause.label for row in rows])
    key = (change.kind, change.target, change.key)
    clause = Clause(key, change.clause_kind or beside.kind, label, change.heading, change.text, beside.parent)
    return Amended(clause, None, "inserted", [change.key])


def provisional_label(beside: str, taken: Sequence[str]) -> str:
    """«مادة 12 مكرر», then «مادة 12 مكرر 2»: what is inserted is numbered for good by a change of its own."""
    used = {read_label(label) for label in taken}
    at = 1
    while (read_label(label := f"{beside} مكرر{f' {at}' if at > 1 else ''}")) in used:
        at += 1
    return label


# Who competes ---------------------------------------------------------------------------------------------------------
def rivals(base: Sequence[Clause], changes: Sequence[Change]) -> list[tuple[Key, Key]]:
    """Pairs of changes of different proposals that do not go together, each pair once, in their order."""
    clauses = {clause.key: clause for clause in base}
    above = {clause.key: _above(clauses, clause.key) for clause in base}
    return [
        (one.key, other.key)
        for one, other in combinations(changes, 2)
        if one.proposal != other.proposal and _compete(clauses, above, one, other)
    ]


def _above(clauses: Mapping[Key, Clause], key: Key) -> tuple[Key, ...]:
    """The provision and all it stands in."""
    row: list[Key] = []
    at: Key | None = key
    while at is not None and at in clauses and at not in row:
        row.append(at)
        at = clauses[at].parent
    return tuple(row)


def _compete(clauses: Mapping[Key, Clause], above: Mapping[Key, tuple[Key, ...]], one: Change, other: Change) -> bool:
    if TERM in (one.kind, other.kind):
        return _term_competes(clauses, one, other)
    if one.target not in clauses or other.target not in clauses:
        return False
    for first, second in ((one, other), (other, one)):
        if first.kind == REPEAL and first.target in above[second.target]:
            return not (second.kind == REPEAL and second.target == first.target)
    return one.target == other.target and one.kind == other.kind and _differ(clauses[one.target], one, other)


def _differ(clause: Clause, one: Change, other: Change) -> bool:
    """Do two changes of one kind to one provision want different things of the same words?"""
    if one.kind == RENUMBER:
        return one.label != other.label
    if one.kind == HEADING:
        return compete(edits(clause.heading, one.heading), edits(clause.heading, other.heading))
    return one.kind == REPLACE and compete(edits(clause.text, one.text), edits(clause.text, other.text))


def _term_competes(clauses: Mapping[Key, Clause], one: Change, other: Change) -> bool:
    if one.kind == other.kind == TERM:
        return one.term == other.term and one.new_term != other.new_term
    term, beside = (one, other) if one.kind == TERM else (other, one)
    clause = clauses.get(beside.target)
    if clause is None or beside.kind != REPLACE:
        return False
    replaced, hits = replaced_term(clause.text, term.term, term.new_term)
    return bool(hits) and compete(edits(clause.text, beside.text), edits(clause.text, replaced))


def groups(pairs: Iterable[tuple[Key, Key]], keys: Iterable[Key]) -> list[list[Key]]:
    """The keys put together where pairs join them, in their order; who competes with nobody is a group of one."""
    order = list(keys)
    group = {key: {key} for key in order}
    for one, other in pairs:
        joined = group[one] | group[other]
        for key in joined:
            group[key] = joined
    seen: list[set[Key]] = []
    for key in order:
        if not any(group[key] is each for each in seen):
            seen.append(group[key])
    return [[key for key in order if key in each] for each in seen]
