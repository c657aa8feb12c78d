"""What the hub asks the database, each question in one call from one of its own threads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth import get_user_model

from accounts.models import User
from accounts.queries import shown_person
from chat.queries import joined_streams
from journal.models import Entry
from journal.prepared import Prepared
from journal.queries import access, entries_after, epoch, shown, standing, watchable
from live.credentials import Credential, still_valid
from live.frames import size_of
from live.streams import Level, Position

JOINED = 300
AT_ONCE = 32 * 1024  # bytes of catch-up in one frame
IN_ALL = 4 * 1024 * 1024  # bytes of catch-up over all streams of one question
FILLED_TOGETHER = 10  # streams whose missed entries are read in one query
TOGETHER = 50  # streams asked for in one query
WireEntry = dict[str, Any]


def positions(names: Iterable[str]) -> dict[str, Position]:
    """Where those streams stand that have a row."""
    return {name: Position(head, seq, floor) for name, head, seq, floor in standing(names)}


# The pump's turn -----------------------------------------------------------------------------------------------------
@dataclass
class Turn:
    """New entries of streams, as the wire shows them, where the streams stand, and how often rights changed by then."""

    entries: dict[str, list[WireEntry]] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    access: int | None = None  # None: nothing new, nothing to ask


def read_turn(sent: Mapping[str, int], glanced: Iterable[str]) -> Turn:
    """What lies behind the numbers in `sent`, and only the heads of the streams in `glanced`."""
    turn = Turn()
    names = list(sent)
    for start in range(0, len(names), TOGETHER):
        found = entries_after({name: sent[name] for name in names[start : start + TOGETHER]})
        turn.positions |= {name: position_of(entries[-1]) for name, entries in found.items() if entries}
        turn.entries |= by_stream(shown(entry for entries in found.values() for entry in entries))
    if glanced := [*glanced, *(name for name in sent if name not in turn.positions)]:
        turn.positions |= positions(glanced)
    if turn.entries:
        turn.access = access()  # after the entries: what was lost before one of them is counted
    return turn


def position_of(entry: Entry) -> Position:
    """The stream's row as it stood in the statement that read the entry."""
    return Position(entry.stream.head, entry.stream.seq, entry.stream.floor)


def by_stream(entries: Iterable[WireEntry]) -> dict[str, list[WireEntry]]:
    sorted_out: dict[str, list[WireEntry]] = {}
    for entry in entries:
        sorted_out.setdefault(entry["stream"], []).append(entry)
    return sorted_out


# Rights --------------------------------------------------------------------------------------------------------------
@dataclass
class Rights:
    """What people may watch now, the rooms they are in, and which of their credentials hold."""

    watchable: dict[int, set[str]] = field(default_factory=dict)
    joined: dict[int, set[str]] = field(default_factory=dict)
    credentials: set[Credential] = field(default_factory=set)


def read_rights(watched: Mapping[int, set[str]], credentials: Iterable[Credential]) -> Rights:
    """Look again at what these people watch; somebody suspended is absent and may watch nothing."""
    rights = Rights(credentials=still_valid(credentials))
    for person, names in watched.items():
        if user := active(person):
            joined = joined_streams(user, JOINED)
            rights.watchable[person] = watchable(user, names | joined)
            rights.joined[person] = joined & rights.watchable[person]
    return rights


ACTIVE: Prepared[User] = Prepared(lambda person: get_user_model().objects.filter(pk=person, is_active=True))


def active(person: int) -> User | None:
    return ACTIVE.first(person)


# Letting a socket in -------------------------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Wish:
    """What a client asks of a stream: everything `after` a number (from now on, if None), or only its head."""

    level: Level = Level.ENTRIES
    after: int | None = None


@dataclass
class Found:
    """What a person gets of one stream they asked for."""

    position: Position
    entries: list[WireEntry] = field(default_factory=list)
    reached: int = 0
    is_reset: bool = False

    @property
    def has_more(self) -> bool:
        return self.reached < self.position.head


def read_wishes(person: int, wishes: Mapping[str, Wish], most: int = AT_ONCE, in_all: int = IN_ALL) -> dict[str, Found]:
    """Of these streams those the person may watch, with what they missed. Absent: gone."""
    user = active(person)
    return read_allowed(user, wishes, most, in_all) if user else {}


def read_allowed(user: User, wishes: Mapping[str, Wish], most: int = AT_ONCE, in_all: int = IN_ALL) -> dict[str, Found]:
    """Read again if anybody's rights changed meanwhile: what was allowed must still be so when the entries are read."""
    while True:
        before = access()
        allowed = watchable(user, wishes)
        found = read_found({name: wish for name, wish in wishes.items() if name in allowed}, most, in_all)
        if access() == before:
            return found


def read_found(wishes: Mapping[str, Wish], most: int, in_all: int) -> dict[str, Found]:
    standing = positions(wishes)
    found = {name: start_of(wish, standing.get(name, Position())) for name, wish in wishes.items()}
    lacking = {
        name: one.reached
        for name, one in found.items()
        if one.has_more and not one.is_reset and wishes[name].level == Level.ENTRIES
    }
    names, left = list(lacking), in_all
    for start in range(0, len(names), FILLED_TOGETHER):
        if left <= 0:
            break
        some = {name: lacking[name] for name in names[start : start + FILLED_TOGETHER]}
        for name, entries in entries_after(some).items():
            if left > 0:
                left -= fill(found[name], entries, min(most, left))
    return found


def start_of(wish: Wish, position: Position) -> Found:
    """Where a client's knowledge of a stream begins: below the floor or above the head it must start afresh."""
    after = position.head if wish.after is None else wish.after
    if after > position.head or after < position.floor:
        return Found(position, reached=position.head, is_reset=True)
    return Found(position, reached=after)


def fill(found: Found, entries: list[Entry], most: int) -> int:
    """Take as many entries as fit into `most` bytes, and at least one; returns how many bytes they are."""
    if entries:
        found.position = position_of(entries[-1])
    taken = 0
    for entry in shown(entries):
        size = size_of(entry)
        if taken + size > most and found.entries:
            break
        taken += size
        found.entries.append(entry)
        found.reached = entry["number"]
    return taken


@dataclass
class Greeting:
    """All that `ready` says, and what the first streams bring."""

    user: dict[str, Any]
    epoch: str
    joined: set[str]
    found: dict[str, Found]


def read_greeting(person: int, credential: Credential, wishes: Mapping[str, Wish]) -> Greeting | None:
    """Read once the person's socket is registered; None when the sign-in has ended in the meantime."""
    user = active(person)
    if user is None or not still_valid([credential]):
        return None
    joined = {name for name in joined_streams(user, JOINED) if credential.lets(name)}
    asked = {name: Wish(Level.HEAD) for name in joined} | dict(wishes)
    found = read_allowed(user, asked)
    return Greeting(
        user=shown_person(user),
        epoch=epoch(),
        joined=joined & found.keys(),
        found=found,
    )
