"""Which proposals of a round do not go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from legislation.amending import Change, Clause, groups, rivals
from legislation.models import Amendment, Proposal, ProvisionText, Round
from legislation.queries.quoting import on_day


class Pair(NamedTuple):
    one: Proposal
    other: Proposal


def competing(row: Round, proposals: Sequence[Proposal]) -> list[Pair]:
    """Each pair once, in the order given; two queries."""
    by_key = {each.pk: each for each in proposals}
    changes = changes_of(list(by_key))
    of = {change.key: change.proposal for change in changes}
    order = {key: at for at, key in enumerate(by_key)}
    met = {tuple(sorted((order[of[one]], order[of[other]]))) for one, other in rivals(clauses_of(row), changes)}  # type: ignore[index]
    return [Pair(proposals[one], proposals[other]) for one, other in sorted(met)]


def grouped(row: Round, proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """Those that compete together, in groups; who competes with nobody is a group of one."""
    by_key = {each.pk: each for each in proposals}
    pairs = [(pair.one.pk, pair.other.pk) for pair in competing(row, proposals)]
    return [[by_key[key] for key in group] for group in groups(pairs, by_key)]  # type: ignore[index]


def clauses_of(row: Round) -> list[Clause]:
    """The law on the day of the round, without what was repealed before."""
    texts = ProvisionText.objects.filter(on_day(row.base_on), provision__instrument=row.instrument_id)
    standing = texts.exclude(change=ProvisionText.Change.REPEAL).select_related("provision")
    return [
        Clause(each.pk, each.kind, each.label, text.heading, text.text, each.parent_id)
        for text in standing.order_by("provision__position", "provision")
        for each in [text.provision]
    ]


def changes_of(proposals: Sequence[int]) -> list[Change]:
    rows = Amendment.objects.filter(proposal__in=proposals).order_by("proposal", "position", "pk")
    return [
        Change(
            each.pk,
            each.proposal_id,
            each.kind,
            each.provision_id,
            each.new_text,
            each.new_label,
            each.new_heading,
            each.new_kind,
            each.term,
            each.new_term,
        )
        for each in rows
    ]
