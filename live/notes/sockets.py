"""One editor's connection to a note."""

from __future__ import annotations

from collections import deque
from typing import Any

from accounts.models import User
from journal.actors import Actor
from live.credentials import Credential
from live.frames import BinaryFrame
from live.notes.presence import Presence
from live.notes.rights import Right
from live.wires import Wire

FRAMES, BYTES, SECONDS = 400, 2 * 1024 * 1024, 10.0


class NoteSocket:
    """Signed in and admitted. `presences` are the editors it speaks for; `stored` counts its updates on the disk;
    `owed` are those that could not be placed and come again with the next one that can.
    """

    def __init__(self, wire: Wire, credential: Credential, actor: Actor, right: Right, *, wants_saved: bool) -> None:
        self.wire = wire
        self.credential = credential
        self.actor = actor
        self.right = right
        self.wants_saved = wants_saved
        self.presences: dict[int, Presence] = {}
        self.stored = 0
        self.owed = 0
        self.heard: deque[tuple[float, int]] = deque()
        self.heard_bytes = 0

    @property
    def user(self) -> User:
        return self.actor.user

    @property
    def shown(self) -> dict[str, Any]:
        """What others are told of this person."""
        organization = self.actor.organization
        return {"id": self.user.pk, "name": str(self.user), "organization": str(organization) if organization else ""}

    def send(self, message: bytes) -> None:
        self.wire.write(BinaryFrame(message))

    def is_too_busy(self, now: float, size: int) -> bool:
        """Counts a frame of `size` bytes; True when more came in ten seconds than anybody writes."""
        self.heard.append((now, size))
        self.heard_bytes += size
        while self.heard[0][0] < now - SECONDS:
            self.heard_bytes -= self.heard.popleft()[1]
        return len(self.heard) > FRAMES or self.heard_bytes > BYTES
