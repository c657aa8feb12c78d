"""Imported WhatsApp histories, and who wrote in them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.models.rooms import Room


class HistoryImport(models.Model):
    """One import of a WhatsApp export; its messages become visible together, when it is finished.

    `source` is the export as uploaded, under MEDIA_ROOT and never served; it is deleted when the import is finished.
    `preview` is what chat.queries.exports.preview said of it when it came, and the `client_id` it came with.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="imports")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    source = models.FileField(upload_to="imports/", blank=True)
    filename = models.CharField(max_length=120, blank=True)
    total = models.PositiveIntegerField(default=0)
    read = models.PositiveIntegerField(default=0)
    already_there = models.PositiveIntegerField(default=0)
    media_read = models.PositiveIntegerField(default=0)  # files of the zip, in the order of the messages
    media_kept = models.PositiveIntegerField(default=0)
    media_refused = models.PositiveIntegerField(default=0)  # damaged, or not what they say they are
    preview = models.JSONField(default=dict)
    created_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)  # given up: whoever made it starts it again or discards it
    discarded_at = models.DateTimeField(null=True)  # the worker deletes what was written, then the row

    def __str__(self) -> str:
        return f"import into {self.room_id}"

    @property
    def state(self) -> str:
        """Waiting (to be started), running, failed or finished."""
        if self.finished_at is not None:
            return "finished"
        if self.failed_at is not None:
            return "failed"
        return "waiting" if self.started_at is None else "running"


class ImportedSender(models.Model):
    """Somebody who wrote in an imported history: mapped to a person, or a placeholder."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="imported_senders")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["room", "name"], name="imported_sender_once"),
        ]

    def __str__(self) -> str:
        return self.name
