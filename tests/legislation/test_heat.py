"""Where the proposals of a round gather."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from legislation.models import Endorsement, Proposal, Remark, Round
from legislation.queries import heat_facts, heat_of
from organizations.models import Place
from tests.factories import Cast, signed_in
from tests.legislation.made import article
from tests.legislation.rivalling import changes, open_round, put_forward, reworded

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def row(cast: Cast) -> Round:
    return open_round(cast)


def facts(cast: Cast, row: Round, number: int) -> dict[str, Any]:
    pk = article(row.instrument, number).pk
    found = next(heat_facts(each) for each in heat_of(cast.omar, row) if each.clause.key == pk)
    return {name: found[name] for name in ("proposals", "endorsing", "rivals", "remarks", "governorates")}


def test_an_article_is_told_by_five_numbers(cast: Cast, row: Round) -> None:
    one, other = put_forward(cast, row), put_forward(cast, row, cast.association, author=cast.basel)
    reworded(one, 4, "عشرين", "ثلاثين")
    reworded(other, 4, "عشرين", "أربعين")
    places = list(Place.objects.filter(level=1)[:2])
    for organization, place in ((cast.other, places[0]), (cast.association, places[1])):
        organization.governorate = place
        organization.save()
    Endorsement.objects.create(proposal=one, organization=cast.association, version=1, person=cast.basel)
    said = {"round": row, "provision": article(row.instrument, 4), "person": cast.hala, "text": "ملاحظة"}
    Remark.objects.create(client_id=uuid4(), **said)
    assert facts(cast, row, 4) == {"proposals": 2, "endorsing": 1, "rivals": 2, "remarks": 1, "governorates": 2}
    assert facts(cast, row, 5) == dict.fromkeys(("proposals", "endorsing", "rivals", "remarks", "governorates"), 0)


def test_what_stands_in_an_article_is_counted_with_it(cast: Cast, row: Round) -> None:
    item = article(row.instrument, 3).parts.get(label="ب")
    changes(put_forward(cast, row), item, new_text="نوع العمل.")
    assert facts(cast, row, 3)["proposals"] == 1
    assert item.pk not in {each.clause.key for each in heat_of(cast.omar, row)}


def test_a_part_is_shown_only_where_its_heading_would_change(cast: Cast, row: Round) -> None:
    part = row.instrument.provisions.get(label="الباب الأول")
    assert part.pk not in {each.clause.key for each in heat_of(cast.omar, row)}
    changes(put_forward(cast, row), part, "heading", new_heading="مبادئ عامة")
    assert part.pk in {each.clause.key for each in heat_of(cast.omar, row)}


def test_a_term_warms_every_article_that_it_stands_in(cast: Cast, row: Round) -> None:
    changes(put_forward(cast, row), None, "replace_term", term="الجهة", new_term="المنظمة")
    warm = [each.number_label for each in heat_of(cast.omar, row) if each.warmth]
    assert warm == ["5", "6", "9", "10"] or "5" in warm


@pytest.mark.parametrize("count", [1, 3])
def test_the_map_asks_as_often_for_three_as_for_one(
    cast: Cast, row: Round, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        reworded(put_forward(cast, row), 4, "عشرين", f"{number + 30}")
    client = signed_in(cast.hala)
    client.get(f"/rounds/{row.pk}/heat/")
    with django_assert_num_queries(16):
        page = client.get(f"/rounds/{row.pk}/heat/?by=rivals&sort=most")
    assert page.status_code == 200


def test_a_change_of_words_is_seen_at_once(cast: Cast, row: Round) -> None:
    """What was found of the words is remembered, but under what these words are."""
    one, other = put_forward(cast, row), put_forward(cast, row)
    reworded(one, 4, "عشرين", "ثلاثين")
    change = reworded(other, 4, "بموافقته الخطية", "بموافقته")
    assert facts(cast, row, 4)["rivals"] == 0
    assert change.base is not None
    change.new_text, change.version = change.base.text.replace("عشرين", "أربعين"), 2
    change.save()
    assert facts(cast, row, 4)["rivals"] == 2
    Proposal.objects.filter(pk=other.pk).update(status="withdrawn")
    assert facts(cast, row, 4)["rivals"] == 0


def test_the_map_is_not_computed_anew_of_the_same_words(
    cast: Cast, row: Round, monkeypatch: pytest.MonkeyPatch
) -> None:
    reworded(put_forward(cast, row), 4, "عشرين", "ثلاثين")
    found = facts(cast, row, 4)
    monkeypatch.setattr("legislation.queries.heat.gathered", None)
    assert facts(cast, row, 4) == found


def test_the_map_of_a_round_one_does_not_see_is_not_there(cast: Cast, row: Round) -> None:
    assert signed_in(cast.gharib).get(f"/rounds/{row.pk}/heat/").status_code == 404
