"""What is written and kept in a project: folders, files with their versions, and notes written together."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from files.models import StoredFile
from organizations.models import Organization
from projects.models.projects import Project


class Folder(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="folders")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="folders")
    name = models.CharField(_("name"), max_length=80)
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "client_id"], name="folder_client_id_once"),
            models.UniqueConstraint(
                fields=["project", "parent", "name"], name="folder_name_once", condition=Q(parent__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["project", "name"], name="first_folder_name_once", condition=Q(parent__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A file with versions, or a note written together. Deleted ones stay as rows, and can be taken back."""

    class Kind(models.TextChoices):
        FILE = "file", _("File")
        NOTE = "note", _("Note")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="documents")
    folder = models.ForeignKey(Folder, null=True, blank=True, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(_("kind"), max_length=4, choices=Kind)
    title = models.CharField(_("title"), max_length=160)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)
    deleted_at = models.DateTimeField(null=True)
    versions_count = models.PositiveIntegerField(default=0)
    written = models.PositiveBigIntegerField(default=0, editable=False)  # of a note: the number of its newest update
    text = models.TextField(default="", editable=False)  # of a note, as it was stored last: what is searched

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="document_client_id_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["project", "folder", "-changed_at"],
                condition=Q(deleted_at__isnull=True),
                name="document_in_folder",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def newest(self) -> int:
        """The number of its newest version; of a note, that of its newest update."""
        return self.written if self.kind == self.Kind.NOTE else self.versions_count


class DocumentVersion(models.Model):
    """A file as somebody brought it; number 1 is the first."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("what changed"), max_length=200, blank=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["document", "number"], name="document_version_once"),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class Reading(models.Model):
    """Who opened a document last when, and which version of it."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="readings")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(default=0)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["document", "person"], name="reading_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} read {self.document_id}"


class NoteUpdate(models.Model):
    """A change of a note in Yjs's encoding, stored before it is told, numbered in the order in which they were stored.
    A compaction puts the first of them together as one (`is_whole`), under the number of the last that it holds.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="updates", db_index=False)
    number = models.PositiveBigIntegerField()
    update = models.BinaryField()
    is_whole = models.BooleanField(default=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["number"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["document", "number"], name="note_update_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.document_id}"


class NoteStretch(models.Model):
    """Somebody wrote in a note for a while: what stays of who wrote when, once the updates are put together."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="stretches")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "note stretches"
        ordering: ClassVar[list[str]] = ["-ended_at"]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.document_id}"


class NoteVersion(models.Model):
    """A note as it stood, kept by somebody under a name, or by the clock."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="kept")
    title = models.CharField(_("name"), max_length=120, blank=True)
    state = models.BinaryField()
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["document", "client_id"], name="note_version_client_id_once"),
        ]

    def __str__(self) -> str:
        return self.title or str(self.at)


class NoteComment(models.Model):
    """A remark on some words of a note: `start` and `end` are Yjs's relative positions, `quote` the words as they
    were.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="remarks")
    answers = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="replies")
    start = models.JSONField(null=True)
    end = models.JSONField(null=True)
    quote = models.CharField(max_length=300, blank=True)
    body = models.TextField(max_length=2000)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    resolved_at = models.DateTimeField(null=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="note_comment_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} on {self.document_id}"
