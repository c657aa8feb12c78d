"""Letting a socket into streams: what it missed first, then everything live, nothing twice and nothing left out.

The stream is held before the database is read, so that what moves meanwhile is either in what was read, or among the
newest frames the stream keeps, or else the client is told the head and fetches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from live.frames import frame
from live.hub import Hub, gone, reset
from live.reading import Found, Greeting, Wish, read_greeting, read_wishes
from live.sockets import Socket
from live.streams import Level, Position, Watched, head_frame


async def greet(hub: Hub, socket: Socket, wishes: Mapping[str, Wish]) -> None:
    """Answer a hello: `ready`, then what each stream brings. The socket is registered before anything is read."""
    hub.enter(socket)
    own, shut = socket.own_stream, [name for name in wishes if not socket.credential.lets(name)]
    wishes = {name: wish for name, wish in wishes.items() if name not in shut}
    wishes = {**wishes, own: always_read(socket, own, wishes.get(own, Wish()))}
    held = [hub.hold(name) for name in wishes]
    try:
        while not socket.is_closed:
            access = socket.access
            greeting = await hub.desk.run(read_greeting, socket.person, socket.credential, wishes)
            if greeting is None:
                hub.dismiss(socket)
            elif access == socket.access and not socket.is_closed:
                say_ready(hub, socket, greeting)
                settle(hub, socket, wishes, greeting.found)
                for name in shut:
                    socket.write(gone(name))
                break
    finally:
        for stream in held:
            hub.release(stream)


def say_ready(hub: Hub, socket: Socket, greeting: Greeting) -> None:
    heads = {
        name: {"head": found.position.head, "seq": found.position.seq} for name, found in sorted(greeting.found.items())
    }
    socket.write(frame("ready", {"user": greeting.user, "epoch": greeting.epoch, "heads": heads}))
    socket.is_greeted = True
    socket.joined = greeting.joined
    for name in greeting.joined:
        glance(hub, socket, name, greeting.found[name].position)


def always_read(socket: Socket, name: str, wish: Wish) -> Wish:
    """One's own stream tells what one may no longer see: it is read, whatever level a client asks for."""
    return replace(wish, level=Level.ENTRIES) if name == socket.own_stream else wish


async def watch(hub: Hub, socket: Socket, name: str, wish: Wish) -> None:
    """Answer a `watch`."""
    if not socket.credential.lets(name):
        socket.write(gone(name))
        return
    wish = always_read(socket, name, wish)
    stream = hub.hold(name)
    try:
        while not socket.is_closed:
            access = socket.access
            found = await hub.desk.run(read_wishes, socket.person, {name: wish})
            if access == socket.access and not socket.is_closed:
                settle(hub, socket, {name: wish}, found)
                break
    finally:
        hub.release(stream)


def settle(hub: Hub, socket: Socket, wishes: Mapping[str, Wish], found: Mapping[str, Found]) -> None:
    for name, wish in wishes.items():
        if name not in found:
            hub.drop(socket, name)
            socket.write(gone(name))
            continue
        if found[name].is_reset:
            socket.write(reset(name, found[name].position.head))
        if wish.level == Level.ENTRIES:
            read_on(hub, socket, hub.streams[name], wish, found[name])
        else:
            glance(hub, socket, name, found[name].position)


def glance(hub: Hub, socket: Socket, name: str, position: Position) -> None:
    """Let the socket hear of the stream's heads; it knows `position` already."""
    stream = hub.glance_at(socket, name, position)
    if stream.position.head > position.head:
        socket.write(head_frame(name, stream.position))
    hub.tell_glancers(stream)


def read_on(hub: Hub, socket: Socket, stream: Watched, wish: Wish, found: Found) -> None:
    """Send what was missed and make the socket a reader from there."""
    if wish.after is not None and not found.is_reset:
        send_missed(socket, stream.name, found)
    reached = max(found.reached, found.position.head)  # what lies between, the client fetches over HTTP
    socket.levels[stream.name] = Level.ENTRIES
    stream.moved_to(found.position)
    if stream.sent is None:
        stream.sent = reached
        if stream.known > reached:
            hub.look_at(stream)
    stream.add_reader(socket, reached)
    kept = stream.frames_after(reached)
    for missed in [head_frame(stream.name, stream.position)] if kept is None else kept:
        socket.offer(missed, stream.name)


def send_missed(socket: Socket, name: str, found: Found) -> None:
    """One frame of entries; a client that does not acknowledge gets none and is sent to HTTP."""
    entries = [] if socket.is_full else found.entries
    more = found.has_more or len(entries) < len(found.entries)
    fields = {"stream": name, "entries": entries, "head": found.position.head}
    socket.write(frame("entries", {**fields, "more": True} if more else fields))
