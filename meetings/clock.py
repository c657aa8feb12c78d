"""How late a session is, and what to believe of the clocks of devices. No Django."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple


class Planned(NamedTuple):
    """A top item of an agenda: when it should begin and end, when it did. `is_in_hand` is also said of an item one of
    whose parts is in hand.
    """

    begins_at: datetime
    ends_at: datetime
    began_at: datetime | None
    ended_at: datetime | None
    is_in_hand: bool


class Lateness(NamedTuple):
    """Late by `at_least`, and from `due` on by what has passed since; less than nothing means ahead of the plan."""

    at_least: timedelta | None
    due: datetime | None

    def at(self, now: datetime) -> timedelta | None:
        """How late; None where the agenda tells nothing (any more)."""
        since = now - self.due if self.due is not None else None
        known = [each for each in (self.at_least, since) if each is not None]
        return max(known) if known else None


NOTHING = Lateness(None, None)


def lateness(agenda: Sequence[Planned]) -> Lateness:
    """Of an open session: of the item in hand, how late it began and by how much it lasts too long; between two items,
    how long the next one has been due.
    """
    for item in agenda:
        if item.is_in_hand:
            began = item.began_at - item.begins_at if item.began_at is not None else None
            return Lateness(began, item.ends_at)
    for item in agenda:
        if item.began_at is None:
            return Lateness(None, item.begins_at)
    return NOTHING


def believed(told: datetime | None, now: datetime, earliest: datetime) -> datetime:
    """When it was, as far as a device's clock may be believed: never in the future, never before `earliest`. Without a
    told moment, now.
    """
    return max(min(told or now, now), min(earliest, now))
