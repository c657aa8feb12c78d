"""The pump: takes all streams that moved at once, reads what is new in one call, writes it to every socket.

A number is sent only after the one before it: holes are never skipped, they are read again or end in a reset.
"""

from __future__ import annotations

import asyncio
import logging

from live.frames import frame
from live.hub import Hub, reset
from live.reading import Turn, WireEntry, read_turn
from live.rights import check, in_doubt, left_out, take_from, unheard
from live.streams import Watched

log = logging.getLogger(__name__)
AT_ONCE = 500  # sockets written to before others get the loop
PAUSE_AFTER_FAILURE = 0.5


async def pump(hub: Hub) -> None:
    """Runs as long as the hub."""
    while True:
        await hub.wake.wait()
        hub.wake.clear()
        names, hub.dirty = hub.dirty, set()
        try:
            await carry(hub, names)
        except Exception:
            log.exception("the hub's turn failed and is repeated")
            hub.dirty |= names
            await asyncio.sleep(PAUSE_AFTER_FAILURE)
            hub.wake.set()


async def carry(hub: Hub, names: set[str]) -> None:
    streams = [hub.streams[name] for name in names if name in hub.streams]
    sent = {stream.name: stream.sent for stream in streams if stream.sent is not None}
    glanced = [stream.name for stream in streams if stream.sent is None]
    turn = await hub.pump_thread.run(read_turn, sent, glanced)
    await settle_rights(hub, turn)
    for stream in sorted(streams, key=is_shared):
        await carry_stream(hub, stream, turn)


async def settle_rights(hub: Hub, turn: Turn) -> None:
    """Nobody is sent an entry that came after they lost the right to it, not even where the hint of that was lost."""
    people = in_doubt(turn.entries) | left_out(hub, turn.entries)
    if turn.access is not None and turn.access != hub.access:
        people |= await unheard(hub)
    if people:
        await check(hub, people)
    if turn.access is not None:
        hub.access = turn.access


def is_shared(stream: Watched) -> bool:
    """Sorts people's own streams before what they share."""
    return not stream.name.startswith("user.")


async def carry_stream(hub: Hub, stream: Watched, turn: Turn) -> None:
    entries = turn.entries.get(stream.name, [])
    if position := turn.positions.get(stream.name):
        stream.moved_to(position)
    for entry in entries:
        if stream.sent is None or entry["number"] <= stream.sent:
            continue
        if entry["number"] != stream.sent + 1:
            break
        take_from(hub, entry["data"].get("lost", ()), stream.name)
        await send_entry(stream, entry)
    if stream.sent is not None and stream.sent < stream.position.floor:
        start_afresh(stream)
    stream.is_carried()
    hub.tell_glancers(stream)
    if entries and stream.sent is not None and stream.sent < stream.position.head:
        hub.look_now(stream.name)


async def send_entry(stream: Watched, entry: WireEntry) -> None:
    made = frame("entry", entry)
    number = entry["number"]
    stream.sent = number
    stream.keep(number, made)
    readers = list(stream.readers.items())
    for start in range(0, len(readers), AT_ONCE):
        for socket, since in readers[start : start + AT_ONCE]:
            if number > since:
                socket.offer(made, stream.name)
        await asyncio.sleep(0)  # acknowledgements are heard between two entries, or a burst would outrun them


def start_afresh(stream: Watched) -> None:
    """Entries are missing for good (purged, or an older backup was restored): readers fetch the stream anew."""
    head = stream.position.head
    stream.sent = head
    stream.forget_recent()
    told = reset(stream.name, head)
    for socket in tuple(stream.readers):
        stream.readers[socket] = head
        socket.offer(told, stream.name)
