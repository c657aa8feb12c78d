"""What follows from the lines: a need is covered or fulfilled, an offer taken. Called where counters were moved, by
verbs that hold the need or offer.
"""

from __future__ import annotations

from datetime import timedelta

from journal.actors import Actor
from journal.due import schedule
from needs.actions.lines import all_met
from needs.actions.postings import end_of, tell
from needs.models import Need, Offer

Status = Need.Status
REMINDED_BEFORE = timedelta(days=1)
NEED_EVENTS = {Status.OPEN: "need_uncovered", Status.COVERED: "need_covered", Status.FULFILLED: "need_fulfilled"}
OFFER_EVENTS = {Offer.Status.OPEN: "offer_freed", Offer.Status.TAKEN: "offer_taken"}


def settle_need(actor: Actor, need: Need) -> Need:
    """Give a need the status its lines say: all arrived, all promised, or open. What is not on the board stays; only
    that everything arrived is also said of an expired one.
    """
    after = derived(need)
    may_change = need.status in NEED_EVENTS or (need.status == Status.EXPIRED and after == Status.FULFILLED)
    if may_change and need.status != after:
        was_fulfilled, need.status = need.status == Status.FULFILLED, after
        need.save(update_fields=["status"])
        if was_fulfilled:  # its end may have passed unheeded
            watch_end(need)
        tell(NEED_EVENTS[after], need, actor)
    return need


def watch_end(need: Need) -> None:
    """The clock ends what stands until a day, and reminds of it before."""
    if need.valid_until is not None and need.is_standing:
        end = end_of(need.valid_until)
        schedule("expire_need", key=f"need.{need.pk}", at=end, need_id=need.pk)
        schedule("remind_of_confirming", key=f"confirm.{need.pk}", at=end - REMINDED_BEFORE, need_id=need.pk)


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
