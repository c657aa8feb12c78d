"""Who is in a note: what editors tell of themselves (the awareness protocol), signed with the name we know them by.

An editor is a client number of its own choosing. It tells a clock that only grows and a state in JSON: its cursor, and
`user`, which the server writes, so that nobody speaks under another's name.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from live.notes.protocol import BadFrame, Reader, about_people, together, with_length, written

MOST_TOLD = 200  # in one message: the stock provider repeats whatever it hears of others
MOST_EDITORS = 3  # of one connection: an editor that loses its line comes back under the same number
GONE = "null"


@dataclass(frozen=True, slots=True)
class Presence:
    """One editor's word on itself; the state `null` is its goodbye."""

    client: int
    clock: int
    state: str

    @property
    def is_gone(self) -> bool:
        return self.state == GONE

    def signed(self, user: dict[str, Any]) -> Presence:
        """With its writer's name in `user`; BadFrame where the state is no object."""
        try:
            state = json.loads(self.state)
        except ValueError as broken:
            raise BadFrame("a state is no JSON") from broken
        if state is None:
            return replace(self, state=GONE)
        if not isinstance(state, dict):
            raise BadFrame("a state is no object")
        return replace(self, state=json.dumps(state | {"user": user}, ensure_ascii=False, separators=(",", ":")))

    def goodbye(self) -> Presence:
        return Presence(self.client, self.clock + 1, GONE)


def read(payload: bytes) -> list[Presence]:
    """What a message tells of editors; BadFrame."""
    reader = Reader(payload)
    try:
        count = min(reader.number(), MOST_TOLD + 1)
        told = [Presence(reader.number(), reader.number(), reader.taken().decode()) for _ in range(count)]
    except UnicodeDecodeError as broken:
        raise BadFrame("a state is no text") from broken
    if not reader.is_at_end or len(told) > MOST_TOLD:
        raise BadFrame("too many editors at once")
    return told


def message(told: Iterable[Presence]) -> bytes:
    """What tells others of these editors."""
    return about_people(
        together(written(one.client) + written(one.clock) + with_length(one.state.encode()) for one in told)
    )
