"""The worker: followers within a second, due work when it is due. Each goes its own way, so that what takes minutes (a
copy of a room, an old talk brought in) keeps nobody from being told of a message.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connections

from journal.due import run_due, slow_tasks
from journal.rounds import Rounds

log = logging.getLogger(__name__)
PAUSE = 0.5


def run_soon() -> int:
    return run_due(~slow_tasks())


def run_slow() -> int:
    return run_due(slow_tasks(), limit=1)


def ways() -> dict[str, Callable[[], int]]:
    return {"followers": Rounds().turn, "soon": run_soon, "slow": run_slow}


def turn() -> int:
    """One turn of everything, one after the other; returns how much was done."""
    return sum(way() for way in ways().values())


def work(stopping: threading.Event) -> None:
    """Go all ways at once until `stopping` is set, and each comes to the end of what it is at."""
    threads = [threading.Thread(target=go, args=(name, way, stopping), name=name) for name, way in ways().items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def go(name: str, way: Callable[[], int], stopping: threading.Event) -> None:
    """One way, turn after turn; who is busy does not pause."""
    while not stopping.is_set():
        try:
            done = way()
        except Exception:
            log.exception("the worker's turn failed: %s", name)
            done = 0
        close_old_connections()
        if not done:
            stopping.wait(PAUSE)
    connections.close_all()
