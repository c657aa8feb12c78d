"""Quantities are whole thousandths of a unit: SQLite compares decimals as floats and would refuse a rightful pledge."""

from __future__ import annotations

from decimal import Decimal

PARTS = 1000
LARGEST = 1_000_000_000 * PARTS  # a thousand million units: more is a slip of the finger


def shown(thousandths: int) -> Decimal:
    """12500 → Decimal("12.5"); no zeros behind the point that say nothing."""
    value = Decimal(thousandths) / PARTS
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def stored(amount: Decimal) -> int:
    """Decimal("12.5") → 12500. ValueError where it is finer than a thousandth, not finite, not above 0 or too large."""
    if not amount.is_finite():
        raise ValueError("not a number")
    thousandths = amount * PARTS
    if thousandths != thousandths.to_integral_value() or not 0 < thousandths <= LARGEST:
        raise ValueError("not a quantity")
    return int(thousandths)
