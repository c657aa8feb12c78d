"""What is read of needs and offers; a module per noun."""

from needs.queries.duplicates import Alike, likely_duplicates, sketch_of, sketched
from needs.queries.items import found_items, item_facts, item_named, offered_items
from needs.queries.matches import Answer, matches_for_need, matches_for_offer
from needs.queries.origins import needs_made_of, origin_of
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
from needs.queries.reading import Proposal, proposal_of, read_message
from needs.queries.review import catalogue, items_to_review, needed_now
from needs.queries.sheets import (
    exported_needs,
    exported_offers,
    known_columns,
    own_sheets,
    rows_in_state,
    sheet_facts,
    short_facts,
)
from needs.queries.shown import shown_posting
