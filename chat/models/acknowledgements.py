"""Announcements that organisations say they have read."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.models.messages import Message
from organizations.models import Organization


class AcknowledgementRequest(models.Model):
    """Who posted a message wants to know which organisations have read it. The counts go with every new one, so that
    the talk shows them without counting.
    """

    message = models.OneToOneField(
        Message, on_delete=models.CASCADE, primary_key=True, related_name="acknowledgement_request"
    )
    until = models.DateTimeField(null=True)
    expected = models.PositiveIntegerField(default=0)  # organisations in the room, the author's own left out
    acknowledged = models.PositiveIntegerField(default=0)  # organisations of which somebody has
    asked_at = models.DateTimeField(default=timezone.now)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    reminded_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.acknowledged} of {self.expected} for {self.message_id}"


class Acknowledgement(models.Model):
    """A person has read an announcement, for the organisation they spoke for then. It stands for ever."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="acknowledgements")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message", "person", "organization"], name="acknowledged_once"),
            models.UniqueConstraint(
                fields=["message", "person"],
                condition=models.Q(organization__isnull=True),
                name="acknowledged_once_for_oneself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.organization_id}: {self.message_id}"
