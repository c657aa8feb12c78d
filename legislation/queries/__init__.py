"""Read shapes of legislation."""

from legislation.queries.amended import (
    AsAmended,
    as_amended,
    choosable,
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
from legislation.queries.carrying import (
    carried_changes,
)
from legislation.queries.changes import (
    Base,
    base_of,
    change_on,
    changes_of,
    compared_proposals,
    is_stale,
)
from legislation.queries.changes_shown import (
    Effect,
    Hit,
    citations_of,
    effect_of,
    shown_amendments,
)
from legislation.queries.competing import (
    competing,
    grouped,
)
from legislation.queries.compiling import (
    adopted_proposals,
    law_of,
    shown_of_round,
)
from legislation.queries.deciding import (
    LIVE,
    carried,
    clashing,
    desk,
    fallen,
    is_open_again,
    listed_votes,
    opinion_facts,
    opinions_of,
    reopenings_of,
    sessions_to_vote_in,
    standing_votes,
    verdict_of,
    vote_facts,
    vote_of,
    voted_on,
    waited_as,
)
from legislation.queries.dossiers import (
    FINAL,
    SLOW,
    VERY_SLOW,
    answer_facts,
    answers_to_check,
    days_since,
    dossier_facts,
    dossiers_of,
    figures_of,
    files_of,
    is_liaison,
    item_facts,
    items_shown,
    liaised_dossiers,
    liaisons_of,
    listed_dossiers,
    newer_dossier,
    officials,
    open_items,
    same_format,
    seen_dossier,
    standing_answers,
    stands,
    unanswered,
    verified_dossier,
    verified_facts,
)
from legislation.queries.endorsements import (
    counting_towards,
    endorsing,
    endorsing_facts,
    is_endorsed_by,
)
from legislation.queries.heat import (
    MEASURES,
    Heat,
    heat_facts,
    heat_of,
)
from legislation.queries.instruments import (
    FILTERS,
    acknowledgements_of,
    articles_count,
    choices_of,
    followed_topics,
    instrument_facts,
    links_from,
    links_to,
    listed_instruments,
    listed_topics,
    narrowed,
    own_acknowledgement,
    seen_instrument,
    topic_facts,
    unread_circulars,
)
from legislation.queries.kinds import (
    facts,
)
from legislation.queries.merging import (
    joined_places,
    missing_consent,
    place_facts,
    sources_of,
)
from legislation.queries.proposals import (
    Group,
    groups_of,
    listed_proposals,
    possible_writers,
    proposal_facts,
    proposals_beside,
    proposals_of,
    read_rows,
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
from legislation.queries.public import (
    in_state,
    open_to_everybody,
    public_proposals,
    public_round_facts,
    states_of,
    story_of,
    told_facts,
    told_proposals,
)
from legislation.queries.reading import (
    Said,
    Unit,
    above,
    article_of,
    beside,
    cited_by,
    cites,
    earlier_texts,
    grown,
    rounds_on,
    seen_provision,
    unit_of,
    units_of,
)
from legislation.queries.remarks import (
    listed_remarks,
    remark_facts,
    room_of,
    talk_on_proposal,
    talk_on_provision,
    texts_of,
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
from legislation.queries.searching import (
    BOUND,
    cut,
    terms_of,
    texts_asked,
    texts_found,
    texts_in_order,
)
from legislation.queries.wordings import (
    amendment_words,
    change_of,
    wording,
)
