"""Pledges and loads as pages, the API and the journal read them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, IntegerField, Prefetch, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from journal.stamps import stamp
from needs.models import Delivery, DeliveryFile, DeliveryLine, Need, NeedLine, Offer, Pledge, PledgeLine
from needs.permissions import is_told_whole
from needs.permissions.pledges import can_draw_on_offer
from needs.pledging import AGREED, ENDED, GIVEN_BACK, RUNNING, Status, in_unit
from needs.quantities import shown
from organizations.models import Organization
from organizations.queries import organization_mark

Facts = dict[str, Any]
SIDES = ("given", "received")
STATES = ("waiting", "running", "ended")


# What the journal and the wire say ------------------------------------------------------------------------------------
def facts(kind: str, ids: list[int]) -> dict[int, Facts]:
    """{id: JSON-able object as it stands now} for the kinds "pledge" and "delivery".

    They are told on the stream of the need. Of one that is not public only its code and how it stands: who may see the
    rest asks for it.
    """
    if kind == "delivery":
        rows = Delivery.objects.filter(pk__in=ids).select_related("pledge__need__organization")
        return {row.pk: delivery_told(row) for row in rows}
    return {row.pk: pledge_told(row) for row in with_lines(Pledge.objects.filter(pk__in=ids))}


def pledge_told(pledge: Pledge) -> Facts:
    if is_told_whole(pledge.need):
        return pledge_facts(pledge)
    return {"id": pledge.pk, "code": pledge.code, "need": pledge.need_id, "status": pledge.status, "is_narrow": True}


def delivery_told(delivery: Delivery) -> Facts:
    """How far a load is; what it holds is in its pledge. Of a need that is not public no days."""
    pledge = delivery.pledge
    known = {"id": delivery.pk, "code": delivery.code, "pledge": pledge.pk, "need": pledge.need_id}
    if not is_told_whole(pledge.need):
        return {**known, "status": pledge.status, "is_narrow": True}
    return {
        **known,
        "status": pledge.status,
        "sent_on": delivery.sent_on.isoformat(),
        "arrived_at": stamp(delivery.arrived_at),
        "received_at": stamp(delivery.received_at),
        "disputed_at": stamp(delivery.disputed_at),
    }


def pledge_facts(pledge: Pledge) -> Facts:
    """What whoever sees the need may know: who gives how much, and how far it is."""
    return {
        "id": pledge.pk,
        "code": pledge.code,
        "need": pledge.need_id,
        "need_code": pledge.need.code,
        "organization": organization_mark(pledge.organization),
        "status": pledge.status,
        "expected_on": pledge.expected_on.isoformat() if pledge.expected_on else None,
        "created_at": stamp(pledge.created_at),
        "lapses_at": stamp(pledge.lapses_at),
        "decided_at": stamp(pledge.decided_at),
        "ended_at": stamp(pledge.ended_at),
        "lines": [pledge_line_facts(line) for line in pledge.lines.all()],
    }


def pledge_line_facts(line: PledgeLine) -> Facts:
    """Amounts as text, in the unit of the pledge."""
    counters = {name: str(in_unit(getattr(line, name), line.unit)) for name in ("dispatched", "received")}
    return {
        "id": line.pk,
        "need_line": line.need_line_id,
        "item": line.need_line.item.code,
        "name": str(line.need_line.item),
        "unit": line.unit.code,
        "unit_name": str(line.unit),
        "promised": str(shown(line.typed)),
        "amount": str(in_unit(line.quantity, line.unit)),
        **counters,
    }


def own_facts(pledge: Pledge, side: str) -> Facts:
    """What only the two organisations know beside it; how to reach each other once it was accepted."""
    contacts = contacts_of(pledge, side)
    return {
        "offer": pledge.offer_id,
        "note": pledge.note,
        "reason": pledge.reason,
        "giver_contact": contacts.giving,
        "receiver_contact": contacts.receiving,
        "deliveries": [delivery_facts(load) for load in pledge.deliveries.all()],
    }


def delivery_facts(delivery: Delivery) -> Facts:
    """A load as the two organisations see it. Weight is in kilograms."""
    return {
        "id": delivery.pk,
        "code": delivery.code,
        "pledge": delivery.pledge_id,
        "waybill": delivery.waybill,
        "carrier": delivery.carrier,
        "vehicles": delivery.vehicles,
        "weight": delivery.weight,
        "sent_on": delivery.sent_on.isoformat(),
        "arrived_at": stamp(delivery.arrived_at),
        "received_at": stamp(delivery.received_at),
        "disputed_at": stamp(delivery.disputed_at),
        "dispute_reason": delivery.dispute_reason,
        "note": delivery.note,
        "receipt_note": delivery.receipt_note,
        "lines": [delivery_line_facts(line) for line in delivery.lines.all()],
        "files": [file_facts(beside) for beside in delivery.files.all()],
    }


def delivery_line_facts(line: DeliveryLine) -> Facts:
    unit = line.pledge_line.unit
    return {
        "id": line.pk,
        "pledge_line": line.pledge_line_id,
        "name": str(line.pledge_line.need_line.item),
        "unit": unit.code,
        "unit_name": str(unit),
        "amount": str(in_unit(line.quantity, unit)),
        "received": None if line.received is None else str(in_unit(line.received, unit)),
        "surplus": str(in_unit(line.surplus, unit)),
    }


def file_facts(beside: DeliveryFile) -> Facts:
    return {
        "id": beside.pk,
        "name": beside.file.name,
        "type": beside.file.type,
        "size": beside.file.size,
        "is_receipt": beside.is_receipt,
    }


# Rows with what they need ---------------------------------------------------------------------------------------------
def with_lines(rows: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """Pledges with both organisations, the need and the lines; two queries."""
    lines = PledgeLine.objects.select_related("need_line__item", "unit").order_by("need_line__position")
    joined = rows.select_related("organization__governorate", "need__organization__governorate", "offer")
    return joined.prefetch_related(Prefetch("lines", lines))


def with_loads(rows: QuerySet[Pledge]) -> QuerySet[Pledge]:
    """As `with_lines`, and all that was sent; five queries."""
    loads = whole_deliveries(Delivery.objects.order_by("pk"))
    return with_lines(rows).prefetch_related(Prefetch("deliveries", loads))


def whole_deliveries(rows: QuerySet[Delivery]) -> QuerySet[Delivery]:
    """Loads with their pledge, lines and files; three queries."""
    lines = DeliveryLine.objects.select_related("pledge_line__need_line__item", "pledge_line__unit").order_by("pk")
    files = DeliveryFile.objects.select_related("file").order_by("is_receipt", "pk")
    joined = rows.select_related(
        "pledge__organization", "pledge__need__organization", "pledge__need__place__parent__parent", "disputed_by"
    )
    return joined.prefetch_related(Prefetch("lines", lines), Prefetch("files", files))


# On the page of a need ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Progress:
    """How much of a line is where: amounts in the line's unit, parts in hundredths of the whole."""

    line: Any  # NeedLine or PledgeLine
    quantity: Any
    received: Any
    on_way: Any
    promised: Any  # and not sent yet
    unmet: Any
    parts: list[Any]  # (what, from where, how wide)


def progress_of(line: NeedLine) -> Progress:
    """What arrived, what is on its way, what is promised and not sent yet, and what nobody has promised."""
    waiting = line.promised - line.dispatched
    return progress(line, line.quantity, line.received, line.dispatched - line.received, waiting, line.unmet)


def progress_of_pledge_line(line: PledgeLine) -> Progress:
    """What arrived, what is on its way, and what is still to be sent (which is what is left of a pledge)."""
    rest = line.quantity - line.dispatched
    return progress(line, line.quantity, line.received, line.dispatched - line.received, 0, rest)


def progress(
    line: NeedLine | PledgeLine, quantity: int, received: int, on_way: int, waiting: int, unmet: int
) -> Progress:
    parts, at = [], 0.0
    whole = max(quantity, received + on_way + waiting, 1)
    for what, amount in (("received", received), ("on-way", on_way), ("promised", waiting)):
        width = round(100 * amount / whole, 2)
        parts.append((what, round(at, 2), width))
        at += width
    sizes = {"quantity": quantity, "received": received, "on_way": on_way, "promised": waiting, "unmet": unmet}
    return Progress(line, parts=parts, **{name: in_unit(size, line.unit) for name, size in sizes.items()})


def progress_of_need(need: Need) -> list[Progress]:
    """Two queries: the lines, and in which units their items are counted."""
    lines = need.lines.select_related("item", "unit").prefetch_related("item__units").order_by("position")
    return [progress_of(line) for line in lines]


def pledges_of_need(need: Need, limit: int = 50) -> list[Pledge]:
    """Those that stand first, then what was received, the newest first; what was given back is left out."""
    rank = Case(When(status__in=[*RUNNING, Status.PROPOSED], then=Value(0)), default=Value(1))
    rows = need.pledges.exclude(status__in=GIVEN_BACK).order_by(rank, "-pk")
    return list(with_lines(rows)[:limit])


# Of an organisation ---------------------------------------------------------------------------------------------------
def pledges_of(organization: Organization, side: str = "", state: str = "") -> QuerySet[Pledge]:
    """What an organisation gave and was given, what waits for it first. `side` is "given" or "received", `state`
    "waiting", "running" or "ended"; what is empty or unknown asks nothing.
    """
    given, received = Q(organization=organization), Q(need__organization=organization)
    rows = Pledge.objects.filter({"given": given, "received": received}.get(side, given | received))
    waits = waiting_for(organization)
    if state == "waiting":
        rows = rows.filter(waits)
    if state in {"running", "ended"}:
        rows = rows.filter(status__in=ENDED) if state == "ended" else rows.exclude(status__in=ENDED)
    first = Case(When(waits, then=Value(0)), default=Value(1), output_field=IntegerField())
    return with_lines(rows).annotate(order=first).order_by("order", "need__urgency", "-pk")


def waiting_for(organization: Organization) -> Q:
    """What this organisation has to do something about: answer, count, send, or settle a dispute."""
    to_answer = Q(need__organization=organization, status__in=[Status.PROPOSED, Status.DELIVERED, Status.DISPUTED])
    to_send = Q(organization=organization, status__in=[Status.ACCEPTED, Status.DISPUTED])
    return to_answer | to_send


def waits_for(pledge: Pledge, side: str) -> str:
    """In words what the side has to do; empty where it is the other's turn."""
    words = {
        ("receiving", Status.PROPOSED): _("Waits for your answer"),
        ("receiving", Status.DELIVERED): _("Has arrived: count it"),
        ("receiving", Status.DISPUTED): _("In dispute: count it again"),
        ("giving", Status.DISPUTED): _("In dispute"),
        ("giving", Status.ACCEPTED): _("Accepted: send it"),
    }
    return words.get((side, Status(pledge.status)), "")


def usable_offers(actor: Any, need: Need, offers: QuerySet[Offer]) -> list[Offer]:
    """One's own open offers that hold something the need asks for."""
    if actor.organization is None:
        return []
    items = need.lines.values("item")
    own = offers.filter(organization=actor.organization, status=Offer.Status.OPEN, lines__item__in=items).distinct()
    found = list(own.order_by("-pk")[:50])
    return found if found and can_draw_on_offer(actor, found[0]) else []  # all of one organisation: asked once


# One pledge -----------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Contacts:
    giving: str
    receiving: str


def contacts_of(pledge: Pledge, side: str) -> Contacts:
    """How to reach each other: one's own always, the other's once the pledge was accepted; strangers none."""
    is_agreed = pledge.status in AGREED
    giving = pledge.contact if side == "giving" or (side == "receiving" and is_agreed) else ""
    receiving = pledge.need.contact if side == "receiving" or (side == "giving" and is_agreed) else ""
    return Contacts(giving, receiving)


@dataclass(frozen=True)
class Step:
    """A station of a pledge's road. `state`: done, now, ahead, or stopped."""

    words: str
    state: str
    at: datetime | date | None = None


def road_of(pledge: Pledge, loads: Iterable[Delivery]) -> list[Step]:
    """Promised, accepted, sent, arrived, received; or where it stopped."""
    known = list(loads)
    begun = Step(_("Promised"), "done", pledge.created_at)
    if pledge.status in GIVEN_BACK:
        return [begun, Step(str(pledge.get_status_display()), "stopped", pledge.ended_at)]
    sent = [load.sent_on for load in known]
    arrived = [at for load in known if (at := load.arrived_at or load.received_at)]
    received = [load.received_at for load in known if load.received_at]
    stations: list[tuple[str, str, datetime | date | None]] = [
        (_("Accepted"), _("Answer"), pledge.decided_at),
        (_("Sent"), _("Sending"), min(sent, default=None)),
        (_("Arrived"), _("Arrival"), max(arrived, default=None)),
    ]
    steps = [begun, *(Step(did if at else does, "done" if at else "ahead", at) for did, does, at in stations)]
    steps.append(last_step(pledge, max(received, default=None)))
    return with_now(steps)


def last_step(pledge: Pledge, received: datetime | None) -> Step:
    if pledge.status == Status.CLOSED_SHORT:
        return Step(_("Closed with less"), "stopped", pledge.ended_at)
    if pledge.status == Status.DISPUTED:
        return Step(_("In dispute"), "stopped", received)
    if pledge.status == Status.CONFIRMED:
        return Step(_("Received"), "done", pledge.ended_at)
    return Step(_("Received in part") if received else _("Receipt"), "ahead", received)


def with_now(steps: list[Step]) -> list[Step]:
    """The first station ahead is where it stands now."""
    for place, step in enumerate(steps):
        if step.state == "ahead":
            return [*steps[:place], Step(step.words, "now", step.at), *steps[place + 1 :]]
    return steps
