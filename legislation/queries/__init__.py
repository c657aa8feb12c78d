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
    term_hits,
    texts_on,
)
from legislation.queries.changes import (
    Base,
    base_of,
    change_of,
    changes_of,
    compared_proposals,
    in_force,
    is_stale,
)
from legislation.queries.heat import (
    Heat,
    MEASURES,
    heat_facts,
    heat_of,
)
from legislation.queries.kinds import (
    facts,
)
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
