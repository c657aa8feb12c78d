"""`manage.py serve` in a process of its own, on the database of the test."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self
from urllib.parse import quote

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def database_url() -> str:
    """Where the test's database is, for another process."""
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    user, password = quote(known["USER"] or ""), quote(known["PASSWORD"] or "")
    host, port = quote(known["HOST"] or "", safe=""), known["PORT"] or ""
    return f"postgres://{user}:{password}@{host}:{port}/{known['NAME']}"


class Serving:
    """A running server; `stop` ends it politely and gives its exit code."""

    def __init__(self, port: int | None = None, **variables: str) -> None:
        self.port = port or free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.socket_address = f"ws://127.0.0.1:{self.port}/ws/"
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "config.settings_test",
            "DATABASE_URL": database_url(),
            "REDIS_URL": settings.REDIS_URL,
            **variables,
        }
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT, env=environment)

    def __enter__(self) -> Self:
        until = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            assert self.process.poll() is None, "the server ended at its start"
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.05)
        return self

    def answers(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> int:
        self.process.terminate()
        return self.process.wait(15)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait(15)

    def __exit__(self, *failure: object) -> None:
        if self.process.poll() is None:
            self.kill()
