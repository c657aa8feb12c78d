"""Threads of our own for reading: their database connections stay open, and no view ever waits behind them."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import ParamSpec, TypeVar

from django.db import DatabaseError, InterfaceError, OperationalError, connections

Given = ParamSpec("Given")
Answer = TypeVar("Answer")


class Readers:
    """A few threads that read. Never Django's thread-sensitive one, which all requests of a process may share."""

    def __init__(self, threads: int, name: str) -> None:
        self.threads = threads
        self.pool = ThreadPoolExecutor(threads, thread_name_prefix=f"live-{name}")

    async def run(self, read: Callable[Given, Answer], *args: Given.args, **kwargs: Given.kwargs) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self.pool, lambda: kept(lambda: read(*args, **kwargs)))

    def close(self) -> None:
        """End the threads and their database connections."""
        together = threading.Barrier(self.threads)
        for _ in range(self.threads):
            self.pool.submit(close_connections, together)
        self.pool.shutdown(wait=True)


def kept(read: Callable[[], Answer]) -> Answer:
    """Read on the connection that is open. One that died in the meantime is opened again, once."""
    try:
        return read()
    except (OperationalError, InterfaceError):
        connections.close_all()
        return read()
    except DatabaseError:
        connections.close_all()
        raise


def close_connections(together: threading.Barrier) -> None:
    together.wait(5)  # so that each thread of the pool runs this once
    connections.close_all()
