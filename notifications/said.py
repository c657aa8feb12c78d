"""A message as far as it matters who hears of it, and what they are to hear."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from chat.queries.levels import Level
from notifications.kinds import MENTION, MESSAGES, REPLY


@dataclass(frozen=True)
class Notice:
    """What somebody is to hear of; it becomes a row of Notification, or moves one on."""

    person: int
    kind: str
    stream: str
    number: int
    newest: int
    subject: str
    object_id: int
    room: int | None
    seq: int | None
    at: datetime
    thread: int | None = None


@dataclass
class Said:
    """A message as far as it matters who hears of it."""

    number: int
    is_edit: bool
    id: int
    seq: int  # 0 for a reply in a thread
    author: int | None
    replies_to: int | None
    at: datetime
    thread: int | None = None
    thread_seq: int = 0
    everybody: bool = False
    pointed: set[int] = field(default_factory=set)

    def kind_for(self, person: int, level: str) -> str | None:
        """As what a person hears of it, None where they do not."""
        if person == self.author or level == Level.NOTHING:
            return None
        if self.everybody or person in self.pointed:
            return MENTION
        if self.is_edit:
            return None
        if person == self.replies_to:
            return REPLY
        return MESSAGES if level == Level.ALL else None
