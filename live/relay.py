"""Between processes: one channel name each, in one group of the channel layer. Only hints pass here, and whispers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from channels.layers import get_channel_layer

from journal.announcements import GROUP

log = logging.getLogger(__name__)
BEAT_SECONDS = 2.0
SECONDS_TO_SEND = 1.0
Heard = Callable[[dict[str, Any]], None]


class Relay:
    """Hears what other processes announce. It beats to itself: a layer that loses the beat is joined afresh.

    (channels_redis never reports that its connection broke, and what it published meanwhile is lost.)
    """

    def __init__(self, heard: Heard, troubled: Callable[[bool], None]) -> None:
        self.heard = heard
        self.troubled = troubled
        self.layer: Any = get_channel_layer()
        self.channel = ""

    async def run(self) -> None:
        """For ever: join, listen until something breaks, tell that hints were lost, join again."""
        while True:
            try:
                async with asyncio.timeout(5):
                    await self.join()
                self.troubled(False)
                await self.listen()
            except Exception as error:  # noqa: BLE001  whatever the layer suffers, the head audit stands in for it
                log.warning("the channel layer is away, the head audit stands in: %r", error)
            self.troubled(True)
            await asyncio.sleep(BEAT_SECONDS / 2)
            await self.reset()

    async def join(self) -> None:
        self.channel = await self.layer.new_channel()
        await self.layer.group_add(GROUP, self.channel)

    async def listen(self) -> None:
        """Until a beat goes unheard: TimeoutError."""
        beating = asyncio.ensure_future(self.beat())
        try:
            while True:
                async with asyncio.timeout(BEAT_SECONDS * 2):
                    message = await self.layer.receive(self.channel)
                if message["type"] != "live.beat":
                    self.heard(message)
        finally:
            beating.cancel()

    async def beat(self) -> None:
        while True:
            await self.send(self.layer.send(self.channel, {"type": "live.beat"}))
            await asyncio.sleep(BEAT_SECONDS)

    async def publish(self, message: dict[str, Any]) -> None:
        await self.send(self.layer.group_send(GROUP, message))

    async def send(self, sending: Any) -> None:
        try:
            async with asyncio.timeout(SECONDS_TO_SEND):
                await sending
        except Exception as error:  # noqa: BLE001  a lost hint is found by the audit, a lost whisper by nobody
            log.warning("not relayed: %r", error)

    async def reset(self) -> None:
        """Forget the layer's connections, so that joining makes new ones."""
        try:
            async with asyncio.timeout(2):
                await self.layer.flush()
        except Exception as error:  # noqa: BLE001  it is gone, which is what was wanted
            log.debug("flush: %r", error)
