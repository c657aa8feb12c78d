"""A stream as one process watches it: who reads its entries, who only wants its head, how far it was sent."""

from __future__ import annotations

import asyncio
import re
from collections import deque
from dataclasses import dataclass
from enum import StrEnum

from live.frames import Frame, frame
from live.sockets import Socket

NAME = re.compile(r"[a-z_]{1,16}\.[a-z0-9_]{1,40}")
KEPT = 64  # newest frames kept, for sockets that come while the stream moves …
KEPT_BYTES = 128 * 1024  # … or fewer, where they are long
PAUSE = 5.0
PAUSE_IN_DATA_SAVER = 30.0


class Level(StrEnum):
    """What a socket is sent of a stream."""

    ENTRIES = "entries"
    HEAD = "head"


@dataclass(frozen=True, slots=True)
class Position:
    """A stream's row as it was read."""

    head: int = 0
    seq: int = 0
    floor: int = 0


class Glancers:
    """Sockets that want to know that a stream moved, at most once in `pause` seconds."""

    __slots__ = ("pause", "quiet_until", "sockets", "timer", "told")

    def __init__(self, pause: float) -> None:
        self.pause = pause
        self.sockets: set[Socket] = set()
        self.told = 0
        self.quiet_until = 0.0
        self.timer: asyncio.TimerHandle | None = None

    def tell(self, name: str, position: Position, now: float) -> None:
        """Send the head to all of them, and be quiet for a while."""
        self.told = position.head
        self.quiet_until = now + self.pause
        told = head_frame(name, position)
        for socket in tuple(self.sockets):
            socket.offer(told, name)


class Watched:
    """One stream. `sent` is the number of the newest entry sent to readers, None while nobody reads; `known` is the
    highest number the pump has dealt with or been asked for; `pending` counts those who wait to be let in.
    """

    __slots__ = ("glancers", "known", "name", "pending", "position", "readers", "recent", "recent_bytes", "sent")

    def __init__(self, name: str) -> None:
        self.name = name
        self.sent: int | None = None
        self.known = 0
        self.position = Position()
        self.readers: dict[Socket, int] = {}
        self.glancers: dict[float, Glancers] = {}
        self.pending = 0
        self.recent: deque[tuple[int, Frame]] | None = None
        self.recent_bytes = 0

    @property
    def is_idle(self) -> bool:
        """Does nobody here want it, and nobody wait to be let in?"""
        return not (self.pending or self.readers or any(group.sockets for group in self.glancers.values()))

    def moved_to(self, position: Position) -> None:
        if position.head >= self.position.head:
            self.position = position

    def is_carried(self) -> None:
        """The pump has been here: hints up to where it came bring nothing new."""
        self.known = max(self.known, self.position.head if self.sent is None else self.sent)

    def rest(self) -> None:
        """Without readers nothing is sent, and the next reader begins where it stands then."""
        if not self.readers and not self.pending:
            self.sent = None
            self.forget_recent()

    def keep(self, number: int, sent: Frame) -> None:
        if self.recent is None:
            self.recent = deque()
        self.recent.append((number, sent))
        self.recent_bytes += len(sent.wire)
        while len(self.recent) > KEPT or self.recent_bytes > KEPT_BYTES:
            self.recent_bytes -= len(self.recent.popleft()[1].wire)

    def forget_recent(self) -> None:
        self.recent = None
        self.recent_bytes = 0

    def frames_after(self, number: int) -> list[Frame] | None:
        """The frames sent after `number`, or None when they are no longer kept."""
        if self.sent is None or number >= self.sent:
            return []
        kept = [sent for reached, sent in self.recent or () if reached > number]
        return kept if len(kept) == self.sent - number else None

    def add_reader(self, socket: Socket, since: int) -> None:
        self.drop_glancer(socket)
        self.readers[socket] = since

    def add_glancer(self, socket: Socket) -> None:
        self.drop_reader(socket)
        pause = PAUSE_IN_DATA_SAVER if socket.data_saver else PAUSE
        group = self.glancers.setdefault(pause, Glancers(pause))
        if not group.sockets:
            group.told = self.position.head
        group.sockets.add(socket)

    def drop_reader(self, socket: Socket) -> None:
        if self.readers.pop(socket, None) is not None:
            self.rest()

    def drop_glancer(self, socket: Socket) -> None:
        for group in self.glancers.values():
            group.sockets.discard(socket)

    def drop(self, socket: Socket) -> None:
        self.drop_reader(socket)
        self.drop_glancer(socket)


def head_frame(name: str, position: Position) -> Frame:
    return frame("head", {"stream": name, "head": position.head, "seq": position.seq})


def is_name(name: object) -> bool:
    """Could this be a stream's name?"""
    return isinstance(name, str) and NAME.fullmatch(name) is not None
