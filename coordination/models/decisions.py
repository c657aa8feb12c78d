"""What a body decided, and the documents that say so."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from files.models import StoredFile
from meetings.models import Ballot, Body, MinuteEntry, Session
from organizations.models import Organization


class Decision(models.Model):
    """A line of the register of a body's decisions. Its text never changes; a later decision may revoke it."""

    class Method(models.TextChoices):
        CONSENSUS = "consensus", _("By consensus")
        HANDS = "hands", _("Show of hands")
        VOTE = "vote", _("By vote")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="decisions")
    number = models.PositiveIntegerField()
    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="decisions")
    entry = models.OneToOneField(MinuteEntry, null=True, on_delete=models.PROTECT, related_name="decision")
    ballot = models.OneToOneField(Ballot, null=True, on_delete=models.PROTECT, related_name="decision")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), max_length=8000)
    method = models.CharField(_("how"), max_length=10, choices=Method, default=Method.CONSENSUS)
    outcome = models.JSONField(default=dict)  # {"yes", "no", "abstain", "present", "eligible", "needed"} as it stood
    adopted_on = models.DateField(_("adopted on"), default=timezone.localdate)
    review_on = models.DateField(_("to be reviewed on"), null=True, blank=True)
    revoked_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="revokes")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    search_text = models.TextField(default="", editable=False)

    class Meta:
        ordering: ClassVar[list[str]] = ["-adopted_on", "-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="decision_client_id_once"),
            models.UniqueConstraint(fields=["body", "number"], name="decision_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}: {self.title}"


class OutcomeDocument(models.Model):
    """A document made of what stands (the outcome of a forum, the minutes of a session), frozen: its bytes, their hash,
    and the code by which a printed copy is verified. A later one replaces it; the old one stays.
    """

    class Kind(models.TextChoices):
        OUTCOME = "outcome", _("Outcome document")
        MINUTES = "minutes", _("Minutes")

    class Status(models.TextChoices):
        MAKING = "making", _("Being made")
        FROZEN = "frozen", _("Frozen")
        FAILED = "failed", _("Could not be made")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="outcomes")
    session = models.ForeignKey(Session, null=True, on_delete=models.PROTECT, related_name="outcomes")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OUTCOME)
    number = models.PositiveSmallIntegerField()  # of this body and kind
    code = models.CharField(max_length=14, unique=True)  # of the page that verifies a copy; in its QR code
    status = models.CharField(max_length=8, choices=Status, default=Status.MAKING)
    shown = models.JSONField(default=dict)  # what it says, as it stood: of this the PDF and the DOCX are made
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)  # of the PDF
    is_public = models.BooleanField(default=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="outcome_client_id_once"),
            models.UniqueConstraint(fields=["body", "kind", "number"], name="outcome_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number} of {self.body_id}"
