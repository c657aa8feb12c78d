"""Offers that answer a need, and the other way round, as people see them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from needs.models import Item, NeedLine, Offer
from needs.queries import matches_for_need, matches_for_offer
from organizations.models import Place
from tests.factories import Cast, make_place
from tests.needs.board import asked, standing_need, standing_offer

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def of(code: str, amount: str = "100") -> dict[str, Any]:
    return {"lines": [asked(amount, Item.objects.get(code=code))]}


def elsewhere() -> Place:
    return Place.objects.get(pcode="SY120000")


def reasons(cast: Cast, need: Any, name: str = "basel") -> list[tuple[str, list[float]]]:
    found = matches_for_need(getattr(cast, name), need)
    return [
        (answer.posting.title, [round(value, 2) for value in (why.item, why.place, why.time, why.share)])
        for answer in found
        for _, why in answer.lines
    ]


def test_matches_for_need_come_best_first_with_their_reasons(cast: Cast) -> None:
    need = standing_need(cast, **of("blanket"))
    standing_offer(cast, "omar", title="حرامات بعيدة", place=elsewhere(), **of("blanket", "500"))
    standing_offer(cast, "omar", title="لحف", **of("quilt", "500"))
    standing_offer(cast, "omar", title="نصفها", **of("blanket", "50"))
    standing_offer(cast, "omar", title="رز", **of("rice", "500"))
    assert reasons(cast, need) == [
        ("لحف", [0.6, 1, 1, 1]),
        ("نصفها", [1, 1, 1, 0.5]),
        ("حرامات بعيدة", [1, 0.3, 1, 1]),
    ]


def test_what_can_be_brought_here_is_as_good_as_here(cast: Cast) -> None:
    need = standing_need(cast, **of("blanket"))
    offer = standing_offer(cast, "omar", place=elsewhere(), can_transport=True, **of("blanket"))
    offer.reach.add(make_place("SY02", "حلب", "Aleppo"))
    assert reasons(cast, need) == [(offer.title, [1, 1, 1, 1])]
    Offer.objects.update(can_transport=False)
    assert reasons(cast, need) == [(offer.title, [1, 0.3, 1, 1])]


def test_what_comes_too_late_or_is_promised_or_not_for_me_is_no_match(cast: Cast) -> None:
    soon = timezone.localdate() + timedelta(days=5)
    need = standing_need(cast, needed_by=soon, **of("blanket"))
    standing_offer(cast, "omar", available_from=soon + timedelta(days=1), **of("blanket"))
    taken = standing_offer(cast, "omar", **of("blanket"))
    taken.lines.update(promised=100_000)
    standing_offer(cast, "omar", visibility="own", **of("blanket"))
    standing_offer(cast, "basel", **of("blanket"))
    assert reasons(cast, need) == []
    assert reasons(cast, need, "gharib") == []


def test_matches_for_need_count_only_what_nobody_has_promised(cast: Cast) -> None:
    need = standing_need(cast, **of("blanket", "100"))
    standing_offer(cast, "omar", **of("blanket", "20"))
    NeedLine.objects.filter(need=need).update(promised=60_000)
    assert reasons(cast, need)[0][1] == [1, 1, 1, 0.5]
    NeedLine.objects.filter(need=need).update(promised=100_000)
    assert reasons(cast, need) == []


def test_matches_for_offer_are_the_needs_it_would_answer(cast: Cast) -> None:
    offer = standing_offer(cast, "omar", lines=[asked("10", Item.objects.get(code=code)) for code in ("rice", "quilt")])
    standing_need(cast, title="بطانيات", **of("blanket", "20"))
    both = [asked("10", Item.objects.get(code=code)) for code in ("rice", "quilt")]
    standing_need(cast, title="رز ولحف", lines=both)
    standing_need(cast, title="إسمنت", **of("cement"))
    found = matches_for_offer(cast.omar, offer)
    assert [(answer.posting.title, len(answer.lines)) for answer in found] == [("رز ولحف", 2), ("بطانيات", 1)]
    assert found[1].score == pytest.approx(0.6 * 0.5)


@pytest.mark.parametrize("count", [1, 3])
def test_matches_take_the_same_queries_for_any_number(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    need = standing_need(cast, **of("blanket"))
    for _ in range(count):
        standing_offer(cast, "omar", **of("blanket"))
    with django_assert_num_queries(7):
        assert len(matches_for_need(cast.basel, need)) == count
