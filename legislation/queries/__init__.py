"""Read shapes of legislation."""

from legislation.queries.base import base_clauses, base_text, base_texts, clauses, term_hits, texts_on
from legislation.queries.kinds import facts
from legislation.queries.rounds import (
    listed_rounds,
    people_to_tell,
    round_facts,
    rounds_asked,
    seen_round,
)
from legislation.queries.wordings import amendment_words, change_of, wording
