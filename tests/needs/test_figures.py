"""The figures of an operation: nothing twice, kitchens as they stand and not as often as they cook."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.figures import Aid, Figures, Load, aid_of_load, aid_of_report, bars, figures, grouped

DAY = date(2026, 2, 8)
NEXT = DAY + timedelta(days=1)


def test_convoys_and_meals_are_added_up_and_kitchens_are_not() -> None:
    entries = [
        Aid(DAY, 1, "convoy", 3, 42_000),
        Aid(NEXT, 2, "convoy", 1, 8_500),
        Aid(DAY, 1, "kitchen", 2, people=1_200),
        Aid(NEXT, 1, "kitchen", 3, people=1_800),
        Aid(NEXT, 2, "kitchen", 1, people=400),
        Aid(NEXT, 2, "caravan", 2, people=90),
    ]
    assert figures(entries) == Figures(4, 50_500, kitchens=4, meals=3_400, caravans=2, patients=90)


def test_two_kitchens_reported_apart_on_a_day_are_two() -> None:
    assert figures([Aid(DAY, 1, "kitchen"), Aid(DAY, 1, "kitchen"), Aid(NEXT, 1, "kitchen")]).kitchens == 2


@pytest.mark.parametrize(
    ("reported", "loads", "left"),
    [
        (Aid(DAY, 1, "convoy", 1, 9_000), [Load(DAY, 1, 8_700)], None),
        (Aid(DAY, 1, "convoy", 1, 9_000), [Load(DAY, 1, None)], Aid(DAY, 1, "convoy", 0, 9_000)),
        (Aid(DAY, 1, "convoy", 3, 30_000), [Load(DAY, 1, 12_000)], Aid(DAY, 1, "convoy", 2, 18_000)),
        (Aid(DAY, 1, "convoy", 1, 0), [Load(DAY, 1, None), Load(DAY, 1, None)], None),
        (Aid(DAY, 1, "convoy", 2, 500), [Load(DAY, 1, 900)], Aid(DAY, 1, "convoy", 1, 0)),
    ],
)
def test_a_reported_convoy_that_is_a_delivery_counts_once(reported: Aid, loads: list[Load], left: Aid | None) -> None:
    assert aid_of_report(reported, loads) == left


@given(
    st.integers(1, 20),
    st.integers(0, 100_000),
    st.lists(st.integers(1, 30_000), max_size=25),
)
def test_report_and_loads_together_are_never_more_than_the_larger_of_both(
    quantity: int, weight: int, weights: list[int]
) -> None:
    loads = [Load(DAY, 1, each) for each in weights]
    left = aid_of_report(Aid(DAY, 1, "convoy", quantity, weight), loads)
    whole = figures([*map(aid_of_load, loads), *([left] if left else [])])
    assert whole.convoys == max(quantity, len(loads))
    assert whole.weight <= max(weight, sum(weights))


def test_grouped_by_day_adds_up_to_the_whole() -> None:
    entries = [Aid(DAY, 1, "convoy", 2, 10), Aid(NEXT, 2, "convoy", 1, 5)]
    by_day = grouped(entries, lambda aid: aid.day)
    assert by_day == {DAY: Figures(2, 10), NEXT: Figures(1, 5)}


def test_bars_show_days_without_anything_and_weeks_where_there_are_many() -> None:
    assert [(bar.number, bar.height) for bar in bars({DAY: 4, DAY + timedelta(days=2): 2})] == [
        (4, 100),
        (0, 0),
        (2, 50),
    ]
    long = bars({DAY: 1, DAY + timedelta(days=6): 2, DAY + timedelta(days=60): 5})
    assert (len(long), long[0].number, long[-1].last) == (9, 3, DAY + timedelta(days=60))
    assert bars({}) == []
