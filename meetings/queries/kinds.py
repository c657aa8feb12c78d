"""What the journal is told of an object of meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from meetings.queries.agenda import agenda_items
from meetings.queries.attendance import attendances
from meetings.queries.ballots import ballots, proxies
from meetings.queries.minutes import minute_entries, objections
from meetings.queries.participants import participants
from meetings.queries.sessions import Facts, sessions
from meetings.queries.speakers import speakers

KINDS: dict[str, Callable[[list[int]], Mapping[int, Facts]]] = {
    "participant": participants,
    "session": sessions,
    "agenda_item": agenda_items,
    "attendance": attendances,
    "ballot": ballots,
    "minute_entry": minute_entries,
    "objection": objections,
    "proxy": proxies,
    "speaker": speakers,
}


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for each kind of meetings' in settings.JOURNAL_KINDS; ids that are gone are absent."""
    return KINDS[kind](ids)
