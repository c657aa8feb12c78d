"""Files beside the words of a message."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from chat.models.messages import Message
from files.models import StoredFile


class Attachment(models.Model):
    """A message holds a file, which may stand in several. Message.files_count tells how many a message has."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="attachments")
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message", "order"], name="attachment_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.message_id}: {self.file_id}"
