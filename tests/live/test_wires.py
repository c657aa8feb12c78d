"""Wires never wait for a client."""

import asyncio
from collections.abc import MutableMapping
from typing import Any

import pytest

from live.frames import Frame
from live.wires import EXTENSION, FrameWire, QueueWire, wire_for

FRAME = Frame(b"x" * 1000)


class Server:
    """An ASGI server whose client reads only when `reads` is set."""

    def __init__(self) -> None:
        self.reads = asyncio.Event()
        self.sent: list[str] = []

    async def send(self, message: MutableMapping[str, Any]) -> None:
        await self.reads.wait()
        self.sent.append(message["type"])


async def test_frames_wait_in_order_for_a_slow_client() -> None:
    server = Server()
    wire = QueueWire(server.send)
    wire.write(FRAME)
    wire.write(FRAME)
    wire.close(1000)
    assert wire.buffered() == 2 * len(FRAME.wire)
    server.reads.set()
    assert wire.writing
    await wire.writing
    assert (server.sent, wire.buffered()) == (["websocket.send", "websocket.send", "websocket.close"], 0)


async def test_client_that_never_reads_costs_no_more_than_the_limit() -> None:
    wire = QueueWire(Server().send)
    for _ in range(1000):
        wire.write(FRAME)
    assert wire.is_closed
    assert wire.buffered() <= QueueWire.LIMIT
    assert len(wire.waiting) == 1


async def test_broken_client_is_closed_quietly() -> None:
    async def send(message: MutableMapping[str, Any]) -> None:
        raise OSError("gone")

    wire = QueueWire(send)
    wire.write(FRAME)
    assert wire.writing
    await wire.writing
    assert wire.is_closed


@pytest.mark.parametrize(("extensions", "kind"), [({}, QueueWire), ({EXTENSION: {}}, FrameWire)])
async def test_server_that_takes_frames_gets_frames(extensions: dict[str, Any], kind: type) -> None:
    written: list[bytes] = []
    offered = {name: {"write": written.append, "buffered": lambda: 0} for name in extensions}
    wire = wire_for({"extensions": offered}, Server().send)
    assert isinstance(wire, kind)
    wire.write(FRAME)
    assert written == [FRAME.wire] * len(extensions)
