"""Daphne as we start it: whole frames straight to sockets, bodies refused before they fill the disk, a polite end.

This is the one module that knows Daphne and Twisted. Every other ASGI server serves asgi.py too, with less.
"""

from __future__ import annotations

import asyncio
import json
import logging
import signal
import time
from typing import Any

from daphne.http_protocol import HTTPFactory, WebRequest
from daphne.server import Server
from daphne.ws_protocol import WebSocketFactory, WebSocketProtocol
from django.conf import settings
from twisted.internet import reactor as asyncio_reactor
from twisted.internet.endpoints import serverFromString
from twisted.internet.tcp import Connection
from twisted.logger import globalLogBeginner

from live.commands import LARGEST
from live.frames import FINAL_TEXT
from live.notes.consumer import note_of
from live.notes.protocol import LARGEST_FRAME
from live.running import stop_hub
from live.wires import EXTENSION

log = logging.getLogger(__name__)
reactor: Any = asyncio_reactor  # its declared type knows no method of it
PING_INTERVAL, PING_TIMEOUT = 45, 40  # a time-out above the interval would cut clients that answer in time
SECONDS_TO_FINISH = 8.0
SECONDS_TO_HEAR_OUT = 5.0
REFUSAL = {
    "type": "about:blank",
    "title": "Payload Too Large",
    "status": 413,
    "detail": f"A request's body may have at most {settings.MAX_BODY} bytes.",
    "code": "too_large",
}


class DirectWriter:
    """Writes framed messages to one WebSocket of Daphne, at once when nothing is queued before them.

    Twisted never tries a socket at once: it waits for the reactor's next turn, and that costs more than the write.
    """

    __slots__ = ("protocol",)

    def __init__(self, protocol: WebSocketProtocol) -> None:
        self.protocol = protocol

    def write(self, frame: bytes) -> None:
        protocol = self.protocol
        if protocol.state != protocol.STATE_OPEN:
            return
        transport = protocol.transport
        sent = 0
        if not (transport._tempDataBuffer or transport.dataBuffer):
            try:
                sent = transport.socket.send(frame)
            except OSError:  # full, or broken: the transport finds out which
                sent = 0
        if sent < len(frame):
            transport.write(frame[sent:])

    def buffered(self) -> int:
        transport = self.protocol.transport
        return int(len(transport.dataBuffer) - transport.offset + transport._tempDataLen)


class OwnWebSocket(WebSocketProtocol):  # type: ignore[misc]
    """Gives the reason with a close, closes oversized frames with our own code, and reads short frames quickly."""

    def dataReceived(self, received: bytes) -> None:  # noqa: N802  Twisted's name
        """Nearly all that clients send are acknowledgements; Autobahn takes ten times as long to read one."""
        text = short_text(received) if self.state == self.STATE_OPEN and self.is_between_messages else None
        if text is None:
            super().dataReceived(received)
        else:
            self.onMessage(text, isBinary=False)

    @property
    def is_between_messages(self) -> bool:
        """Has everything been read that came before? Asked of an open socket only."""
        return not (self.data or self.current_frame or self.inside_message)

    def handle_reply(self, message: dict[str, Any]) -> None:
        if message["type"] == "websocket.close" and self.state != self.STATE_CONNECTING:
            # Autobahn's sendClose would refuse 1011 and 1012, which servers may well send.
            self.sendCloseFrame(message.get("code", 1000), (message.get("reason") or "").encode()[:120])
        else:
            super().handle_reply(message)

    def _max_message_size_exceeded(self, size: int, most: int, reason: str) -> None:
        self._fail_connection(4413, "frame too large")


def short_text(received: bytes) -> bytes | None:
    """What a client's text frame says, if these bytes are exactly one, whole, masked, short and plain ASCII."""
    size = len(received) - 6
    if not 0 <= size < 126 or received[0] != FINAL_TEXT or received[1] != 0x80 | size:
        return None
    mask = (received[2:6] * (size // 4 + 1))[:size]
    said = (int.from_bytes(received[6:]) ^ int.from_bytes(mask)).to_bytes(size)
    return said if said.isascii() else None


class OwnRequest(WebRequest):  # type: ignore[misc]
    """Refuses a body above MAX_BODY when its length is announced or passed; Twisted would spool it to disk first."""

    received = 0
    is_refused = False

    def __init__(self, *given: Any, **named: Any) -> None:
        """Django reads forms and uploads; Twisted would take each body apart before it, in memory, for nobody."""
        super().__init__(*given, parsePOSTFormSubmission=False, **named)

    def gotLength(self, length: int | None) -> None:  # noqa: N802  Twisted's name
        super().gotLength(None if length is None else min(length, settings.MAX_BODY))
        if length is not None and length > settings.MAX_BODY:
            self.refuse()

    def handleContentChunk(self, chunk: bytes) -> None:  # noqa: N802  Twisted's name
        self.received += len(chunk)
        if self.is_refused:
            return
        if self.received > settings.MAX_BODY:
            self.refuse()
        else:
            super().handleContentChunk(chunk)

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:  # noqa: N802  Twisted's name
        if self.is_refused:
            self.channel.loseConnection()
        else:
            super().requestReceived(command, path, version)

    def refuse(self) -> None:
        """Answer now, throw away what still comes for a while (some clients read only when all is sent), hang up."""
        self.is_refused = True
        self.content.close()
        self.requestHeaders.removeHeader(b"Expect")
        body = json.dumps(REFUSAL).encode()
        head = (
            "HTTP/1.1 413 Payload Too Large\r\nContent-Type: application/problem+json\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n"
        )
        self.channel.transport.write(head.encode() + body)
        reactor.callLater(SECONDS_TO_HEAR_OUT, self.hang_up)

    def hang_up(self) -> None:
        if self.channel is not None:
            self.channel.forceAbortClient()


class OwnHTTPFactory(HTTPFactory):  # type: ignore[misc]
    def buildProtocol(self, addr: Any) -> Any:  # noqa: N802  Twisted's name
        protocol = super().buildProtocol(addr)
        protocol.requestFactory = OwnRequest
        return protocol


class OwnWebSocketFactory(WebSocketFactory):  # type: ignore[misc]
    protocol = OwnWebSocket


class OwnServer(Server):  # type: ignore[misc]
    """Daphne with our protocols and our way to stop."""

    def __init__(self, application: Any, endpoints: list[str]) -> None:
        super().__init__(
            application,
            endpoints=endpoints,
            ping_interval=PING_INTERVAL,
            ping_timeout=PING_TIMEOUT,
            websocket_max_message_size=LARGEST,
            websocket_max_frame_size=LARGEST,
            server_name="",
        )
        self.loop: asyncio.AbstractEventLoop = reactor._asyncioEventloop
        self.ports: list[Any] = []
        self.is_stopping = False
        self.failed = False
        self.last_turn: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Serve until SIGTERM or SIGINT; the order of Daphne's own `run`."""
        self.connections: dict[Any, dict[str, Any]] = {}
        self.http_factory = OwnHTTPFactory(self)
        self.ws_factory = OwnWebSocketFactory(self, server=self.server_name)
        self.ws_factory.setProtocolOptions(
            autoPingTimeout=self.ping_timeout,
            failByDrop=False,
            allowNullOrigin=True,
            openHandshakeTimeout=self.websocket_handshake_timeout,
            maxMessagePayloadSize=self.websocket_max_message_size,
            maxFramePayloadSize=self.websocket_max_frame_size,
        )
        quiet: list[Any] = [lambda _: None]
        globalLogBeginner.beginLoggingTo(quiet, redirectStandardIO=False, discardBuffer=True)
        asyncio.set_event_loop(self.loop)
        reactor.callLater(1, self.application_checker)
        reactor.callLater(2, self.timeout_checker)
        reactor.callWhenRunning(self.begin)
        reactor.run(installSignalHandlers=False)

    def begin(self) -> None:
        for name in (signal.SIGTERM, signal.SIGINT):
            self.loop.add_signal_handler(name, self.stop_politely)
        for description in self.endpoints:
            endpoint: Any = serverFromString(reactor, description)  # type: ignore[no-untyped-call]
            endpoint.listen(self.http_factory).addCallbacks(self.ports.append, self.listen_error)

    def listen_error(self, failure: Any) -> None:
        log.critical("cannot listen: %s", failure.getErrorMessage())
        self.failed = True
        reactor.stop()

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        """Offer WebSocket scopes the frame extension, where the transport is one we know."""
        if isinstance(protocol, OwnWebSocket) and isinstance(protocol.transport, Connection):
            writer = DirectWriter(protocol)
            scope["extensions"] = {EXTENSION: {"write": writer.write, "buffered": writer.buffered}}
            if note_of(scope["path"]) is not None:
                protocol.maxMessagePayloadSize = protocol.maxFramePayloadSize = LARGEST_FRAME
        return super().create_application(protocol, scope)

    # The end -----------------------------------------------------------------------------------------------------
    def stop_politely(self) -> None:
        """Take no new connections, say bye to sockets, finish what is being answered, stop. A second signal hurries."""
        if self.is_stopping:
            reactor.stop()
        else:
            self.is_stopping = True
            self.last_turn = asyncio.ensure_future(self.wind_up(), loop=self.loop)

    async def wind_up(self) -> None:
        for port in self.ports:
            port.stopListening()
        await stop_hub()
        end = time.monotonic() + SECONDS_TO_FINISH
        while any(map(self.is_answering, self.connections)) and time.monotonic() < end:  # noqa: ASYNC110  no event says it
            await asyncio.sleep(0.05)
        reactor.stop()

    def is_answering(self, protocol: Any) -> bool:
        known = self.connections[protocol]
        return isinstance(protocol, WebRequest) and "application_instance" in known and "disconnected" not in known

    def kill_all_applications(self) -> None:
        """Never registered: what still runs at the end ends with the process."""
