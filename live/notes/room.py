"""One open note: takes what its editors say, a turn at a time, and tells the others."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Callable, Iterable
from typing import Any

from live.notes import presence, protocol
from live.notes.presence import Presence
from live.notes.sockets import NoteSocket
from live.notes.turns import Ask, KeptText, Outcome
from live.threads import Readers
from projects.models import Document

log = logging.getLogger(__name__)
PAUSE_AFTER_FAILURE = 0.5
TRIES = 3
MOST_WAITING = 8 * 1024 * 1024  # bytes asked and not yet stored, of all editors of a note
BUFFERED = 4 * 1024 * 1024  # bytes that a client may be behind: a long text is one message


class NoteRoom:
    """Turns run one after the other; what comes meanwhile waits for the next."""

    def __init__(
        self,
        note: Document,
        thread: Readers,
        publish: Callable[[dict[str, Any]], None] | None,
        closed: Callable[[NoteRoom], None],
    ) -> None:
        self.pk = note.pk
        self.thread = thread
        self.publish = publish
        self.closed = closed
        self.kept = KeptText(note)
        self.sockets: set[NoteSocket] = set()
        self.owners: dict[int, int] = {}  # whose each editor's number is, also after it left
        self.asks: list[Ask] = []
        self.waiting_bytes = 0
        self.is_behind = False
        self.failures = 0
        self.access = -1  # the count of changed rights at which everybody here was asked about
        self.unasked: list[int] = []  # the same, of those who came during a turn or were doubted in it
        self.loop = asyncio.get_running_loop()
        self.wake = asyncio.Event()
        self.running = asyncio.ensure_future(self.run())

    @property
    def number(self) -> int:
        """Up to which update everybody here was told."""
        return self.kept.number or 0

    @property
    def now(self) -> float:
        return self.loop.time()

    # Who is here -------------------------------------------------------------------------------------------------
    def enter(self, socket: NoteSocket, access: int) -> None:
        """Admitted at that count of changed rights: if it moved since, this one is asked about again."""
        self.access = min(self.access, access) if self.sockets else access
        self.unasked.append(access)
        self.sockets.add(socket)
        self.ask(Ask(socket))
        self.who_is_here(socket)

    def leave(self, socket: NoteSocket) -> None:
        """Its cursors go with it."""
        if socket not in self.sockets:
            return
        self.sockets.discard(socket)
        if told := [one.goodbye() for one in socket.presences.values() if not one.is_gone]:
            self.tell(told)
        socket.presences.clear()
        if not self.sockets and not self.asks:
            self.end()

    def end(self) -> None:
        self.closed(self)
        self.running.cancel()

    # What they say -----------------------------------------------------------------------------------------------
    def ask(self, ask: Ask) -> None:
        """For the next turn. Where the disk cannot keep up, clients keep what they wrote and come back."""
        if self.waiting_bytes > MOST_WAITING:
            self.dismiss(ask.socket, 1013, "the note cannot keep up")
            return
        self.asks.append(ask)
        self.waiting_bytes += len(ask.payload)
        self.wake.set()

    def present(self, socket: NoteSocket, told: Iterable[Presence]) -> None:
        """An editor tells of itself. The stock provider repeats what it heard of others: that is passed over, and so
        nobody speaks under the number of somebody else.
        """
        mine = []
        for one in told:
            is_known = one.client in socket.presences
            if not is_known and (one.is_gone or self.owners.get(one.client, socket.user.pk) != socket.user.pk):
                continue
            if not is_known and self.is_taken(one.client, socket):
                continue
            self.owners[one.client] = socket.user.pk
            socket.presences[one.client] = one.signed(socket.shown)
            mine.append(socket.presences[one.client])
        if mine:
            self.tell(mine)

    def is_taken(self, client: int, socket: NoteSocket) -> bool:
        """Is it another connection's, or one too many?"""
        if len(socket.presences) >= presence.MOST_EDITORS:
            return True
        return any(client in other.presences for other in self.sockets if other is not socket)

    def tell(self, told: list[Presence]) -> None:
        """To all, the teller too: the stock provider hangs up on a line that is silent for half a minute."""
        message = presence.message(told)
        self.spread(message)
        if self.publish:
            self.publish({"type": "live.note", "note": self.pk, "told": message})

    def hear_elsewhere(self, message: bytes) -> None:
        """Another process tells of its editors."""
        for one in presence.read(protocol.read(message).payload):
            if not one.is_gone:
                self.owners[one.client] = json.loads(one.state)["user"]["id"]
        self.spread(message)

    def spread(self, message: bytes) -> None:
        for socket in tuple(self.sockets):
            self.send(socket, message)

    def who_is_here(self, socket: NoteSocket) -> None:
        told = [one for other in self.sockets for one in other.presences.values() if not one.is_gone]
        if told:
            self.send(socket, presence.message(told))

    # What happened elsewhere -------------------------------------------------------------------------------------
    def fall_behind(self) -> None:
        """Another process stored something."""
        self.is_behind = True
        self.wake.set()

    def doubt(self) -> None:
        """Rights may have changed: the next turn asks about everybody."""
        self.access = -1
        self.unasked.append(-1)  # a turn that is under way may have asked before
        self.wake.set()

    # Turns -------------------------------------------------------------------------------------------------------
    async def run(self) -> None:
        while True:
            await self.wake.wait()
            self.wake.clear()
            asks, self.asks, self.waiting_bytes = self.asks, [], 0
            is_behind, self.is_behind = self.is_behind, False
            self.unasked = []
            try:
                outcome = await self.thread.run(
                    self.kept.turn, asks, tuple(self.sockets), asked_at=self.access, is_behind=is_behind
                )
            except Exception:
                log.exception("a turn of note %d failed", self.pk)
                await self.try_again(asks)
            else:
                self.failures = 0
                self.carry_out(outcome)
            if not self.sockets and not self.asks:
                self.end()

    async def try_again(self, asks: list[Ask]) -> None:
        """In a moment, a few times; then everybody is sent away to come back with what they have."""
        self.failures += 1
        if self.failures < TRIES:
            self.asks = asks + self.asks
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
            self.wake.set()
        else:
            for socket in tuple(self.sockets):
                self.dismiss(socket, 1011, "internal error")

    def carry_out(self, outcome: Outcome) -> None:
        """First who may still be here, then what everybody is told, then what each one asked."""
        self.access = min([outcome.access, *self.unasked])
        for socket, right in outcome.rights.items():
            socket.right = right
            if not right.reads:
                self.dismiss(socket, *((4404, "no such note") if right.is_signed_in else (4401, "not signed in")))
        for message, knows_it in outcome.spread:
            for socket in tuple(self.sockets):
                if socket is not knows_it:
                    self.send(socket, message)
        for socket, message in outcome.answers:
            self.send(socket, message)
        for socket, count in outcome.stored:
            socket.stored += count
            if socket.wants_saved:
                self.send(socket, protocol.saved(socket.stored))
        for socket, code, reason in outcome.closed:
            self.dismiss(socket, code, reason)

    def send(self, socket: NoteSocket, message: bytes) -> None:
        if socket not in self.sockets or socket.wire.is_closed:
            return
        if socket.wire.buffered() > BUFFERED:
            self.dismiss(socket, 1013, "too slow")
        else:
            socket.send(message)

    def dismiss(self, socket: NoteSocket, code: int, reason: str) -> None:
        self.leave(socket)
        socket.wire.close(code, reason)
