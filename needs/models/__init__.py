"""What is missing, what is on offer, who promised what, and what arrived."""

from needs.models.board import OverlapRoom, SavedFilter
from needs.models.catalogue import Item, ItemUnit, TargetGroup
from needs.models.challenges import Challenge, ChallengeVoice
from needs.models.needs import Need, NeedLine, Posting, Precision, Statement, Urgency, Visibility
from needs.models.offers import Offer, OfferLine
from needs.models.operations import AidReport, Convener, Operation, OperationDelivery
from needs.models.origins import Distinction, NeedOrigin
from needs.models.pledges import Delivery, DeliveryFile, DeliveryLine, Pledge, PledgeLine
from needs.models.sheets import KnownColumns, SheetImport

# Everything that an organisation says: who it is said to, and what becomes of it, is the same of all four.
Said = Need | Offer | Challenge | Operation
