"""Which proposals of a round do not go together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from legislation.amending import groups, rivals
from legislation.models import Proposal, Round
from legislation.queries.changes import base_of, changes_of


class Pair(NamedTuple):
    one: Proposal
    other: Proposal


def competing(row: Round, proposals: Sequence[Proposal]) -> list[Pair]:
    """Each pair once, in the order given; two queries."""
    by_key = {each.pk: each for each in proposals}
    base = base_of(row)
    changes = changes_of(by_key, base)
    of = {change.key: change.proposal for change in changes}
    order = {key: at for at, key in enumerate(by_key)}
    met = {tuple(sorted((order[of[one]], order[of[other]]))) for one, other in rivals(base.clauses, changes)}  # type: ignore[index]
    return [Pair(proposals[one], proposals[other]) for one, other in sorted(met)]


def grouped(row: Round, proposals: Sequence[Proposal]) -> list[list[Proposal]]:
    """Those that compete together, in groups; who competes with nobody is a group of one."""
    by_key = {each.pk: each for each in proposals}
    pairs = [(pair.one.pk, pair.other.pk) for pair in competing(row, proposals)]
    return [[by_key[key] for key in group] for group in groups(pairs, by_key)]  # type: ignore[index]
