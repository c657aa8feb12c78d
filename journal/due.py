"""Due work: scheduled by verbs, claimed by a worker, tried again with growing pauses."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from journal.models import Due

log = logging.getLogger(__name__)
CLAIM = timedelta(minutes=5)
TRIES = 8


def schedule(task: str, *, at: datetime | None = None, key: str | None = None, **arguments: Any) -> None:
    """Have the worker run settings.JOURNAL_TASKS[task](**arguments) at `at` (now by default).

    With a `key` it is due once: scheduling the same key again moves the time and the arguments, also while it runs.
    """
    values = {"task": task, "at": at or timezone.now(), "arguments": arguments}
    values |= {"attempts": 0, "claimed_until": None, "failure": ""}
    if key is None:
        Due.objects.create(**values)
    else:
        Due.objects.update_or_create(key=key, defaults=values)


def schedule_each(task: str, *, at: Mapping[str, datetime], arguments: Mapping[str, dict[str, Any]]) -> None:
    """Have a task run once for each key, at its moment; in one query. A key that waits already keeps its moment."""
    rows = [Due(task=task, key=key, at=moment, arguments=arguments[key]) for key, moment in at.items()]
    Due.objects.bulk_create(rows, ignore_conflicts=True)


def run_due(which: Q | None = None, *, limit: int = 20) -> int:
    """Run what is due now, or those of it that are asked for; returns how many tasks ran well."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    given_up = Q(attempts__gte=TRIES, claimed_until__isnull=True)
    waiting = Due.objects.filter(~given_up, which or Q(), free, at__lte=now)
    return sum(run_one(due) for due in list(waiting.order_by("at")[:limit]))


def slow_tasks() -> Q:
    """What may take minutes, and so must not stand before what is to happen within a second."""
    return Q(task__in=settings.JOURNAL_SLOW)


class WorkerDied(Exception):
    """Each time a task was begun, its worker ended before it did: the memory of the machine was not enough for it."""


class Taken(Exception):
    """The task this worker runs is another one's by now, or was scheduled anew."""


@dataclass
class Claim:
    """One worker's hold on a task: whatever it writes about the task it writes only while the hold is its own."""

    due: Due
    until: datetime | None
    tries: int

    @property
    def held(self) -> QuerySet[Due]:
        return Due.objects.filter(pk=self.due.pk, claimed_until=self.until, attempts=self.tries)

    def begin(self) -> bool:
        """A try counts from its beginning: of one that kills its worker nobody hears again."""
        return self.hold(self.tries + 1)

    def extend(self) -> bool:
        return self.hold(self.tries)

    def hold(self, tries: int) -> bool:
        until = timezone.now() + CLAIM
        is_mine = bool(self.held.update(claimed_until=until, attempts=tries))
        self.until, self.tries = until, tries
        return is_mine


current_claim: ContextVar[Claim | None] = ContextVar("current_claim", default=None)


def keep_claim() -> None:
    """A task that takes minutes says between its steps that it is alive; Taken where it is no longer this worker's."""
    claim = current_claim.get()
    if claim is not None and not claim.extend():
        raise Taken(claim.due.task)


def run_one(due: Due) -> bool:
    claim = Claim(due, due.claimed_until, due.attempts)
    if claim.tries >= TRIES:
        put_off(claim, WorkerDied("no worker came to the end of it"))
        return False
    if not claim.begin():
        return False
    token = current_claim.set(claim)
    try:
        import_string(settings.JOURNAL_TASKS[due.task])(**due.arguments)
    except Taken:
        log.warning("due task %s is run by another worker, this one stops", due.task)
        return False
    except Exception as error:
        log.exception("due task %s failed", due.task)
        put_off(claim, error)
        return False
    finally:
        current_claim.reset(token)
    claim.held.delete()
    return True


def put_off(claim: Claim, error: Exception) -> None:
    """Try again after a growing pause. After the last time the row stays to be read, without its key: the same may be
    queued anew.
    """
    at = timezone.now() + timedelta(seconds=10 * 3 ** (claim.tries - 1))
    columns = {"at": at, "claimed_until": None, "failure": repr(error)[:2000]}
    is_last = claim.tries >= TRIES
    if claim.held.update(**(columns | {"key": None} if is_last else columns)) and is_last:
        give_up(claim.due)


def give_up(due: Due) -> None:
    """Say it loudly, and to the task's own app."""
    log.error("due task %s failed %d times and is given up: %s", due.task, TRIES, due.arguments)
    if path := settings.JOURNAL_GIVEN_UP.get(due.task):
        try:
            import_string(path)(**due.arguments)
        except Exception:
            log.exception("nobody could be told that the due task %s was given up", due.task)
