"""After commit: tell the channel layer which streams moved. A hint only; the database is the truth.

One publishing thread a process sends what waits, with a time-out, so that a dead layer delays a screen, never a write.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable, Mapping

from channels.layers import get_channel_layer
from django.conf import settings

GROUP = "journal"
SECONDS_TO_PUBLISH = 1.0
log = logging.getLogger(__name__)
Listener = Callable[[dict[str, int]], None]


class Publisher:
    """Gathers announced heads and sends them in one message, from an event loop in a thread of its own.

    The thread starts at the first announcement and is a daemon that waits in the loop, never in a pool's thread: Python
    joins those at its end, and a server would not stop.
    """

    def __init__(self) -> None:
        self.waiting: dict[str, int] = {}
        self.lock = threading.Lock()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.woken: asyncio.Event | None = None

    def put(self, heads: Mapping[str, int]) -> None:
        with self.lock:
            for name, head in heads.items():  # two threads may come here in the other order than they committed
                self.waiting[name] = max(head, self.waiting.get(name, 0))
            if self.loop is None:
                self.loop, self.woken = asyncio.new_event_loop(), asyncio.Event()
                threading.Thread(target=self.run, args=(self.loop,), name="publisher", daemon=True).start()
            assert self.woken is not None
            self.loop.call_soon_threadsafe(self.woken.set)

    def run(self, loop: asyncio.AbstractEventLoop) -> None:
        loop.run_until_complete(self.publish_for_ever())

    async def publish_for_ever(self) -> None:
        assert self.woken is not None
        while True:
            await self.woken.wait()
            self.woken.clear()
            with self.lock:
                heads, self.waiting = self.waiting, {}
            if heads:
                await self.publish(heads)

    async def publish(self, heads: dict[str, int]) -> None:
        layer = get_channel_layer()
        if layer is None:
            return
        try:
            async with asyncio.timeout(SECONDS_TO_PUBLISH):
                await layer.group_send(GROUP, {"type": "journal.moved", "heads": heads})
        except Exception as error:  # noqa: BLE001  whatever the layer suffers, the head audit repairs it
            log.warning("not announced, the head audit will find it: %s (%s)", sorted(heads), error)


publisher = Publisher()
local_listeners: list[Listener] = []


def announce(heads: Mapping[str, int]) -> None:
    """Say which streams moved, and to which number: to this process's hub directly, to others by the channel layer.

    Without Redis there are no others to tell that could hear it: the worker and the server each have their own layer,
    and the server's head audit reads every second what the worker wrote.
    """
    if not heads:
        return
    for listener in local_listeners:
        listener(dict(heads))
    if settings.REDIS_URL:
        publisher.put(heads)
