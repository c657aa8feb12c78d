"""Tables of needs or offers that somebody brings: looked through first, then written by the worker."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization


class SheetImport(models.Model):
    """One bringing of one or several files.

    `source` holds the cells as read, until they are written; `tables` says of each table what its columns are taken
    for, `fallbacks` what holds where a cell is empty, `plan` what was said of each row in the dry run. What it makes
    is_staged, seen by nobody, until `shown_at`; then each is told of (`told`: up to which id), then what changes is
    changed. Lines that were refused on the way stand in `refused`.
    """

    class Kind(models.TextChoices):
        NEED = "need", _("Needs")
        OFFER = "offer", _("Offers")

    kind = models.CharField(_("what the table holds"), max_length=5, choices=Kind, default=Kind.NEED)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    filename = models.CharField(max_length=200, blank=True)
    source = models.FileField(upload_to="sheets/", blank=True)
    tables = models.JSONField(default=list)
    fallbacks = models.JSONField(default=dict)
    plan = models.JSONField(default=list)
    counts = models.JSONField(default=dict)  # rows and things of each state
    opens = models.BooleanField(default=False)  # puts what is new on the board
    skips_wrong = models.BooleanField(default=False)
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    told = models.PositiveBigIntegerField(default=0)
    refused = models.JSONField(default=list)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    shown_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="sheet_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.filename}"

    @property
    def state(self) -> str:
        """planned, running, failed or finished."""
        if self.finished_at is not None:
            return "finished"
        if self.failed_at is not None:
            return "failed"
        return "planned" if self.started_at is None else "running"


class KnownColumns(models.Model):
    """What an organisation took the columns of such a table for, so that next month nobody maps them again."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=SheetImport.Kind)
    headings = models.CharField(max_length=64)  # a digest of the headings
    columns = models.JSONField(default=list)
    fallbacks = models.JSONField(default=dict)

    class Meta:
        verbose_name_plural = "known columns"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["organization", "kind", "headings"], name="known_columns_once"),
        ]

    def __str__(self) -> str:
        return f"{self.organization_id}: {self.kind}"
