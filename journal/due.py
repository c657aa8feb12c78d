"""Due work: scheduled by verbs, claimed by a worker, tried again with growing pauses."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Q
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


def run_due(limit: int = 20) -> int:
    """Run what is due now; returns how many tasks ran well."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    waiting = list(Due.objects.filter(free, at__lte=now, attempts__lt=TRIES).order_by("at")[:limit])
    return sum(run_one(due) for due in waiting)


def run_one(due: Due) -> bool:
    until = timezone.now() + CLAIM
    if not Due.objects.filter(pk=due.pk, claimed_until=due.claimed_until).update(claimed_until=until):
        return False
    try:
        import_string(settings.JOURNAL_TASKS[due.task])(**due.arguments)
    except Exception as error:
        log.exception("due task %s failed", due.task)
        pause = timedelta(seconds=10 * 3**due.attempts)
        Due.objects.filter(pk=due.pk).update(
            attempts=due.attempts + 1, at=timezone.now() + pause, claimed_until=None, failure=repr(error)[:2000]
        )
        return False
    Due.objects.filter(pk=due.pk, claimed_until=until).delete()
    return True
