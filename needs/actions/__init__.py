"""The verbs of needs and offers; a module per noun."""

from needs.actions.catalogue import merge_item, review_item
from needs.actions.challenges import (
    add_voice,
    close_challenge,
    create_challenge,
    edit_challenge,
    reopen_challenge,
    resolve_challenge,
    take_back_voice,
)
from needs.actions.duplicates import distinguish_needs, merge_need
from needs.actions.items import propose_item
from needs.actions.lines import MOST_LINES, GivenLine
from needs.actions.needs import (
    cancel_need,
    close_need,
    confirm_need,
    create_need,
    edit_need,
    expire_need,
    open_need,
    reopen_need,
)
from needs.actions.offers import (
    close_offer,
    confirm_offer,
    create_offer,
    edit_offer,
    expire_offer,
    open_offer,
    reopen_offer,
    withdraw_offer,
)
from needs.actions.origins import create_need_from_message
from needs.actions.settling import settle_need, settle_offer

__all__ = [
    "MOST_LINES",
    "GivenLine",
    "add_voice",
    "cancel_need",
    "close_challenge",
    "close_need",
    "close_offer",
    "confirm_need",
    "confirm_offer",
    "create_challenge",
    "create_need",
    "create_need_from_message",
    "create_offer",
    "distinguish_needs",
    "edit_challenge",
    "edit_need",
    "edit_offer",
    "expire_need",
    "expire_offer",
    "merge_item",
    "merge_need",
    "open_need",
    "open_offer",
    "propose_item",
    "reopen_challenge",
    "reopen_need",
    "reopen_offer",
    "resolve_challenge",
    "review_item",
    "settle_need",
    "settle_offer",
    "take_back_voice",
    "withdraw_offer",
]
