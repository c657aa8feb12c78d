"""What the clock wakes: what nobody said in time is still so leaves the board."""

from __future__ import annotations

from journal.actors import Actor
from needs.actions import expire_need as expire_one_need
from needs.actions import expire_offer as expire_one_offer
from needs.models import Need, Offer


def expire_need(need_id: int) -> None:
    need = Need.objects.filter(pk=need_id).first()
    if need is not None:
        expire_one_need(actor=Actor.clock(), need=need)


def expire_offer(offer_id: int) -> None:
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is not None:
        expire_one_offer(actor=Actor.clock(), offer=offer)
