"""Money, hours, quantities and values of indicators, as a page writes them."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.translation import ngettext

from accounts.digits import grouped, in_digits
from needs.quantities import shown
from projects.currencies import major
from projects.models import Contribution, Indicator
from projects.money_words import name_of
from projects.queries.contributions import Given, Total, amount_of

register = template.Library()
Kind = Contribution.Kind
NOTHING = "–"


@register.filter
def plain_money(parts: int, currency: str) -> str:
    """125000, "USD" → "1,250"."""
    return grouped(major(parts, currency))


@register.filter
def money(parts: int, currency: str) -> str:
    """125000, "USD" → «1,250 دولار أمريكي»."""
    return f"{plain_money(parts, currency)} {name_of(currency)}"


@register.filter
def currency(code: str) -> str:
    return name_of(code)


@register.filter
def is_negative(number: int) -> bool:
    return number < 0


@register.filter
def absolute(number: int) -> int:
    return abs(number)


@register.filter
def ledger_name(kind: str) -> str:
    return str(Kind(kind).label)


# Contributions --------------------------------------------------------------------------------------------------------
def in_words(row: Contribution, parts: int) -> str:
    amount = amount_of(row, parts)
    if row.kind == Kind.MONEY:
        return f"{grouped(amount)} {name_of(row.currency)}"
    if row.kind == Kind.HOURS:
        whole = int(amount) if amount == int(amount) else 11  # "12.5 hours" is said as eleven are
        return ngettext("%(count)s hour", "%(count)s hours", whole) % {"count": grouped(amount)}
    return f"{grouped(amount)} {row.unit}" if row.unit is not None else grouped(amount)


@register.filter
def amount_given(row: Contribution, parts: int) -> str:
    return in_words(row, parts)


@register.filter
def promised(each: Given | Total) -> str:
    return in_words(row_of(each), each.promised)


@register.filter
def given(each: Given | Total) -> str:
    return in_words(row_of(each), each.given)


@register.filter
def promised_plain(each: Total) -> str:
    """Where the row says of what."""
    return grouped(each.promised_amount) if each.sample.kind == Kind.MONEY else promised(each)


@register.filter
def given_plain(each: Total) -> str:
    return grouped(each.given_amount) if each.sample.kind == Kind.MONEY else given(each)


def row_of(each: Given | Total) -> Contribution:
    return each.row if isinstance(each, Given) else each.sample


@register.filter
def what(each: Given) -> str:
    """The thing that is given: an item, a work, what the money is for."""
    row = each.row
    if row.item is not None:
        return f"{row.item} – {row.title}" if row.title else str(row.item)
    return row.title or str(row.get_kind_display())


@register.filter
def total_of(total: Total) -> str:
    if total.sample.kind == Kind.MONEY:
        return name_of(total.of)
    return str(total.of) if total.of else str(Kind.HOURS.label)


# Indicators -----------------------------------------------------------------------------------------------------------
@register.filter
def value(parts: int | None, indicator: Indicator) -> str:
    """Thousandths of its unit; a dash where there is nothing."""
    if parts is None:
        return NOTHING
    number = grouped(shown(parts))
    return f"{number}%" if indicator.unit == Indicator.Unit.PERCENT else number


@register.filter
def percent(number: int) -> str:
    return in_digits(f"{number}%")


@register.filter
def unit_of(indicator: Indicator) -> Any:
    if indicator.unit == Indicator.Unit.PERCENT:
        return indicator.unit_words
    return indicator.unit_words or (indicator.get_unit_display() if indicator.counts else "")
