"""The hub of this process: made on the event loop of its first socket, ended with it."""

from __future__ import annotations

import asyncio
import random
from typing import Any

from django.conf import settings

from journal.announcements import local_listeners
from live.audit import audit_heads, clockwork
from live.frames import Frame, frame
from live.hub import Hub
from live.pump import pump
from live.relay import Relay

BYE_SECONDS = 20.0
SECONDS_TO_CLOSE = 0.7
SLICE = 200


class RunningHub:
    """A hub with its loops: pump, clockwork and, where there are other processes, the relay."""

    def __init__(self) -> None:
        self.hub = Hub()
        if settings.REDIS_URL:
            self.hub.relay = Relay(self.heard, self.troubled)
        loops = [pump(self.hub), *clockwork(self.hub), *([self.hub.relay.run()] if self.hub.relay else [])]
        self.tasks = [asyncio.ensure_future(loop) for loop in loops]
        local_listeners.append(self.hub.moved_elsewhere)

    def heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "journal.moved":
            self.hub.moved(message["heads"])
        elif message["type"] == "live.whisper":
            self.hub.whisper(message["stream"], Frame(message["frame"].encode()), message["person"])

    def troubled(self, is_away: bool) -> None:
        """While the layer is away its hints are lost: look every second; and at once when that begins or ends."""
        self.hub.audit_seconds = min(1.0, settings.AUDIT_SECONDS) if is_away else settings.AUDIT_SECONDS
        self.looking = asyncio.ensure_future(audit_heads(self.hub))

    async def say_bye(self) -> None:
        """The process ends: tell every client when to come back, each at another moment, and close in slices."""
        sockets = self.hub.sockets
        for socket in sockets:
            socket.write(frame("bye", {"after": round(random.uniform(0, BYE_SECONDS), 1)}))  # noqa: S311
        for start in range(0, len(sockets), SLICE):
            for socket in sockets[start : start + SLICE]:
                self.hub.leave(socket)
                socket.wire.close(1012, "restart")
            await asyncio.sleep(SECONDS_TO_CLOSE * SLICE / max(len(sockets), SLICE))

    async def close(self) -> None:
        """End the loops and the threads."""
        local_listeners.remove(self.hub.moved_elsewhere)
        waiting = set(self.tasks)
        while waiting:  # more than once: the layer's client swallows a cancellation while it connects
            for task in waiting:
                task.cancel()
            _, waiting = await asyncio.wait(waiting, timeout=0.5)
        if self.hub.relay:
            await self.hub.relay.reset()
        await asyncio.to_thread(self.hub.pump_thread.close)
        await asyncio.to_thread(self.hub.desk.close)


hubs: dict[asyncio.AbstractEventLoop, RunningHub] = {}


def current_hub() -> Hub:
    """The hub of the running event loop."""
    loop = asyncio.get_running_loop()
    if loop not in hubs:
        hubs[loop] = RunningHub()
    return hubs[loop].hub


async def stop_hub() -> None:
    """Say bye and end the hub of the running event loop, if there is one."""
    if running := hubs.pop(asyncio.get_running_loop(), None):
        await running.say_bye()
        await running.close()
