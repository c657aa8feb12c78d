from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from needs.actions import merge_item, review_item
from needs.catalogue import read
from needs.models import Item, ItemUnit, TargetGroup
from organizations.models import Sector
from tests.factories import Cast, make_sector
from tests.needs.board import make_item

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def counts() -> tuple[int, int, int]:
    return Item.objects.count(), ItemUnit.objects.count(), TargetGroup.objects.count()


def test_the_catalogue_is_there_from_the_first_migration() -> None:
    shipped = read("items.json")
    assert counts() == (len(shipped), sum(1 + len(row["units"]) for row in shipped), len(read("target_groups.json")))
    blanket = Item.objects.select_related("family").get(code="blanket")
    assert (blanket.name_ar, blanket.family.code) == ("بطانية", "bedding")  # type: ignore[union-attr]
    assert [(unit.code, unit.factor) for unit in blanket.units.all()] == [("piece", 1), ("bale", 20)]


def test_load_runs_again_and_brings_back_what_ships() -> None:
    before = counts()
    Item.objects.filter(code="blanket").update(name_ar="غطاء")
    Item.objects.create(code="kite", sector=Sector.objects.get(code="EDU"), name_ar="طائرة ورقية", is_reviewed=False)
    call_command("load_catalogue", stdout=StringIO())
    assert counts() == (before[0] + 1, *before[1:])
    assert Item.objects.get(code="blanket").name_ar == "بطانية"
    assert Item.objects.get(code="kite").is_reviewed is False


def test_load_keeps_what_the_secretariat_has_said(cast: Cast) -> None:
    blanket, rice = Item.objects.get(code="blanket"), Item.objects.get(code="rice")
    said: dict[str, Any] = {"name_ar": "حرام", "name_en": "Throw", "synonyms": ["بطانية", "لحاف خفيف"], "family": None}
    review_item(actor=cast.actor("salma"), item=blanket, kind="good", sector=make_sector("HEA"), **said)
    kernel = make_item("x-kernel", "رز حب", is_reviewed=False, proposed_by=cast.association)
    merge_item(actor=cast.actor("salma"), item=kernel, into=rice)
    call_command("load_catalogue", stdout=StringIO())
    blanket.refresh_from_db()
    assert {**said, "sector": "HEA"} == {
        **{name: getattr(blanket, name) for name in said},
        "sector": blanket.sector.code,
    }
    assert "رز حب" in Item.objects.get(code="rice").synonyms
    assert blanket.units.count() == 2  # units are not the secretariat's to change
