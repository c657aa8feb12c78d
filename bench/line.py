"""A line between a browser and a server on this machine: it counts every byte, and can be as bad as a village's.

Below HTTP on purpose: what a service worker asks for, the frames of the socket, headers and retries are all counted,
and a request that fails takes its connection with it, as on a real line.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import re
import threading
from dataclasses import dataclass
from typing import Self

REQUEST = re.compile(rb"(GET|POST|PUT|PATCH|DELETE) /")
PIECE = 1460  # bytes, a packet


@dataclass
class Weather:
    """How the line is: bytes a second down, seconds for a round trip, and the share of requests that fail."""

    down: float = 0  # 0: as fast as it goes
    round_trip: float = 0
    failing: float = 0


GOOD = Weather()
WEAK = Weather(down=400_000 / 8, round_trip=0.6, failing=0.05)


class Line:
    """Listens on `port`; `up` and `down` are the bytes carried so far, `failed` the requests it lost."""

    def __init__(self, server_port: int, weather: Weather = GOOD, seed: int = 1) -> None:
        self.server_port, self.weather = server_port, weather
        self.up = self.down = self.failed = self.port = 0
        self.chance = random.Random(seed)  # the same misfortune at every run
        self.ends: set[asyncio.StreamWriter] = set()
        self.free_at = 0.0  # when the way down has carried what is on it
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self.loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def carried(self) -> int:
        return self.up + self.down

    def __enter__(self) -> Self:
        self.thread.start()
        listening = asyncio.run_coroutine_threadsafe(asyncio.start_server(self.connect, "127.0.0.1", 0), self.loop)
        self.server = listening.result()
        self.port = self.server.sockets[0].getsockname()[1]
        return self

    def __exit__(self, *_raised: object) -> None:
        asyncio.run_coroutine_threadsafe(self.end(), self.loop).result(10)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join(5)
        self.loop.close()

    async def end(self) -> None:
        self.server.close()
        for end in list(self.ends):
            end.transport.abort()
        await asyncio.gather(*asyncio.all_tasks() - {asyncio.current_task()}, return_exceptions=True)
        await asyncio.sleep(0.01)  # what was aborted closes its sockets at the loop's next turn

    async def connect(self, near: asyncio.StreamReader, near_out: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self.weather.round_trip)  # the handshake
        with contextlib.suppress(OSError):
            far, far_out = await asyncio.open_connection("127.0.0.1", self.server_port)
            self.ends |= {near_out, far_out}
            try:
                await asyncio.gather(self.carry(near, far_out, near_out), self.carry(far, near_out))
            finally:
                far_out.transport.abort()
                near_out.transport.abort()
                self.ends -= {near_out, far_out}

    async def carry(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, answers: asyncio.StreamWriter | None = None
    ) -> None:
        """One way: towards the server when `answers` is the way back."""
        with contextlib.suppress(OSError):
            while piece := await source.read(PIECE):
                if answers and self.loses(piece):
                    answers.transport.abort()
                    break
                due = self.due(len(piece), is_up=answers is not None)
                self.loop.call_at(due, target.write, piece)
                await asyncio.sleep(max(0.0, due - self.weather.round_trip / 2 - self.loop.time()))
        await asyncio.sleep(self.weather.round_trip / 2 + 0.01)
        target.close()

    def due(self, size: int, *, is_up: bool) -> float:
        """When a piece arrives. The way down is one for all connections and carries so many bytes a second."""
        now, half = self.loop.time(), self.weather.round_trip / 2
        if is_up:
            self.up += size
            return now + half
        self.down += size
        if self.weather.down:
            self.free_at = max(now, self.free_at) + size / self.weather.down
        return max(now, self.free_at) + half

    def loses(self, piece: bytes) -> bool:
        lost = bool(REQUEST.match(piece)) and self.chance.random() < self.weather.failing
        self.failed += lost
        return lost
