"""What the clock wakes: what nobody said in time is still so leaves the board, a promise that nobody answered lapses,
and the ledger is checked each night.
"""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

from django.utils import timezone

from files.previews import can_have_preview, drawn_preview
from journal.actors import Actor
from journal.due import schedule
from needs.actions import deliveries, pledges
from needs.actions import expire_need as expire_one_need
from needs.actions import expire_offer as expire_one_offer
from needs.models import DeliveryFile, Need, Offer, Pledge
from needs.queries.ledger import drift

log = logging.getLogger(__name__)


def expire_need(need_id: int) -> None:
    need = Need.objects.filter(pk=need_id).first()
    if need is not None:
        expire_one_need(actor=Actor.clock(), need=need)


def expire_offer(offer_id: int) -> None:
    offer = Offer.objects.filter(pk=offer_id).first()
    if offer is not None:
        expire_one_offer(actor=Actor.clock(), offer=offer)


def lapse_pledge(pledge_id: int) -> None:
    if (pledge := Pledge.objects.filter(pk=pledge_id).first()) is not None:
        pledges.lapse_pledge(actor=Actor.clock(), pledge=pledge)


def warn_of_lapsing(pledge_id: int) -> None:
    if (pledge := Pledge.objects.filter(pk=pledge_id).first()) is not None:
        pledges.warn_of_lapsing(actor=Actor.clock(), pledge=pledge)


def preview_delivery_files(delivery_id: int) -> None:
    """Draw the small pictures of a load's photos and scans."""
    held = DeliveryFile.objects.filter(delivery=delivery_id, file__preview="")
    for beside in held.select_related("file", "delivery__pledge__need").order_by("pk"):
        preview = drawn_preview(beside.file) if can_have_preview(beside.file) else None
        if preview is not None:
            deliveries.preview_delivery_file(actor=Actor.clock(), beside=beside, preview=preview)


def check_ledger() -> None:
    """Say loudly where a counter is not what its ledger says; again tomorrow night."""
    for row in drift():
        log.error("ledger drift: %s %d %s", row.table, row.pk, row.counters)
    schedule("check_ledger", at=next_night(), key="ledger.check")


def next_night() -> datetime:
    """Three o'clock, when nobody promises anything."""
    day = timezone.localdate() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, time(3)), timezone.get_default_timezone())
