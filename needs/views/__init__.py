"""The pages of needs; a module per noun."""

from needs.views.deliveries import (
    arrive_delivery,
    confirm_receipt,
    delivery_file,
    delivery_file_preview,
    delivery_note,
    dispatch_delivery,
    dispute_delivery,
)
from needs.views.pledges import (
    accept_pledge,
    close_pledge_short,
    decline_pledge,
    edit_pledge,
    need_pledges,
    pledge,
    pledges,
    propose_pledge,
    withdraw_pledge,
)

__all__ = [
    "accept_pledge",
    "arrive_delivery",
    "close_pledge_short",
    "confirm_receipt",
    "decline_pledge",
    "delivery_file",
    "delivery_file_preview",
    "delivery_note",
    "dispatch_delivery",
    "dispute_delivery",
    "edit_pledge",
    "need_pledges",
    "pledge",
    "pledges",
    "propose_pledge",
    "withdraw_pledge",
]
