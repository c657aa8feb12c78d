"""What goes down a socket: JSON, encoded once and framed once for everybody who gets it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

encoder = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))
FINAL_TEXT = 0x81  # FIN and opcode 1; a server never masks (RFC 6455, 5.2)
FINAL_BINARY = 0x82


def framed(payload: bytes, first: int = FINAL_TEXT) -> bytes:
    """A whole WebSocket message as it lies on the wire from a server."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", first, size) + payload
    if size < 65536:
        return struct.pack("!BBH", first, 126, size) + payload
    return struct.pack("!BBQ", first, 127, size) + payload


class Frame:
    """A message to clients. `wire` are the framed bytes, `text` what is inside, for servers that frame themselves."""

    __slots__ = ("header", "wire")

    def __init__(self, payload: bytes) -> None:
        self.wire = framed(payload)
        self.header = len(self.wire) - len(payload)

    @property
    def text(self) -> str:
        return self.wire[self.header :].decode()

    @property
    def event(self) -> dict[str, Any]:
        """What ASGI's `send` takes."""
        return {"type": "websocket.send", "text": self.text}


class BinaryFrame(Frame):
    """A message of bytes: what passes between editors of a note."""

    __slots__ = ()

    def __init__(self, payload: bytes) -> None:
        self.wire = framed(payload, FINAL_BINARY)
        self.header = len(self.wire) - len(payload)

    @property
    def event(self) -> dict[str, Any]:
        return {"type": "websocket.send", "bytes": self.wire[self.header :]}


def frame(op: str, fields: Mapping[str, Any]) -> Frame:
    """The frame of one operation (PROTOCOL 2)."""
    return Frame(encoder.encode({"op": op, **fields}).encode())


def size_of(fields: Mapping[str, Any]) -> int:
    """Bytes of these fields as JSON."""
    return len(encoder.encode(fields).encode())
