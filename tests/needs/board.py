"""What tests of the board need: a thing to ask for, a place, needs and offers made by the verbs."""

from __future__ import annotations

from decimal import Decimal
from typing import Any
from uuid import uuid4

from arabic.normalise import normalise
from needs.actions import GivenLine, create_need, create_offer, open_need, open_offer
from needs.models import Item, ItemUnit, Need, Offer
from organizations.models import Place
from tests.factories import Cast, make_place, make_sector


def make_item(code: str = "zq_blanket", name_ar: str = "بطانية شتوية للاختبار", **columns: Any) -> Item:
    """An item counted in pieces and in bales of 20. The same code gives the same row."""
    values = {"name_ar": name_ar, "name_en": code, "sector": make_sector("SHL", "المأوى", "Shelter"), **columns}
    values.setdefault("search_text", normalise(f"{name_ar} {code}"))
    item, is_new = Item.objects.get_or_create(code=code, defaults=values)
    if is_new:
        ItemUnit.objects.create(item=item, position=0, code="piece", name_ar="قطعة", name_en="piece", factor=1)
        ItemUnit.objects.create(item=item, position=1, code="bale", name_ar="بالة", name_en="bale", factor=20)
    return item


def make_town() -> Place:
    """A sub-district with all it lies in."""
    governorate = make_place("SY02", "حلب", "Aleppo", latitude=36.2, longitude=37.1)
    district = make_place(
        "SY0200", "جبل سمعان", "Jebel Saman", level=2, parent=governorate, latitude=36.1, longitude=37
    )
    return make_place("SY020002", "تل الضمان", "Tall Ed-daman", level=3, parent=district, latitude=35.9, longitude=37.0)


def asked(amount: str = "100", item: Item | None = None, **more: Any) -> GivenLine:
    return GivenLine(item or make_item(), Decimal(amount), **more)


def given(**more: Any) -> dict[str, Any]:
    """What a need or an offer says at least."""
    details = {"title": "بطانيات للعائدين", "sector": make_sector(), "place": make_town(), "lines": [asked()]}
    return {"client_id": uuid4(), **details, **more}


def draft_need(cast: Cast, name: str = "basel", **more: Any) -> Need:
    return create_need(actor=cast.actor(name), **given(**more))


def standing_need(cast: Cast, name: str = "basel", **more: Any) -> Need:
    return open_need(actor=cast.actor(name), need=draft_need(cast, name, **more))


def draft_offer(cast: Cast, name: str = "basel", **more: Any) -> Offer:
    return create_offer(actor=cast.actor(name), **given(**more))


def standing_offer(cast: Cast, name: str = "basel", **more: Any) -> Offer:
    return open_offer(actor=cast.actor(name), offer=draft_offer(cast, name, **more))
