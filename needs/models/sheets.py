"""Tables of needs or offers that somebody brings: looked through first, then written by the worker."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from organizations.models import Organization
from organizations.sheets.brought import BroughtTable


class SheetImport(BroughtTable):
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
    source = models.FileField(upload_to="sheets/", blank=True)
    tables = models.JSONField(default=list)
    fallbacks = models.JSONField(default=dict)
    plan = models.JSONField(default=list)
    opens = models.BooleanField(default=False)  # puts what is new on the board
    skips_wrong = models.BooleanField(default=False)
    told = models.PositiveBigIntegerField(default=0)
    shown_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="sheet_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.filename}"


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
