"""What the clock wakes: what nobody said in time is still so leaves the board, a promise that nobody answered lapses,
and the ledger is checked each night.
"""

from __future__ import annotations

import logging
from datetime import datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import override

from accounts.models import User
from files.previews import can_have_preview, drawn_preview
from journal.actors import Actor
from journal.due import keep_claim, schedule
from journal.followers import Follower
from journal.models import Entry
from journal.refusals import Refused
from needs.actions import (
    change_by_sheet,
    deliveries,
    fail_sheet,
    finish_sheet,
    pledges,
    reminders,
    show_sheet,
    tell_sheet,
)
from needs.actions import clear_sheet as clear_some
from needs.actions import expire_need as expire_one_need
from needs.actions import expire_offer as expire_one_offer
from needs.actions import forget_sheet as forget_waiting_sheet
from needs.actions import write_sheet as write_batch
from needs.actions.sheets import maker_of
from needs.forms.board import BoardForm
from needs.models import Delivery, DeliveryFile, Need, Offer, Pledge, SavedFilter, SheetImport
from needs.permissions import needs_for
from needs.queries.board import board as found_by
from needs.queries.ledger import drift
from needs.queries.sheets import is_behind_another
from needs.sheets.dry_run import brought, mapped_columns, plan, unpacked
from needs.sheets.planning import Planned

NEXT_LOOK = timedelta(seconds=2)  # of a table that waits for another one
WRITTEN_AT_ONCE = 15  # needs of a table in one transaction: it holds nobody up
log = logging.getLogger(__name__)


# Searches that are followed -------------------------------------------------------------------------------------------
def follow_needs(entries: list[Entry]) -> None:
    """A need was put on the board, or says something else or to more people: tell those who follow a search that finds
    it, among what they may see. Nobody hears of a need twice.
    """
    need = Need.objects.filter(pk=entries[-1].object_id).first()
    if need is None or not need.is_standing:
        return
    followed = SavedFilter.objects.filter(is_followed=True, person__is_active=True).exclude(
        person=entries[-1].person_id
    )
    searches: dict[str, list[User]] = {}
    for saved in followed.select_related("person").order_by("pk"):
        searches.setdefault(saved.query, []).append(saved.person)
    finding = {person for query, people in searches.items() if finds(query, need) for person in people}
    seeing = [person for person in finding if needs_for(person).filter(pk=need.pk).exists()]
    if seeing:
        reminders.tell_of_found_need(actor=Actor.clock(), need=need, people=seeing)


def finds(query: str, need: Need) -> bool:
    """Asked once for each search, however many follow it; who may see the need is asked only of those it is for."""
    return found_by(Need.objects.filter(pk=need.pk), BoardForm(QueryDict(query)).asked()).exists()


searches_follow_needs = Follower(
    "needs.searches",
    kinds=("need",),
    follow=follow_needs,
    events=frozenset({"need_opened", "need_reopened", "need_edited"}),
)


# What is due ----------------------------------------------------------------------------------------------------------
def remind_of_confirming(need_id: int) -> None:
    if (need := Need.objects.filter(pk=need_id).first()) is not None:
        reminders.remind_of_confirming(actor=Actor.clock(), need=need)


def remind_of_dispatch(pledge_id: int) -> None:
    if (pledge := Pledge.objects.filter(pk=pledge_id).first()) is not None:
        reminders.remind_of_dispatch(actor=Actor.clock(), pledge=pledge)


def remind_of_receipt(delivery_id: int) -> None:
    if (delivery := Delivery.objects.filter(pk=delivery_id).first()) is not None:
        reminders.remind_of_receipt(actor=Actor.clock(), delivery=delivery)


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


# Tables ---------------------------------------------------------------------------------------------------------------
def write_sheet(sheet_id: int) -> None:
    """Write a table that was started, from where it stopped; one after the other of an organisation. Where its maker
    lost the right to, it is given up.
    """
    sheet = SheetImport.objects.select_related("made_by", "organization").filter(pk=sheet_id).first()
    if sheet is None or sheet.state != "running" or sheet.discarded_at is not None:
        return
    if is_behind_another(sheet):
        schedule("write_sheet", at=timezone.now() + NEXT_LOOK, key=f"sheet.{sheet.pk}", sheet_id=sheet.pk)
        return
    try:
        with override(sheet.made_by.language):
            carry_out(sheet)
    except (Refused, TypeError):
        fail_sheet(actor=Actor.clock(), sheet=sheet)


def carry_out(sheet: SheetImport) -> None:
    clock, planned = Actor.clock(), planned_anew(sheet)
    if sheet.shown_at is None:
        new = [brought(each, sheet.kind, opens=sheet.opens) for each in planned if each.state == "new"]
        for start in range(0, len(new), WRITTEN_AT_ONCE):
            keep_claim()
            write_batch(actor=clock, sheet=sheet, brought=new[start : start + WRITTEN_AT_ONCE])
        show_sheet(actor=clock, sheet=sheet)
    while tell_sheet(actor=clock, sheet=sheet):
        keep_claim()
    for each in planned:
        if each.state == "changed" and each.known is not None and not each.known.is_staged:
            keep_claim()
            change_by_sheet(actor=clock, sheet=sheet, brought=brought(each, sheet.kind, opens=sheet.opens))
    finish_sheet(actor=clock, sheet=sheet)


def planned_anew(sheet: SheetImport) -> list[Planned]:
    """Since the dry run much may have happened; and what was written before a kill is found to be there."""
    with sheet.source.open("rb") as file:
        tables = unpacked(file.read())
    return plan(maker_of(sheet), sheet.kind, tables, mapped_columns(sheet.tables), sheet.fallbacks)


def give_up_sheet(sheet_id: int) -> None:
    """The last try to write a table failed."""
    sheet = SheetImport.objects.filter(pk=sheet_id).first()
    if sheet is not None:
        fail_sheet(actor=Actor.clock(), sheet=sheet)


def clear_sheet(sheet_id: int) -> None:
    """Delete a discarded table and what it had written unseen, in steps short enough to keep nobody waiting."""
    sheet = SheetImport.objects.filter(pk=sheet_id, discarded_at__isnull=False).first()
    while sheet is not None and clear_some(actor=Actor.clock(), sheet=sheet):
        keep_claim()


def forget_sheet(sheet_id: int) -> None:
    sheet = SheetImport.objects.filter(pk=sheet_id).first()
    if sheet is not None:
        forget_waiting_sheet(actor=Actor.clock(), sheet=sheet)
