"""What can be found: one row for each thing, with its words as the search sees them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from chat.models import Message, Room
from organizations.models import Organization


class SearchEntry(models.Model):
    """A thing that can be found. `text` holds its words, normalised (arabic/terms.py).

    What lies in a room (a message, a file) is seen by whoever sees the room. `person` and `organization` are who said
    it, or who it is. Where a row goes that an entry points at, the entry goes with it. Migration 0002 keeps the index
    of substrings beside this table; on SQLite by triggers, which a migration that remakes the table must make again.
    """

    class Kind(models.TextChoices):
        MESSAGE = "message", _("Messages")
        FILE = "file", _("Files")
        PERSON = "person", _("People")
        ORGANIZATION = "organization", _("Organisations")
        PROJECT = "project", _("Joint projects")
        TASK = "task", _("Tasks")
        FORUM = "forum", _("Forums")
        SESSION = "session", _("Sessions")
        DECISION = "decision", _("Decisions")
        RECOMMENDED = "recommended", _("Recommendations")
        INSTRUMENT = "instrument", _("Laws")
        ARTICLE = "article", pgettext_lazy("of laws", "Articles")
        NOTE = "note", _("Notes")

    kind = models.CharField(max_length=12, choices=Kind)
    object_id = models.BigIntegerField()
    room = models.ForeignKey(Room, null=True, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(Message, null=True, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.CASCADE, related_name="+")
    has_file = models.BooleanField(default=False)
    at = models.DateTimeField()
    text = models.TextField()

    class Meta:
        verbose_name_plural = "search entries"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="one_search_entry_per_thing"),
        ]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["-at", "-id"], name="search_newest_first")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}"
