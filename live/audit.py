"""What the hub looks after by the clock: heads that no hint told of, clients that fell silent, sign-ins that ended."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine

from live.credentials import still_valid
from live.hub import Hub
from live.pump import start_afresh
from live.reading import positions
from live.streams import Position, Watched

log = logging.getLogger(__name__)
SWEEP_SECONDS = 5.0
SILENCE_SECONDS = 60.0
CREDENTIALS_SECONDS = 60.0
BUFFERED = 256 * 1024


async def repeat(seconds: Callable[[], float], act: Callable[[Hub], Awaitable[None]], hub: Hub) -> None:
    """Do it for ever with pauses between; a failure waits for the next time."""
    while True:
        await asyncio.sleep(seconds())
        try:
            await act(hub)
        except Exception:
            log.exception("the hub could not %s", act.__name__)


async def audit_heads(hub: Hub) -> None:
    """Compare the heads of all watched streams with what was sent (one query), and have what is missing sent."""
    sent = {name: stream.sent for name, stream in hub.streams.items()}
    found = await hub.desk.run(positions, list(sent))
    for name, position in found.items():
        if stream := hub.streams.get(name):
            compare(hub, stream, position, sent[name])


def compare(hub: Hub, stream: Watched, position: Position, sent_before: int | None) -> None:
    """`sent_before` was sent already when the heads were read: a head below it can only be an older database."""
    if sent_before is not None and stream.sent is not None and position.head < sent_before:
        stream.position = position
        start_afresh(stream)
    elif position.head > (stream.position.head if stream.sent is None else stream.sent):
        hub.look_at(stream)


async def sweep(hub: Hub) -> None:
    """Close clients that acknowledge nothing, and those whose frames pile up here."""
    now = hub.loop.time()
    for socket in hub.sockets:
        if socket.is_closed:
            hub.leave(socket)
        elif socket.is_overdue(now, SILENCE_SECONDS) or socket.wire.buffered() > BUFFERED:
            hub.leave(socket)
            socket.wire.close(4409, "nothing acknowledged")


async def check_credentials(hub: Hub) -> None:
    """Sessions run out and tokens end without anybody doing anything."""
    sockets = hub.sockets
    valid = await hub.desk.run(still_valid, {socket.credential for socket in sockets})
    for socket in sockets:
        if socket.credential not in valid:
            hub.dismiss(socket)


def clockwork(hub: Hub) -> list[Coroutine[None, None, None]]:
    """Everything the clock does for a hub."""
    return [
        repeat(lambda: hub.audit_seconds, audit_heads, hub),
        repeat(lambda: SWEEP_SECONDS, sweep, hub),
        repeat(lambda: CREDENTIALS_SECONDS, check_credentials, hub),
    ]
