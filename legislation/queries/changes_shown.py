"""What one change does, as pages show it: the words before and after, and what whoever writes it should know."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from arabic.redline import is_spelling_only
from legislation.amending import AFTER, BEFORE, TERM, Clause, provisional_label, replaced_term
from legislation.models import Amendment, Citation, Proposal, Provision, ProvisionText
from legislation.queries.base import base_clauses
from legislation.structure import ARTICLE

MANY = 0.6  # of the articles: a term that stands in more of them is asked about


@dataclass
class Hit:
    """A provision in which a term stands."""

    clause: Clause
    after: str
    count: int


@dataclass
class Effect:
    """What a change would do, seen against the law as it stands; nothing is stored."""

    is_same: bool = False
    is_spelling: bool = False
    label: str = ""  # of what is inserted
    inserted_before: int = 0  # insertions at the same place that come first
    hits: list[Hit] = field(default_factory=list)
    is_everywhere: bool = False
    cited_by: list[Citation] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(hit.count for hit in self.hits)


def effect_of(row: Amendment, *, after: int | None = None) -> Effect:
    """Of a change as it is written so far; `after` is the place it has among those of its proposal, if any."""
    if row.kind == TERM:
        return effect_of_term(row.proposal, row.term, row.new_term)
    found = Effect()
    if row.kind in (BEFORE, AFTER):
        found.label = row.new_label or label_for(row)
        found.inserted_before = insertions_before(row, after)
    elif row.kind == "replace" and row.base is not None:
        found.is_same = row.base.text == row.new_text
        found.is_spelling = not found.is_same and is_spelling_only(row.base.text, row.new_text)
    elif row.kind == "heading" and row.base is not None:
        found.is_same = row.base.heading == row.new_heading
        found.is_spelling = not found.is_same and is_spelling_only(row.base.heading, row.new_heading)
    elif row.kind == "repeal" and row.provision is not None:
        found.cited_by = list(citations_of(row.provision))
    return found


def effect_of_term(proposal: Proposal, term: str, new_term: str) -> Effect:
    clauses = base_clauses(proposal.round)
    found = Effect(is_same=term == new_term)
    for clause in clauses:
        text, count = replaced_term(clause.text, term, new_term)
        if count:
            found.hits.append(Hit(clause, text, count))
    articles = sum(clause.kind == ARTICLE for clause in clauses)
    found.is_everywhere = len({hit.clause.key for hit in found.hits}) > MANY * articles
    return found


def label_for(row: Amendment) -> str:
    """How it is called until a change of its own renumbers; what the proposal inserts before it has a name already."""
    assert row.provision is not None
    taken = [label for label in row.provision.instrument.provisions.values_list("label", flat=True) if label]
    earlier = row.proposal.amendments.filter(provision=row.provision, kind__in=(BEFORE, AFTER)).exclude(pk=row.pk)
    for each in earlier.order_by("position"):
        if row.pk is None or each.position < row.position:
            taken.append(each.new_label or provisional_label(row.provision.label, taken))
    return provisional_label(row.provision.label, taken)


def insertions_before(row: Amendment, after: int | None) -> int:
    rows = row.proposal.amendments.filter(provision=row.provision, kind=row.kind).exclude(pk=row.pk)
    return rows.filter(position__lt=after).count() if after is not None else rows.count()


def citations_of(provision: Provision) -> Any:
    """Who names it, in texts that stand today."""
    rows = Citation.objects.filter(provision=provision, text__valid_to=None)
    standing = rows.exclude(text__provision=provision).exclude(text__change=ProvisionText.Change.REPEAL)
    return standing.select_related("text__provision__instrument").order_by("text__provision__position")[:50]


def shown_amendments(proposal: Proposal) -> list[tuple[Amendment, Effect]]:
    """The changes of a proposal in their order, each with what it does."""
    rows = proposal.amendments.select_related("provision__parent", "provision__instrument", "base")
    found = []
    for row in rows:
        row.proposal = proposal
        found.append((row, effect_of(row, after=row.position)))
    return found
