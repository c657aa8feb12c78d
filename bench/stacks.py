"""The two ways the project is run, each made afresh: one process with SQLite, two with PostgreSQL and Redis."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from tools.processes import child
from tools.throwaway import free_port, postgresql, redis, temporary_folder

PEOPLE = 1050
SECONDS_TO_START = 30


@dataclass
class Stack:
    """Running servers with seeded data; `ports` and `processes` belong together."""

    name: str
    environment: dict[str, str]
    ports: list[int] = field(default_factory=list)
    processes: list[psutil.Process] = field(default_factory=list)
    seeded: dict[str, Any] = field(default_factory=dict)

    @property
    def tokens(self) -> list[str]:
        return list(self.seeded["tokens"])

    def room(self, size: int) -> int:
        return int(self.seeded["rooms"][str(size)])

    def cpu_ms(self) -> float:
        """CPU milliseconds the servers have used so far, in user and system."""
        times = [process.cpu_times() for process in self.processes]
        return float(1000 * sum(used.user + used.system for used in times))

    def resident_kib(self) -> float:
        return float(sum(process.memory_info().rss for process in self.processes) / 1024)


@contextmanager
def stack(name: str) -> Iterator[Stack]:
    """`embedded`: SQLite and the layer in memory, one server. `services`: PostgreSQL and Redis, two servers."""
    with ExitStack() as opened:
        folder = opened.enter_context(temporary_folder())
        # Tokens and hosts need no mail; logs would be measured with the rest.
        environment = {**os.environ, "DATA_DIR": str(folder), "LOG_LEVEL": "ERROR"}
        environment.pop("DATABASE_URL", None)
        environment.pop("REDIS_URL", None)
        if name == "services":
            environment["DATABASE_URL"] = opened.enter_context(postgresql())
            environment["REDIS_URL"] = opened.enter_context(redis())
        running = Stack(name, environment)
        running.seeded = seed(environment, folder / "seed.json")
        for _ in range(2 if name == "services" else 1):
            start(running, opened)
        yield running


@contextmanager
def bare(sockets: int, messages: int, per_second: float) -> Iterator[Stack]:
    """The yardstick (bench/bare.py): it broadcasts when so many sockets are there."""
    with ExitStack() as opened:
        seeded = {"tokens": [""] * sockets, "rooms": {str(sockets): 1}}
        yardstick = Stack("bare", dict(os.environ), seeded=seeded)
        port = free_port()
        given = [str(port), str(sockets), str(messages), str(per_second)]
        begin([sys.executable, "-m", "bench.bare", *given], port, yardstick, opened)
        yield yardstick


def seed(environment: dict[str, str], file: Path) -> dict[str, Any]:
    subprocess.run([sys.executable, "-m", "bench.seed", str(PEOPLE), str(file)], env=environment, check=True)
    seeded: dict[str, Any] = json.loads(file.read_text())
    return seeded


def start(running: Stack, opened: ExitStack) -> None:
    port = free_port()
    begin([sys.executable, "manage.py", "serve", "--port", str(port)], port, running, opened)


def begin(command: list[str], port: int, running: Stack, opened: ExitStack) -> None:
    """Start a server process of a stack and wait until it answers."""
    process = opened.enter_context(child(command, environment=running.environment))
    end = time.monotonic() + SECONDS_TO_START
    while not answers(port):
        if process.poll() is not None or time.monotonic() > end:
            raise RuntimeError("the server did not start")
        time.sleep(0.1)
    running.ports.append(port)
    running.processes.append(psutil.Process(process.pid))


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
