"""What one person keeps of the talk for themselves: saved messages, and those they want to be reminded of."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.models.messages import Message

NOTE_LIMIT = 300


class SavedMessage(models.Model):
    """A message a person found worth keeping, with a note of their own. Nobody else knows of it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_messages")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    note = models.CharField(max_length=NOTE_LIMIT, blank=True)
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "message"], name="message_saved_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} keeps {self.message_id}"


class Reminder(models.Model):
    """A message a person wants to see again at a moment. `reminded_at` once that has come."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reminders")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "message"], name="one_reminder_of_a_message"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.at}"
