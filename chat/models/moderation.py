"""What is reported to those who look after a room, and what they do about it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models.messages import BODY_LIMIT, Message
from chat.models.rooms import Room
from organizations.models import Organization

WORDS_LIMIT = 500


class Reason(models.TextChoices):
    """Why somebody reports a message, or why a moderator acts."""

    ABUSE = "abuse", _("Insult or harassment")
    FALSE = "false", _("False or misleading")
    PRIVATE = "private", _("Tells what is private")
    DANGER = "danger", _("Puts people in danger")
    SPAM = "spam", _("Advertising or repetition")
    ELSEWHERE = "elsewhere", _("Does not belong in this room")
    OTHER = "other", _("Something else")


class Report(models.Model):
    """Somebody tells of a message, once. `body` keeps its words as they were: whoever decides may not be in the room,
    and the author may change them meanwhile.
    """

    class Outcome(models.TextChoices):
        OPEN = "open", _("Open")
        REMOVED = "removed", _("Message removed")
        WARNED = "warned", _("Author warned")
        SUSPENDED = "suspended", _("Author suspended from the room")
        DISMISSED = "dismissed", _("Dismissed")

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reports")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="reports")
    reporter = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.CharField(max_length=WORDS_LIMIT, blank=True)
    body = models.TextField(max_length=BODY_LIMIT)
    is_for_secretariat = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    outcome = models.CharField(max_length=12, choices=Outcome, default=Outcome.OPEN, db_index=True)
    answer = models.CharField(max_length=WORDS_LIMIT, blank=True)
    handled_at = models.DateTimeField(null=True)
    handled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    handled_for = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message", "reporter"], name="one_report_of_a_message"),
            models.CheckConstraint(
                condition=models.Q(outcome="open") | models.Q(handled_at__isnull=False), name="handled_at_some_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reporter_id} about {self.message_id}"


class Measure(models.Model):
    """What a moderator did: removed a message, warned its author, suspended somebody from the room."""

    class Kind(models.TextChoices):
        REMOVAL = "removal", _("Removal")
        WARNING = "warning", _("Warning")
        SUSPENSION = "suspension", _("Suspension")

    kind = models.CharField(max_length=12, choices=Kind)
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="measures")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="measures")
    message = models.ForeignKey(Message, null=True, on_delete=models.SET_NULL, related_name="measures")
    reason = models.CharField(max_length=12, choices=Reason)
    words = models.CharField(max_length=WORDS_LIMIT, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_for = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    ends_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    lifted_for = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["message", "kind"],
                condition=models.Q(kind__in=("removal", "warning")),
                name="one_removal_and_one_warning",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="suspension")
                | models.Q(ends_at__gt=models.F("made_at"), person__isnull=False),
                name="a_suspension_ends",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["room", "person"], name="measures_of_a_person")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.person_id} in {self.room_id}"

    @property
    def is_running(self) -> bool:
        """A suspension that holds now: it ends by the clock, or when somebody lifts it."""
        return self.lifted_at is None and self.ends_at is not None and self.ends_at > timezone.now()
