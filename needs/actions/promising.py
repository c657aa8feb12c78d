"""What a promise holds, checked: its lines, what they draw on, its day, its words. Called by the verbs of pledges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.refusals import demand_repeat, invalid
from needs.models import ItemUnit, Need, NeedLine, Offer, OfferLine, Pledge, PledgeLine
from needs.pledging import quantity_of

FURTHEST = timedelta(days=366)
LONGEST = {"contact": 160, "note": 400, "receipt_note": 400, "waybill": 40, "carrier": 80}


@dataclass(frozen=True)
class Share:
    """So much of a line of a need, as somebody gives it: `amount` counts in `unit` (an id, or a code of the item's
    units; the line's own where none is named).
    """

    need_line: int
    amount: Decimal
    unit: int | str | None = None


def checked_shares(
    need: Need, shares: Sequence[Share], offer: Offer | None, freed: Mapping[int, int] | None = None
) -> list[PledgeLine]:
    """The lines of a pledge, not stored yet, in the order of the need's lines. With an offer each draws on a line of
    the same item, where it has one; `freed` is what the pledge itself drew until now, {line of an offer: thousandths}.

    ValidationError no_lines, unknown_line, line_twice, invalid_quantity, unit_of_another_item, nothing_of_offer.
    """
    if not shares:
        raise invalid(_("Say how much you give: of one line at least."), code="no_lines", field="lines")
    known = {line.pk: line for line in need.lines.select_related("item", "unit")}
    if len({share.need_line for share in shares}) < len(shares):
        raise invalid(_("A line is named twice."), code="line_twice", field="lines")
    if not known.keys() >= {share.need_line for share in shares}:
        raise invalid(_("This line does not belong to the need."), code="unknown_line", field="lines")
    freed = freed or {}
    offered = list(offer.lines.all()) if offer else []
    left = {line: line.quantity - line.promised + freed.get(line.pk, 0) for line in offered}
    lines = [pledge_line(known[share.need_line], share, left) for share in shares]
    if offer is not None and all(line.offer_line is None for line in lines):
        words = _("This offer holds nothing of what you chose.")
        raise invalid(words, code="nothing_of_offer", field="offer")
    return sorted(lines, key=lambda line: line.need_line_id)


def pledge_line(line: NeedLine, share: Share, left: dict[OfferLine, int]) -> PledgeLine:
    unit = unit_of(line, share.unit)
    try:
        typed, quantity = quantity_of(share.amount, unit)
    except ValueError:
        raise no_quantity(f"amount_{line.pk}") from None
    drawn = line_with(left, line.item_id, quantity)
    return PledgeLine(need_line=line, offer_line=drawn, unit=unit, typed=typed, quantity=quantity)


def line_with(left: dict[OfferLine, int], item_id: int, quantity: int) -> OfferLine | None:
    """Of an offer's lines of an item the first that has so much left, else the one with the most; it is drawn on."""
    same = [line for line in left if line.item_id == item_id]
    enough = (line for line in same if left[line] >= quantity)
    chosen = next(enough, None) or max(same, key=lambda line: left[line], default=None)
    if chosen is not None:
        left[chosen] -= quantity
    return chosen


def unit_of(line: NeedLine, wanted: int | str | None) -> ItemUnit:
    if wanted is None or wanted in (line.unit_id, line.unit.code):
        return line.unit
    named = {"code": wanted} if isinstance(wanted, str) else {"pk": wanted}
    unit = ItemUnit.objects.filter(item=line.item_id, **named).first()
    if unit is None:
        words = _("“%(item)s” is not counted in this unit.") % {"item": line.item}
        raise invalid(words, code="unit_of_another_item", field=f"unit_{line.pk}")
    return unit


def no_quantity(field: str) -> Exception:
    words = _("Write a number above 0, with at most three digits after the point.")
    return invalid(words, code="invalid_quantity", field=field)


def checked_day(day: date | None) -> date | None:
    today = timezone.localdate()
    if day is not None and not today <= day <= today + FURTHEST:
        raise invalid(_("Choose a day from today on, within a year."), code="invalid_day", field="expected_on")
    return day


def checked_words(name: str, text: str) -> str:
    """A line of words without invisible signs; ValidationError `too_long`."""
    words = defuse_name(text)
    if len(words) > LONGEST[name]:
        raise invalid(_("At most %(count)s letters.") % {"count": LONGEST[name]}, code="too_long", field=name)
    return words


def first_pledge(actor: Actor, client_id: UUID) -> Pledge | None:
    """What this person proposed with the same `client_id`."""
    return Pledge.objects.filter(author=actor.user, client_id=client_id).first()


def demand_same(first: Pledge, need: Need, actor: Actor, shares: Sequence[Share], offer: Offer | None) -> None:
    """Conflict unless the same request came a second time. What was edited since cannot be compared any more."""
    is_same = first.need_id == need.pk and first.organization_id == actor.organization_id
    if is_same and first.edited_at is None:
        lines = {line.need_line_id: line for line in first.lines.select_related("unit", "need_line")}
        is_same = first.offer_id == (offer.pk if offer else None) and len(lines) == len(shares)
        is_same = is_same and all(says(lines.get(share.need_line), share) for share in shares)
    demand_repeat(is_same)


def says(line: PledgeLine | None, share: Share) -> bool:
    """Is this line what the share asked for? So many cartons are not so many pieces."""
    if line is None:
        return False
    unit = line.need_line.unit_id if share.unit is None else share.unit
    return unit in (line.unit_id, line.unit.code) and share.amount == Decimal(line.typed) / 1000


def details(expected_on: date | None, contact: str, note: str) -> dict[str, Any]:
    checked = {"contact": checked_words("contact", contact), "note": checked_words("note", note)}
    return {"expected_on": checked_day(expected_on), **checked}
