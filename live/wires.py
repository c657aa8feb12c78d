"""How frames reach one client: straight to the socket where the server offers it, else by ASGI's `send`.

Neither way ever waits: the hub writes to a thousand sockets in one turn, and one slow reader must not hold the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Protocol

from live.frames import Frame

EXTENSION = "multaqa.frame"
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Wire(Protocol):
    """The way down to one client."""

    is_closed: bool

    def write(self, frame: Frame) -> None: ...

    def buffered(self) -> int:
        """Bytes that wait in this process because the client does not read."""

    def close(self, code: int, reason: str = "") -> None: ...


class FrameWire:
    """Hands whole frames to a server that takes them (live/server.py)."""

    __slots__ = ("buffered", "closing", "is_closed", "send", "write_frame")

    def __init__(self, extension: dict[str, Callable[..., Any]], send: Send) -> None:
        self.write_frame: Callable[[bytes], None] = extension["write"]
        self.buffered: Callable[[], int] = extension["buffered"]
        self.send = send
        self.is_closed = False
        self.closing: asyncio.Task[None] | None = None

    def write(self, frame: Frame) -> None:
        if not self.is_closed:
            self.write_frame(frame.wire)

    def close(self, code: int, reason: str = "") -> None:
        if not self.is_closed:
            self.is_closed = True
            self.closing = asyncio.ensure_future(close_quietly(self.send, code, reason))


class QueueWire:
    """For every other ASGI server: a bounded queue and one writing task, made when something waits."""

    __slots__ = ("bytes", "is_closed", "limit", "send", "waiting", "writing")
    LIMIT = 256 * 1024

    def __init__(self, send: Send, limit: int = LIMIT) -> None:
        self.send = send
        self.limit = limit
        self.waiting: list[Frame | tuple[int, str]] = []
        self.bytes = 0
        self.is_closed = False
        self.writing: asyncio.Task[None] | None = None

    def buffered(self) -> int:
        return self.bytes

    def write(self, frame: Frame) -> None:
        if self.is_closed:
            return
        if self.bytes + len(frame.wire) > self.limit:
            self.waiting.clear()
            self.close(4409, "too slow")
            return
        self.bytes += len(frame.wire)
        self.put(frame)

    def close(self, code: int, reason: str = "") -> None:
        if not self.is_closed:
            self.is_closed = True
            self.put((code, reason))

    def put(self, item: Frame | tuple[int, str]) -> None:
        self.waiting.append(item)
        if self.writing is None or self.writing.done():
            self.writing = asyncio.ensure_future(self.write_on())

    async def write_on(self) -> None:
        while self.waiting:
            item = self.waiting.pop(0)
            if isinstance(item, tuple):
                await close_quietly(self.send, *item)
                return
            try:
                await self.send(item.event)
            except Exception:  # noqa: BLE001  whatever the server raises, the client is gone
                self.is_closed = True
                self.waiting.clear()
            self.bytes -= len(item.wire)


async def close_quietly(send: Send, code: int, reason: str) -> None:
    try:
        await send({"type": "websocket.close", "code": code, "reason": reason})
    except Exception:  # noqa: BLE001  a client that is gone needs no close
        return


def wire_for(scope: MutableMapping[str, Any], send: Send, limit: int = QueueWire.LIMIT) -> Wire:
    """The fastest wire that the server of this scope offers; `limit` is how many bytes may wait in a queue of ours."""
    extension = scope.get("extensions", {}).get(EXTENSION)
    return FrameWire(extension, send) if extension else QueueWire(send, limit)
