"""Tables that somebody brings: kept as they were looked through, then written a few rows at a time."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.refusals import Conflict, Refused
from organizations.models import Organization
from organizations.sheets.planning import Facts

WAITING_LIMIT = 5  # tables that one person may leave lying
FORGOTTEN_AFTER = timedelta(days=7)
TURN = 0.08  # seconds after which a turn of writing ends: it holds nobody up
KEPT_REFUSALS = 200


class BroughtTable(models.Model):
    """Who brought it for whom, how it stands and how far it is. `digest` is of the file, `counts` are rows of each
    state, `total` those to be written, `done` those that are; `refused` which were refused on the way, and why.
    """

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def state(self) -> str:
        """planned, running, failed or finished."""
        if self.finished_at is not None:
            return "finished"
        if self.failed_at is not None:
            return "failed"
        return "planned" if self.started_at is None else "running"

    @property
    def percent(self) -> int:
        return round(100 * self.done / self.total) if self.total else 100


def write_some(rows: Sequence[Facts], done: int, write: Callable[[Facts], object]) -> tuple[int, list[Facts]]:
    """Write rows from number `done` on, at least one and for about a twelfth of a second: how many are done then, and
    those that were refused after all, with the reason. Each row is written as a whole or not.
    """
    began, refused, before = time.monotonic(), list[Facts](), done
    while done < len(rows) and (done == before or time.monotonic() - began < TURN):
        row = rows[done]
        try:
            with transaction.atomic():
                write(row)
        except (ValidationError, Conflict, Refused) as refusal:
            refused.append({"line": row["line"], "title": row["title"], "detail": words_of_refusal(refusal)})
        done += 1
    return done, refused


def words_of_refusal(refusal: ValidationError | Conflict | Refused) -> str:
    if isinstance(refusal, ValidationError):
        return " ".join(refusal.messages)
    return refusal.detail or _("This was refused.")


def to_write(rows: Sequence[Facts]) -> list[Facts]:
    return [row for row in rows if row["state"] in {"new", "changed"}]


def line_id(table: str, line: int | str, what: str = "") -> UUID:
    """The `client_id` of what a line of a table makes: the same however often it is tried. `table`: "sheet/7"."""
    return uuid5(NAMESPACE_URL, f"multaqa/{table}/{line}/{what}")
