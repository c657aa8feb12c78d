"""What people put beside their words: files, on their way or here."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiToken
from files.names import ending_of, stem_of

NAME_LIMIT = 120


class StoredFile(models.Model):
    """A file. Until `finished_at` it is on its way: `received` of `length` bytes lie in `content`.

    `uses` counts what holds it in the apps above; a file that nothing uses may go. `type` is what the content is found
    to be, never what somebody called it. `token` is that by which a program brought it. `length` is what was announced;
    `size` what is kept, after cleaning. Width and height are of the picture as it is shown, in pixels; `duration` is in
    milliseconds.
    """

    class Kind(models.TextChoices):
        IMAGE = "image", _("Pictures")
        DOCUMENT = "document", _("Documents")
        VOICE = "voice", _("Voice notes")
        AUDIO = "audio", _("Sound")
        VIDEO = "video", _("Films")
        OTHER = "other", _("Other files")

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    token = models.ForeignKey(ApiToken, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)
    client_id = models.UUIDField()
    name = models.CharField(max_length=NAME_LIMIT)
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.OTHER)
    type = models.CharField(max_length=100, blank=True)
    length = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    size = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    duration = models.PositiveIntegerField(null=True)
    peaks = models.CharField(max_length=128, blank=True)
    content = models.FileField(upload_to="files/")
    preview = models.FileField(upload_to="previews/", blank=True)
    uses = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["owner", "client_id"], name="file_client_id_once"),
            models.CheckConstraint(condition=models.Q(received__lte=models.F("length")), name="file_within_its_length"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["owner"], condition=models.Q(uses=0), name="file_not_used"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def stem(self) -> str:
        """The name without its ending, which is shown apart: behind a number it would stand in the wrong place."""
        return stem_of(self.name)

    @property
    def ending(self) -> str:
        return ending_of(self.name).upper()

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None
