"""A worker's rounds over its followers: each looks at the streams that moved, and only seldom at all of them."""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf

from django.db.models import Max

from journal.followers import Follower, behind, followers, run_follower
from journal.models import Entry

LATE = 10.0
EVERY = 60.0
AT_FIRST = 1000
MANY = 1000
Place = tuple[int, str]  # a stream's id and its kind
Clock = Callable[[], float]
log = logging.getLogger(__name__)


class RecentEntries:
    """Entries by the order in which they appear, which is not the order of their ids: an id is taken when a line is
    written, and may be seen long after a higher one, when its transaction commits. So each look goes back to the ids
    that were seen LATE seconds ago, and knows which of those after it are no news. What commits later still is found
    by comparing everything (`Rounds`).
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.seen: set[int] = set()
        self.marks: deque[tuple[float, int]] = deque()

    def moved(self) -> set[Place]:
        """The streams in which entries appeared since this was last asked; one query of few rows."""
        now = self.clock()
        low = self.low_at(now)
        rows = list(Entry.objects.filter(pk__gt=low).values_list("pk", "stream_id", "stream__kind"))
        fresh = {(stream, kind) for pk, stream, kind in rows if pk not in self.seen}
        self.seen = {pk for pk, _, _ in rows}
        self.marks.append((now, max(self.seen, default=low)))
        return fresh

    def low_at(self, now: float) -> int:
        """The highest id that was seen LATE seconds ago: nothing below it is still to come."""
        if not self.marks:
            last = Entry.objects.aggregate(last=Max("pk"))["last"] or 0
            self.marks.append((now, max(0, last - AT_FIRST)))
        while len(self.marks) > 1 and self.marks[1][0] <= now - LATE:
            self.marks.popleft()
        return self.marks[0][1]


@dataclass
class Watch:
    """What one follower has not read yet, as far as this worker knows: ids of streams that moved."""

    follower: Follower
    waiting: set[int] = field(default_factory=set)
    compared_at: float = -inf

    def turn(self, now: float) -> int:
        """Read on; every EVERY seconds, and where very much waits, all streams are compared with the cursors."""
        if now - self.compared_at >= EVERY:
            self.compared_at = now
            self.waiting = self.still_behind(None)
        elif self.waiting:
            self.waiting = self.still_behind(self.some)
        return run_follower(self.follower, self.some) if self.waiting else 0

    @property
    def some(self) -> set[int] | None:
        """What to look among; a long list of ids costs a database more than looking at everything."""
        return self.waiting if len(self.waiting) <= MANY else None

    def still_behind(self, among: set[int] | None) -> set[int]:
        return set(behind(self.follower, among).values_list("pk", flat=True))


class Rounds:
    """Kept from turn to turn by one worker. A new one compares everything at its first turn."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        self.clock = clock
        self.watches = [Watch(follower) for follower in followers()]
        self.recent = RecentEntries(clock)

    def turn(self) -> int:
        """Let every follower read what is new; returns the number of entries read."""
        moved = self.recent.moved()
        for watch in self.watches:
            watch.waiting |= {stream for stream, kind in moved if kind in watch.follower.kinds}
        return sum(self.attempt(watch) for watch in self.watches)

    def attempt(self, watch: Watch) -> int:
        try:
            return watch.turn(self.clock())
        except Exception:
            log.exception("follower %s stumbled; it starts again where it stopped", watch.follower.name)
            return 0
