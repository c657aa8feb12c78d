"""Which tasks move when one moves: cases by hand, and what must hold of any plan."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from projects.scheduling import (
    DAY,
    WEEKEND,
    Circle,
    Link,
    Span,
    critical,
    in_order,
    path,
    placed,
    pushed,
    slack,
    soonest,
    too_early,
    working,
)

FIRST = date(2026, 11, 1)  # a Sunday


def span(start: int, days: int = 1, **more: bool) -> Span:
    return Span(FIRST + DAY * start, FIRST + DAY * (start + days - 1), **more)


CHAIN = {1: span(0, 3), 2: span(3, 2), 3: span(10, 2)}
LINKS = [Link(1, 2), Link(2, 3)]


def test_what_waits_is_pushed_and_what_has_room_stays() -> None:
    assert pushed(CHAIN, LINKS, {1: span(2, 3)}) == {2: span(5, 2)}


def test_a_push_goes_on_down_the_chain() -> None:
    assert pushed(CHAIN, LINKS, {1: span(8, 3)}) == {2: span(11, 2), 3: span(13, 2)}


def test_nothing_is_pulled_forward() -> None:
    assert pushed(CHAIN, LINKS, {1: span(-5, 3)}) == {}


def test_a_lag_is_kept() -> None:
    assert pushed(CHAIN, [Link(1, 2, 4)], {1: span(1, 3)}) == {2: span(8, 2)}


def test_what_is_done_stays_and_pushes_nobody() -> None:
    plan = {**CHAIN, 2: span(3, 2, is_fixed=True)}
    assert pushed(plan, LINKS, {1: span(8, 3)}) == {}


def test_what_has_no_days_is_left_out() -> None:
    assert pushed({1: CHAIN[1], 3: CHAIN[3]}, LINKS, {1: span(30, 3)}) == {}


def test_a_milestone_takes_no_day() -> None:
    reached = span(2, 1, is_milestone=True)
    assert soonest(span(0, 3), reached, 0) == reached.starts
    assert soonest(reached, span(2, 2), 0) == reached.starts


def test_the_weekend_is_left_free_and_the_work_stays_as_long() -> None:
    thursday = span(4, 1)
    assert thursday.starts.weekday() == 3
    two_days = span(0, 2)
    assert placed(two_days, thursday.starts, WEEKEND) == Span(thursday.starts, thursday.starts + DAY * 3)
    assert pushed({1: span(0), 2: two_days}, [Link(1, 2)], {1: thursday}, WEEKEND) == {2: span(7, 2)}


def test_who_begins_too_early_is_told_from_when_on() -> None:
    assert too_early({1: span(5, 3), 2: span(3, 2)}, [Link(1, 2)], [1, 2]) == {2: FIRST + DAY * 8}


def test_what_stood_too_early_before_is_left_alone() -> None:
    plan = {1: span(5, 3), 2: span(0), 3: span(0), 4: span(1)}
    assert pushed(plan, [Link(1, 2), Link(3, 4)], {3: span(4)}) == {4: span(5)}


def test_the_way_round_a_circle() -> None:
    assert path(LINKS, 1, 3) == [1, 2, 3]
    assert path(LINKS, 3, 1) == []
    with pytest.raises(Circle):
        in_order([*LINKS, Link(3, 1)])


def test_what_may_slip() -> None:
    plan = {1: span(0, 3), 2: span(3, 5), 3: span(3, 2)}
    links = [Link(1, 2), Link(1, 3)]
    assert slack(plan, links) == {1: 0, 2: 0, 3: 3}
    assert slack({}, []) == {}


def test_the_chain_that_leads_to_the_end() -> None:
    """Also where there is room between its tasks; what is tied to nothing holds up nobody."""
    plan = {1: span(0, 3), 2: span(6, 5), 3: span(3, 2), 4: span(12, 1, is_milestone=True), 5: span(40)}
    links = [Link(1, 2), Link(1, 3), Link(2, 4), Link(3, 4), Link(9, 4)]
    assert critical(plan, links) == {1, 2, 4}
    assert critical(plan, []) == set()


# Of any plan ----------------------------------------------------------------------------------------------------------
@st.composite
def plans(draw: st.DrawFn) -> tuple[dict[int, Span], list[Link]]:
    """Up to twelve tasks whose dates keep to what they wait for: a link leads from a smaller number to a larger one."""
    number = draw(st.integers(2, 12))
    pairs = [(before, after) for after in range(number) for before in range(after)]
    chosen = draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20))
    links = [Link(before, after, draw(st.integers(0, 3))) for before, after in chosen]
    spans: dict[int, Span] = {}
    for key in range(number):
        wish = span(draw(st.integers(0, 30)), draw(st.integers(1, 9)), is_milestone=draw(st.booleans()))
        days = [soonest(spans[link.before], wish, link.lag) for link in links if link.after == key]
        spans[key] = placed(wish, max([wish.starts, *days]))
    return spans, links


moves = st.integers(-20, 60)
off_days = st.sampled_from([frozenset(), WEEKEND])


@given(plans(), moves, off_days, st.data())
def test_after_a_push_nobody_who_was_pushed_begins_too_early(
    plan: tuple[dict[int, Span], list[Link]], days: int, off: frozenset[int], data: st.DataObject
) -> None:
    spans, links = plan
    key = data.draw(st.sampled_from(sorted(spans)))
    moved = {key: placed(spans[key], spans[key].starts + DAY * days, off)}
    others = pushed(spans, links, moved, off)
    now = {**spans, **moved, **others}
    assert not too_early(now, links, others, off)
    assert all(others[each].starts > spans[each].starts for each in others)
    assert all(working(others[each].starts, off) == others[each].starts for each in others)
    assert not pushed(now, links, {**moved, **others}, off)


@given(plans(), st.data())
def test_slack_says_exactly_how_far_a_task_may_slip(
    plan: tuple[dict[int, Span], list[Link]], data: st.DataObject
) -> None:
    spans, links = plan
    last = max(each.ends for each in spans.values())
    key = data.draw(st.sampled_from(sorted(spans)))
    free = slack(spans, links)[key]
    assert free >= 0

    def end_after(days: int) -> date:
        moved = {key: placed(spans[key], spans[key].starts + timedelta(days=days))}
        return max(each.ends for each in {**spans, **moved, **pushed(spans, links, moved)}.values())

    assert end_after(free) == last
    assert end_after(free + 1) == last + DAY


@given(plans())
def test_the_order_puts_each_after_what_it_waits_for(plan: tuple[dict[int, Span], list[Link]]) -> None:
    links = plan[1]
    order = in_order(links)
    assert all(order.index(link.before) < order.index(link.after) for link in links)
