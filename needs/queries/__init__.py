"""What is read of needs and offers; a module per noun."""

from needs.queries.items import found_items, item_facts, item_named, offered_items
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
    "place_named",
    "place_way",
    "place_words",
    "posting_facts",
    "seen_need",
    "seen_offer",
    "shown_point",
    "whole",
    "with_lines",
]
