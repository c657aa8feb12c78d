"""What is read of needs and offers; a module per noun."""

from needs.queries.items import found_items, item_facts, item_named, offered_items
from needs.queries.own import own_counts, own_postings
from needs.queries.places import found_places, nearest_places, place_named
from needs.queries.postings import (
    facts,
    history_of,
    need_facts,
    needs_asked,
    offer_facts,
    offers_asked,
    page_of_code,
    place_way,
    place_words,
    posting_facts,
    seen_need,
    seen_offer,
    shown_point,
    standing_offers,
    whole,
    with_lines,
)
from needs.queries.shown import shown_posting

__all__ = [
    "facts",
    "found_items",
    "found_places",
    "history_of",
    "item_facts",
    "item_named",
    "nearest_places",
    "need_facts",
    "needs_asked",
    "offer_facts",
    "offered_items",
    "offers_asked",
    "own_counts",
    "own_postings",
    "page_of_code",
    "place_named",
    "place_way",
    "place_words",
    "posting_facts",
    "seen_need",
    "seen_offer",
    "shown_point",
    "shown_posting",
    "standing_offers",
    "whole",
    "with_lines",
]
