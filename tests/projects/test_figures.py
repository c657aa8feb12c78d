"""Sums, ways and what may be counted twice: pure functions, held against what must always be true."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.charts import HIGH, Step, chart
from projects.currencies import DIGITS, major, minor
from projects.figures import (
    AGES,
    DISABILITIES,
    SEXES,
    Measured,
    before,
    by_currency,
    by_sex_and_age,
    cells_of,
    doubles,
    filled_up,
    latest,
    reached,
    repeats,
    share,
    summed,
    total,
    with_disability,
)

AREAS = st.sampled_from([(), ("SY10",), ("SY10", "SY1000"), ("SY04",), ("SY10", "SY1000", "SY100001")])
ROWS = st.lists(
    st.builds(
        Measured,
        period=st.integers(0, 3),
        organization=st.integers(1, 3),
        value=st.integers(0, 10**9),
        area=AREAS,
        before=st.none() | st.integers(0, 100),
        order=st.integers(1, 10**6),
    ),
    max_size=12,
    unique_by=lambda row: row.order,
)
CELLS = st.tuples(st.sampled_from(SEXES), st.sampled_from(AGES), st.sampled_from(DISABILITIES))
COUNTS = st.dictionaries(CELLS, st.integers(1, 10**6), max_size=12)


@given(ROWS)
def test_what_adds_up_is_the_sum_in_any_order(rows: list[Measured]) -> None:
    sums = total(rows, adds_up=True)
    assert sums == (sum(row.value for row in rows) if rows else None)
    assert sums == total(reversed(rows), adds_up=True)


@given(ROWS)
def test_the_parts_by_organisation_are_the_whole(rows: list[Measured]) -> None:
    for adds_up in (True, False):
        parts = [total([row for row in rows if row.organization == pk], adds_up=adds_up) for pk in (1, 2, 3)]
        assert sum(part or 0 for part in parts) == (total(rows, adds_up=adds_up) or 0)


@given(ROWS)
def test_the_latest_are_one_for_each_organisation_and_place(rows: list[Measured]) -> None:
    newest = latest(rows)
    assert len({(row.organization, row.area) for row in newest}) == len(newest)
    assert {(row.organization, row.area) for row in rows} == {(row.organization, row.area) for row in newest}
    for row in rows:
        (found,) = [each for each in newest if (each.organization, each.area) == (row.organization, row.area)]
        assert (found.period, found.order) >= (row.period, row.order)


@given(ROWS)
def test_a_share_is_the_last_one(rows: list[Measured]) -> None:
    last = max(rows, key=lambda row: (row.period, row.order), default=None)
    assert total(rows, adds_up=True, is_share=True) == (last.value if last else None)


@pytest.mark.parametrize(
    ("actual", "target", "baseline", "percent"),
    [
        (50, 100, None, 50),
        (999, 1000, None, 99),
        (100, 100, 0, 100),
        (150, 100, 0, 150),
        (70, 100, 40, 50),
        (25, 10, 40, 50),  # fewer are better
        (45, 10, 40, 0),  # farther off than at the beginning
        (None, 100, 0, None),
        (5, None, 0, None),
        (5, 5, 5, None),
    ],
)
def test_the_way_leads_from_the_baseline(
    actual: int | None, target: int | None, baseline: int | None, percent: int | None
) -> None:
    assert reached(actual, target, baseline) == percent


@given(st.integers(-10, 10**12), st.integers(0, 10**12))
def test_a_bar_is_never_longer_than_its_place(part: int, whole: int) -> None:
    assert 0 <= share(part, whole) <= 100


def test_two_organisations_at_one_place_may_count_the_same_people() -> None:
    tartus, homs, inside = ("SY10",), ("SY04",), ("SY10", "SY1000")
    rows = [Measured(0, 1, 10, tartus, order=1), Measured(0, 2, 10, inside, order=2), Measured(0, 3, 10, homs, order=3)]
    assert doubles(rows) == {(0, 1, 2)}
    assert doubles([*rows, Measured(0, 4, 10, (), order=4)]) == {(0, 1, 2), (0, 1, 4), (0, 2, 4), (0, 3, 4)}


def test_who_says_how_many_were_counted_before_has_looked() -> None:
    rows = [Measured(0, 1, 10, ("SY10",)), Measured(0, 2, 10, ("SY10",), before=4)]
    assert doubles(rows) == set()
    assert before(rows) == 4


def test_one_organisation_in_two_periods_may_count_the_same_people() -> None:
    first, second = Measured(0, 1, 10, ("SY10",), order=1), Measured(1, 1, 10, ("SY10",), order=2)
    assert repeats([first, second]) == {1}
    assert repeats([first, Measured(1, 1, 10, ("SY10",), before=0, order=2)]) == set()
    assert repeats([first, Measured(1, 2, 10, ("SY10",), order=2)]) == set()


@given(ROWS)
def test_nothing_doubles_alone_or_empty(rows: list[Measured]) -> None:
    alone = [row for row in rows if row.organization == 1]
    empty = [Measured(row.period, row.organization, 0, row.area, None, row.order) for row in rows]
    assert not doubles(alone)
    assert not doubles(empty)
    assert not repeats(empty)


def meet(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Is one place in the other, or the same? Everywhere meets all."""
    short = min(len(one), len(other))
    return one[:short] == other[:short]


@given(ROWS)
def test_doubles_and_repeats_are_what_comparing_each_two_finds(rows: list[Measured]) -> None:
    twice, again = set(), set()
    for one, other in combinations([row for row in rows if row.value], 2):
        if not meet(one.area, other.area):
            continue
        pair = sorted((one.organization, other.organization))
        later = max(one, other, key=lambda row: (row.period, row.order))
        if pair[0] != pair[1] and one.period == other.period and one.before is None and other.before is None:
            twice.add((one.period, *pair))
        if pair[0] == pair[1] and one.period != other.period and later.before is None:
            again.add(one.organization)
    assert doubles(rows) == twice
    assert repeats(rows) == again


@given(st.lists(COUNTS, max_size=4))
def test_counts_add_up_cell_by_cell(many: list[dict[tuple[str, str, str], int]]) -> None:
    whole = sum(sum(counts.values()) for counts in many)
    sums = summed(many)
    assert sum(sums.values()) == sum(by_sex_and_age(sums).values()) == whole
    assert with_disability(sums) <= whole


@given(COUNTS, st.integers(0, 10**7))
def test_what_is_not_recorded_fills_the_whole(counts: dict[tuple[str, str, str], int], whole: int) -> None:
    known = sum(counts.values())
    if whole < known:
        with pytest.raises(ValueError, match=r"more|amount|adults"):
            filled_up(counts, whole)
    else:
        assert sum(filled_up(counts, whole).values()) == whole
    assert filled_up(counts, None) == counts


def test_two_grids_make_cells() -> None:
    people, disabled = {("f", "children"): 10, ("m", "adults"): 5}, {("f", "children"): 2}
    asked = cells_of(people, disabled, was_asked=True)
    assert asked == {("f", "children", "with"): 2, ("f", "children", "without"): 8, ("m", "adults", "without"): 5}
    assert cells_of(people, {}, was_asked=False) == {("f", "children", "x"): 10, ("m", "adults", "x"): 5}
    with pytest.raises(ValueError, match=r"more|amount|adults"):
        cells_of(people, {("m", "adults"): 6}, was_asked=True)


@given(st.sampled_from(sorted(DIGITS)), st.integers(1, 10**15))
def test_money_survives_its_writing(currency: str, parts: int) -> None:
    assert minor(major(parts, currency), currency) == parts


@pytest.mark.parametrize(
    ("amount", "currency"),
    [("0", "USD"), ("-5", "USD"), ("1.005", "USD"), ("0.5", "JPY"), ("1e20", "SYP"), ("NaN", "USD"), ("5", "XXX")],
)
def test_what_is_no_amount_of_a_currency(amount: str, currency: str) -> None:
    with pytest.raises(ValueError, match=r"more|amount|adults"):
        minor(Decimal(amount), currency)


def test_currencies_have_their_own_digits() -> None:
    assert (minor(Decimal("1.5"), "USD"), minor(Decimal("1.5"), "JOD"), minor(Decimal(3), "JPY")) == (150, 1500, 3)
    assert (str(major(150, "USD")), str(major(100, "USD")), str(major(1500, "JOD"))) == ("1.50", "1", "1.500")


@given(st.lists(st.tuples(st.sampled_from(["USD", "SYP"]), st.integers(0, 10**15)), max_size=9))
def test_currencies_are_never_added_to_one_another(amounts: list[tuple[str, int]]) -> None:
    sums = by_currency(amounts)
    for currency in ("USD", "SYP"):
        assert sums.get(currency, 0) == sum(parts for of, parts in amounts if of == currency)


@given(st.lists(st.tuples(st.none() | st.integers(0, 10**9), st.none() | st.integers(0, 10**9)), max_size=8))
def test_bars_stay_in_their_drawing(pairs: list[tuple[int | None, int | None]]) -> None:
    drawn = chart([Step("", actual, target) for actual, target in pairs], baseline=0, target=10**9)
    for bar in drawn.bars:
        assert 0 <= bar.top <= HIGH
        assert 0 <= bar.height <= HIGH
        assert 0 <= bar.left < drawn.width
        assert bar.target_to <= drawn.width
        assert (bar.target_top is None) == (bar.step.target is None)
    assert all(0 <= at <= HIGH for at in drawn.lines.values())


def test_the_higher_number_has_the_higher_bar() -> None:
    low, high, none = chart([Step("", 10), Step("", 20), Step("", None)]).bars
    assert 0 < low.height < high.height < HIGH
    assert none.height == 0
