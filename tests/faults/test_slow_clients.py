"""Clients that never read and queries that take five seconds cost nobody else anything."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from statistics import median

import aiohttp
import psutil
import pytest

from bench.clients import HANDSHAKE, masked
from tests.faults.conftest import Scene
from tests.faults.people import Outbox, Watcher
from tests.live.serving import Serving

pytestmark = [pytest.mark.faults, pytest.mark.both]
DEAF = 20
LONG = "سلام عليكم " * 720  # some 30 KB as a frame


def deaf_client(port: int, token: str, stream: str) -> socket.socket:
    """Says hello and never reads."""
    client = socket.socket()
    client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    client.connect(("127.0.0.1", port))
    client.sendall(HANDSHAKE.format(key="x" * 22 + "==").encode())
    client.recv(500)
    hello = {"op": "hello", "token": token, "streams": {stream: {"level": "entries"}}}
    client.sendall(masked(0x81, json.dumps(hello).encode()))
    return client


async def posted(outbox: Outbox, watcher: Watcher, count: int, body: str) -> list[float]:
    """Post so many messages; the seconds each took to reach the watcher."""
    already = len(outbox.stored)
    async with aiohttp.ClientSession() as http:
        for _ in range(count):
            await outbox.post(http, body)
    await watcher.has(outbox.head, 20)
    arrived = dict(zip(watcher.messages, watcher.took_at, strict=True))
    return [arrived[each] - outbox.sent_at[each] for each in outbox.stored[already:]]


@asynccontextmanager
async def somebody_writes_and_somebody_watches(
    scene: Scene, serving: Serving
) -> AsyncIterator[tuple[Serving, Outbox, Watcher]]:
    """A server, Basel who posts to the room, and Omar who hears of it."""
    with serving:
        outbox = Outbox(serving.address, scene.tokens["basel"], scene.room.pk)
        watcher = Watcher(serving.address, scene.tokens["omar"], scene.room.stream, scene.head)
        watching = asyncio.ensure_future(watcher.run())
        await asyncio.wait_for(watcher.is_ready.wait(), 10)
        yield serving, outbox, watcher
        watching.cancel()


async def test_clients_that_never_read(scene: Scene) -> None:
    # One arena: with several, what a thread keeps for itself doubles what is measured.
    async with somebody_writes_and_somebody_watches(scene, Serving(MALLOC_ARENA_MAX="1")) as (serving, outbox, watcher):
        before = await posted(outbox, watcher, 200, LONG)
        memory = psutil.Process(serving.process.pid).memory_info().rss
        deaf = [deaf_client(serving.port, scene.tokens["hala"], scene.room.stream) for _ in range(DEAF)]
        during = await posted(outbox, watcher, 400, LONG)
        grown = psutil.Process(serving.process.pid).memory_info().rss - memory
        for client in deaf:
            client.close()
    # Frames they were not sent: 12 MB if kept once for all, 240 MB if kept for each.
    assert grown < 10 * 2**20
    assert median(during) < median(before) + 0.1


async def test_five_second_query(scene: Scene) -> None:
    slow_site = Serving(DJANGO_SETTINGS_MODULE="tests.faults.slow_settings")
    async with somebody_writes_and_somebody_watches(scene, slow_site) as (serving, outbox, watcher):
        before = await posted(outbox, watcher, 40, "قبل")
        slow = asyncio.ensure_future(ask_slowly(serving))
        during = await posted(outbox, watcher, 40, "بينما")
        assert not slow.done(), "the messages were not posted while the query ran"
        assert await slow >= 4.5
    assert median(during) < median(before) + 0.1


async def ask_slowly(serving: Serving) -> float:
    """Seconds the database said it slept."""
    async with aiohttp.ClientSession() as http, http.get(f"{serving.address}/slow/") as answer:
        assert answer.status == 200, await answer.text()
        return float(await answer.text())
