"""Hints and whispers between processes, and what happens when the layer goes away."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import pytest_asyncio
from channels.layers import get_channel_layer

from journal.announcements import GROUP
from live import relay as relay_module
from live.relay import Relay

pytestmark = pytest.mark.both


class Listening:
    """A relay that runs, with all that it heard."""

    def __init__(self) -> None:
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.troubled: asyncio.Queue[bool] = asyncio.Queue()
        self.relay = Relay(self.heard.put_nowait, self.troubled.put_nowait)
        self.running = asyncio.ensure_future(self.relay.run())


@pytest_asyncio.fixture
async def listening(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Listening]:
    monkeypatch.setattr(relay_module, "BEAT_SECONDS", 0.2)
    opened = Listening()
    async with asyncio.timeout(10):
        assert await opened.troubled.get() is False
    yield opened
    opened.running.cancel()
    await asyncio.wait([opened.running])
    await opened.relay.reset()


async def test_announcement_is_heard(listening: Listening) -> None:
    layer = get_channel_layer()
    assert layer
    await layer.group_send(GROUP, {"type": "journal.moved", "heads": {"room.1": 3}})
    async with asyncio.timeout(10):
        while (await listening.heard.get()).get("heads") != {"room.1": 3}:
            pass  # other tests share the layer


async def test_lost_layer_is_noticed_and_joined_again(listening: Listening) -> None:
    """The layer forgets its subscriptions, as when Redis restarts: only the missing beat tells."""
    await listening.relay.layer.flush()
    async with asyncio.timeout(10):
        assert await listening.troubled.get() is True
        assert await listening.troubled.get() is False
    await listening.relay.publish({"type": "live.whisper", "stream": "room.1"})
    async with asyncio.timeout(10):
        while (await listening.heard.get()).get("stream") != "room.1":
            pass
