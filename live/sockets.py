"""One client's connection, as the hub sees it: what it watches and what it has not yet acknowledged."""

from __future__ import annotations

from collections import deque

from live.credentials import Credential
from live.frames import Frame
from live.wires import Wire

FRAMES = 32
BYTES = 64 * 1024


class Socket:
    """A signed-in connection, greeted once `ready` is sent.

    What it watches is in `levels`, by stream; `joined` are the rooms it always watches.
    `access` counts the moments at which its rights came into doubt: a reading begun before such a moment is not used.
    """

    __slots__ = (
        "__weakref__",
        "access",
        "acknowledged",
        "behind",
        "credential",
        "data_saver",
        "is_greeted",
        "joined",
        "levels",
        "name",
        "person",
        "sent",
        "since",
        "unacknowledged",
        "waiting_bytes",
        "wire",
    )

    def __init__(self, wire: Wire, person: int, name: str, credential: Credential, data_saver: bool) -> None:
        self.wire = wire
        self.person = person
        self.name = name
        self.credential = credential
        self.data_saver = data_saver
        self.is_greeted = False
        self.levels: dict[str, str] = {}
        self.joined: set[str] = set()
        self.access = 0
        self.sent = 0
        self.acknowledged = 0
        self.unacknowledged: deque[int] = deque()
        self.waiting_bytes = 0
        self.since = 0.0
        self.behind: set[str] = set()

    @property
    def is_closed(self) -> bool:
        return self.wire.is_closed

    @property
    def is_full(self) -> bool:
        """Has it acknowledged too little to be sent more?"""
        return len(self.unacknowledged) >= FRAMES or self.waiting_bytes >= BYTES

    @property
    def own_stream(self) -> str:
        return f"user.{self.person}"

    def write(self, frame: Frame) -> None:
        """Send, whatever is unacknowledged: answers to what the client itself asked."""
        size = len(frame.wire)
        self.sent += 1
        self.unacknowledged.append(size)
        self.waiting_bytes += size
        self.wire.write(frame)

    def offer(self, frame: Frame, stream: str) -> None:
        """Send what happened, or remember that the stream went on, for a client that does not keep up."""
        if self.behind or len(self.unacknowledged) >= FRAMES or self.waiting_bytes >= BYTES:
            self.behind.add(stream)
        else:
            self.write(frame)

    def acknowledge(self, count: int, now: float) -> bool:
        """The client has received `count` frames in all; False when it cannot have."""
        if count > self.sent:
            return False
        while self.acknowledged < count:
            self.waiting_bytes -= self.unacknowledged.popleft()
            self.acknowledged += 1
            self.since = now
        return True

    def is_overdue(self, now: float, seconds: float) -> bool:
        """Has something stood unacknowledged for so long? `since` is set by the first sweep that sees it."""
        if not self.unacknowledged:
            self.since = 0.0
            return False
        self.since = self.since or now
        return now - self.since > seconds
