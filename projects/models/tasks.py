"""Tasks and milestones, on a board of columns."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Message
from files.models import StoredFile
from organizations.models import Organization
from projects.models.plan import Activity
from projects.models.projects import Project


class Column(models.Model):
    """A column of the board. `kind` says what it means for progress; `limit` how many tasks it takes at most."""

    class Kind(models.TextChoices):
        TODO = "todo", _("To do")
        DOING = "doing", _("Under way")
        WAITING = "waiting", _("Waiting for others")
        DONE = "done", _("Done")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="columns")
    title = models.CharField(_("title"), max_length=60)
    kind = models.CharField(_("meaning"), max_length=8, choices=Kind)
    position = models.PositiveBigIntegerField(default=0)
    limit = models.PositiveSmallIntegerField(_("at most"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)  # moved by every move into or out of it
    client_id = models.UUIDField(null=True)  # none for those with which a board begins

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "client_id"], name="column_client_id_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Label(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="labels")
    name = models.CharField(_("name"), max_length=40)
    tint = models.CharField(max_length=1, default="a")  # a, b, c, d of the palette

    class Meta:
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["project", "name"], name="label_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """Something to do, or a milestone (a day on which something is reached). It belongs to an organisation and,
    where one is named, a person. `number` is what people say: task 17. Deleted ones stay as rows.

    `position` orders a column; `version` grows with every change. `done_at` follows from the column.
    """

    class Kind(models.TextChoices):
        TASK = "task", _("Task")
        MILESTONE = "milestone", _("Milestone")

    class Repeats(models.TextChoices):
        NEVER = "", _("Never")
        WEEKLY = "weekly", _("Every week")
        MONTHLY = "monthly", _("Every month")
        QUARTERLY = "quarterly", _("Every three months")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="tasks")
    number = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=9, choices=Kind, default=Kind.TASK)
    title = models.CharField(_("title"), max_length=200)
    description = models.TextField(_("description"), max_length=8000, blank=True)
    activity = models.ForeignKey(Activity, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks")
    column = models.ForeignKey(Column, on_delete=models.PROTECT, related_name="tasks")
    position = models.PositiveBigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    organization = models.ForeignKey(
        Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="tasks"
    )
    waiting_for = models.ForeignKey(Organization, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("begins on"), null=True, blank=True)
    due_on = models.DateField(_("due on"), null=True, blank=True)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)  # percent, as said by whoever works on it
    labels = models.ManyToManyField(Label, blank=True, related_name="tasks")
    repeats = models.CharField(_("repeats"), max_length=9, choices=Repeats, blank=True, default="")
    repeated_from = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="next_one")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    author_organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    moved_at = models.DateTimeField(default=timezone.now)  # into the column in which it stands
    done_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    checks_count = models.PositiveSmallIntegerField(default=0)
    checked_count = models.PositiveSmallIntegerField(default=0)
    comments_count = models.PositiveIntegerField(default=0)
    files_count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="task_client_id_once"),
            models.UniqueConstraint(fields=["project", "number"], name="task_number_once"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="task_progress_in_percent"),
            models.CheckConstraint(condition=Q(checked_count__lte=F("checks_count")), name="task_checked_of_checks"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(due_on__isnull=True) | Q(due_on__gte=F("starts_on")),
                name="task_days_in_order",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["column", "position", "id"], condition=Q(deleted_at__isnull=True), name="task_on_board"
            ),
            models.Index(
                fields=["person", "due_on"],
                condition=Q(done_at__isnull=True, deleted_at__isnull=True),
                name="task_of_person",
            ),
            models.Index(
                fields=["organization", "due_on"],
                condition=Q(done_at__isnull=True, deleted_at__isnull=True),
                name="task_of_organization",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class TaskMove(models.Model):
    """A move as it was asked for, so that asking again gives the same answer."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="moves")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    origin = models.ForeignKey(Column, null=True, on_delete=models.SET_NULL, related_name="+")  # where it stood
    column = models.ForeignKey(Column, on_delete=models.CASCADE, related_name="+")
    after = models.ForeignKey(Task, null=True, on_delete=models.SET_NULL, related_name="+")
    position = models.PositiveBigIntegerField()
    version = models.PositiveIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "client_id"], name="task_move_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id} to {self.column_id}"


class Dependency(models.Model):
    """`after` begins when `before` has ended, and `lag` days later at the soonest."""

    before = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="followers")
    after = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="forerunners")
    lag = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name_plural = "dependencies"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["before", "after"], name="dependency_once"),
            models.CheckConstraint(condition=~Q(before=F("after")), name="dependency_on_another"),
        ]

    def __str__(self) -> str:
        return f"{self.before_id} before {self.after_id}"


class Check(models.Model):
    """A line of a task's checklist."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="checks")
    position = models.PositiveIntegerField(default=0)
    text = models.CharField(_("text"), max_length=300)
    client_id = models.UUIDField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering: ClassVar[list[str]] = ["position", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["task", "client_id"], name="check_client_id_once"),
        ]

    def __str__(self) -> str:
        return self.text


class Comment(models.Model):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="comments")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    body = models.TextField(max_length=4000)
    html = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="comment_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.pk} on {self.task_id}"


class TaskFile(models.Model):
    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["task", "file"], name="task_file_once"),
        ]

    def __str__(self) -> str:
        return f"{self.task_id}: {self.file_id}"


class TaskChange(models.Model):
    """What a column of a task said before somebody changed it, in words: the journal holds no content."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="changes")
    field = models.CharField(max_length=20)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    version = models.PositiveIntegerField()  # of the task after it
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["-pk"]

    def __str__(self) -> str:
        return f"{self.field} of {self.task_id}"


class TaskOrigin(models.Model):
    """The message of which a task was made. It goes with the message: the task stands by itself."""

    task = models.OneToOneField(Task, on_delete=models.CASCADE, related_name="origin")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="tasks")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.task_id} of {self.message_id}"
