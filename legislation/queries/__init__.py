"""Read shapes of legislation."""

from legislation.queries.amended import (
    AsAmended,
    as_amended,
    choices_of,
    line_facts,
    term_facts,
)
from legislation.queries.base import (
    base_clauses,
    base_text,
    base_texts,
    clauses,
    in_force,
    term_hits,
    texts_on,
)
from legislation.queries.carrying import carried_changes
from legislation.queries.changes import (
    Base,
    base_of,
    change_on,
    changes_of,
    compared_proposals,
    is_stale,
)
from legislation.queries.heat import (
    MEASURES,
    Heat,
    heat_facts,
    heat_of,
)
from legislation.queries.kinds import (
    facts,
)
from legislation.queries.merging import joined_places, missing_consent, place_facts, sources_of
from legislation.queries.rivals import (
    Beside,
    Comparison,
    citing,
    comparison,
    rival_groups,
)
from legislation.queries.rounds import (
    listed_rounds,
    people_to_tell,
    round_facts,
    rounds_asked,
    seen_round,
)
from legislation.queries.wordings import (
    amendment_words,
    change_of,
    wording,
)
