"""How needs are said in words: amounts with what they count, in the reader's language and digits."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.digits import grouped
from needs.quantities import PARTS

FEWEST = Decimal("0.001")
BESIDE = "\u00a0·\u00a0"  # of two names that belong together: no line ends at the dot


def households(number: int) -> str:
    return ngettext("%(number)s household", "%(number)s households", number) % {"number": grouped(number)}


def people(number: int) -> str:
    return ngettext("%(number)s person", "%(number)s people", number) % {"number": grouped(number)}


def places(number: int) -> str:
    """Places to live or be cared for in, as care gaps count them."""
    return ngettext("%(number)s care place", "%(number)s care places", number) % {"number": grouped(number)}


def needs(number: int) -> str:
    return ngettext("%(number)s need", "%(number)s needs", number) % {"number": grouped(number)}


AMOUNTS = {"households": households, "people": people, "places": places, "needs": needs}


def quantity(thousandths: int, factor: int = 1) -> str:
    """A stored quantity in a unit of so many base units: 12500 → "12.5"."""
    value = (Decimal(thousandths) / PARTS / factor).quantize(FEWEST).normalize()
    return grouped(value if value != value.to_integral_value() else int(value))


def progress(quantity_needed: int, promised: int, arrived: int, factor: int) -> str:
    """«وصل 60 · تُعهّد بـ 40 · بقي 60»; what is nothing is not said, beside what is left."""
    said = []
    if arrived:
        said.append(_("arrived %(amount)s") % {"amount": quantity(arrived, factor)})
    if promised > arrived:
        said.append(_("promised %(amount)s") % {"amount": quantity(promised - arrived, factor)})
    left = max(0, quantity_needed - promised)
    said.append(_("left %(amount)s") % {"amount": quantity(left, factor)} if left else _("nothing left"))
    return " · ".join(said)
