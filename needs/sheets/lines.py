"""What a row says of a line: so much of an item, in a unit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from django.utils.translation import gettext as _

from arabic.numbers import parse_decimal, parse_integer
from needs.models import Item, ItemUnit
from needs.quantities import stored
from needs.sheets.known import Known
from organizations.sheets.reading import FORMULA
from organizations.sheets.wrongs import Wrong

Read = TypeVar("Read")


@dataclass(frozen=True)
class TypedLine:
    """`number` is that of a line which stands (from 1); without an amount, a unit or a note these stay as they are.
    `table` and `row` say where it stands in the file.
    """

    item: Item
    amount: Decimal | None
    unit: ItemUnit | None
    note: str | None
    number: int | None
    table: int
    row: int


def typed_line(values: Mapping[str, str], known: Known, table: int, row: int) -> TypedLine | None:
    """None where a row says nothing of a line; Wrong with its `key`."""
    if not any(values.get(key) for key in ("item", "quantity", "unit")):
        return None
    formula = next((key for key in ("item", "quantity", "unit") if values.get(key, "").startswith(FORMULA)), None)
    if formula is not None:
        raise Wrong("formula", _("This is a formula without a result: write the value."), key=formula)
    if not values.get("item"):
        raise Wrong("missing", _("Say of what."), key="item")
    item = keyed("item", known.item, values["item"])
    amount = keyed("quantity", quantity, values["quantity"]) if values.get("quantity") else None
    unit = keyed("unit", lambda text: known.unit(text, item), values["unit"]) if values.get("unit") else None
    number = keyed("line", line_number, values["line"]) if values.get("line") else None
    return TypedLine(item, amount, unit, values.get("note"), number, table, row)


def keyed(key: str, read: Callable[[str], Read], text: str) -> Read:
    try:
        return read(text)
    except Wrong as error:
        error.key = key
        raise


def quantity(text: str) -> Decimal:
    try:
        amount = parse_decimal(text)
        stored(amount)
    except ValueError:
        words = _("Write a number above 0, with at most three digits after the point.")
        raise Wrong("invalid_quantity", words) from None
    return amount


def line_number(text: str) -> int:
    try:
        return parse_integer(text)
    except ValueError:
        raise Wrong("not_a_number", _("Write a whole number.")) from None
