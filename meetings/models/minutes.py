"""The minutes of a session, written by several hands while it runs."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from meetings.models.sessions import AgendaItem, Session
from organizations.models import Organization


class MinuteEntry(models.Model):
    """One paragraph of the minutes. `version` counts its wordings: whoever changes it says which one they read. After
    approval only addenda come.
    """

    class Kind(models.TextChoices):
        NOTE = "note", _("Note")
        DECISION = "decision", _("Decision")
        RECOMMENDATION = "recommendation", _("Recommendation")
        ACTION = "action", _("Task")
        STATEMENT = "statement", _("Statement of an organisation")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="minutes")
    item = models.ForeignKey(AgendaItem, null=True, on_delete=models.SET_NULL, related_name="minute_entries")
    kind = models.CharField(_("kind"), max_length=14, choices=Kind, default=Kind.NOTE)
    text = models.TextField(_("text"), max_length=8000)
    position = models.BigIntegerField()
    version = models.PositiveIntegerField(default=1)
    is_addendum = models.BooleanField(default=False)
    speaker = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="minute_client_id_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["session", "position"], name="minutes_listed")]

    def __str__(self) -> str:
        return self.text[:60]


class MinuteVersion(models.Model):
    """What a paragraph said before it was changed."""

    entry = models.ForeignKey(MinuteEntry, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    text = models.TextField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["entry", "number"], name="minute_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} v{self.number}"


class Objection(models.Model):
    """An organisation says, during the review, that the minutes do not say what was said."""

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ACCEPTED = "accepted", _("Accepted")
        REJECTED = "rejected", _("Rejected")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="objections")
    entry = models.ForeignKey(MinuteEntry, null=True, on_delete=models.PROTECT, related_name="objections")
    text = models.TextField(_("what is wrong"), max_length=2000)
    status = models.CharField(max_length=10, choices=Status, default=Status.OPEN)
    answer = models.TextField(_("answer"), max_length=2000, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    answered_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="objection_client_id_once"),
            models.CheckConstraint(
                condition=~Q(status__in=["accepted", "rejected"]) | Q(answered_by__isnull=False),
                name="objection_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
