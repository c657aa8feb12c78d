"""The worker: followers within a second, due work when it is due. Each goes its own way, so that what takes minutes (a
copy of a room, an old talk brought in) keeps nobody from being told of a message.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from django.db import close_old_connections, connections

from journal.due import run_due, slow_tasks
from journal.followers import followers, run_follower

log = logging.getLogger(__name__)
PAUSE = 0.5


def follow() -> int:
    done = 0
    for follower in followers():
        try:
            done += run_follower(follower)
        except Exception:
            log.exception("follower %s stumbled; it starts again where it stopped", follower.name)
    return done


def run_soon() -> int:
    return run_due(~slow_tasks())


def run_slow() -> int:
    return run_due(slow_tasks(), limit=1)


WAYS: dict[str, Callable[[], int]] = {"followers": follow, "soon": run_soon, "slow": run_slow}


def turn() -> int:
    """One turn of everything, one after the other; returns how much was done."""
    return sum(way() for way in WAYS.values())


def work(stopping: threading.Event) -> None:
    """Go all ways at once until `stopping` is set, and each comes to the end of what it is at."""
    threads = [threading.Thread(target=go, args=(name, stopping), name=name) for name in WAYS]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def go(name: str, stopping: threading.Event) -> None:
    """One way, turn after turn; who is busy does not pause."""
    while not stopping.is_set():
        try:
            done = WAYS[name]()
        except Exception:
            log.exception("the worker's turn failed: %s", name)
            done = 0
        close_old_connections()
        if not done:
            stopping.wait(PAUSE)
    connections.close_all()
