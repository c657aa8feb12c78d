"""Tasks made out of the minutes of a session."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from meetings.models import MinuteEntry
from organizations.models import Organization
from projects.models import Task


class MinuteTask(models.Model):
    """The paragraph of minutes of which a task was made, with its words as they stood then."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="minute_origin")
    entry = models.ForeignKey(MinuteEntry, null=True, on_delete=models.SET_NULL, related_name="tasks")
    words = models.TextField(max_length=8000, blank=True)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.task_id} of {self.entry_id}"
