"""The lines of a form: each an item by its name, an amount, a unit of that item. Rows come and go without anything that
was typed being lost, with and without JavaScript.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from arabic.numbers import parse_decimal
from journal.ids import id_of
from needs.actions import MOST_LINES, GivenLine
from needs.models import Item, ItemUnit, NeedLine, OfferLine
from needs.quantities import shown, stored
from needs.queries import found_items, item_named, offered_items

BLANK_ROWS = 1
NAMES = ("id", "item", "name", "amount", "unit", "note", "kind")
NEW = "new"


@dataclass
class LineRow:
    """A row as typed, with what it was understood as. `is_new`: the thing is in no catalogue and is to be proposed."""

    number: int
    typed: dict[str, str]
    item: Item | None = None
    amount: Decimal | None = None
    found: list[Item] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    is_fresh: bool = False

    @property
    def is_empty(self) -> bool:
        return not any(self.typed[name].strip() for name in ("item", "name", "amount", "note"))

    @property
    def is_new(self) -> bool:
        return self.typed["item"] == NEW and self.item is None

    @property
    def units(self) -> list[ItemUnit]:
        return list(self.item.units.all()) if self.item else []

    @property
    def unit(self) -> ItemUnit | None:
        """The chosen unit, else the base unit."""
        return next((unit for unit in self.units if unit.code == self.typed["unit"]), next(iter(self.units), None))

    @property
    def key(self) -> str:
        return f"lines-{self.number}"

    def choose(self, item: Item) -> None:
        self.item, self.found = item, []
        self.typed |= {"item": item.code, "name": str(item)}

    def given(self) -> GivenLine:
        """As the verbs take it, once `understood` found no errors."""
        assert self.item is not None and self.amount is not None  # noqa: PT018
        return GivenLine(self.item, self.amount, self.unit, self.typed["note"], id_of(self.typed["id"]))


def rows_sent(given: Mapping[str, str]) -> list[LineRow]:
    """The rows of a sent form, in order, those dropped left out; numbered anew."""
    count = min(id_of(given.get("lines-count", "")) or 0, MOST_LINES)
    dropped = given.get("drop", "")
    kept = [number for number in range(count) if str(number) != dropped]
    return [row_sent(given, number, place) for place, number in enumerate(kept)]


def row_sent(given: Mapping[str, str], number: int, place: int | None = None) -> LineRow:
    typed = {name: given.get(f"lines-{number}-{name}", "")[:200] for name in NAMES}
    row = LineRow(number if place is None else place, typed)
    if chosen := given.get(f"choose-{number}", ""):
        typed["item"] = chosen
        typed["name"] = "" if chosen != NEW else typed["name"]
    return row


def rows_of(lines: Sequence[NeedLine | OfferLine]) -> list[LineRow]:
    """The rows of what stands already."""
    rows = []
    for number, line in enumerate(lines):
        typed = {"id": str(line.pk), "amount": str(shown(line.typed)), "unit": line.unit.code, "note": line.note}
        row = LineRow(number, {**dict.fromkeys(NAMES, ""), **typed})
        row.choose(line.item)
        rows.append(row)
    return rows


def with_blank(rows: list[LineRow]) -> list[LineRow]:
    """And an empty one below, to go on writing in."""
    if len(rows) >= MOST_LINES:
        return rows
    return [*rows, LineRow(len(rows), dict.fromkeys(NAMES, ""), is_fresh=True)]


def understand(rows: Sequence[LineRow], *, is_final: bool) -> bool:
    """Find the item of each row and read its amount; whether nothing is left to ask. Rows still being written are not
    told what they lack unless it `is_final`.
    """
    codes = [row.typed["item"] for row in rows]
    known = {item.code: item for item in offered_items().filter(code__in=codes)}
    for row in rows:
        if not row.is_empty:
            find_item(row, known)
            read_amount(row, is_final=is_final)
    if not is_final:
        return True
    return not any(row.errors for row in rows if not row.is_empty)


def find_item(row: LineRow, known: Mapping[str, Item]) -> None:
    """By the code that came with it, as long as the name was not changed since; else by the name."""
    chosen, name = known.get(row.typed["item"]), row.typed["name"].strip()
    if chosen is not None and name in {"", str(chosen), chosen.name_ar, chosen.name_en}:
        row.choose(chosen)
    elif row.typed["item"] == NEW:
        if not row.typed["name"].strip():
            row.errors["name"] = _("Write what it is.")
    elif named := (item_named(name) if name else None):
        row.choose(named)
    else:
        row.typed["item"], row.found = "", found_items(name) if name else []
        row.errors["name"] = _("Choose what you mean.") if row.found else _("This is not in the catalogue.")
        if not name:
            row.errors["name"] = _("Write what it is.")


def read_amount(row: LineRow, *, is_final: bool) -> None:
    text = row.typed["amount"].strip()
    if not text and not is_final:
        return
    try:
        row.amount = parse_decimal(text)
        stored(row.amount)
    except ValueError:
        row.errors["amount"] = _("Write a number above 0, with at most three digits after the point.")


def take_refusal(rows: Sequence[LineRow], where: str, words: str) -> bool:
    """Put what a verb said about `lines.2.amount` at the row it is about; False where it speaks of something else."""
    parts = where.split(".")
    written = [row for row in rows if not row.is_empty]
    place = id_of(parts[1]) if len(parts) == 3 and parts[0] == "lines" else None
    if place is None or place >= len(written):
        return False
    column = "name" if parts[2] == "item" else parts[2]
    written[place].errors[column] = words
    return True


def known_units() -> list[Any]:
    """Every unit that is in use, once, for a thing that nobody entered yet."""
    found: dict[str, ItemUnit] = {}
    for unit in ItemUnit.objects.filter(position=0).order_by("code", "pk"):
        found.setdefault(unit.code, unit)
    return sorted(found.values(), key=str)
