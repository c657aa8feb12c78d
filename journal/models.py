"""What happened: streams of numbered entries, cursors of those who follow them, and what is due."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models


class Stream(models.Model):
    """A named line of entries, numbered 1, 2, 3 … without gaps. `seq` counts what people read (messages) only."""

    name = models.CharField(max_length=64, unique=True)
    kind = models.CharField(max_length=16, db_index=True)
    head = models.PositiveBigIntegerField(default=0)
    seq = models.PositiveBigIntegerField(default=0)
    floor = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """One line of a stream: who did what to which object, never the content."""

    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveBigIntegerField()
    event = models.CharField(max_length=48)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    organization_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=32)
    object_id = models.BigIntegerField()
    facts = models.JSONField(default=dict)
    at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "entries"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["stream", "number"], name="entry_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.stream_id}#{self.number} {self.event}"


class Cursor(models.Model):
    """How far a follower has read a stream."""

    follower = models.CharField(max_length=64)
    stream = models.ForeignKey(Stream, on_delete=models.CASCADE, related_name="cursors")
    number = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["follower", "stream"], name="cursor_once"),
        ]

    def __str__(self) -> str:
        return f"{self.follower} {self.stream_id}@{self.number}"


class Due(models.Model):
    """A task to run at a time (or as soon as possible), claimed by one worker, retried with growing pauses."""

    at = models.DateTimeField(db_index=True)
    task = models.CharField(max_length=64)
    arguments = models.JSONField(default=dict)
    key = models.CharField(max_length=96, null=True, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True)
    failure = models.TextField(default="")

    class Meta:
        verbose_name_plural = "due"

    def __str__(self) -> str:
        return f"{self.task} at {self.at:%Y-%m-%d %H:%M}"


class Deployment(models.Model):
    """One row: the epoch of this deployment's data. A restored backup gets a new one, and clients drop their cache."""

    epoch = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.epoch
