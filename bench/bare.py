"""The yardstick: a broadcast without any application. `python -m bench.bare PORT SOCKETS MESSAGES PER_SECOND`.

No Django, no database, no acknowledgement: asyncio writes one ready-made frame to every socket. What it costs is what
this machine asks today for the writes alone; everything above it is ours.
"""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import sys
import time
from typing import Any

from bench.clients import FILLING
from live.frames import framed

STREAM = "room.1"
GUID = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
opened: list[Socket] = []


class Socket(asyncio.Protocol):
    """Shakes hands, says `ready`, and hears nothing."""

    def __init__(self) -> None:
        self.is_open = False
        self.asked = b""

    def connection_made(self, transport: Any) -> None:
        self.transport = transport

    def data_received(self, received: bytes) -> None:
        self.asked += received
        if self.is_open or b"\r\n\r\n" not in self.asked:
            return
        self.is_open = True
        key = self.asked.partition(b"Sec-WebSocket-Key: ")[2].partition(b"\r\n")[0]
        accepted = base64.b64encode(hashlib.sha1(key + GUID).digest()).decode()  # noqa: S324  RFC 6455 wants it
        self.transport.write(
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Accept: {accepted}\r\n\r\n".encode()
        )
        self.transport.write(framed(json.dumps({"op": "ready", "heads": {STREAM: {"head": 0}}}).encode()))
        opened.append(self)


def entry(number: int) -> bytes:
    """As long as a real entry of the same message."""
    body = f"t={time.monotonic_ns()} {FILLING}"
    fields = {
        "op": "entry",
        "stream": STREAM,
        "number": number,
        "data": {"body": body, "html": FILLING, "more": "x" * 600},
    }
    return framed(json.dumps(fields, ensure_ascii=False, separators=(",", ":")).encode())


async def broadcast(sockets: int, messages: int, per_second: float) -> None:
    while len(opened) < sockets:  # noqa: ASYNC110
        await asyncio.sleep(0.1)
    await asyncio.sleep(0.5)
    began = time.monotonic()
    for number in range(1, messages + 1):
        await asyncio.sleep(max(0.0, began + number / per_second - time.monotonic()) if per_second else 0)
        made = entry(number)
        for socket in opened:
            socket.transport.write(made)
    await asyncio.sleep(600)


async def main(port: int, sockets: int, messages: int, per_second: float) -> None:
    await asyncio.get_running_loop().create_server(Socket, "127.0.0.1", port, backlog=2000)
    await broadcast(sockets, messages, per_second)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), float(sys.argv[4])))
