"""The worker's loop: followers within a second, due work when it is due."""

from __future__ import annotations

import logging
import threading

from django.db import close_old_connections

from journal.due import run_due
from journal.followers import followers, run_follower

log = logging.getLogger(__name__)
PAUSE = 0.5


def turn() -> int:
    """One turn of the loop; returns how much was done, so that a busy worker does not pause."""
    done = run_due()
    for follower in followers():
        try:
            done += run_follower(follower)
        except Exception:
            log.exception("follower %s stumbled; it starts again where it stopped", follower.name)
    return done


def work(stopping: threading.Event) -> None:
    """Run turns until `stopping` is set."""
    while not stopping.is_set():
        try:
            done = turn()
        except Exception:
            log.exception("the worker's turn failed")
            done = 0
        close_old_connections()
        if not done:
            stopping.wait(PAUSE)
