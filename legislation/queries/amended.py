"""The law as amended: of the text of a round and of changes that were adopted, or that somebody wants to see done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from legislation.amending import TERM, Amended, Change, Competing, amended
from legislation.models import Proposal, Round
from legislation.permissions.seen import Reader
from legislation.queries.changes import base_of, changes_of, compared_proposals
from legislation.states import ADOPTED


class Origin(NamedTuple):
    """The change that a wording is owed to, and whose it is. `hits` of a term: how often it was found there."""

    change: Change
    proposal: Proposal
    hits: int = 0


class Line(NamedTuple):
    """A provision of the law as amended; `depth` says how far it stands within others."""

    row: Amended
    origins: list[Origin]
    depth: int

    @property
    def anchor(self) -> str:
        """What the page calls its place: the provision's number, or the insertion's."""
        return str(self.row.before.key) if self.row.before else f"new-{self.row.origins[0]}"

    @property
    def is_provisional(self) -> bool:
        """Was its label made up, since nobody said which?"""
        return self.row.state == "inserted" and not self.origins[0].change.label

    @property
    def text_before(self) -> str:
        return self.row.before.text if self.row.before else ""

    @property
    def text_after(self) -> str:
        return "" if self.row.state == "repealed" else self.row.clause.text


@dataclass
class Throughout:
    """A term that was replaced in the whole law, and where: (the provision, how often)."""

    origin: Origin
    places: list[tuple[Line, int]] = field(default_factory=list)

    @property
    def total(self) -> int:
        return sum(hits for _line, hits in self.places)


@dataclass
class AsAmended:
    """`competing` are the proposals that cannot both be done; then there are no lines."""

    proposals: list[Proposal]
    lines: list[Line] = field(default_factory=list)
    terms: list[Throughout] = field(default_factory=list)
    competing: list[Proposal] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return sum(line.row.state != "same" for line in self.lines)


def as_amended(user: Reader, row: Round, chosen: Iterable[int] | None = None) -> AsAmended:
    """With the proposals that were adopted, or with those `chosen` of what one sees compared in the round."""
    proposals = compared_proposals(user, row)
    asked = proposals.filter(status=ADOPTED) if chosen is None else proposals.filter(pk__in=list(chosen))
    base = base_of(row)
    found = AsAmended(list(asked.select_related("organization", "author")))
    by_pk = {proposal.pk: proposal for proposal in found.proposals}
    changes = [change for change in changes_of(by_pk, base) if change.kind == TERM or base.holds(change.target)]
    by_key = {change.key: change for change in changes}
    try:
        law = amended(base.clauses, changes)
    except Competing as refused:
        of = {by_key[key].proposal for key in refused.changes}
        found.competing = [proposal for proposal in found.proposals if proposal.pk in of]
        return found
    found.lines = list(_lines(law, by_key, by_pk))
    found.terms = _terms(found.lines, changes, by_pk)
    return found


def _lines(law: Sequence[Amended], changes: Mapping[Any, Change], proposals: Mapping[Any, Proposal]) -> Iterable[Line]:
    depths: dict[Any, int] = {None: -1}
    for row in law:
        depths[row.clause.key] = depths.get(row.clause.parent, -1) + 1
        origins = [Origin(changes[key], proposals[changes[key].proposal], row.hits.get(key, 0)) for key in row.origins]
        yield Line(row, origins, depths[row.clause.key])


def _terms(lines: Sequence[Line], changes: Iterable[Change], proposals: Mapping[Any, Proposal]) -> list[Throughout]:
    """Also those that were found nowhere: that is worth knowing."""
    terms = [Throughout(Origin(change, proposals[change.proposal])) for change in changes if change.kind == TERM]
    for each in terms:
        key = each.origin.change.key
        each.places = [(line, line.row.hits[key]) for line in lines if key in line.row.hits]
    return terms


def choosable(user: Reader, row: Round) -> list[Proposal]:
    """What one may choose from to see the law with it."""
    return list(compared_proposals(user, row).select_related("organization"))


def line_facts(line: Line) -> dict[str, Any]:
    """`provision` is None where it is inserted; `before` where nothing changed or nothing was there."""
    row = line.row
    clause, before = row.clause, row.before
    return {
        "provision": before.key if before else None,
        "kind": clause.kind,
        "label": clause.label,
        "heading": clause.heading,
        "text": line.text_after,
        "state": row.state,
        "depth": line.depth,
        "before": {"label": before.label, "heading": before.heading, "text": before.text}
        if before and row.state != "same"
        else None,
        "origins": [origin_facts(origin) for origin in line.origins],
    }


def origin_facts(origin: Origin) -> dict[str, Any]:
    facts = {"amendment": origin.change.key, "kind": origin.change.kind, "proposal": origin.proposal.pk}
    return {**facts, "code": origin.proposal.code, "hits": origin.hits}


def term_facts(each: Throughout) -> dict[str, Any]:
    change = each.origin.change
    places = [
        {"provision": line.row.clause.key, "label": line.row.clause.label, "count": hits} for line, hits in each.places
    ]
    said = {"amendment": change.key, "proposal": change.proposal, "term": change.term, "new_term": change.new_term}
    return {**said, "count": each.total, "places": places}
