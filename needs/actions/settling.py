"""What follows from the lines: a need is covered or fulfilled, an offer taken. Called where counters were moved, by
verbs that hold the need or offer.
"""

from __future__ import annotations

from journal.actors import Actor
from needs.actions.lines import all_met
from needs.actions.postings import tell
from needs.models import Need, Offer

Status = Need.Status
NEED_EVENTS = {Status.OPEN: "need_uncovered", Status.COVERED: "need_covered", Status.FULFILLED: "need_fulfilled"}
OFFER_EVENTS = {Offer.Status.OPEN: "offer_freed", Offer.Status.TAKEN: "offer_taken"}


def settle_need(actor: Actor, need: Need) -> Need:
    """Give a need the status its lines say: all arrived, all promised, or open. What is not on the board stays; only
    that everything arrived is also said of an expired one.
    """
    after = derived(need)
    may_change = need.status in NEED_EVENTS or (need.status == Status.EXPIRED and after == Status.FULFILLED)
    if may_change and need.status != after:
        need.status = after
        need.save(update_fields=["status"])
        tell(NEED_EVENTS[after], need, actor)
    return need


def derived(need: Need) -> Need.Status:
    if all_met(need.lines, "received"):
        return Status.FULFILLED
    return Status.COVERED if all_met(need.lines, "promised") else Status.OPEN


def settle_offer(actor: Actor, offer: Offer) -> Offer:
    """Give an offer the status its lines say: all of it promised to somebody, or open."""
    after = Offer.Status.TAKEN if all_met(offer.lines, "promised") else Offer.Status.OPEN
    if offer.status in OFFER_EVENTS and offer.status != after:
        offer.status = after
        offer.save(update_fields=["status"])
        tell(OFFER_EVENTS[after], offer, actor)
    return offer
