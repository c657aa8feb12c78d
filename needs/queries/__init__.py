"""What is read of needs and offers; a module per noun."""

from needs.queries.items import found_items, item_named, offered_items
from needs.queries.places import found_places, nearest_places, place_named
from needs.queries.postings import (
    facts,
    history_of,
    need_facts,
    needs_asked,
    offer_facts,
    offers_asked,
    place_way,
    place_words,
    posting_facts,
    seen_need,
    seen_offer,
    shown_point,
    whole,
    with_lines,
)
from needs.queries.sheets import (
    exported_needs,
    exported_offers,
    known_columns,
    own_sheets,
    rows_in_state,
    sheet_facts,
    short_facts,
)

__all__ = [
    "exported_needs",
    "exported_offers",
    "facts",
    "found_items",
    "found_places",
    "history_of",
    "item_named",
    "known_columns",
    "nearest_places",
    "need_facts",
    "needs_asked",
    "offer_facts",
    "offered_items",
    "offers_asked",
    "own_sheets",
    "place_named",
    "place_way",
    "place_words",
    "posting_facts",
    "rows_in_state",
    "seen_need",
    "seen_offer",
    "sheet_facts",
    "short_facts",
    "shown_point",
    "whole",
    "with_lines",
]
