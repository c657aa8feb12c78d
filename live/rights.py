"""Rights in doubt: look again at what people may watch, and take away what they lost before anything else is sent."""

from __future__ import annotations

from collections.abc import Iterable

from journal.records import NARROWED
from live.hub import Hub
from live.reading import Rights, WireEntry, positions, read_rights
from live.sockets import Socket
from live.streams import Level

EVENTS = frozenset({"access_changed", "session_ended", "room_joined", "room_left"})


def in_doubt(entries: dict[str, list[WireEntry]]) -> set[int]:
    """The people whose own streams say that their rights, rooms or sessions changed."""
    return {
        int(name.removeprefix("user."))
        for name, lines in entries.items()
        if name.startswith("user.") and any(entry["event"] in EVENTS for entry in lines)
    }


def left_out(hub: Hub, entries: dict[str, list[WireEntry]]) -> set[int]:
    """Who reads a thing here of which an entry says that fewer may: any of them may have lost it."""
    narrowed = [name for name, lines in entries.items() if any(entry["event"] == NARROWED for entry in lines)]
    return {socket.person for name in narrowed if name in hub.streams for socket in hub.streams[name].readers}


async def unheard(hub: Hub) -> set[int]:
    """The people here whose own streams moved on while their hints were lost; one query for all of them."""
    own = {f"user.{person}": person for person in hub.people}
    found = await hub.pump_thread.run(positions, list(own))
    missed = set()
    for name, position in found.items():
        sent = hub.streams[name].sent if name in hub.streams else None
        if sent is None or position.head > sent:
            hub.look_now(name)
            missed.add(own[name])
    return missed


async def check(hub: Hub, people: Iterable[int]) -> None:
    """Look again at everything these people watch and are signed in by, on all their sockets here."""
    sockets = [socket for person in people for socket in hub.people.get(person, ())]
    watched: dict[int, set[str]] = {}
    for socket in sockets:
        socket.access += 1
        watched.setdefault(socket.person, set()).update(socket.levels)
    rights = await hub.pump_thread.run(read_rights, watched, {socket.credential for socket in sockets})
    for socket in sockets:
        apply(hub, socket, rights, watched[socket.person])


def apply(hub: Hub, socket: Socket, rights: Rights, asked: set[str]) -> None:
    """Only what was asked about is taken away: what a socket began to watch meanwhile was admitted later."""
    allowed = rights.watchable.get(socket.person)
    if allowed is None or socket.credential not in rights.credentials:
        hub.dismiss(socket)
    elif socket.is_greeted:
        for name in (asked & socket.levels.keys()) - allowed:
            hub.take_away(socket, name)
        keep_to_joined(hub, socket, {name for name in rights.joined[socket.person] if socket.credential.lets(name)})


def keep_to_joined(hub: Hub, socket: Socket, joined: set[str]) -> None:
    """Rooms the person has joined are always watched; a room they left only while they look at it."""
    left, entered = socket.joined - joined, joined - socket.joined
    socket.joined = joined
    for name in left:
        if socket.levels.get(name) == Level.HEAD:
            hub.drop(socket, name)
    for name in entered - socket.levels.keys():
        hub.look_at(hub.glance_at(socket, name))


def take_from(hub: Hub, people: Iterable[int], name: str) -> None:
    """An entry says who may read neither it nor what follows."""
    for person in people:
        for socket in tuple(hub.people.get(person, ())):
            socket.access += 1
            hub.take_away(socket, name)
