"""Read shapes of legislation."""

from legislation.queries.instruments import (
    FILTERS,
    acknowledgements_of,
    articles_count,
    choices_of,
    instrument_facts,
    links_from,
    links_to,
    listed_instruments,
    listed_topics,
    narrowed,
    own_acknowledgement,
    seen_instrument,
    topic_facts,
)
from legislation.queries.kinds import facts
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
from legislation.queries.searching import BOUND, cut, in_force, terms_of, texts_asked, texts_found, texts_in_order
