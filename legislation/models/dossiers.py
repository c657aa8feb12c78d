"""What is sent to the authority, frozen, and what it answers."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from files.models import StoredFile
from legislation.models.instruments import Instrument
from legislation.models.proposals import Proposal
from legislation.models.rounds import Round
from organizations.models import Organization


class Dossier(models.Model):
    """The proposals that were adopted, with the comparison and the law as amended: numbered, made by the worker, then
    frozen with its hash. `shown` is what it says; all files are made of it.
    """

    class Status(models.TextChoices):
        MAKING = "making", _("Being made")
        FROZEN = "frozen", pgettext_lazy("a dossier", "Frozen")
        FAILED = "failed", _("Could not be made")
        SENT = "sent", _("Sent")
        VOID = "void", _("Void")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="dossiers")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=14, unique=True)  # of the page that verifies a copy; in its QR code
    addressee = models.CharField(_("addressee"), max_length=200)
    letter = models.TextField(_("cover letter"), max_length=6000, blank=True)
    status = models.CharField(max_length=8, choices=Status, default=Status.MAKING)
    status_reason = models.CharField(max_length=300, blank=True)
    shown = models.JSONField(default=dict)
    progress = models.PositiveSmallIntegerField(default=0)  # percent, while it is made
    pdf = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    docx = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    xlsx = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    akn = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    json = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64, blank=True)  # of the PDF
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    frozen_at = models.DateTimeField(null=True)
    sent_on = models.DateField(_("sent on"), null=True)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    receipt_number = models.CharField(_("receipt number"), max_length=60, blank=True)  # given by the authority
    receipt_scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="dossier_client_id_once"),
            models.UniqueConstraint(fields=["round", "number"], name="dossier_number_once"),
            models.UniqueConstraint(fields=["round"], condition=Q(status="making"), name="one_dossier_in_making"),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_on__isnull=False), name="dossier_sent_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.round_id}/{self.number}"


class DossierItem(models.Model):
    """A proposal in a dossier, as the wording it had."""

    dossier = models.ForeignKey(Dossier, on_delete=models.CASCADE, related_name="items")
    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="dossier_items")
    version = models.PositiveIntegerField()
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar[list[str]] = ["position"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["dossier", "proposal"], name="dossier_item_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} in {self.dossier_id}"


class Answer(models.Model):
    """What the authority says of one item: entered by one, checked by another. Rows stay; the newest checked one is
    what stands.
    """

    class Kind(models.TextChoices):
        RECEIVED = "received", _("Received")
        STUDIED = "under_study", _("Under study")
        ACCEPTED = "accepted", _("Accepted")
        PARTLY = "partly", _("Accepted in part")
        REFUSED = "refused", _("Refused")
        NOT_OURS = "no_competence", _("Not within its competence")
        ENACTED = "enacted", _("Enacted")

    item = models.ForeignKey(DossierItem, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(_("answer"), max_length=14, choices=Kind)
    text = models.TextField(_("text"), max_length=4000, blank=True)
    letter_number = models.CharField(_("letter number"), max_length=60, blank=True)
    letter_on = models.DateField(_("date of the letter"), null=True, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    enacted_by = models.ForeignKey(Instrument, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    entered_at = models.DateTimeField(default=timezone.now)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    checked_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)  # whoever checked found it wrong
    refused_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["entered_by", "client_id"], name="answer_client_id_once"),
            models.CheckConstraint(
                condition=Q(checked_by=None) | ~Q(checked_by=models.F("entered_by")), name="answer_checked_by_another"
            ),
            models.CheckConstraint(
                condition=~Q(kind="enacted") | Q(enacted_by__isnull=False), name="answer_enacted_by_a_law"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.item_id}"
