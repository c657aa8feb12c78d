"""The notes that are open in this process, and the one thread in which their texts are read and stored."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any

from journal.actors import Actor
from journal.queries import access
from journal.refusals import Refused
from live.notes.room import NoteRoom
from live.notes.sockets import NoteSocket
from live.notes.turns import KeptText
from live.threads import Readers
from projects.actions import read_document
from projects.models import Document
from projects.queries import has_read, note_heads

log = logging.getLogger(__name__)
LOOK_SECONDS = 1.0
CREDENTIALS_LOOKS = 60  # every so many looks the sign-ins are asked about too: they run out without anybody's doing
Publish = Callable[[dict[str, Any]], None]


class NoteRooms:
    """Everything here runs on one event loop, except `moved_elsewhere`."""

    def __init__(self, publish: Publish | None) -> None:
        self.loop = asyncio.get_running_loop()
        self.thread = Readers(1, "notes")
        self.rooms: dict[int, NoteRoom] = {}
        self.publish = publish
        self.looks = 0
        self.is_over = False

    def room(self, note: Document) -> NoteRoom:
        """The room of a note; it is there as long as somebody is in it."""
        if note.pk not in self.rooms:
            self.rooms[note.pk] = NoteRoom(note, self.thread, self.publish, self.close)
        return self.rooms[note.pk]

    async def seen(self, socket: NoteSocket, room: NoteRoom) -> None:
        """Whoever leaves has seen what they were told. Where it cannot be written down nobody is held up."""
        try:
            if socket.right.reads and not self.is_over:
                await self.thread.run(note_reading, socket.actor, room.kept)
        except Exception:
            log.exception("who read note %d is not noted", room.pk)

    def close(self, room: NoteRoom) -> None:
        if self.rooms.get(room.pk) is room:
            del self.rooms[room.pk]

    # What happened elsewhere -------------------------------------------------------------------------------------
    def moved_elsewhere(self, heads: Mapping[str, int]) -> None:
        """From any thread: these streams moved; a note's name among them says that it was written to."""
        if any(name.startswith("note.") for name in heads):
            self.loop.call_soon_threadsafe(self.moved, heads)

    def moved(self, heads: Mapping[str, int]) -> None:
        for name, head in heads.items():
            kind, _, key = name.partition(".")
            if kind == "note" and (room := self.rooms.get(int(key))) and head > room.number:
                room.fall_behind()

    def heard(self, message: dict[str, Any]) -> None:
        """Another process tells who is in a note there."""
        if room := self.rooms.get(message["note"]):
            room.hear_elsewhere(message["told"])

    async def watch(self) -> None:
        """For ever: what hints left out is found within a second, and so is who may no longer be here."""
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                await self.look()
            except Exception:
                log.exception("the notes could not be looked at")

    async def look(self) -> None:
        if not self.rooms:
            return
        self.looks += 1
        heads, rights = await self.thread.run(read_heads, list(self.rooms))
        for pk, room in list(self.rooms.items()):
            if heads.get(pk, 0) > room.number:
                room.fall_behind()
            if rights != room.access or self.looks % CREDENTIALS_LOOKS == 0:
                room.doubt()

    # The end -----------------------------------------------------------------------------------------------------
    def say_bye(self) -> None:
        for room in list(self.rooms.values()):
            for socket in tuple(room.sockets):
                room.leave(socket)
                socket.wire.close(1012, "restart")

    async def end(self) -> None:
        self.is_over = True
        for room in list(self.rooms.values()):
            room.end()
        await asyncio.to_thread(self.thread.close)


def note_reading(actor: Actor, kept: KeptText) -> None:
    """Who lost the right meanwhile is written down no more."""
    number = kept.number or 0
    if not has_read(actor.user, kept.note, number):
        with suppress(Refused):
            read_document(actor=actor, document=kept.note, version=number)


def read_heads(pks: list[int]) -> tuple[dict[int, int], int]:
    """How far each note is written, and how often rights changed."""
    return note_heads(pks), access()
