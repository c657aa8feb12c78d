"""One hub per process: which sockets are here, what they watch, and which streams moved.

The pump (pump.py) carries new entries from the database to the sockets; the audit (audit.py) finds what hints left out.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from django.conf import settings

from live.frames import Frame, frame
from live.relay import Relay
from live.sockets import Socket
from live.streams import Glancers, Level, Position, Watched, head_frame
from live.threads import Readers

NOWHERE = Position()


class Hub:
    """Everything here runs on one event loop, except `moved_elsewhere`."""

    def __init__(self) -> None:
        self.streams: dict[str, Watched] = {}
        self.people: dict[int, set[Socket]] = {}
        self.dirty: set[str] = set()
        self.wake = asyncio.Event()
        self.loop = asyncio.get_running_loop()
        self.pump_thread = Readers(1, "pump")
        self.desk = Readers(3, "desk")
        self.audit_seconds: float = settings.AUDIT_SECONDS
        self.relay: Relay | None = None
        self.access = -1  # the count of changed rights (journal.queries.access) that was acted upon

    # Who is here -------------------------------------------------------------------------------------------------
    def enter(self, socket: Socket) -> None:
        self.people.setdefault(socket.person, set()).add(socket)

    def leave(self, socket: Socket) -> None:
        """Forget a socket, in whatever state it is."""
        sockets = self.people.get(socket.person, set())
        sockets.discard(socket)
        if not sockets:
            self.people.pop(socket.person, None)
        for name in tuple(socket.levels):
            self.drop(socket, name)

    def dismiss(self, socket: Socket) -> None:
        """The sign-in ended: nothing more is sent."""
        self.leave(socket)
        socket.wire.close(4401, "not signed in")

    @property
    def sockets(self) -> list[Socket]:
        return [socket for sockets in self.people.values() for socket in sockets]

    # What they watch ---------------------------------------------------------------------------------------------
    def hold(self, name: str) -> Watched:
        """The stream, kept while somebody waits to be let in."""
        stream = self.streams.setdefault(name, Watched(name))
        stream.pending += 1
        return stream

    def release(self, stream: Watched) -> None:
        stream.pending -= 1
        stream.rest()
        self.forget_idle(stream)

    def forget_idle(self, stream: Watched) -> None:
        if stream.is_idle and self.streams.get(stream.name) is stream:
            del self.streams[stream.name]
            for group in stream.glancers.values():
                if group.timer:
                    group.timer.cancel()

    def glance_at(self, socket: Socket, name: str, position: Position = NOWHERE) -> Watched:
        """Let a socket hear when this stream moves on from `position`."""
        stream = self.streams.setdefault(name, Watched(name))
        stream.moved_to(position)
        socket.levels[name] = Level.HEAD
        stream.add_glancer(socket)
        return stream

    def drop(self, socket: Socket, name: str) -> None:
        """The socket watches this stream no longer."""
        socket.levels.pop(name, None)
        socket.behind.discard(name)
        if stream := self.streams.get(name):
            stream.drop(socket)
            self.forget_idle(stream)

    def take_away(self, socket: Socket, name: str) -> None:
        """Drop a stream that the person may not watch any more, and say so."""
        socket.joined.discard(name)
        if name in socket.levels:
            self.drop(socket, name)
            socket.write(gone(name))

    # What moved --------------------------------------------------------------------------------------------------
    def moved_elsewhere(self, heads: Mapping[str, int]) -> None:
        """From any thread: these streams reached these numbers."""
        self.loop.call_soon_threadsafe(self.moved, heads)

    def moved(self, heads: Mapping[str, int]) -> None:
        """On the loop: remember which watched streams have something new."""
        for name, head in heads.items():
            stream = self.streams.get(name)
            if stream is not None and head > stream.known:
                stream.known = head
                self.look_at(stream)

    def look_at(self, stream: Watched) -> None:
        """Have the pump read this stream, now or when those who glance at it want to hear of it again."""
        if stream.sent is not None or not self.put_off(stream):
            self.look_now(stream.name)

    def look_now(self, name: str) -> None:
        self.dirty.add(name)
        self.wake.set()

    def put_off(self, stream: Watched) -> bool:
        """May a stream that nobody reads wait? True when every group was told a moment ago."""
        now = self.loop.time()
        groups = [group for group in stream.glancers.values() if group.sockets]
        for group in groups:
            if group.quiet_until > now:
                self.glance_later(stream, group)
        return all(group.quiet_until > now for group in groups)

    def glance_later(self, stream: Watched, group: Glancers) -> None:
        def again() -> None:
            group.timer = None
            self.look_now(stream.name)

        if group.timer is None:
            group.timer = self.loop.call_at(group.quiet_until, again)

    # What they are told ------------------------------------------------------------------------------------------
    def tell_glancers(self, stream: Watched) -> None:
        """Send the head to those who watch only that, each group as often as it wants to hear."""
        now = self.loop.time()
        for group in stream.glancers.values():
            if group.sockets and group.told < stream.position.head:
                if group.quiet_until <= now:
                    group.tell(stream.name, stream.position, now)
                else:
                    self.glance_later(stream, group)

    def catch_up(self, socket: Socket) -> None:
        """Acknowledgements resumed: the newest head of everything that was held back."""
        behind, socket.behind = socket.behind, set()
        for name in sorted(behind):
            if stream := self.streams.get(name):
                socket.offer(head_frame(name, stream.position), name)

    def whisper(self, name: str, whispered: Frame, but: int) -> None:
        """Pass on to the stream's readers, except the person who whispers. Nobody who lags is bothered with it."""
        if stream := self.streams.get(name):
            for socket in tuple(stream.readers):
                if socket.person != but and not socket.is_full and not socket.behind:
                    socket.write(whispered)


def gone(name: str) -> Frame:
    return frame("gone", {"stream": name})


def reset(name: str, head: int) -> Frame:
    return frame("reset", {"stream": name, "head": head})
