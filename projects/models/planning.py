"""What planning leaves behind: re-planning as it was asked for, tables of tasks on their way in, addresses of feeds."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.sheets.brought import BroughtTable
from projects.models.projects import Project


class Replan(models.Model):
    """Several tasks moved at once, as it was asked for: asking again gives the same answer. `digest` is of what."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="replan_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.project_id}"


class FeedKey(models.Model):
    """A secret address under which a calendar program reads what is due: of a project, or, where there is none, of the
    person's own tasks. Only the digest of the secret is kept.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="feed_keys")
    project = models.ForeignKey(Project, null=True, on_delete=models.CASCADE, related_name="feed_keys")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["person", "project"],
                condition=models.Q(revoked_at__isnull=True, project__isnull=False),
                name="feed_key_of_project_once",
            ),
            models.UniqueConstraint(
                fields=["person"],
                condition=models.Q(revoked_at__isnull=True, project__isnull=True),
                name="feed_key_of_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.project_id or 'own'}"


class TaskSheet(BroughtTable):
    """Tasks that somebody brings, looked through and then written by the worker. `rows` say of each what it would be
    and what is wrong with it; `done` how many are written, `refused` which were refused on the way.
    """

    class Kind(models.TextChoices):
        TABLE = "table", _("Table")
        TRELLO = "trello", _("Trello board")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="task_sheets")
    kind = models.CharField(max_length=6, choices=Kind)
    rows = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="task_sheet_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.filename}"
