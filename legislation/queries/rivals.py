"""What is proposed on one provision: what each proposal makes of it, and which others it competes with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from legislation.amending import (
    AFTER,
    BEFORE,
    HEADING,
    RENUMBER,
    REPEAL,
    TERM,
    Change,
    Clause,
    Contested,
    contested,
    groups,
    provisional_label,
    replaced_term,
    rivals,
)
from legislation.models import Amendment, Citation, Proposal, Provision, ProvisionText, Round
from legislation.permissions import instruments_for, proposals_for
from legislation.permissions.seen import Reader
from legislation.queries.base import in_force
from legislation.queries.changes import COMPARED, Base, base_of, compared_proposals, is_stale, with_bases

CONTESTS = 6  # named beside a proposal


class Wording(NamedTuple):
    """What a change makes of one provision: its words before and after. `hits` of a term: how often it was found."""

    amendment: Amendment
    kind: str
    label: str
    before: str
    after: str
    heading: str = ""
    hits: int = 0
    is_stale: bool = False


@dataclass
class Against:
    """A rival: the words both want, found when they are asked for, or the kind of the change that leaves no words to
    speak of. `pair` came in this order, `is_second` where the rival was first.
    """

    proposal: Proposal
    kind: str
    clause: Clause | None
    pair: tuple[Change, Change]
    is_second: bool = False

    @cached_property
    def words(self) -> list[Contested]:
        found = contested(self.clause, *self.pair) if self.clause else []
        return [Contested(each.words, each.other, each.one) for each in found] if self.is_second else found


class Contest(NamedTuple):
    """Words of the text, or else the `kind` of a change, for which proposals compete with one; `own` is what it puts
    there, `other` what the first of them does.
    """

    kind: str
    words: str
    own: str
    other: str
    proposals: list[Proposal]


@dataclass
class Beside:
    """A proposal beside the current text, with its rivals in the order of their coming."""

    proposal: Proposal
    wordings: list[Wording] = field(default_factory=list)
    against: list[Against] = field(default_factory=list)

    @cached_property
    def rivals(self) -> list[Proposal]:
        return list({each.proposal.pk: each.proposal for each in self.against}.values())

    @property
    def contests(self) -> list[Contest]:
        """What it competes for, the words that most want first; not more than a reader takes in."""
        found: dict[tuple[str, str], Contest] = {}
        for rival in self.against:
            for words in rival.words or [Contested("", "", "")]:
                key = (rival.kind if not rival.words else "", words.words)
                contest = found.setdefault(key, Contest(key[0], words.words, words.one, words.other, []))
                contest.proposals.append(rival.proposal)
        return sorted(found.values(), key=lambda contest: -len(contest.proposals))[:CONTESTS]

    @property
    def repeals(self) -> bool:
        return any(wording.kind == REPEAL for wording in self.wordings)


@dataclass
class Comparison:
    """All on one provision. `groups` of rivals first, the largest before others, what goes with all others as groups of
    one.
    """

    base: Base
    clauses: list[Clause]
    groups: list[list[Beside]]
    ended: list[Proposal]

    @property
    def count(self) -> int:
        return sum(len(group) for group in self.groups)

    @property
    def rivals_count(self) -> int:
        return sum(len(group) for group in self.groups if len(group) > 1)

    @cached_property
    def rows(self) -> list[Beside]:
        return [each for group in self.groups for each in group]

    def part(self, rows: Sequence[Beside]) -> tuple[list[list[Beside]], list[Beside]]:
        """Of some of these rows, which compete, by group, and which go with all others."""
        keys = {each.proposal.pk for each in rows}
        competing = [[each for each in group if each.proposal.pk in keys] for group in self.groups if len(group) > 1]
        return [group for group in competing if group], [each for each in rows if not each.against]


def comparison(user: Reader, row: Round, provision: Provision) -> Comparison:
    """All that is proposed on a provision and within it, as far as somebody sees it."""
    base = base_of(row)
    inside, around = base.within(provision.pk), base.around(provision.pk)
    amendments = list(_amendments(compared_proposals(user, row), inside, around))
    changes = dict(zip((each.pk for each in amendments), with_bases(amendments, base), strict=True))
    beside = _beside(amendments, changes, inside, around, base)
    met = [change for change in changes.values() if change.proposal in beside]
    pairs = rivals([*around, *inside], met)
    _name_rivals(beside, changes, pairs, [*around, *inside])
    joined = groups([(changes[one].proposal, changes[other].proposal) for one, other in pairs], beside)
    rows = [[beside[key] for key in group] for group in joined]  # type: ignore[index]
    return Comparison(base, inside, sorted(rows, key=lambda group: -len(group)), ended_on(user, row, inside))


def _amendments(proposals: QuerySet[Proposal], inside: Sequence[Clause], around: Sequence[Clause]) -> QuerySet[Any]:
    on_it = Q(provision__in=[clause.key for clause in inside])
    above = Q(kind=REPEAL, provision__in=[clause.key for clause in around])
    rows = Amendment.objects.filter(on_it | above | Q(kind=TERM), proposal__in=proposals.order_by().values("pk"))
    near = rows.select_related("proposal__organization", "proposal__author")
    return near.order_by("proposal__submitted_at", "proposal_id", "position", "pk")


def _beside(
    amendments: Sequence[Amendment],
    changes: Mapping[int, Change],
    inside: Sequence[Clause],
    around: Sequence[Clause],
    base: Base,
) -> dict[int, Beside]:
    """{proposal: what it makes of the provision}: a term that stands nowhere in it says nothing of it."""
    found: dict[int, Beside] = {}
    clauses = {clause.key: clause for clause in (*around, *inside)}
    for row in amendments:
        change = changes[row.pk]
        wordings = _of_term(row, change, inside) if row.kind == TERM else [_wording(row, change, clauses, base)]
        if wordings:
            found.setdefault(row.proposal_id, Beside(row.proposal)).wordings += wordings
    return found


def _of_term(row: Amendment, change: Change, inside: Sequence[Clause]) -> list[Wording]:
    found = []
    for clause in inside:
        text, hits = replaced_term(clause.text, change.term, change.new_term)
        if hits:
            found.append(Wording(row, TERM, clause.label, clause.text, text, hits=hits))
    return found


def _wording(row: Amendment, change: Change, clauses: Mapping[Any, Clause], base: Base) -> Wording:
    clause = clauses[change.target]
    stale = is_stale(row, base)
    if change.kind in (BEFORE, AFTER):
        label = change.label or provisional_label(clause.label, [each.label for each in clauses.values()])
        return Wording(row, change.kind, label, "", change.text, change.heading, is_stale=stale)
    before = {HEADING: clause.heading, RENUMBER: clause.label}.get(change.kind, clause.text)
    after = {HEADING: change.heading, RENUMBER: change.label, REPEAL: ""}.get(change.kind, change.text)
    return Wording(row, change.kind, clause.label, before, after, is_stale=stale)


def _name_rivals(
    beside: Mapping[int, Beside],
    changes: Mapping[int, Change],
    pairs: Sequence[tuple[Any, Any]],
    base: Sequence[Clause],
) -> None:
    clauses = {clause.key: clause for clause in base}
    for pair in pairs:
        one, other = (changes[key] for key in pair)
        clause = clauses.get(one.target) or clauses.get(other.target)
        kind = REPEAL if REPEAL in (one.kind, other.kind) else other.kind
        first, second = beside[one.proposal], beside[other.proposal]  # type: ignore[index]
        first.against.append(Against(second.proposal, kind, clause, (one, other)))
        second.against.append(Against(first.proposal, kind, clause, (one, other), is_second=True))


def rival_groups(user: Reader, row: Round, provision: Provision) -> list[list[Proposal]]:
    """The proposals on a provision, those together that compete: what a vote offers, beside keeping the text."""
    return [[each.proposal for each in group] for group in comparison(user, row, provision).groups]


def ended_on(user: Reader, row: Round, inside: Sequence[Clause]) -> list[Proposal]:
    """What was proposed on it and withdrawn, or merged into another: to be read, not compared."""
    ids = Amendment.objects.filter(provision__in=[clause.key for clause in inside]).values("proposal")
    rows = proposals_for(user).filter(round=row, pk__in=ids, submitted_at__isnull=False).exclude(status__in=COMPARED)
    return list(rows.select_related("organization", "merged_into").order_by("submitted_at", "pk"))


def citing(user: Reader, row: Round, clauses: Sequence[Clause]) -> list[Citation]:
    """What names these provisions, in texts that stood on the round's day, but for themselves: who must be looked at
    before one of them is repealed.
    """
    keys: list[Any] = [clause.key for clause in clauses]
    texts = ProvisionText.objects.filter(in_force(row.base_on))
    rows = Citation.objects.filter(text__in=texts, provision__in=keys).exclude(text__provision__in=keys)
    seen = rows.filter(text__provision__instrument__in=instruments_for(user).values("pk"))
    near = seen.select_related("text__provision__instrument", "provision")
    return list(near.order_by("text__provision__instrument", "text__provision__position", "start"))
