"""What the journal is told of an object of coordination."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from coordination.queries.committees import committees
from coordination.queries.decisions import decisions
from coordination.queries.delegations import delegations
from coordination.queries.forums import Facts, forums
from coordination.queries.outcomes import outcomes
from coordination.queries.plans import plans
from coordination.queries.recommendations import recommendations, responsibilities
from coordination.queries.sheets import recommendation_sheets, themes

KINDS: dict[str, Callable[[list[int]], Mapping[int, Facts]]] = {
    "decision": decisions,
    "committee": committees,
    "delegation": delegations,
    "forum": forums,
    "outcome": outcomes,
    "plan": plans,
    "recommendation": recommendations,
    "recommendation_sheet": recommendation_sheets,
    "responsibility": responsibilities,
    "theme": themes,
}


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for each kind of coordination's in settings.JOURNAL_KINDS; ids that are gone are absent."""
    return KINDS[kind](ids)
