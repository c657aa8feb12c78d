"""What the journal is told of an object of coordination."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coordination.queries.decisions import decisions
from coordination.queries.delegations import delegations
from coordination.queries.forums import Facts, forums
from coordination.queries.outcomes import outcomes
from coordination.queries.recommendations import recommendations, responsibilities

KINDS: dict[str, Callable[[list[int]], Mapping[int, Facts]]] = {
    "decision": decisions,
    "delegation": delegations,
    "forum": forums,
    "outcome": outcomes,
    "recommendation": recommendations,
    "responsibility": responsibilities,
}


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for each kind of coordination's in settings.JOURNAL_KINDS; ids that are gone are absent."""
    return KINDS[kind](ids)
