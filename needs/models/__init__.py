"""What is missing, what is on offer, who promised what, and what arrived."""

from needs.models.board import OverlapRoom, SavedFilter
from needs.models.catalogue import Item, ItemUnit, TargetGroup
from needs.models.needs import Need, NeedLine, Precision, Urgency, Visibility
from needs.models.offers import Offer, OfferLine
from needs.models.origins import Distinction, NeedOrigin
from needs.models.pledges import Delivery, DeliveryFile, DeliveryLine, Pledge, PledgeLine

__all__ = [
    "Delivery",
    "DeliveryFile",
    "DeliveryLine",
    "Distinction",
    "Item",
    "ItemUnit",
    "Need",
    "NeedLine",
    "NeedOrigin",
    "Offer",
    "OfferLine",
    "OverlapRoom",
    "Pledge",
    "PledgeLine",
    "Precision",
    "SavedFilter",
    "TargetGroup",
    "Urgency",
    "Visibility",
]
