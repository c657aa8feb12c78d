"""A text on its way in: read into a tree with doubts, corrected and confirmed by a person, then published."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from files.models import StoredFile
from legislation.models.instruments import Instrument
from legislation.models.provisions import Kind, Provision
from organizations.models import Organization


class TextImport(models.Model):
    """One reading of one text for an instrument. `version` counts what was corrected; nothing is published while a
    doubt that must be answered stands.
    """

    class Format(models.TextChoices):
        PASTED = "pasted", _("Pasted text")
        TXT = "txt", "TXT"
        DOCX = "docx", "DOCX"
        HTML = "html", "HTML"
        PDF = "pdf", "PDF"
        AKN = "akn", "Akoma Ntoso"

    class Status(models.TextChoices):
        READING = "reading", _("Being read")
        PARSED = "parsed", _("To be looked through")
        FAILED = "failed", _("Could not be read")
        PUBLISHED = "published", _("Published")
        DISCARDED = "discarded", _("Discarded")

    instrument = models.ForeignKey(Instrument, on_delete=models.CASCADE, related_name="imports")
    format = models.CharField(max_length=8, choices=Format)
    name = models.CharField(max_length=200, blank=True)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(blank=True)  # what was pasted, or what was found in the file
    title = models.TextField(blank=True)  # what stands above the first head: its first line, and the rest of it
    preamble = models.TextField(blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.READING)
    failure = models.CharField(max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="text_import_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.instrument_id}: {self.name or self.format}"


class ImportedNode(models.Model):
    """A provision as it was read, before it is one."""

    text_import = models.ForeignKey(TextImport, on_delete=models.CASCADE, related_name="nodes")
    parent = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="parts")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    label = models.CharField(max_length=80, blank=True)
    heading = models.CharField(max_length=400, blank=True)
    text = models.TextField(blank=True)
    line = models.PositiveIntegerField(default=0)  # where it began in what was read
    provision = models.ForeignKey(Provision, null=True, on_delete=models.SET_NULL, related_name="+")  # once published

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["text_import", "position"], name="imported_node_once"),
        ]

    def __str__(self) -> str:
        return self.label


class ImportDoubt(models.Model):
    """What looks wrong in what was read: `code` and `facts` of legislation/reading/doubts.py. Whoever looks through
    corrects the node, or says that it is right as it stands.
    """

    text_import = models.ForeignKey(TextImport, on_delete=models.CASCADE, related_name="doubts")
    node = models.ForeignKey(ImportedNode, null=True, on_delete=models.CASCADE, related_name="doubts")
    code = models.CharField(max_length=24)
    facts = models.JSONField(default=dict)
    is_grave = models.BooleanField(default=False)  # must be answered before the text is published
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    accepted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["text_import"], condition=Q(is_grave=True, accepted_at__isnull=True), name="grave_doubts"
            ),
        ]

    def __str__(self) -> str:
        return self.code
