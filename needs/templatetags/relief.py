"""Weights of relief as people say them."""

from __future__ import annotations

from decimal import Decimal

from django import template

from accounts.digits import grouped

register = template.Library()
KILOGRAMS = 1000


@register.filter
def tonnes(kilograms: int) -> str:
    """8500 → "8.5", 3034000 → "3,034"; to a tenth, below a tenth of a tonne to a kilogram."""
    value = Decimal(kilograms or 0) / KILOGRAMS
    rounded = value.quantize(Decimal("0.1") if value >= Decimal("0.1") else Decimal("0.001"))
    return grouped(int(rounded) if rounded == rounded.to_integral_value() else rounded.normalize())
