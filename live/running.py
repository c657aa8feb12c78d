"""The hub of this process: made on the event loop of its first socket, ended with it."""

from __future__ import annotations

import asyncio
import random
from secrets import token_hex
from typing import Any

from django.conf import settings

from journal.announcements import local_listeners
from live.audit import audit_heads, clockwork
from live.frames import Frame, frame
from live.hub import Hub
from live.notes.rooms import NoteRooms
from live.pump import pump
from live.relay import Relay

BYE_SECONDS = 20.0
SECONDS_TO_CLOSE = 0.7
SLICE = 200


class RunningHub:
    """A hub with its loops: pump, clockwork and, where there are other processes, the relay."""

    def __init__(self) -> None:
        self.hub = Hub()
        self.process = token_hex(8)  # what this process told of notes comes back to it from the layer
        if settings.REDIS_URL:
            self.hub.relay = Relay(self.heard, self.troubled)
        self.notes = NoteRooms(self.tell_of_people if self.hub.relay else None)
        self.telling: set[asyncio.Task[None]] = set()
        relays = [self.hub.relay.run()] if self.hub.relay else []
        loops = [pump(self.hub), *clockwork(self.hub), self.notes.watch(), *relays]
        self.tasks = [asyncio.ensure_future(loop) for loop in loops]
        self.listeners = [self.hub.moved_elsewhere, self.notes.moved_elsewhere]
        local_listeners.extend(self.listeners)

    def heard(self, message: dict[str, Any]) -> None:
        if message["type"] == "journal.moved":
            self.hub.moved(message["heads"])
            self.notes.moved(message["heads"])
        elif message["type"] == "live.note" and message["process"] != self.process:
            self.notes.heard(message)
        elif message["type"] == "live.whisper":
            self.hub.whisper(message["stream"], Frame(message["frame"].encode()), message["person"])

    def tell_of_people(self, message: dict[str, Any]) -> None:
        """Tell the other processes who is in a note here."""
        if relay := self.hub.relay:
            task = asyncio.ensure_future(relay.publish({**message, "process": self.process}))
            self.telling.add(task)
            task.add_done_callback(self.telling.discard)

    def troubled(self, is_away: bool) -> None:
        """While the layer is away its hints are lost: look every second; and at once when that begins or ends."""
        self.hub.audit_seconds = min(1.0, settings.AUDIT_SECONDS) if is_away else settings.AUDIT_SECONDS
        self.looking = asyncio.ensure_future(audit_heads(self.hub))

    async def say_bye(self) -> None:
        """The process ends: tell every client when to come back, each at another moment, and close in slices."""
        self.notes.say_bye()
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
        for listener in self.listeners:
            local_listeners.remove(listener)
        waiting = set(self.tasks)
        while waiting:  # more than once: the layer's client swallows a cancellation while it connects
            for task in waiting:
                task.cancel()
            _, waiting = await asyncio.wait(waiting, timeout=0.5)
        if self.hub.relay:
            await self.hub.relay.reset()
        await self.notes.end()
        await asyncio.to_thread(self.hub.pump_thread.close)
        await asyncio.to_thread(self.hub.desk.close)


hubs: dict[asyncio.AbstractEventLoop, RunningHub] = {}


def running() -> RunningHub:
    """All that runs on this event loop, begun at its first socket."""
    loop = asyncio.get_running_loop()
    if loop not in hubs:
        hubs[loop] = RunningHub()
    return hubs[loop]


def current_hub() -> Hub:
    """The hub of the running event loop."""
    return running().hub


def current_notes() -> NoteRooms:
    """The notes that are open on it."""
    return running().notes


async def stop_hub() -> None:
    """Say bye and end the hub of the running event loop, if there is one."""
    if begun := hubs.pop(asyncio.get_running_loop(), None):
        await begun.say_bye()
        await begun.close()
