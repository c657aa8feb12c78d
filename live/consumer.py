"""One client's conversation (PROTOCOL 2), as a plain ASGI application.

Channels' own consumers hop into a thread for every frame that comes up; this one never does. It parses and answers;
what needs the database runs in a task beside, one at a time and in order, so that acknowledgements are always heard.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Coroutine
from typing import Any

from accounts.models import User
from live import admission, commands, credentials, origins
from live.commands import BadFrame, Hello
from live.frames import encoder, frame
from live.notes.consumer import converse, note_of
from live.reading import Wish
from live.running import current_hub, current_notes
from live.sockets import Socket
from live.streams import Level
from live.wires import Receive, Scope, Send, wire_for

log = logging.getLogger(__name__)
PATH = "/ws/"
SUBPROTOCOL = "multaqa.v1"
HELLO_SECONDS = 10.0
FRAMES, FRAMES_SECONDS = 20, 10.0
ERRORS, ERRORS_SECONDS = 3, 60.0
MOST_READ = 8
MOST_WATCHED = 310
WHISPER_SECONDS = 3.0


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Every WebSocket of the site comes here: /ws/, or a note's; any other address is refused with a 403."""
    await receive()
    if (note := note_of(scope["path"])) is not None:
        await converse(scope, receive, send, current_notes(), note)
        return
    if scope["path"] != PATH:
        await send({"type": "websocket.close", "code": 4404})
        return
    is_ours = SUBPROTOCOL in scope.get("subprotocols", [])
    await send({"type": "websocket.accept", "subprotocol": SUBPROTOCOL if is_ours else None})
    await Consumer(scope, send).converse(receive, is_ours)


class Consumer:
    """Reads what one client says."""

    def __init__(self, scope: Scope, send: Send) -> None:
        self.headers = dict(scope["headers"])
        self.wire = wire_for(scope, send)
        self.hub = current_hub()
        self.socket: Socket | None = None
        self.turn = asyncio.Lock()
        self.tasks: set[asyncio.Task[None]] = set()
        self.frames: deque[float] = deque(maxlen=FRAMES + 1)
        self.errors: deque[float] = deque(maxlen=ERRORS)
        self.whispered = -WHISPER_SECONDS
        self.is_greeting = False
        self.said_before = 0

    async def converse(self, receive: Receive, is_ours: bool) -> None:
        patience = self.hub.loop.call_later(HELLO_SECONDS, self.lose_patience)
        if not is_ours:
            self.wire.close(4400, f"subprotocol {SUBPROTOCOL}")
        try:
            while (event := await receive())["type"] == "websocket.receive":
                if not self.wire.is_closed:
                    self.hear(event.get("text"))
        finally:
            patience.cancel()
            self.wire.is_closed = True
            for task in self.tasks:
                task.cancel()
            if self.socket:
                self.hub.leave(self.socket)

    def lose_patience(self) -> None:
        if not self.is_greeting:
            self.wire.close(4408, "no hello")

    # Limits ------------------------------------------------------------------------------------------------------
    def hear(self, text: str | None) -> None:
        if text is not None and commands.is_too_large(text):
            self.wire.close(4413, "frame too large")
            return
        try:
            said = commands.read(text)
            if not self.acknowledges(said):
                self.count_frame()
                self.obey(said)
        except BadFrame as bad:
            self.complain(bad)

    def count_frame(self) -> None:
        now = self.hub.loop.time()
        self.frames.append(now)
        if len(self.frames) > FRAMES and now - self.frames[0] < FRAMES_SECONDS:
            self.wire.close(4429, "too many frames")

    def complain(self, bad: BadFrame) -> None:
        now = self.hub.loop.time()
        self.errors.append(now)
        self.answer("error", code=bad.code, detail=bad.detail)
        if len(self.errors) == ERRORS and now - self.errors[0] < ERRORS_SECONDS:
            self.wire.close(4400, "too many errors")

    def answer(self, op: str, **fields: Any) -> None:
        """Send a frame; before the hello is answered there is no socket to count it."""
        if self.socket:
            self.socket.write(frame(op, fields))
        else:
            self.said_before += 1
            self.wire.write(frame(op, fields))

    # Commands ----------------------------------------------------------------------------------------------------
    def acknowledges(self, said: dict[str, Any]) -> bool:
        """Take an acknowledgement that brings something new; a busy room asks for many, so they are not counted."""
        if said["op"] != "ack" or self.socket is None:
            return False
        socket, count = self.socket, commands.count(said)
        is_new = count > socket.acknowledged
        if not socket.acknowledge(count, self.hub.loop.time()):
            raise BadFrame("bad_json", "count is more than was sent")
        if socket.behind and not socket.is_full:
            self.hub.catch_up(socket)
        return is_new

    def obey(self, said: dict[str, Any]) -> None:
        op = said["op"]
        if self.wire.is_closed or op == "ack":
            return
        if op == "hello":
            self.say_hello(commands.hello(said))
        elif not self.is_greeting:
            raise BadFrame("unknown_op", "the first frame is a hello")
        elif op == "ping":
            self.answer("pong", t=commands.ping_time(said))
        elif op == "whisper":
            self.whisper(said)
        elif op == "watch":
            self.beside(self.watch, commands.stream_name(said.get("stream")), commands.wish(said))
        else:
            self.beside(self.unwatch, commands.stream_name(said.get("stream")))

    def beside(self, act: Callable[..., Coroutine[Any, Any, None]], *asked: Any) -> None:
        """Run in a task, after what was asked before."""
        self.keep(self.in_turn(act, *asked))

    def keep(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def in_turn(self, act: Callable[..., Coroutine[Any, Any, None]], *asked: Any) -> None:
        async with self.turn:
            try:
                await act(*asked)
            except BadFrame as bad:
                self.complain(bad)
            except Exception:
                log.exception("a client's %s failed", act.__name__)
                self.wire.close(1011, "internal error")

    def say_hello(self, said: Hello) -> None:
        if self.is_greeting:
            raise BadFrame("unknown_op", "hello is said once")
        read = [name for name, wish in said.wishes.items() if wish.level == Level.ENTRIES]
        if sum(not name.startswith("user.") for name in read) > MOST_READ:
            raise BadFrame("too_many_streams", f"at most {MOST_READ} at level entries")
        self.is_greeting = True
        self.beside(self.greet, said)

    async def greet(self, said: Hello) -> None:
        who = await self.identify(said.token)
        if who is None:
            self.wire.close(4401, "not signed in")
        elif not self.wire.is_closed:
            credential, user = who
            self.socket = Socket(self.wire, user.pk, str(user), credential, user.data_saver)
            self.socket.sent = self.socket.acknowledged = self.said_before
            await admission.greet(self.hub, self.socket, said.wishes)

    async def identify(self, token: str | None) -> tuple[credentials.Credential, User] | None:
        """Who this is: by token, else by the cookie, which only our own pages may use."""
        if token is not None:
            return await self.hub.desk.run(credentials.of_token, token)
        if not origins.is_own(self.headers):
            self.wire.close(4403, "origin")
            return None
        key = origins.session_key(self.headers)
        return await self.hub.desk.run(credentials.of_session, key) if key else None

    async def watch(self, name: str, wish: Wish) -> None:
        if socket := self.socket:
            levels = {**socket.levels, name: wish.level}
            levels.pop(socket.own_stream, None)
            if sum(level == Level.ENTRIES for level in levels.values()) > MOST_READ or len(levels) > MOST_WATCHED:
                raise BadFrame("too_many_streams", f"at most {MOST_READ} at level entries, {MOST_WATCHED} in all")
            await admission.watch(self.hub, socket, name, wish)

    async def unwatch(self, name: str) -> None:
        """A joined room is still glanced at; the person's own stream is always read."""
        if (socket := self.socket) and name in socket.levels and name != socket.own_stream:
            if name in socket.joined:
                self.hub.glance_at(socket, name)
            else:
                self.hub.drop(socket, name)

    def whisper(self, said: dict[str, Any]) -> None:
        """Pass on that somebody types. Nothing is stored, and nobody who does not read the room may whisper into it."""
        name, kind = commands.stream_name(said.get("stream")), commands.whisper_kind(said)
        socket, now = self.socket, self.hub.loop.time()
        if socket is None or socket.levels.get(name) != Level.ENTRIES:
            raise BadFrame("bad_stream", "whisper where you read")
        if now - self.whispered < WHISPER_SECONDS:
            raise BadFrame("too_soon", "one whisper in three seconds")
        self.whispered = now
        fields = {"stream": name, "kind": kind, "person": socket.person, "name": socket.name}
        self.hub.whisper(name, frame("whisper", fields), socket.person)
        if relay := self.hub.relay:
            text = encoder.encode({"op": "whisper", **fields})
            message = {"type": "live.whisper", "stream": name, "person": socket.person, "frame": text}
            self.keep(relay.publish(message))
