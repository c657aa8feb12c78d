"""What leaves: copies of a room, or of all that somebody said here, as one file; and how long a room keeps its talk."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.models import Room

WAITING = models.Q(finished_at=None, failed_at=None)


class Archive(models.Model):
    """A zip for its maker alone: of a room, or (none) of the maker's own data. It holds messages up to `last`.

    `size` in bytes. The file lies under MEDIA_ROOT and is deleted at `expires_at`.
    """

    maker = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="archives")
    room = models.ForeignKey(Room, null=True, on_delete=models.CASCADE, related_name="archives")
    file = models.FileField(upload_to="archives/", blank=True)
    size = models.PositiveBigIntegerField(default=0)
    last = models.PositiveBigIntegerField(default=0)  # the newest message's id when it was asked for
    total = models.PositiveIntegerField(default=0)
    written = models.PositiveIntegerField(default=0)
    asked_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["maker", "room"], condition=WAITING, name="one_archive_at_a_time"),
            models.UniqueConstraint(
                fields=["maker"], condition=WAITING & models.Q(room=None), name="one_own_archive_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"archive of {self.room_id or self.maker_id}"

    @property
    def is_waiting(self) -> bool:
        return self.finished_at is None and self.failed_at is None
