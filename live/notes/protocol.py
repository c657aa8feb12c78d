"""What passes between editors of a note: the y-websocket protocol, one message in each binary frame.

A message is a kind, for what concerns the text a step, and a payload with its length before it; numbers are of
variable length, seven bits a byte, the lowest first (y-protocols, PROTOCOL.md). One kind is ours: `SAVED`, sent only to
those who ask for it, since the stock provider does not know it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from projects.notes.texts import LARGEST_UPDATE

LARGEST_FRAME = LARGEST_UPDATE + 16  # bytes
LARGEST_AWARENESS = 16 * 1024


class Kind(IntEnum):
    """What a message is about."""

    SYNC = 0  # the text
    AWARENESS = 1  # who is here, and where their cursor stands
    DENIED = 2  # only downwards: what you wrote was not taken
    ASK_AWARENESS = 3  # who is here?
    SAVED = 100  # how many updates of this connection are stored


class Step(IntEnum):
    """What a message about the text says."""

    HAVE = 0  # a state vector: send me what I do not have
    MISSED = 1  # the answer: an update
    UPDATE = 2  # what was just written


class BadFrame(Exception):
    """A message that cannot be read."""


@dataclass(frozen=True, slots=True)
class Said:
    """One message. `step` is None where it is not about the text."""

    kind: Kind
    step: Step | None
    payload: bytes


class Reader:
    """Takes numbers and lengths of bytes off the front."""

    def __init__(self, given: bytes) -> None:
        self.given = given
        self.at = 0

    def number(self) -> int:
        """At most 53 bits, as JavaScript has them. BadFrame where it ends early or goes on for ever."""
        value = shift = 0
        while shift < 56:
            if self.at >= len(self.given):
                raise BadFrame("a number is cut off")
            byte = self.given[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7
        raise BadFrame("a number is too large")

    def taken(self) -> bytes:
        """Bytes with their length before them."""
        size = self.number()
        if self.at + size > len(self.given):
            raise BadFrame("a payload is cut off")
        self.at += size
        return self.given[self.at - size : self.at]

    @property
    def is_at_end(self) -> bool:
        return self.at == len(self.given)


def read(frame: bytes) -> Said:
    """The message in a frame; BadFrame where there is none, or something behind it."""
    reader = Reader(frame)
    try:
        kind = Kind(reader.number())
        step = Step(reader.number()) if kind is Kind.SYNC else None
    except ValueError as unknown:
        raise BadFrame("an unknown kind of message") from unknown
    payload = b"" if kind is Kind.ASK_AWARENESS else reader.taken()
    if not reader.is_at_end:
        raise BadFrame("something stands behind the message")
    return Said(kind, step, payload)


def written(number: int) -> bytes:
    """A number of variable length."""
    parts = bytearray()
    while number > 0x7F:
        parts.append(number & 0x7F | 0x80)
        number >>= 7
    parts.append(number)
    return bytes(parts)


def with_length(payload: bytes) -> bytes:
    return written(len(payload)) + payload


def about_text(step: Step, payload: bytes) -> bytes:
    """A message about the text."""
    return bytes([Kind.SYNC, step]) + with_length(payload)


def about_people(payload: bytes) -> bytes:
    """A message about who is here."""
    return bytes([Kind.AWARENESS]) + with_length(payload)


def denied(reason: str) -> bytes:
    """What somebody wrote was not taken (y-protocols, auth.js)."""
    return bytes([Kind.DENIED, 0]) + with_length(reason.encode())


def saved(count: int) -> bytes:
    """How many updates of this connection are stored."""
    return bytes([Kind.SAVED]) + written(count)


def together(payloads: Iterable[bytes]) -> bytes:
    """Some things one behind the other, their number before them."""
    parts = list(payloads)
    return written(len(parts)) + b"".join(parts)
