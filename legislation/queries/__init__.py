"""Read shapes of legislation."""

from legislation.queries.base import base_clauses, base_text, base_texts, clauses, term_hits, texts_on
from legislation.queries.changes_shown import Effect, Hit, citations_of, effect_of, shown_amendments
from legislation.queries.kinds import facts
from legislation.queries.proposals import (
    Beside,
    Group,
    article_of,
    beside,
    groups_of,
    listed_proposals,
    possible_writers,
    proposal_facts,
    proposals_of,
    seen_amendment,
    seen_proposal,
    seen_sponsor,
    shown_versions,
    sponsor_facts,
    stubs_of,
    waiting_for,
    whole_proposal,
    writing_people,
)
from legislation.queries.rounds import (
    listed_rounds,
    people_to_tell,
    round_facts,
    rounds_asked,
    seen_round,
)
from legislation.queries.wordings import amendment_words, change_of, wording
