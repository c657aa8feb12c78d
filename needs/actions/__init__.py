"""The verbs of needs and offers; a module per noun."""

from needs.actions.aid import (
    correct_aid_report,
    link_delivery,
    report_aid,
    unlink_delivery,
    withdraw_aid_report,
)
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
from needs.actions.operations import (
    accept_convening,
    close_operation,
    create_operation,
    edit_operation,
    leave_operation,
    reopen_operation,
)
from needs.actions.origins import create_need_from_message
from needs.actions.rooms import write_about
from needs.actions.settling import settle_need, settle_offer

__all__ = [
    "MOST_LINES",
    "GivenLine",
    "accept_convening",
    "add_voice",
    "cancel_need",
    "close_challenge",
    "close_need",
    "close_offer",
    "close_operation",
    "confirm_need",
    "confirm_offer",
    "correct_aid_report",
    "create_challenge",
    "create_need",
    "create_need_from_message",
    "create_offer",
    "create_operation",
    "distinguish_needs",
    "edit_challenge",
    "edit_need",
    "edit_offer",
    "edit_operation",
    "expire_need",
    "expire_offer",
    "leave_operation",
    "link_delivery",
    "merge_item",
    "merge_need",
    "open_need",
    "open_offer",
    "propose_item",
    "reopen_challenge",
    "reopen_need",
    "reopen_offer",
    "reopen_operation",
    "report_aid",
    "resolve_challenge",
    "review_item",
    "settle_need",
    "settle_offer",
    "take_back_voice",
    "unlink_delivery",
    "withdraw_aid_report",
    "withdraw_offer",
    "write_about",
]
