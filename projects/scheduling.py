"""What a plan's dates follow from: which tasks must move when one moves, which may slip, and where tasks wait for one
another in a circle. Knows no Django; days are dates, a lag is in days.

A task ends on its last day, and what waits for it begins on the next one, `lag` days later at the soonest. A milestone
takes no day: it may fall on the day on which the last work before it ends, and what follows may begin on its own day.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
WEEKEND = frozenset({4, 5})  # Friday and Saturday, as date.weekday() counts them
NO_DAYS: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Span:
    """From which day to which a task runs, both included. What `is_fixed` nobody moves: it is done."""

    starts: date
    ends: date
    is_milestone: bool = False
    is_fixed: bool = False


class Link(NamedTuple):
    """`after` waits for `before`, and `lag` days longer."""

    before: int
    after: int
    lag: int = 0


class Circle(ValueError):
    """Tasks that wait for one another in a circle, in whose order nothing can be planned."""


# Days -----------------------------------------------------------------------------------------------------------------
def working(day: date, off: frozenset[int] = NO_DAYS) -> date:
    """The day itself, or the first after it that is none of `off` (weekdays as date.weekday() counts them)."""
    while day.weekday() in off:
        day += DAY
    return day


def working_days(span: Span, off: frozenset[int]) -> int:
    """How many days of work lie in a span; at least one."""
    length = (span.ends - span.starts).days + 1
    return max(1, sum((span.starts + DAY * at).weekday() not in off for at in range(length)))


def placed(span: Span, starts: date, off: frozenset[int] = NO_DAYS) -> Span:
    """The same work beginning on another day: as many days, or as many days of work where some are off."""
    starts = working(starts, off)
    if not off:
        return Span(starts, starts + (span.ends - span.starts), span.is_milestone, span.is_fixed)
    ends = starts
    for _day in range(working_days(span, off) - 1):
        ends = working(ends + DAY, off)
    return Span(starts, ends, span.is_milestone, span.is_fixed)


def soonest(before: Span, after: Span, lag: int, off: frozenset[int] = NO_DAYS) -> date:
    """The first day on which `after` may begin, as far as `before` is concerned."""
    return working(before.ends + DAY * (lag + gap(before, after)), off)


def gap(before: Span, after: Span) -> int:
    return 0 if before.is_milestone or after.is_milestone else 1


# Order ----------------------------------------------------------------------------------------------------------------
def followers_of(links: Iterable[Link]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        found[link.before].append(link)
    return found


def forerunners_of(links: Iterable[Link]) -> dict[int, list[Link]]:
    found: dict[int, list[Link]] = defaultdict(list)
    for link in links:
        found[link.after].append(link)
    return found


def in_order(links: Sequence[Link]) -> list[int]:
    """Every task that waits or is waited for, each after all for which it waits. Circle where there is none."""
    waits: dict[int, int] = defaultdict(int)
    for link in links:
        waits[link.before] += 0
        waits[link.after] += 1
    following = followers_of(links)
    free = deque(sorted(key for key, number in waits.items() if not number))
    order: list[int] = []
    while free:
        order.append(free.popleft())
        for link in following[order[-1]]:
            waits[link.after] -= 1
            if not waits[link.after]:
                free.append(link.after)
    if len(order) < len(waits):
        raise Circle
    return order


def path(links: Iterable[Link], start: int, goal: int) -> list[int]:
    """The shortest way from a task to one that waits for it, both included; [] where there is none.

    `after` must not come to wait for `before` where path(links, after, before) is one: it would close a circle.
    """
    following = followers_of(links)
    came_from: dict[int, int | None] = {start: None}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        if here == goal:
            return _way_back(came_from, here)
        for link in following[here]:
            if link.after not in came_from:
                came_from[link.after] = here
                waiting.append(link.after)
    return []


def _way_back(came_from: Mapping[int, int | None], end: int) -> list[int]:
    way: list[int] = []
    step: int | None = end
    while step is not None:
        way.append(step)
        step = came_from[step]
    return way[::-1]


# Moving ---------------------------------------------------------------------------------------------------------------
def pushed(
    spans: Mapping[int, Span], links: Sequence[Link], moves: Mapping[int, Span], off: frozenset[int] = NO_DAYS
) -> dict[int, Span]:
    """What else must move when `moves` are made, and to when: {task: its new span}, without the moves themselves.

    Whoever waits for what moved is pushed to the first day on which it may begin, and in turn pushes what waits for it.
    Nothing is pulled forward; what is fixed or has no days stays, and what stood too early before is left alone.
    """
    now = {**spans, **moves}
    back, changed = forerunners_of(links), set(moves)
    for key in in_order(links):
        span = now.get(key)
        if span is None or span.is_fixed or key in moves:
            continue
        before = [link for link in back[key] if link.before in now]
        reasons = [soonest(now[link.before], span, link.lag, off) for link in before if link.before in changed]
        if not reasons or max(reasons) <= span.starts:
            continue
        now[key] = placed(span, max(soonest(now[link.before], span, link.lag, off) for link in before), off)
        changed.add(key)
    return {key: now[key] for key in changed if key not in moves}


def too_early(
    spans: Mapping[int, Span], links: Iterable[Link], keys: Iterable[int], off: frozenset[int] = NO_DAYS
) -> dict[int, date]:
    """Of these tasks those that begin before what they wait for allows: {task: the first day on which it may}."""
    back = forerunners_of(links)
    found = {}
    for key in keys:
        days = [soonest(spans[link.before], spans[key], link.lag, off) for link in back[key] if link.before in spans]
        if days and max(days) > spans[key].starts:
            found[key] = max(days)
    return found


# What holds up the end ------------------------------------------------------------------------------------------------
def slack(spans: Mapping[int, Span], links: Sequence[Link]) -> dict[int, int]:
    """How many days each task may slip before the last day of all moves; below 0 where it begins too early already."""
    if not spans:
        return {}
    last = max(span.ends for span in spans.values())
    latest = dict.fromkeys(spans, last)
    following = followers_of(links)
    for key in reversed(in_order(links)):
        if key not in spans:
            continue
        for link in following[key]:
            after = spans.get(link.after)
            if after is not None:
                begins = latest[link.after] - (after.ends - after.starts)
                latest[key] = min(latest[key], begins - DAY * (link.lag + gap(spans[key], after)))
    return {key: (latest[key] - span.ends).days for key, span in spans.items()}


def critical(spans: Mapping[int, Span], links: Iterable[Link]) -> set[int]:
    """The chain that leads to the end: the last of the tasks that are tied to others, and back from each to that for
    which it has to wait longest. Whoever wants to end earlier has to look there.
    """
    links = [link for link in links if link.before in spans and link.after in spans]
    tied = {key for link in links for key in (link.before, link.after)}
    back, chain = forerunners_of(links), set[int]()
    here = max(tied, key=lambda key: (spans[key].ends, key), default=None)
    while here is not None and here not in chain:
        chain.add(here)
        at = spans[here]
        waits = [(soonest(spans[link.before], at, link.lag), link.before) for link in back[here]]
        here = max(waits)[1] if waits else None
    return chain
