from io import StringIO

import pytest
from django.core.management import call_command

from needs.catalogue import read
from needs.models import Item, ItemUnit, TargetGroup
from organizations.models import Sector

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
