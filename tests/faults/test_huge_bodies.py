"""280 MB to an address that does not exist: refused, not kept, and nobody waits."""

import asyncio
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import aiohttp
import psutil
import pytest

from tests.faults.conftest import Scene
from tests.live.conftest import act
from tests.live.serving import Serving

pytestmark = [pytest.mark.faults, pytest.mark.both]
SIZE = 280 * 2**20
CHUNK = b"x" * 2**20


@pytest.fixture
def serving(scene: Scene, tmp_path: Path) -> Iterator[Serving]:
    with Serving(TMPDIR=str(tmp_path)) as running:
        yield running


def sent(port: int, head: str, pieces: int, *, chunked: bool) -> tuple[bytes, int]:
    """The first line of the answer, and how many bytes went out before it came or the connection ended."""
    went = 0
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.sendall(f"POST /nowhere/ HTTP/1.1\r\nHost: localhost\r\n{head}\r\n\r\n".encode())
        try:
            for _ in range(pieces):
                client.sendall(b"%x\r\n%b\r\n" % (len(CHUNK), CHUNK) if chunked else CHUNK)
                went += len(CHUNK)
        except OSError:
            pass  # hung up on, as one may be
        try:
            return client.recv(100).partition(b"\r\n")[0], went
        except OSError:
            return b"", went


@pytest.mark.parametrize("chunked", [False, True])
async def test_280_mb_is_refused_and_not_kept(serving: Serving, tmp_path: Path, chunked: bool) -> None:
    memory = psutil.Process(serving.process.pid).memory_info().rss
    head = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {SIZE}"
    sending = asyncio.ensure_future(act(sent, serving.port, head, SIZE // len(CHUNK), chunked=chunked))
    waits = []
    async with aiohttp.ClientSession() as http:
        while not sending.done():
            began = time.monotonic()
            async with http.get(f"{serving.address}/healthz") as answer:
                assert answer.status == 200
            waits.append(time.monotonic() - began)
            assert not os.listdir(tmp_path), "something was spooled to disk"
    line, _ = await sending
    assert b" 413 " in line
    assert max(waits) < 1.0
    assert psutil.Process(serving.process.pid).memory_info().rss - memory < 40 * 2**20


def test_announced_280_mb_is_refused_before_it_is_sent(serving: Serving) -> None:
    line, went = sent(serving.port, f"Content-Length: {SIZE}", 0, chunked=False)
    assert b" 413 " in line
    assert went == 0
