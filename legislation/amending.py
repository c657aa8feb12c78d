"""The law as amended, and what competes with what: computed of the base and of changes, never stored but in a dossier.
No Django here.

Changes are bound to provisions, and within one to words: two replacements of other words go together, of the same words
they compete. A repeal competes with everything on what it repeals and within it. Two insertions at one place are put in
their order. A term replaced throughout competes only where a hit falls among words that another change touches.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import combinations
from typing import Literal, NamedTuple

from arabic.redline import Edit, compete, edits, merged, touch, words_of
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
    words = term.split()
    if not words or any(word not in text for word in words):
        return text, 0
    return _pattern(term).subn(lambda found: found[1] + new_term, text)


@lru_cache(maxsize=512)
def _pattern(term: str) -> re.Pattern[str]:
    words = r"\s+".join(re.escape(word) for word in term.split())
    return re.compile(rf"(?<![^\W_])([وفبلك]?){words}(?![^\W_])")


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
class Contested(NamedTuple):
    """Words of the base for which two changes want different ones; without words both insert at one place. `one` and
    `other` are what each puts there: "" removes them.
    """

    words: str
    one: str
    other: str


def rivals(base: Sequence[Clause], changes: Sequence[Change]) -> list[tuple[Key, Key]]:
    """Pairs of changes of different proposals that do not go together, each pair once, in their order."""
    among = _Among(base)
    order = {change.key: at for at, change in enumerate(changes)}
    pairs = {
        (one.key, other.key) if order[one.key] < order[other.key] else (other.key, one.key)
        for one, other in among.meeting(changes)
        if one.proposal != other.proposal and among.compete(one, other)
    }
    return sorted(pairs, key=lambda pair: (order[pair[0]], order[pair[1]]))


def rivals_of(base: Sequence[Clause], own: Sequence[Change], others: Sequence[Change]) -> set[Key]:
    """Which proposals of the others compete with one's own changes: as `rivals` has it, not asked among the others."""
    among, mine = _Among(base), {change.key for change in own}
    found: set[Key] = set()
    for one, other in among.meeting([*own, *others]):
        theirs = other if one.key in mine else one
        if (one.key in mine) != (other.key in mine) and theirs.proposal not in found and among.compete(one, other):
            found.add(theirs.proposal)
    return found


def contested(clause: Clause, one: Change, other: Change) -> list[Contested]:
    """Which words of a provision two replacements, or a replacement and a term, compete for; none for other kinds."""
    texts = [_wording(clause, change) for change in (one, other)]
    column = "heading" if one.kind == other.kind == HEADING else "text"
    if None in texts:
        return []
    return contested_words(getattr(clause, column), str(texts[0]), str(texts[1]))


def contested_words(base: str, one: str, other: str) -> list[Contested]:
    words, ones, others = _words(base), _edits(base, one), _edits(base, other)
    found: list[Contested] = []
    for each in ones:
        near = [its for its in others if touch(each, its) and its != each]
        if near:
            start, end = min(each.start, near[0].start), max(each.end, near[-1].end)
            there = " ".join(its.text.strip() for its in near)
            found.append(Contested("".join(words[start:end]).strip(), each.text.strip(), there))
    return found


def _wording(clause: Clause, change: Change) -> str | None:
    """What a change makes of the words of a provision; None where it does not change words."""
    if change.kind == TERM:
        return replaced_term(clause.text, change.term, change.new_term)[0]
    return {REPLACE: change.text, HEADING: change.heading}.get(change.kind)


@lru_cache(maxsize=512)
def _words(text: str) -> tuple[str, ...]:
    return tuple(words_of(text))


@lru_cache(maxsize=4096)
def _edits(base: str, text: str) -> tuple[Edit, ...]:
    """The same for the same words: kept, since a page of a round compares each change with all beside it."""
    return tuple(edits(base, text))


class Gathered(NamedTuple):
    """`terms`: {change of a term: the provisions it stands in}; `rivals`: {provision: the proposals that compete with
    another one there}.
    """

    terms: dict[Key, list[Key]]
    rivals: dict[Key, set[Key]]


def gathered(base: Sequence[Clause], changes: Sequence[Change]) -> Gathered:
    """Where changes gather. Who is known to compete there is not asked again: it is quicker than `rivals`."""
    among = _Among(base)
    terms = [change for change in changes if change.kind == TERM]
    found = Gathered(
        {term.key: [key for key in among.clauses if among.replaced(term, key) is not None] for term in terms}, {}
    )
    for one, other in among.meeting(changes):
        places = [key for key in {one.target, other.target} if key is not None]
        both = {one.proposal, other.proposal}
        is_known = all(both <= found.rivals.get(key, set()) for key in places)
        if len(both) > 1 and not is_known and among.compete(one, other):
            for key in places:
                found.rivals.setdefault(key, set()).update(both)
    return found


class _Among:
    """A base as its changes are compared: what stands in what, and which hits a term has."""

    def __init__(self, base: Sequence[Clause]) -> None:
        self.clauses = {clause.key: clause for clause in base}
        self.above = {clause.key: _above(self.clauses, clause.key) for clause in base}
        self.texts: dict[tuple[Key, Key], str | None] = {}

    def meeting(self, changes: Sequence[Change]) -> Iterator[tuple[Change, Change]]:
        """Pairs that may compete: of one target, of what stands in a repealed one, of a term and words."""
        by_target: dict[Key, list[Change]] = {}
        for change in changes:
            if change.target in self.clauses:
                by_target.setdefault(change.target, []).append(change)
        for beside in by_target.values():
            yield from combinations(beside, 2)
        repealed = {key: [each for each in beside if each.kind == REPEAL] for key, beside in by_target.items()}
        for key, beside in by_target.items():
            for over in self.above[key][1:]:
                yield from ((repeal, change) for repeal in repealed.get(over, ()) for change in beside)
        terms = [change for change in changes if change.kind == TERM]
        yield from combinations(terms, 2)
        for term in terms:
            for key, beside in by_target.items():
                if self.replaced(term, key) is not None:
                    yield from ((term, change) for change in beside if change.kind == REPLACE)

    def compete(self, one: Change, other: Change) -> bool:
        if TERM in (one.kind, other.kind):
            return self._term_competes(one, other)
        for first, second in ((one, other), (other, one)):
            if first.kind == REPEAL and first.target in self.above.get(second.target, ()):
                return not (second.kind == REPEAL and second.target == first.target)
        return one.target == other.target and one.kind == other.kind and _differ(self.clauses[one.target], one, other)

    def _term_competes(self, one: Change, other: Change) -> bool:
        if one.kind == other.kind == TERM:
            return one.term == other.term and one.new_term != other.new_term
        term, beside = (one, other) if one.kind == TERM else (other, one)
        return compete(_edits(self.clauses[beside.target].text, beside.text), self.hits_of(term, beside.target))

    def hits_of(self, term: Change, key: Key | None) -> tuple[Edit, ...]:
        """What a term does to the words of a provision."""
        replaced = self.replaced(term, key)
        return () if replaced is None else _edits(self.clauses[key].text, replaced)

    def replaced(self, term: Change, key: Key | None) -> str | None:
        """The text of a provision with a term replaced in it; None where it does not stand there."""
        if (term.key, key) not in self.texts:
            text, hits = replaced_term(self.clauses[key].text, term.term, term.new_term)
            self.texts[term.key, key] = text if hits else None
        return self.texts[term.key, key]


def _above(clauses: Mapping[Key, Clause], key: Key) -> tuple[Key, ...]:
    """The provision and all it stands in."""
    row: list[Key] = []
    at: Key | None = key
    while at is not None and at in clauses and at not in row:
        row.append(at)
        at = clauses[at].parent
    return tuple(row)


def _differ(clause: Clause, one: Change, other: Change) -> bool:
    """Do two changes of one kind to one provision want different things of the same words?"""
    if one.kind == RENUMBER:
        return one.label != other.label
    if one.kind == HEADING:
        return compete(_edits(clause.heading, one.heading), _edits(clause.heading, other.heading))
    return one.kind == REPLACE and compete(_edits(clause.text, one.text), _edits(clause.text, other.text))


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
