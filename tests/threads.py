"""Acts that meet at the same moment, for tests with `django_db(transaction=True)`."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from django.db import connections

from journal.refusals import Conflict, Refused


def at_once(*acts: Callable[[], Any]) -> None:
    """All begin together; a refusal is an outcome, not a fault."""
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> None:
        try:
            ready.wait(10)
            with suppress(Conflict, Refused):
                act()
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
