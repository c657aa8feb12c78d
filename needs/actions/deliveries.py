"""The verbs of loads: send one, say that it is there, count it, doubt it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from files.actions import set_preview
from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.states import checked_reason, demand_possible
from journal.verbs import verb
from needs.actions.ledger import hold, move_loads, settle
from needs.actions.load_files import NOTHING, Beside, put_beside
from needs.actions.promising import checked_words, no_quantity
from needs.actions.telling import tell
from needs.codes import new_code
from needs.models import Delivery, DeliveryFile, DeliveryLine, Pledge, PledgeLine
from needs.permissions import pledges as permissions
from needs.pledging import RUNNING, Status, counted, quantity_of, status_of_pledge

OLDEST = timedelta(days=366)
COUNTED_WITHIN = timedelta(days=2)  # after that who is to count a load is reminded
HEAVIEST = 10_000_000  # kilograms
MOST_VEHICLES = 1000


class Sent(NamedTuple):
    """A load, and whether this call wrote it down (or an earlier one with the same client_id)."""

    delivery: Delivery
    is_new: bool


class Waybill(NamedTuple):
    """What travels with a load; `weight` is in kilograms."""

    waybill: str = ""
    carrier: str = ""
    vehicles: int | None = None
    weight: int | None = None


NO_PAPERS = Waybill()


@verb
def dispatch_delivery(
    *,
    actor: Actor,
    pledge: Pledge,
    loads: Mapping[int, Decimal],
    client_id: UUID,
    sent_on: date,
    papers: Waybill = NO_PAPERS,
    note: str = "",
    beside: Beside = NOTHING,
) -> Sent:
    """Send a load of an accepted pledge, all of it or a part: {line of the pledge: amount in that line's unit}. A
    repeated `client_id` answers with the first.

    ValidationError no_lines, unknown_line, invalid_quantity, invalid_day, too_long, too_many, too_many_files,
    unknown_file; Conflict wrong_status, more_than_promised, client_id_reused.
    """
    require(permissions.can_dispatch_delivery(actor, pledge))
    if first := Delivery.objects.filter(sent_by=actor.user, client_id=client_id).first():
        demand_same(first, pledge, loads)
        return Sent(first, is_new=False)
    pledge = hold(pledge)
    demand_possible(pledge.status in RUNNING, pledge)
    sent = quantities(pledge, loads)
    delivery = Delivery(code=new_code("D"), pledge=pledge, client_id=client_id, sent_by=actor.user)
    describe(delivery, sent_on, papers, note)
    delivery.save()
    DeliveryLine.objects.bulk_create(
        [DeliveryLine(delivery=delivery, pledge_line=line, quantity=quantity) for line, quantity in sent.items()]
    )
    put_beside(actor, delivery, beside, is_receipt=False)
    move_loads({line: (quantity, 0) for line, quantity in sent.items()})
    follow_loads(actor, pledge)
    tell("delivery_dispatched", actor, pledge, hear="receiving", subject=delivery, delivery=delivery.code)
    return Sent(delivery, is_new=True)


def demand_same(first: Delivery, pledge: Pledge, loads: Mapping[int, Decimal]) -> None:
    """Conflict unless the same request came a second time."""
    lines = first.lines.select_related("pledge_line__unit")
    known = {line.pledge_line_id: Decimal(line.quantity) / 1000 / line.pledge_line.unit.factor for line in lines}
    demand_repeat(first.pledge_id == pledge.pk and known == {pk: amount for pk, amount in loads.items() if amount})


def quantities(pledge: Pledge, loads: Mapping[int, Decimal]) -> dict[PledgeLine, int]:
    """What is sent of each line, in thousandths of the base unit; a line of which nothing goes along is left out."""
    known = {line.pk: line for line in pledge.lines.select_related("unit").order_by("need_line")}
    if not known.keys() >= loads.keys():
        raise invalid(_("This line does not belong to the pledge."), code="unknown_line", field="lines")
    sent = {}
    for pk, line in known.items():
        if loads.get(pk, Decimal(0)) == 0:
            continue
        try:
            sent[line] = quantity_of(loads[pk], line.unit)[1]
        except ValueError:
            raise no_quantity(f"amount_{pk}") from None
    if not sent:
        raise invalid(_("Say how much goes along: of one line at least."), code="no_lines", field="lines")
    return sent


def describe(delivery: Delivery, sent_on: date, papers: Waybill, note: str) -> None:
    today = timezone.localdate()
    if not today - OLDEST <= sent_on <= today:
        raise invalid(_("A load was sent today or before, within a year."), code="invalid_day", field="sent_on")
    for name, most in (("vehicles", MOST_VEHICLES), ("weight", HEAVIEST)):
        value = getattr(papers, name)
        if value is not None and not 0 < value <= most:
            raise invalid(_("Write a number from 1 to %(most)d.") % {"most": most}, code="too_many", field=name)
    delivery.waybill, delivery.carrier = (
        checked_words("waybill", papers.waybill),
        checked_words("carrier", papers.carrier),
    )
    delivery.vehicles, delivery.weight = papers.vehicles, papers.weight
    delivery.sent_on, delivery.note = sent_on, checked_words("note", note)


@verb
def arrive_delivery(*, actor: Actor, delivery: Delivery) -> Delivery:
    """Who gave it says that a load is there, and waits to be counted. Saying it twice changes nothing."""
    require(permissions.can_arrive_delivery(actor, delivery))
    pledge = hold(delivery.pledge)
    delivery = Delivery.objects.get(pk=delivery.pk)
    if delivery.arrived_at is not None or delivery.received_at is not None:
        return delivery
    delivery.arrived_at = timezone.now()
    delivery.save(update_fields=["arrived_at"])
    follow_loads(actor, pledge)
    tell("delivery_arrived", actor, pledge, hear="receiving", subject=delivery, delivery=delivery.code)
    later = delivery.arrived_at + COUNTED_WITHIN
    schedule("remind_of_receipt", at=later, key=f"receipt.{delivery.pk}", delivery_id=delivery.pk)
    return delivery


@verb
def confirm_receipt(
    *,
    actor: Actor,
    delivery: Delivery,
    counts: Mapping[int, Decimal],
    note: str = "",
    beside: Beside = NOTHING,
) -> Delivery:
    """Who needed it counts a load, line by line: {line of the load: amount in the unit of the pledge}, 0 for what did
    not come. What is above the load, or above what was promised, is noted as surplus. A load in dispute is counted
    again, which ends the dispute; the same count twice changes nothing.

    ValidationError uncounted_line, unknown_line, invalid_quantity, too_long, too_many_files, unknown_file; Conflict
    already_counted, wrong_status.
    """
    require(permissions.can_confirm_receipt(actor, delivery))
    pledge = hold(delivery.pledge)
    delivery = Delivery.objects.get(pk=delivery.pk)
    lines = list(delivery.lines.select_related("pledge_line__unit").order_by("pk"))
    found = counted_lines(lines, counts)
    if delivery.received_at is not None and delivery.disputed_at is None:
        demand_same_count(lines, found)
        return delivery
    demand_possible(pledge.status in {*RUNNING, Status.CONFIRMED}, pledge)
    move_loads(dict(write_count(line, found[line.pk]) for line in lines))
    delivery.received_at, delivery.received_by = timezone.now(), actor.user
    delivery.receipt_note, delivery.disputed_at = checked_words("receipt_note", note), None
    delivery.save(update_fields=["received_at", "received_by", "receipt_note", "disputed_at"])
    put_beside(actor, delivery, beside, is_receipt=True)
    follow_loads(actor, pledge)
    tell("receipt_confirmed", actor, pledge, hear="giving", subject=delivery, delivery=delivery.code)
    return delivery


def counted_lines(lines: list[DeliveryLine], counts: Mapping[int, Decimal]) -> dict[int, int]:
    """{line of the load: what was counted, in thousandths of the base unit}; each of them must be counted."""
    known = {line.pk: line for line in lines}
    if not known.keys() >= counts.keys():
        raise invalid(_("This line does not belong to the load."), code="unknown_line", field="lines")
    found = {}
    for pk, line in known.items():
        if pk not in counts:
            words = _("Count every line; write 0 for what did not come.")
            raise invalid(words, code="uncounted_line", field=f"count_{pk}")
        try:
            found[pk] = counted(counts[pk], line.pledge_line.unit)
        except ValueError:
            words = _("Write 0 or a number above it, with at most three digits after the point.")
            raise invalid(words, code="invalid_quantity", field=f"count_{pk}") from None
    return found


def demand_same_count(lines: list[DeliveryLine], found: Mapping[int, int]) -> None:
    if any((line.received or 0) + line.surplus != found[line.pk] for line in lines):
        words = _("This load is counted already. If the count is wrong, open a dispute and count again.")
        raise Conflict(words, code="already_counted")


def write_count(line: DeliveryLine, found: int) -> tuple[PledgeLine, tuple[int, int]]:
    """Store what was counted of a line; how its pledge's counters move. Until it is counted a load counts as it was
    sent; then as it was found: what is missing is still to be sent, or given back by closing with less.
    """
    promised = line.pledge_line
    before = line.quantity if line.received is None else line.received
    room = promised.quantity - (promised.dispatched - before)  # the missing part may have been sent anew meanwhile
    fresh = min(found, line.quantity, room)
    steps = fresh - before, fresh - (line.received or 0)
    line.received, line.surplus = fresh, found - fresh
    line.save(update_fields=["received", "surplus"])
    return promised, steps


@verb
def dispute_delivery(*, actor: Actor, delivery: Delivery, reason: str) -> Delivery:
    """Say that a load is not what was sent, or was counted wrongly, and why. It ends when it is counted again, or the
    pledge is closed with less. ValidationError `reason_required`; Conflict `wrong_status`, `disputed_already`.
    """
    require(permissions.can_dispute_delivery(actor, delivery))
    words = checked_reason(reason)
    pledge = hold(delivery.pledge)
    delivery = Delivery.objects.get(pk=delivery.pk)
    if delivery.disputed_at is not None:
        if (delivery.dispute_reason, delivery.disputed_by_id) == (words, actor.organization_id):
            return delivery
        raise Conflict(_("This load is in dispute already."), code="disputed_already")
    demand_possible(pledge.status in {*RUNNING, Status.CONFIRMED}, pledge)
    delivery.disputed_at, delivery.disputed_by, delivery.dispute_reason = timezone.now(), actor.organization, words
    delivery.save(update_fields=["disputed_at", "disputed_by", "dispute_reason"])
    follow_loads(actor, pledge)
    tell("delivery_disputed", actor, pledge, hear="other", subject=delivery, delivery=delivery.code)
    return delivery


@verb
def preview_delivery_file(*, actor: Actor, beside: DeliveryFile, preview: bytes) -> None:
    """Show the small picture that the worker made of a photo or a scan."""
    require(permissions.can_preview_delivery_file(actor))
    if set_preview(actor=actor, file=beside.file, preview=preview):
        pledge = beside.delivery.pledge
        streams = sorted({f"org.{pledge.organization_id}", f"org.{pledge.need.organization_id}"})
        record("delivery_file_previewed", stream=streams, actor=actor, subject=beside.delivery)


def follow_loads(actor: Actor, pledge: Pledge) -> None:
    """The pledge's status follows from its lines and loads, the need's from its own; the pledge is held."""
    status = status_of_pledge(pledge.lines.all(), pledge.deliveries.all())
    if status != pledge.status:
        pledge.status = status
        pledge.ended_at = timezone.now() if status == Status.CONFIRMED else None
        pledge.save(update_fields=["status", "ended_at"])
    settle(actor, pledge.need, [])


def waybill_of(given: Mapping[str, Any]) -> Waybill:
    """The papers among what a form or a program gave."""
    return Waybill(**{name: given[name] for name in Waybill._fields if given.get(name) is not None})
