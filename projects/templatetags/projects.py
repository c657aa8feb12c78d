"""How much of a contribution, as the pages of those who left write it: money in whole units with its currency, items in
their base unit, hours.
"""

from __future__ import annotations

from decimal import Decimal

from django import template
from django.utils.translation import gettext as _

from accounts.digits import grouped
from projects.models import Contribution

register = template.Library()
PARTS = {Contribution.Kind.MONEY: 100, Contribution.Kind.ITEMS: 1000, Contribution.Kind.HOURS: 60}


def amount(row: Contribution, parts: int) -> str:
    number = (Decimal(parts) / PARTS[Contribution.Kind(row.kind)]).quantize(Decimal("0.01"))
    return grouped(int(number) if number == int(number) else number)


@register.filter
def given_in_words(row: Contribution) -> str:
    return amount(row, row.given)


@register.filter
def promised_in_words(row: Contribution) -> str:
    unit = {Contribution.Kind.MONEY: row.currency, Contribution.Kind.HOURS: _("hours")}
    return f"{amount(row, row.promised)} {unit.get(Contribution.Kind(row.kind), '')}".strip()
