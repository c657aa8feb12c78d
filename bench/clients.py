"""Clients that cost little: a socket that counts what it gets, and a sender over one kept HTTP connection."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import struct
import time
from array import array
from typing import Any
from uuid import uuid4

HANDSHAKE = (
    "GET /ws/ HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: multaqa.v1\r\nSec-WebSocket-Key: {key}\r\n\r\n"
)
FILLING = "نجتمع غداً لتوزيع السلال في المركز، والأسماء في الجدول المرفق." * 2
ACK_FRAMES, ACK_BYTES = 16, 16 * 1024
PONG = 0x8A
TEXT = 0x81


def masked(opcode: int, payload: bytes) -> bytes:
    """A client's frame; the mask is zero, which the protocol allows and which costs nothing."""
    size = len(payload)
    head = struct.pack("!BB", opcode, 0x80 | size) if size < 126 else struct.pack("!BBH", opcode, 0xFE, size)
    return head + b"\0\0\0\0" + payload


class Tally:
    """What all sockets of a measurement got together. Latencies are milliseconds from before the POST."""

    def __init__(self) -> None:
        self.delivered = 0
        self.doubled = 0
        self.heads = 0
        self.skipped = 0
        self.latencies = array("d")

    def fresh(self) -> None:
        self.__init__()  # type: ignore[misc]


class Reader(asyncio.Protocol):
    """Watches one room and acknowledges as PROTOCOL 2 asks; `number` is the newest entry it has."""

    def __init__(self, token: str, room: int, tally: Tally) -> None:
        self.token = token
        self.room = f"room.{room}"
        self.tally = tally
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.buffer = b""
        self.is_open = False
        self.number = 0
        self.frames = self.unacknowledged = self.bytes = 0
        self.took_at = 0.0

    def connection_made(self, transport: Any) -> None:
        self.transport = transport
        transport.write(HANDSHAKE.format(key=base64.b64encode(os.urandom(16)).decode()).encode())

    def connection_lost(self, error: Exception | None) -> None:
        if not self.ready.done():
            self.ready.set_exception(ConnectionError("closed before ready"))

    def say(self, op: str, **fields: Any) -> None:
        self.transport.write(masked(TEXT, json.dumps({"op": op, **fields}).encode()))

    def data_received(self, received: bytes) -> None:
        self.buffer += received
        self.took_at = time.monotonic()
        if not self.is_open:
            _, found, rest = self.buffer.partition(b"\r\n\r\n")
            if not found:
                return
            self.is_open, self.buffer = True, rest
            self.say("hello", token=self.token, streams={self.room: {"level": "entries"}})
        self.take_frames()

    def take_frames(self) -> None:
        buffer, start = self.buffer, 0
        while len(buffer) - start >= 2:
            size, head = buffer[start + 1], 2
            if size == 126:
                size, head = int.from_bytes(buffer[start + 2 : start + 4], "big"), 4
            elif size == 127:
                size, head = int.from_bytes(buffer[start + 2 : start + 10], "big"), 10
            end = start + head + size
            if end > len(buffer):
                break
            self.take(buffer[start], buffer[start + head : end])
            start = end
        self.buffer = buffer[start:]

    def take(self, opcode: int, payload: bytes) -> None:
        if opcode != TEXT:
            if opcode == 0x89:
                self.transport.write(masked(PONG, payload))
            return
        self.frames += 1
        self.unacknowledged += 1
        self.bytes += len(payload)
        if payload.startswith(b'{"op":"entry"'):
            self.take_entry(payload)
        else:
            self.take_other(json.loads(payload))
        if self.unacknowledged >= ACK_FRAMES or self.bytes >= ACK_BYTES:
            self.acknowledge()

    def take_entry(self, payload: bytes) -> None:
        if self.room.encode() not in payload[:60]:
            return
        at = payload.index(b'"number":') + 9
        number = int(payload[at : payload.index(b",", at)])
        tally = self.tally
        if number <= self.number:
            tally.doubled += 1
            return
        tally.skipped += number - self.number - 1
        self.number = number
        tally.delivered += 1
        at = payload.find(b'"body":"t=')
        if at > 0:
            sent = int(payload[at + 10 : payload.index(b" ", at + 10)])
            tally.latencies.append((time.monotonic_ns() - sent) / 1e6)

    def take_other(self, said: dict[str, Any]) -> None:
        if said["op"] == "ready":
            self.number = said["heads"][self.room]["head"]
            self.ready.set_result(None)
        elif said["op"] == "head" and said["stream"] == self.room:
            self.tally.heads += 1

    def acknowledge(self) -> None:
        if self.unacknowledged and not self.transport.is_closing():
            self.unacknowledged = self.bytes = 0
            self.transport.write(masked(TEXT, b'{"op":"ack","count":%d}' % self.frames))


async def acknowledge_all(readers: list[Reader]) -> None:
    """For ever: acknowledge a second after the last frame, as every client does."""
    while True:
        await asyncio.sleep(0.25)
        before = time.monotonic() - 1
        for reader in readers:
            if reader.took_at < before:
                reader.acknowledge()


class Sender:
    """Posts messages one after another over a connection that stays open."""

    def __init__(self, port: int, token: str, room: int) -> None:
        self.port = port
        self.head = f"POST /api/rooms/{room}/messages/ HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Token {token}\r\n"
        self.streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None
        self.times = array("d")
        self.refused: list[str] = []

    async def post(self) -> int | None:
        """Post one message; its entry's number, or None when it was refused."""
        began = time.monotonic_ns()
        body = json.dumps({"client_id": str(uuid4()), "body": f"t={began} {FILLING}"}).encode()
        status, answer = await self.request(
            f"{self.head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
        )
        self.times.append((time.monotonic_ns() - began) / 1e6)
        if status != 201:
            self.refused.append(answer.decode(errors="replace")[:200])
            return None
        return int(json.loads(answer)["head"])

    async def get(self, path: str) -> tuple[int, bytes]:
        return await self.request(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())

    async def request(self, sent: bytes) -> tuple[int, bytes]:
        self.streams = self.streams or await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.streams
        writer.write(sent)
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        if b"content-length:" in head:
            length = int(head.partition(b"content-length:")[2].partition(b"\r\n")[0])
            return int(head[9:12]), await reader.readexactly(length)
        return int(head[9:12]), await chunks(reader)

    def close(self) -> None:
        if self.streams:
            self.streams[1].close()


async def chunks(reader: asyncio.StreamReader) -> bytes:
    """A chunked body."""
    gathered = b""
    while size := int(await reader.readline(), 16):
        gathered += await reader.readexactly(size)
        await reader.readline()
    await reader.readline()
    return gathered
