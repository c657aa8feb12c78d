"""The server over real TCP: framing, limits of bodies and frames, a polite end."""

import asyncio
import http.client
import json
import socket
from collections.abc import Iterator
from contextlib import closing
from typing import Any
from uuid import uuid4

import aiohttp
import pytest
from django.conf import settings
from twisted.internet import reactor
from twisted.internet.protocol import Protocol
from twisted.internet.tcp import Connection
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from bench.clients import HANDSHAKE
from chat.models import Room
from live.server import DirectWriter, short_text
from tests.chat.rooms import sector_room
from tests.factories import Cast
from tests.live.conftest import act, token_of
from tests.live.serving import Serving

pytestmark = pytest.mark.both


def client_frame(payload: bytes, mask: bytes = b"\x01\x02\x03\x04") -> bytes:
    said = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
    size = bytes([0x80 | len(payload)]) if len(payload) < 126 else b"\xfe" + len(payload).to_bytes(2)
    return b"\x81" + size + mask + said


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


@pytest.fixture(scope="module")
def serving(django_db_setup: None) -> Iterator[Serving]:
    with Serving() as running:
        yield running


def connected(serving: Serving) -> connect:
    return connect(serving.socket_address, subprotocols=["multaqa.v1"])  # type: ignore[list-item]


async def say(client: ClientConnection, op: str, **fields: Any) -> None:
    await client.send(json.dumps({"op": op, **fields}))


async def hears(client: ClientConnection, op: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(await client.recv())
    assert said["op"] == op, said
    return said


async def post(serving: Serving, secret: str, room: Room, body: str) -> dict[str, Any]:
    async with aiohttp.ClientSession(headers={"Authorization": f"Token {secret}"}) as http_session:
        address = f"{serving.address}/api/rooms/{room.pk}/messages/"
        async with http_session.post(address, json={"client_id": str(uuid4()), "body": body}) as answer:
            assert answer.status == 201, await answer.text()
            stored: dict[str, Any] = await answer.json()
            return stored


async def closing_code(client: ClientConnection) -> int:
    """How the server closes, whatever it says before."""
    await client.wait_closed()
    assert client.close_code
    return client.close_code


async def test_a_form_that_is_none_is_answered_and_not_hung_up_on(serving: Serving) -> None:
    """Bodies are for Django alone to read: the server beneath takes none of them apart."""
    address, headers = f"{serving.address}/api/auth/token/", {"Content-Type": "multipart/form-data; boundary=x"}
    async with aiohttp.ClientSession() as client, client.post(address, data=b"no parts", headers=headers) as answer:
        assert answer.status in {400, 415}
        assert answer.content_type == "application/problem+json"


async def test_message_over_http_arrives_by_the_socket(serving: Serving, cast: Cast, room: Room) -> None:
    secret = await act(token_of, cast.omar)
    async with connected(serving) as client:
        assert client.subprotocol == "multaqa.v1"
        await say(client, "hello", token=secret, streams={room.stream: {"level": "entries"}})
        await hears(client, "ready")
        for body in ("سلام", "ن" * 8000):
            stored = await post(serving, secret, room, body)
            entry = await hears(client, "entry")
            assert (entry["number"], entry["data"]["body"]) == (stored["head"], body)


async def test_oversized_frames_close_with_4413(serving: Serving) -> None:
    async with connected(serving) as client:
        await client.send("x" * 20_000)
        assert await closing_code(client) == 4413


async def test_other_addresses_answer_403(serving: Serving) -> None:
    with pytest.raises(InvalidStatus) as refused:
        await connect(serving.socket_address + "elsewhere/")
    assert refused.value.response.status_code == 403


async def test_sigterm_says_bye_and_ends(cast: Cast) -> None:
    secret = await act(token_of, cast.omar)
    with Serving() as own:
        async with connected(own) as client:
            await say(client, "hello", token=secret, streams={})
            await hears(client, "ready")
            own.process.terminate()
            assert 0 <= (await hears(client, "bye"))["after"] <= 20
            assert await closing_code(client) == 1012
        assert own.stop() == 0


def test_announced_body_above_the_limit_is_refused_before_it_comes(serving: Serving) -> None:
    with caller(serving) as connection:
        connection.putrequest("POST", "/api/rooms/")
        connection.putheader("Content-Length", str(settings.MAX_BODY + 1))
        connection.putheader("Expect", "100-continue")
        connection.endheaders()
        assert refusal(connection) == "too_large"


def test_body_that_passes_the_limit_is_refused(serving: Serving) -> None:
    pieces = (b"x" * 65536 for _ in range(settings.MAX_BODY // 65536 + 1))
    with caller(serving) as connection:
        connection.request("POST", "/api/rooms/", body=pieces, encode_chunked=True)
        assert refusal(connection) == "too_large"


def test_body_at_the_limit_passes(serving: Serving) -> None:
    with caller(serving) as connection:
        connection.request("POST", "/api/rooms/", body=b"x" * settings.MAX_BODY)
        assert connection.getresponse().status == 401


def caller(serving: Serving) -> closing[http.client.HTTPConnection]:
    return closing(http.client.HTTPConnection("127.0.0.1", serving.port, timeout=10))


def refusal(connection: http.client.HTTPConnection) -> str:
    answer = connection.getresponse()
    assert (answer.status, answer.headers["Content-Type"]) == (413, "application/problem+json")
    return str(json.loads(answer.read())["code"])


@pytest.mark.parametrize("payload", [b"", b"x", b'{"op":"ack","count":16}', b"x" * 125])
@pytest.mark.parametrize("mask", [b"\0\0\0\0", b"\x80\x01\xff\x7f"])
def test_short_frames_are_read_as_they_were_written(payload: bytes, mask: bytes) -> None:
    assert short_text(client_frame(payload, mask)) == payload


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"\x81",
        client_frame(b"x" * 126),
        client_frame("\u0633".encode()),
        client_frame(b"half a frame")[:-1],
        client_frame(b"one") + client_frame(b"two"),
        b"\x01" + client_frame(b"fragment")[1:],
        b"\xc1" + client_frame(b"compressed")[1:],
        b"\x82" + client_frame(b"binary")[1:],
        b"\x81\x03abc",
    ],
)
def test_everything_else_is_left_to_autobahn(received: bytes) -> None:
    assert short_text(received) is None


async def test_short_and_split_frames_are_heard_in_order(serving: Serving) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", serving.port)
    writer.write(HANDSHAKE.format(key="x" * 22 + "==").encode())
    await reader.readuntil(b"\r\n\r\n")
    first, second = client_frame(b'{"op":"one"}'), client_frame(b'{"op":"two"}')
    for piece in (first, second[:7], second[7:]):
        writer.write(piece)
        await writer.drain()
    gathered = await reader.readuntil(b"whisper")
    gathered += await reader.readuntil(b"whisper")
    assert gathered.count(b'"code":"unknown_op"') == 2
    writer.close()


class OpenProtocol(Protocol):
    """As much of a WebSocket protocol as the writer looks at."""

    STATE_OPEN = state = 3


def test_direct_writer_knows_twisted() -> None:
    """The private attributes the writer reads: when Twisted changes them, this fails before a server does."""
    near, far = socket.socketpair()
    near.setblocking(False)
    protocol: Any = OpenProtocol()
    protocol.transport = transport = connection(near, protocol)
    transport.connected = 1
    writer = DirectWriter(protocol)
    writer.write(b"first ")
    assert (far.recv(100), writer.buffered()) == (b"first ", 0)
    sent = [bytes([number]) * 100_000 for number in range(20)]
    for frame in sent:
        writer.write(frame)
    assert writer.buffered() > 0
    assert transport._tempDataBuffer
    assert received(far, transport, writer) == b"".join(sent)
    transport.stopWriting()
    near.close()
    far.close()


def connection(near: socket.socket, protocol: Any) -> Any:
    return Connection(near, protocol, reactor)


def received(far: socket.socket, transport: Any, writer: DirectWriter) -> bytes:
    far.setblocking(False)
    gathered = bytearray()
    while len(gathered) < 2_000_000:
        try:
            gathered += far.recv(1 << 20)
        except BlockingIOError:
            transport.doWrite()
    assert writer.buffered() == 0
    return bytes(gathered)
