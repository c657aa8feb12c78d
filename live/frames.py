"""What goes down a socket: JSON, encoded once and framed once for everybody who gets it."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

encoder = DjangoJSONEncoder(ensure_ascii=False, separators=(",", ":"))
FINAL_TEXT = 0x81  # FIN and opcode 1; a server never masks (RFC 6455, 5.2)


def text_frame(payload: bytes) -> bytes:
    """A whole WebSocket text message as it lies on the wire from a server."""
    size = len(payload)
    if size < 126:
        return struct.pack("!BB", FINAL_TEXT, size) + payload
    if size < 65536:
        return struct.pack("!BBH", FINAL_TEXT, 126, size) + payload
    return struct.pack("!BBQ", FINAL_TEXT, 127, size) + payload


class Frame:
    """A message to clients. `wire` are the framed bytes, `text` what is inside, for servers that frame themselves."""

    __slots__ = ("header", "wire")

    def __init__(self, payload: bytes) -> None:
        self.wire = text_frame(payload)
        self.header = len(self.wire) - len(payload)

    @property
    def text(self) -> str:
        return self.wire[self.header :].decode()


def frame(op: str, fields: Mapping[str, Any]) -> Frame:
    """The frame of one operation (PROTOCOL 2)."""
    return Frame(encoder.encode({"op": op, **fields}).encode())


def size_of(fields: Mapping[str, Any]) -> int:
    """Bytes of these fields as JSON."""
    return len(encoder.encode(fields).encode())
