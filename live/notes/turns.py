"""A note's text in this process: loaded from what is stored, stored before anybody else is told.

All of this runs in the one thread of live/notes/rooms.py, a turn at a time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby

from journal.actors import Actor
from journal.queries import access
from journal.refusals import Refused
from live.notes import protocol
from live.notes.protocol import Step, about_text
from live.notes.rights import Right, look_again
from live.notes.sockets import NoteSocket
from projects.actions import write_note_together
from projects.models import Document
from projects.notes.texts import LARGEST_UPDATE, NOTHING, BadUpdate, Incomplete, Text, merged
from projects.queries import note_updates


@dataclass(frozen=True, slots=True)
class Ask:
    """What one client said about the text; without a step it just came."""

    socket: NoteSocket
    step: Step | None = None
    payload: bytes = b""

    @property
    def is_update(self) -> bool:
        return self.step in {Step.MISSED, Step.UPDATE}


@dataclass
class Written:
    """What one client wrote: its updates, what of them was new, and what ended them before the last."""

    socket: NoteSocket
    updates: list[bytes]
    brought: list[bytes] = field(default_factory=list)
    ended: BadUpdate | Incomplete | None = None

    @property
    def portions(self) -> list[bytes]:
        """What is stored of it: one update, if it is not too long."""
        whole = merged(self.brought) if self.brought else NOTHING
        return self.brought if len(whole) > LARGEST_UPDATE else [whole] if whole != NOTHING else []


@dataclass
class Outcome:
    """What a turn brings: who may still be here, what everybody is told, what one is answered."""

    access: int = -1
    rights: dict[NoteSocket, Right] = field(default_factory=dict)
    spread: list[tuple[bytes, NoteSocket | None]] = field(default_factory=list)  # a message, and who knows it already
    answers: list[tuple[NoteSocket, bytes]] = field(default_factory=list)
    stored: list[tuple[NoteSocket, int]] = field(default_factory=list)
    closed: list[tuple[NoteSocket, int, str]] = field(default_factory=list)


class KeptText:
    """One note. Everybody here was told what is stored up to `number`; `text` is None where it must be read anew."""

    def __init__(self, note: Document) -> None:
        self.note = note
        self.number: int | None = None
        self.text: Text | None = None

    def turn(self, asks: list[Ask], sockets: Iterable[NoteSocket], *, asked_at: int, is_behind: bool) -> Outcome:
        """Answer what was asked, in order. After a failure the text is read anew from what is stored.

        `asked_at` is the count of changed rights at which everybody of `sockets` was asked about.
        """
        outcome = Outcome()
        try:
            if is_behind:
                self.catch_up(outcome)
            for is_update, group in groupby(asks, key=lambda ask: ask.is_update):
                if is_update:
                    self.take(group, outcome)
                else:
                    for ask in group:
                        self.answer(ask, outcome)
            self.look(sockets, asked_at, outcome)
        except BaseException:
            self.text = None
            raise
        return outcome

    def opened(self, outcome: Outcome) -> Text:
        """The text; where it had to be read anew, what others stored meanwhile is told."""
        if self.text is None:
            number, updates = note_updates(self.note.pk)
            self.text = Text(updates)
            if self.number is not None and number > self.number:
                since = note_updates(self.note.pk, self.number)[1]
                outcome.spread.append((about_text(Step.UPDATE, merged(since)), None))
            self.number = number
        return self.text

    def catch_up(self, outcome: Outcome) -> None:
        """Take what other processes stored since."""
        text = self.opened(outcome)
        number, updates = note_updates(self.note.pk, self.number or 0)
        brought = [new for update in updates if (new := text.add(update)) != NOTHING]
        self.number = max(self.number or 0, number)
        if brought:
            outcome.spread.append((about_text(Step.UPDATE, merged(brought)), None))

    def answer(self, ask: Ask, outcome: Outcome) -> None:
        """Who just came is asked what they have; who says what they have is sent what they lack."""
        text = self.opened(outcome)
        if ask.step is None:
            outcome.answers.append((ask.socket, about_text(Step.HAVE, text.state)))
            return
        try:
            update = text.missed(ask.payload)
        except BadUpdate:
            outcome.closed.append((ask.socket, 4400, "no state"))
        else:
            outcome.answers.append((ask.socket, about_text(Step.MISSED, update)))

    def take(self, asks: Iterable[Ask], outcome: Outcome) -> None:
        """Some wrote: it is stored, of all of them at once, and only then are the others told."""
        waiting: list[Written] = []
        for socket, group in groupby(asks, key=lambda ask: ask.socket):
            waiting.append(self.add(socket, [ask.payload for ask in group], outcome))
            if waiting[-1].ended:
                self.settle(waiting, outcome)
                waiting = []
        self.settle(waiting, outcome)

    def add(self, socket: NoteSocket, updates: list[bytes], outcome: Outcome) -> Written:
        """What somebody's updates really brought, and what ended them before the last."""
        text, written = self.opened(outcome), Written(socket, updates)
        for update in updates:
            try:
                new = text.add(update)
            except (BadUpdate, Incomplete) as refused:
                written.ended = refused
                break
            if new != NOTHING:
                written.brought.append(new)
        return written

    def settle(self, waiting: list[Written], outcome: Outcome) -> None:
        """Where one of them may not write, nothing of all is stored: then each is taken by itself, from the start."""
        try:
            self.store([(one.socket, update) for one in waiting for update in one.portions], outcome)
        except Refused:
            self.text = None  # it holds what nobody may see
            if len(waiting) == 1:
                outcome.answers.append((waiting[0].socket, protocol.denied("you may not write here")))
                return
            for one in waiting:
                self.settle([self.add(one.socket, one.updates, outcome)], outcome)
            return
        for one in waiting:
            self.tell(one, outcome)

    def store(self, written: list[tuple[NoteSocket, bytes]], outcome: Outcome) -> None:
        """On the disk, in one transaction; Refused where somebody may not write."""
        if not written:
            return
        together = [(socket.actor, update) for socket, update in written]
        last = write_note_together(actor=Actor.clock(), note=self.note, written=together)
        outcome.spread += [(about_text(Step.UPDATE, update), socket) for socket, update in written]
        if last == (self.number or 0) + len(written):
            self.number = last
        else:  # another process wrote meanwhile
            self.catch_up(outcome)

    def tell(self, one: Written, outcome: Outcome) -> None:
        """What the writer hears of it."""
        if isinstance(one.ended, BadUpdate):
            outcome.closed.append((one.socket, 4400, "no update"))
        elif one.ended:
            self.text = None
            one.socket.owed += len(one.updates)
            outcome.answers.append((one.socket, about_text(Step.HAVE, self.opened(outcome).state)))
        else:
            outcome.stored.append((one.socket, len(one.updates) + one.socket.owed))
            one.socket.owed = 0

    def look(self, sockets: Iterable[NoteSocket], asked_at: int, outcome: Outcome) -> None:
        """Has anybody's right changed? Asked after what was stored, so that nothing later reaches who lost theirs."""
        outcome.access = access()
        if outcome.access != asked_at:
            outcome.rights = look_again(self.note.pk, sockets)
