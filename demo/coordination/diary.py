"""What is still to happen, and when: played before the talk begins, and handed over to it for the rest."""

from __future__ import annotations

import heapq
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from demo.calendar import at, working_day
from demo.stage import Stage
from demo.talk import Talk


@dataclass
class Diary:
    stage: Stage
    today: date  # the demo's last day: days of the texts are counted from it
    heap: list[tuple[datetime, int, Callable[[], Any]]] = field(default_factory=list)
    order: count[int] = field(default_factory=count)
    talk: Talk | None = None  # from the day on which it begins

    def at(self, moment: datetime, act: Callable[[], Any]) -> None:
        if self.talk is not None:
            self.talk.at(moment, act)
        else:
            heapq.heappush(self.heap, (moment, next(self.order), act))

    def on(self, days: int, hour: int, minute: int, act: Callable[[], Any]) -> None:
        """So many days from the end, or on the working day that follows."""
        self.at(at(working_day(self.today + timedelta(days)), hour, minute), act)

    def play_until(self, moment: datetime) -> None:
        while self.heap and self.heap[0][0] < moment:
            when, _order, act = heapq.heappop(self.heap)
            self.stage.move_to(when)
            act()

    def hand_over(self, talk: Talk) -> None:
        self.talk = talk
        while self.heap:
            when, _order, act = heapq.heappop(self.heap)
            talk.at(when, act)


def own_id(name: str) -> UUID:
    """Not by the stage's dice: what is said after would be cast anew."""
    return uuid5(NAMESPACE_URL, f"demo/coordination/{name}")
