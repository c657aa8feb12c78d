"""@verb: the one door for every write."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.db import DatabaseError, IntegrityError, InterfaceError, OperationalError, connection, transaction

from journal.announcements import announce
from journal.records import Ledger, current_ledger, flush

Given = ParamSpec("Given")
Made = TypeVar("Made")
TRIES = 3
log = logging.getLogger(__name__)
sqlite_queue = threading.Lock()
last_heads: threading.local = threading.local()


@dataclass(frozen=True)
class Verb:
    """A named act, as `make verbs` lists it."""

    app: str
    name: str
    function: Callable[..., Any]


registered: dict[str, Verb] = {}


def verb(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """Make a function of actions.py an act: all of it happens, is written down and announced, or none of it.

    The outermost verb is one transaction, tried up to three times when the database reports a deadlock or a lock, and
    twice when somebody else was first; a verb called by a verb joins it. Its entries are announced after commit, and
    never fail it.
    """
    app = function.__module__.split(".", 1)[0]
    registered[f"{app}.{function.__name__}"] = Verb(app, function.__name__, function)

    @wraps(function)
    def act(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        if current_ledger.get() is not None:
            return function(*args, **kwargs)
        return with_retries(lambda: outermost(function, *args, **kwargs))

    return act


def ahead(work: Callable[..., object]) -> Callable[[Callable[Given, Made]], Callable[Given, Made]]:
    """Stands above @verb: `work` is done before the transaction begins, so that nobody waits for it at a lock.

    It is given the verb's arguments. It is pure, never fails, and remembers what it worked out (`lru_cache`): the verb
    asks for the same again inside and finds it at hand, also when it is tried a second time.
    """

    def over(act: Callable[Given, Made]) -> Callable[Given, Made]:
        @wraps(act)
        def begun(*args: Given.args, **kwargs: Given.kwargs) -> Made:
            work(**kwargs)
            return act(*args, **kwargs)

        return begun

    return over


def outermost(function: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
    ledger, is_committing = Ledger(), False
    token = current_ledger.set(ledger)
    try:
        with write_turn(), transaction.atomic():
            made = function(*args, **kwargs)
            flush(ledger)
            transaction.on_commit(lambda: announce(ledger.heads), robust=True)
            is_committing = True
    except BaseException as error:
        # Where the line broke during COMMIT nobody knows whether it happened: rather keep a file too many.
        if not (is_committing and isinstance(error, OperationalError | InterfaceError)):
            undo(ledger)
        raise
    finally:
        current_ledger.reset(token)
    last_heads.value = ledger.heads
    return made


def undo(ledger: Ledger) -> None:
    for step in reversed(ledger.undoing):
        try:
            step()
        except Exception:
            log.exception("a failed verb could not take back what it did")


@contextmanager
def write_turn() -> Iterator[None]:
    """On SQLite verbs of one process queue at a lock: waiting there is fair, waiting in SQLite's busy loop is not."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
    else:
        with sqlite_queue:
            yield


def with_retries(attempt: Callable[[], Made]) -> Made:
    """Try again what may pass; inside somebody's transaction there is nothing to try again."""
    for tried in range(1, TRIES + 1):
        try:
            return attempt()
        except DatabaseError as error:
            if connection.in_atomic_block or tried >= tries_for(error):
                raise
            if not isinstance(error, IntegrityError):
                time.sleep(0.05 * tried)
    raise AssertionError("unreachable")


def tries_for(error: DatabaseError) -> int:
    """A deadlock (PostgreSQL 40P01, 40001) or a locked SQLite file passes in a while. A violated constraint is a row
    that somebody made at the same moment: it is there by now, and the second attempt's own checks find it, to answer
    with it or to refuse; where they do not, the rows are wrong and a third attempt would find the same.
    """
    if isinstance(error, IntegrityError):
        return 2
    passes = getattr(error.__cause__, "sqlstate", None) in {"40P01", "40001"} or "locked" in str(error)
    return TRIES if passes else 1


def head_of(stream: str) -> int:
    """The number this thread's last verb brought `stream` to, for answers that carry their own entry's number."""
    heads: dict[str, int] = getattr(last_heads, "value", {})
    return heads.get(stream, 0)


def has_recorded() -> bool:
    """Did this thread's last verb leave an entry? One that finds its `client_id` done already leaves none."""
    return bool(getattr(last_heads, "value", {}))
