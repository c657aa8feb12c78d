"""The lines of needs and offers: so much of an item, in one of its units. Called by the verbs of both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.refusals import Conflict, invalid
from needs.models import Item, ItemUnit, Need, NeedLine, Offer, OfferLine
from needs.quantities import LARGEST, stored

MOST_LINES = 60
LONGEST_NOTE = 200


@dataclass(frozen=True)
class GivenLine:
    """A line as somebody gives it: `amount` counts in `unit` (the item's base unit where none is named). `pk` is that
    of a line which stands already and is changed.
    """

    item: Item
    amount: Decimal
    unit: ItemUnit | None = None
    note: str = ""
    pk: int | None = None


@dataclass(frozen=True)
class Counted:
    """What a line holds, in thousandths: `typed` of its unit, `quantity` of the item's base unit."""

    unit: ItemUnit
    typed: int
    quantity: int
    note: str


def write_need_lines(need: Need, given: Sequence[GivenLine]) -> None:
    """Make the need's lines these: new ones are added, known ones changed, the others taken away.

    ValidationError `invalid_quantity`, `unit_of_another_item`, `item_merged`, `too_many_lines`, by field `lines.0.…`;
    Conflict `line_promised` where what organisations have promised would no longer fit, `line_pledged` where a pledge
    that has ended still speaks of a line.
    """
    counted = checked(given)
    standing = {line.pk: line for line in need.lines.all()}
    take_away(standing, given)
    following = next_position(standing.values())
    for place, (line, found) in enumerate(zip(given, counted, strict=True)):
        values: dict[str, Any] = {**vars(found), "cap": cap_of(found.quantity, need.tolerance)}
        if line.pk in standing:
            change(NeedLine.objects.filter(promised__lte=values["cap"]), standing[line.pk], line.item, values)
        else:
            NeedLine.objects.create(need=need, position=following + place, item=line.item, **values)


def write_offer_lines(offer: Offer, given: Sequence[GivenLine]) -> None:
    """As `write_need_lines`; an offer gives no more than it has, so nothing of it may be promised beyond a line."""
    counted = checked(given)
    standing = {line.pk: line for line in offer.lines.all()}
    take_away(standing, given)
    following = next_position(standing.values())
    for place, (line, found) in enumerate(zip(given, counted, strict=True)):
        if line.pk in standing:
            enough = OfferLine.objects.filter(promised__lte=found.quantity)
            change(enough, standing[line.pk], line.item, dict(vars(found)))
        else:
            OfferLine.objects.create(offer=offer, position=following + place, item=line.item, **vars(found))


def set_caps(need: Need) -> None:
    """After a change of the tolerance; Conflict `line_promised`."""
    for line in need.lines.all():
        cap = cap_of(line.quantity, need.tolerance)
        if not NeedLine.objects.filter(pk=line.pk, promised__lte=cap).update(cap=cap):
            raise promised(line.item)


def cap_of(quantity: int, tolerance: int) -> int:
    return quantity * (100 + tolerance) // 100


def next_position(lines: Any) -> int:
    return max((line.position for line in lines), default=-1) + 1


def checked(given: Sequence[GivenLine]) -> list[Counted]:
    if len(given) > MOST_LINES:
        raise invalid(_("At most %(count)s lines.") % {"count": MOST_LINES}, code="too_many_lines", field="lines")
    return [count(line, f"lines.{place}") for place, line in enumerate(given)]


def count(line: GivenLine, where: str) -> Counted:
    """A line in thousandths; ValidationError below `where`."""
    if line.item.merged_into is not None:
        words = _("This is now entered as “%(name)s”: choose that.") % {"name": line.item.merged_into}
        raise invalid(words, code="item_merged", field=f"{where}.item")
    unit = line.unit or line.item.units.first()
    if unit is None or unit.item_id != line.item.pk:
        words = _("“%(item)s” is not counted in this unit.") % {"item": line.item}
        raise invalid(words, code="unit_of_another_item", field=f"{where}.unit")
    try:
        typed = stored(line.amount)
    except ValueError:
        raise no_quantity(where) from None
    if typed * unit.factor > LARGEST:
        raise no_quantity(where)
    return Counted(unit, typed, typed * unit.factor, defuse_name(line.note)[:LONGEST_NOTE])


def no_quantity(where: str) -> Exception:
    words = _("Write a number above 0, with at most three digits after the point.")
    return invalid(words, code="invalid_quantity", field=f"{where}.amount")


def take_away(standing: dict[int, Any], given: Sequence[GivenLine]) -> None:
    kept = {line.pk for line in given}
    for pk, line in standing.items():
        if pk in kept:
            continue
        if line.pledge_lines.exists():
            raise spoken_of(line)
        line.delete()


def change(fitting: Any, line: NeedLine | OfferLine, item: Item, values: dict[str, Any]) -> None:
    """Only where what is promised still fits; and a promise of blankets does not become one of mattresses."""
    if item.pk != line.item_id and line.pledge_lines.exists():
        raise spoken_of(line)
    if not fitting.filter(pk=line.pk).update(item=item, **values):
        raise promised(line.item)


def spoken_of(line: NeedLine | OfferLine) -> Conflict:
    """A line of a pledge stays what it is, also where nothing is promised any more: it is what was declined."""
    if line.promised:
        return promised(line.item)
    words = _("The line “%(item)s” stays: a pledge speaks of it.") % {"item": line.item}
    return Conflict(words, code="line_pledged")


def promised(item: Item) -> Conflict:
    words = _("Of “%(item)s” more is promised already than this would leave.") % {"item": item}
    return Conflict(words, code="line_promised")


def all_met(lines: Any, column: str) -> bool:
    """Have all lines as much of a counter as they ask for? Without lines nothing is met."""
    short = lines.filter(**{f"{column}__lt": F("quantity")}).exists()
    return not short and lines.exists()
