from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.matching import Side, match, place_factor, share_factor, time_factor
from organizations.places import place_columns

DAY = date(2026, 12, 1)
NEED = Side("blanket", "bedding", "SY070301", 200_000, "piece", DAY, DAY + timedelta(days=9))
OFFER = replace(NEED, quantity=500_000)
days = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31)))
PLACES = [row["pcode"] for row in place_columns()]


def test_the_same_thing_at_the_same_place_and_time_is_a_whole_match() -> None:
    assert match(NEED, OFFER).score == 1


@pytest.mark.parametrize(
    ("change", "reason", "factor"),
    [
        ({"item": "quilt"}, "item", 0.6),
        ({"item": "rice", "family": "staples"}, "item", 0),
        ({"place": "SY070302"}, "place", 0.8),
        ({"place": "SY070000"}, "place", 0.6),
        ({"place": "SY120000"}, "place", 0.3),
        ({"place": "SY120000", "reach": ("SY07",)}, "place", 1),
        ({"start": DAY + timedelta(days=5), "end": DAY + timedelta(days=14)}, "time", 0.5),
        ({"start": DAY + timedelta(days=10), "end": None}, "time", 0),
        ({"start": None, "end": None}, "time", 1),
        ({"quantity": 50_000}, "share", 0.25),
        ({"unit": "bale"}, "share", 1),
    ],
)
def test_each_reason_has_its_factor(change: dict[str, object], reason: str, factor: float) -> None:
    found = match(NEED, replace(OFFER, **change))  # type: ignore[arg-type]
    assert getattr(found, reason) == pytest.approx(factor)
    assert found.score == pytest.approx(factor)


def test_a_family_itself_is_of_the_family() -> None:
    assert match(replace(NEED, item="bedding", family="bedding"), OFFER).item == 0.6


def test_codes_hold_the_codes_of_what_they_lie_in() -> None:
    """`place_factor` reads districts and governorates off the code, which must hold for every place that ships."""
    assert all(row["pcode"].startswith(row["parent_id"] or "SY") for row in place_columns())


def test_a_whole_district_is_nearer_than_its_governorate() -> None:
    assert place_factor("SY0703", "SY070301") == 0.8
    assert place_factor("SY07", "SY070301") == 0.6


@given(days, days, days, days)
def test_time_is_a_share_and_the_same_both_ways(one: date, two: date, three: date, four: date) -> None:
    factor = time_factor((one, two), (three, four))
    assert 0 <= factor <= 1
    assert factor == time_factor((three, four), (one, two))


@given(st.sampled_from(PLACES), st.sampled_from(PLACES))
def test_places_are_as_near_both_ways(one: str, other: str) -> None:
    assert place_factor(one, other) == place_factor(other, one)
    assert place_factor(one, one) == 1


@given(st.integers(1, 10**12), st.integers(0, 10**12))
def test_more_on_offer_never_fits_worse(lack: int, left: int) -> None:
    need, offer = replace(NEED, quantity=lack), replace(OFFER, quantity=left)
    assert 0 <= share_factor(need, offer) <= share_factor(need, replace(offer, quantity=left + 1)) <= 1
