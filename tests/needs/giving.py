"""Needs, offers and pledges for tests of pledges: rows for what stands before, verbs for what is tested."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.utils import timezone

from accounts.models import User
from needs.actions.deliveries import dispatch_delivery
from needs.actions.pledges import accept_pledge, propose_pledge
from needs.actions.promising import Share
from needs.codes import new_code
from needs.models import Delivery, Item, ItemUnit, Need, NeedLine, Offer, OfferLine, Pledge, PledgeLine
from organizations.models import Organization
from tests.factories import Cast, make_place, make_sector

BLANKET, BASKET = ("blanket", "بطانية"), ("basket", "سلة نظافة")


def make_item(code: str = "blanket", name_ar: str = "بطانية", *, carton: int = 0) -> Item:
    """The same code gives the same row; its base unit is a piece, `carton` of which make a carton."""
    item, is_new = Item.objects.get_or_create(code=f"t-{code}", defaults={"sector": make_sector(), "name_ar": name_ar})
    if is_new:
        ItemUnit.objects.create(item=item, code="piece", name_ar=name_ar, name_en=code)
    if carton:
        defaults = {"position": 1, "name_ar": "كرتونة", "name_en": "carton", "factor": carton}
        ItemUnit.objects.get_or_create(item=item, code="carton", defaults=defaults)
    return item


def posting(organization: Organization, author: User, prefix: str, **columns: Any) -> dict[str, Any]:
    return {
        "code": new_code(prefix),
        "organization": organization,
        "author": author,
        "client_id": uuid4(),
        "title": "بطانيات للعائدين",
        "sector": make_sector(),
        "place": make_place(),
        "status": "open",
        "opened_at": timezone.now(),
        **columns,
    }


def make_need(cast: Cast, *amounts: int, tolerance: int = 0, **columns: Any) -> Need:
    """An open need of Basel's association, for members, a line for each amount (of 100 blankets by default)."""
    need = Need.objects.create(
        **posting(cast.association, cast.basel, "N", tolerance=tolerance, contact="0999111222", **columns)
    )
    for position, amount in enumerate(amounts or (100,)):
        item = make_item(f"item{position}", f"مادة {position}") if position else make_item()
        quantity = amount * 1000
        NeedLine.objects.create(
            need=need,
            position=position,
            item=item,
            unit=item.units.get(position=0),
            typed=quantity,
            quantity=quantity,
            cap=quantity * (100 + tolerance) // 100,
        )
    return need


def make_offer(cast: Cast, amount: int = 50, **columns: Any) -> Offer:
    """An open offer of Omar's association: so many blankets."""
    offer = Offer.objects.create(**posting(cast.other, cast.omar, "O", **columns))
    item = make_item()
    OfferLine.objects.create(
        offer=offer, item=item, unit=item.units.get(position=0), typed=amount * 1000, quantity=amount * 1000
    )
    return offer


def shares(need: Need, *amounts: float | str | Decimal) -> list[Share]:
    """Of its lines, in their order, so much; of a line with 0 nothing."""
    lines = need.lines.order_by("position")
    return [Share(line.pk, Decimal(str(amount))) for line, amount in zip(lines, amounts, strict=False) if amount != 0]


def proposed(cast: Cast, need: Need, *amounts: float, by: str = "omar", **given: Any) -> Pledge:
    given = {"client_id": uuid4(), "contact": "0933444555", **given}
    return propose_pledge(actor=cast.actor(by), need=need, shares=shares(need, *(amounts or (40,))), **given).pledge


def accepted(cast: Cast, need: Need, *amounts: float, **given: Any) -> Pledge:
    return accept_pledge(actor=cast.actor("basel"), pledge=proposed(cast, need, *amounts, **given))


def loaded(pledge: Pledge, *amounts: float) -> dict[int, Decimal]:
    lines = pledge.lines.order_by("need_line__position")
    return {line.pk: Decimal(str(amount)) for line, amount in zip(lines, amounts, strict=False)}


def sent(cast: Cast, pledge: Pledge, *amounts: float, by: str = "omar", **given: Any) -> Delivery:
    given = {"client_id": uuid4(), "sent_on": timezone.localdate(), **given}
    return dispatch_delivery(actor=cast.actor(by), pledge=pledge, loads=loaded(pledge, *amounts), **given).delivery


def counts(delivery: Delivery, *amounts: float) -> dict[int, Decimal]:
    lines = delivery.lines.order_by("pk")
    return {line.pk: Decimal(str(amount)) for line, amount in zip(lines, amounts, strict=False)}


def counters(need: Need) -> list[tuple[int, int, int]]:
    """(promised, dispatched, received) of each line, in whole pieces."""
    rows = need.lines.order_by("position").values_list("promised", "dispatched", "received")
    return [(a // 1000, b // 1000, c // 1000) for a, b, c in rows]


def standing(row: Pledge | Need | Offer) -> str:
    return str(type(row)._default_manager.values_list("status", flat=True).get(pk=row.pk))


def pledge_counters(pledge: Pledge) -> list[tuple[int, int, int]]:
    rows = PledgeLine.objects.filter(pledge=pledge).order_by("need_line__position")
    return [(a // 1000, b // 1000, c // 1000) for a, b, c in rows.values_list("quantity", "dispatched", "received")]


def soon(**how: float) -> Any:
    return timezone.now() + timedelta(**how)
