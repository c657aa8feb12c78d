"""The secretariat looks through what was added to the catalogue."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from journal.models import Entry
from journal.refusals import Refused
from needs.actions import merge_item, review_item
from needs.catalogue import load
from needs.models import Item, ItemUnit, NeedLine, TargetGroup
from needs.permissions import can_merge_item, can_review_item
from organizations.models import Sector
from tests.factories import Cast, make_sector
from tests.needs.board import asked, draft_need, make_item

pytestmark = [pytest.mark.django_db, pytest.mark.both]
NAMES = ("salma", "basel", "hala", "omar", "rania", "gharib")


@pytest.fixture
def proposed(cast: Cast) -> Item:
    return make_item("x-test", "بطانية صوف", is_reviewed=False, proposed_by=cast.association)


def review(cast: Cast, item: Item, name: str = "salma", **more: Any) -> Item:
    details = {"name_ar": "بطانية صوف", "kind": "good", "sector": make_sector("SHL"), **more}
    return review_item(actor=cast.actor(name), item=item, **details)


def test_review_and_merge_item_table(cast: Cast, proposed: Item) -> None:
    assert [name for name in NAMES if can_review_item(cast.actor(name), proposed)] == ["salma"]
    assert [name for name in NAMES if can_merge_item(cast.actor(name), proposed)] == ["salma"]
    assert not can_merge_item(cast.actor("salma"), Item.objects.get(code="blanket"))


def test_review_item_says_what_it_is(cast: Cast, proposed: Item) -> None:
    bedding = Item.objects.get(code="bedding")
    item = review(cast, proposed, name_en="Woollen blanket", synonyms=["حرام صوف", "حرام صوف", " "], family=bedding)
    item.refresh_from_db()
    assert (item.is_reviewed, item.family, item.synonyms) == (True, bedding, ["حرام صوف"])
    assert "woollen" in item.search_text
    entry = Entry.objects.filter(stream__name="desk.secretariat").latest("number")
    assert (entry.event, entry.object_id) == ("item_reviewed", item.pk)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"name_ar": "ب"}, "name_ar"), ({"kind": "toy"}, "kind"), ({"synonyms": [str(n) for n in range(31)]}, "synonyms")],
)
def test_review_item_says_what_is_wrong(cast: Cast, proposed: Item, wrong: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        review(cast, proposed, **wrong)
    assert list(refusal.value.error_dict) == [field]


def test_review_item_takes_no_family_within_a_family(cast: Cast, proposed: Item) -> None:
    for family in (Item.objects.get(code="blanket"), proposed):
        with pytest.raises(ValidationError):
            review(cast, proposed, family=family)


def test_merge_item_moves_the_lines_that_count_alike(cast: Cast, proposed: Item) -> None:
    blanket = Item.objects.get(code="blanket")
    proposed.units.create(position=2, code="heap", name_ar="كومة", name_en="heap", factor=7)
    heap = proposed.units.get(code="heap")
    draft_need(cast, lines=[asked("5", proposed), asked("2", proposed, unit=heap)])
    merge_item(actor=cast.actor("salma"), item=proposed, into=blanket)
    lines = list(NeedLine.objects.order_by("position").values_list("item__code", "unit__item__code", "quantity"))
    assert lines == [("blanket", "blanket", 5000), ("x-test", "x-test", 14_000)]
    blanket.refresh_from_db()
    assert "بطانية صوف" in blanket.synonyms
    entry = Entry.objects.filter(stream__name="desk.secretariat").latest("number")
    assert (entry.event, entry.facts) == ("item_merged", {"into": blanket.pk})


def test_merge_item_refuses_itself_and_members(cast: Cast, proposed: Item) -> None:
    for into in (proposed, Item.objects.create(code="y", sector=make_sector(), name_ar="ص", merged_into=proposed)):
        with pytest.raises(ValidationError):
            merge_item(actor=cast.actor("salma"), item=proposed, into=into)
    with pytest.raises(Refused):
        merge_item(actor=cast.actor("basel"), item=proposed, into=Item.objects.get(code="blanket"))


def test_merge_item_leaves_no_chain_and_no_circle(cast: Cast, proposed: Item) -> None:
    salma, blanket = cast.actor("salma"), Item.objects.get(code="blanket")
    older = make_item("x-older", "حرام صوف", is_reviewed=False, proposed_by=cast.association)
    as_it_was = Item.objects.get(pk=older.pk)
    merge_item(actor=salma, item=older, into=proposed)
    with pytest.raises(ValidationError):
        merge_item(actor=salma, item=proposed, into=as_it_was)  # read before the other merge
    merge_item(actor=salma, item=proposed, into=blanket)
    assert set(Item.objects.filter(merged_into__isnull=False).values_list("code", "merged_into__code")) == {
        ("x-older", "blanket"),
        ("x-test", "blanket"),
    }


def test_merge_item_into_what_has_many_names_leaves_out_the_last(cast: Cast, proposed: Item) -> None:
    named = make_item("x-named", "غطاء", synonyms=[f"غطاء {number}" for number in range(30)])
    merge_item(actor=cast.actor("salma"), item=proposed, into=named)
    named.refresh_from_db()
    assert (len(named.synonyms), named.synonyms[-1]) == (30, "غطاء 29")


def test_a_unit_that_lines_count_in_keeps_its_factor(cast: Cast) -> None:
    used = ItemUnit.objects.get(item__code="infant_formula", code="carton")
    free = ItemUnit.objects.filter(factor__gt=1, item__proposed_by=None).exclude(item=used.item)[0]
    draft_need(cast, lines=[asked("2", used.item, unit=used)])
    ItemUnit.objects.filter(pk__in=[used.pk, free.pk]).update(factor=7)
    load(Item, ItemUnit, TargetGroup, Sector)
    factors = dict(ItemUnit.objects.filter(pk__in=[used.pk, free.pk]).values_list("pk", "factor"))
    assert factors == {used.pk: 7, free.pk: free.factor}
