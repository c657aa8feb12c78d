"""How a pledge stands, read from its lines and loads; how long it waits for an answer; amounts in the units of items.

Nothing is written here: needs/actions writes what these say.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal

from needs.models import Delivery, ItemUnit, Pledge, PledgeLine, Urgency
from needs.quantities import LARGEST, shown, stored

Status = Pledge.Status
GIVEN_BACK = frozenset({Status.DECLINED, Status.WITHDRAWN, Status.LAPSED})  # their quantities count nowhere
RUNNING = frozenset({Status.ACCEPTED, Status.DISPATCHED, Status.DELIVERED, Status.DISPUTED})
ENDED = frozenset({*GIVEN_BACK, Status.CONFIRMED, Status.CLOSED_SHORT})
AGREED = frozenset({*RUNNING, Status.CONFIRMED, Status.CLOSED_SHORT})  # both sides may call each other

HOURS = {Urgency.LIFE_SAVING: 24, Urgency.WEEK: 48}
USUAL_HOURS = 72


def hours_to_answer(urgency: int) -> int:
    """Hours that a proposal waits: a promise that nobody takes must not keep others from giving."""
    return HOURS.get(Urgency(urgency), USUAL_HOURS)


def time_to_answer(urgency: int) -> timedelta:
    return timedelta(hours=hours_to_answer(urgency))


def status_of_pledge(lines: Iterable[PledgeLine], deliveries: Iterable[Delivery]) -> str:
    """Of a pledge that was accepted and not ended by anybody: disputed, delivered, on its way, received, or waiting
    for what is still to be sent.
    """
    loads = list(deliveries)
    if any(load.disputed_at is not None for load in loads):
        return Status.DISPUTED
    uncounted = [load for load in loads if load.received_at is None]
    if any(load.arrived_at is not None for load in uncounted):
        return Status.DELIVERED
    if uncounted:
        return Status.DISPATCHED
    return Status.CONFIRMED if all(line.received >= line.quantity for line in lines) else Status.ACCEPTED


def in_unit(quantity: int, unit: ItemUnit) -> Decimal:
    """Thousandths of the base unit as an amount of `unit`, to a thousandth: 36000 in cartons of 24 are 1.5."""
    return shown(round(Decimal(quantity) / unit.factor))


def quantity_of(amount: Decimal, unit: ItemUnit) -> tuple[int, int]:
    """(thousandths of the unit, of the base unit). ValueError for what is no quantity."""
    typed = stored(amount)
    if typed * unit.factor > LARGEST:
        raise ValueError("not a quantity")
    return typed, typed * unit.factor


def counted(amount: Decimal, unit: ItemUnit) -> int:
    """What was counted on arrival, in thousandths of the base unit: as a quantity, and 0 where nothing came."""
    return 0 if amount.is_finite() and amount == 0 else quantity_of(amount, unit)[1]
