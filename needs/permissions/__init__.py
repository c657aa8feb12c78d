"""Who sees needs and offers, and who may do what with them; a module per noun."""

from needs.permissions.catalogue import can_merge_item, can_review_item
from needs.permissions.needs import (
    can_cancel_need,
    can_close_need,
    can_confirm_need,
    can_create_need,
    can_edit_need,
    can_expire_need,
    can_open_need,
    can_reopen_need,
)
from needs.permissions.offers import (
    can_close_offer,
    can_confirm_offer,
    can_create_offer,
    can_edit_offer,
    can_expire_offer,
    can_open_offer,
    can_reopen_offer,
    can_withdraw_offer,
)
from needs.permissions.origins import (
    can_create_need_from_message,
    can_distinguish_needs,
    can_merge_into,
    can_merge_need,
)
from needs.permissions.seen import (
    TAKEN,
    Standpoint,
    needs_for,
    offers_for,
    own_needs,
    own_offers,
    sees_exactly,
    streams_for,
    streams_of,
)
from needs.permissions.speaking import may_prepare, may_speak

__all__ = [
    "TAKEN",
    "Standpoint",
    "can_cancel_need",
    "can_close_need",
    "can_close_offer",
    "can_confirm_need",
    "can_confirm_offer",
    "can_create_need",
    "can_create_need_from_message",
    "can_create_offer",
    "can_distinguish_needs",
    "can_edit_need",
    "can_edit_offer",
    "can_expire_need",
    "can_expire_offer",
    "can_merge_into",
    "can_merge_item",
    "can_merge_need",
    "can_open_need",
    "can_open_offer",
    "can_reopen_need",
    "can_reopen_offer",
    "can_review_item",
    "can_withdraw_offer",
    "may_prepare",
    "may_speak",
    "needs_for",
    "offers_for",
    "own_needs",
    "own_offers",
    "sees_exactly",
    "streams_for",
    "streams_of",
]
