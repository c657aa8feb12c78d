"""What became of a recommendation: progress that is reported and verified, its evidence, and who was reminded."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from coordination.models.recommendations import Milestone, Recommendation
from files.models import StoredFile
from organizations.models import Organization


class ProgressUpdate(models.Model):
    """What the responsible organisation reports. The committee confirms it or returns it with a reason; never the
    organisation that reports.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        SUBMITTED = "submitted", _("Submitted")
        CONFIRMED = "confirmed", _("Confirmed")
        RETURNED = "returned", _("Returned")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="updates")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")  # that reports
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    narrative = models.TextField(_("what was done"), max_length=4000)
    percent = models.PositiveSmallIntegerField(_("percent"), default=0)
    is_done = models.BooleanField(_("it is done"), default=False)
    is_public = models.BooleanField(_("may be published"), default=False)
    since = models.DateField(_("from"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    milestones = models.ManyToManyField(Milestone, blank=True, related_name="updates")  # that it says are reached
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    reason = models.CharField(_("reason"), max_length=1000, blank=True)  # why it was returned, or what was checked
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    answering = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    submitted_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="update_client_id_once"),
            models.UniqueConstraint(
                fields=["recommendation"], condition=Q(status="submitted"), name="one_update_waits"
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="update_percent_in_bounds"),
            models.CheckConstraint(
                condition=Q(answering__isnull=True) | ~Q(answering=F("organization")),
                name="not_verified_by_who_reports",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["recommendation", "status"], name="updates_listed"),
            models.Index(fields=["submitted_at"], condition=Q(status="submitted"), name="updates_that_wait"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation_id}: {self.percent}%"


class Evidence(models.Model):
    """What proves an update: a file, a photo, a link. `sha256` is of the file as it came."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        PHOTO = "photo", _("Photo")
        LINK = "link", _("Link")

    update = models.ForeignKey(ProgressUpdate, on_delete=models.CASCADE, related_name="evidence")
    kind = models.CharField(max_length=6, choices=Kind)
    title = models.CharField(_("title"), max_length=200)
    file = models.ForeignKey(StoredFile, null=True, on_delete=models.PROTECT, related_name="+")
    url = models.URLField(_("address"), max_length=500, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    captured_on = models.DateField(_("day"), null=True, blank=True)
    is_public = models.BooleanField(_("may be published"), default=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="evidence_client_id_once"),
            models.CheckConstraint(
                condition=Q(kind="link", file__isnull=True) & ~Q(url="") | Q(url="", file__isnull=False),
                name="evidence_is_a_file_or_a_link",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Reminder(models.Model):
    """Somebody was reminded of something once: the row is what keeps it from happening twice."""

    class Rule(models.TextChoices):
        BEFORE = "before", _("Before the day it is due")
        DUE = "due", _("On the day")
        LATE = "late", _("After the day")
        SILENT = "silent", _("No report for long")
        UNANSWERED = "unanswered", _("Nobody accepted it")

    class Step(models.TextChoices):
        FOCAL_POINT = "focal_point", _("Focal point")
        ALTERNATE = "alternate", _("Alternate")
        SIGNATORY = "signatory", _("Signatory")
        COMMITTEE = "committee", _("Committee")
        CONVENER = "convener", _("Convener of the forum")

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="reminders")
    rule = models.CharField(max_length=10, choices=Rule)
    step = models.CharField(max_length=12, choices=Step)
    about = models.DateField()  # the day that was due, or since when nobody reports
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["recommendation", "rule", "step", "about", "person"], name="reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.recommendation_id}"
