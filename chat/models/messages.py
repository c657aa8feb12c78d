"""Messages, and what stands on them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.models.histories import HistoryImport, ImportedSender
from chat.models.rooms import Room
from organizations.models import Organization

BODY_LIMIT = 8000


class Message(models.Model):
    """What was said. `seq` orders a room's messages: 1, 2, 3 … as they were stored; imported ones lie below zero.

    A reply in a thread has no `seq`, for it is not of the room's own talk; `thread_seq` orders the replies of a thread.
    """

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="messages")
    seq = models.BigIntegerField(null=True)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="messages")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="messages")
    client_id = models.UUIDField()
    body = models.TextField(max_length=BODY_LIMIT)
    html = models.TextField()
    files_count = models.PositiveSmallIntegerField(default=0)
    reply_to = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="replies")
    thread = models.ForeignKey("Thread", null=True, on_delete=models.CASCADE, related_name="messages", db_index=False)
    thread_seq = models.PositiveBigIntegerField(null=True)
    has_thread = models.BooleanField(default=False)  # what stands beside a message asks for its thread only where it is
    written_at = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)
    deleted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    needs_acknowledgement = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)  # deleted by somebody else than its author
    history = models.ForeignKey(HistoryImport, null=True, on_delete=models.CASCADE, related_name="messages")
    sender = models.ForeignKey(ImportedSender, null=True, on_delete=models.PROTECT, related_name="messages")
    pinned_until = models.DateTimeField(null=True)
    pinned_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    decided_for = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    has_poll = models.BooleanField(default=False)
    forwarded_from = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+", db_index=False)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["author", "client_id"], name="message_client_id_once"),
            models.UniqueConstraint(
                fields=["room", "client_id"],
                condition=models.Q(history__isnull=False),
                name="imported_message_once",
            ),
            models.UniqueConstraint(fields=["room", "seq"], name="message_seq_once"),
            models.UniqueConstraint(  # and the index of threads, which the room's own talk need not feed
                fields=["thread", "thread_seq"],
                condition=models.Q(thread__isnull=False),
                name="message_thread_seq_once",
            ),
            models.CheckConstraint(
                condition=models.Q(pinned_until__isnull=True) | models.Q(pinned_by__isnull=False),
                name="pinned_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_at__isnull=True) | models.Q(decided_by__isnull=False),
                name="decided_by_somebody",
            ),
        ]
        # The last three hold only the few messages of their kind: a plain one costs them nothing.
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["room", "written_at"], name="message_by_day"),
            models.Index(
                fields=["room", "pinned_until"], condition=models.Q(pinned_until__isnull=False), name="message_pinned"
            ),
            models.Index(
                fields=["room", "decided_at"], condition=models.Q(decided_at__isnull=False), name="message_decided"
            ),
            models.Index(
                fields=["forwarded_from"], condition=models.Q(forwarded_from__isnull=False), name="message_forwarded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id}#{self.seq}"

    @property
    def place(self) -> int | None:
        """Where it stands in its talk: the room's own, or that of its thread."""
        return self.seq if self.thread_id is None else self.thread_seq

    @property
    def is_imported(self) -> bool:
        return self.history_id is not None


class MessageVersion(models.Model):
    """What a message said before an edit."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="versions")
    body = models.TextField()
    html = models.TextField()
    until = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar[list[str]] = ["pk"]

    def __str__(self) -> str:
        return f"{self.message_id} until {self.until}"


class Reaction(models.Model):
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="reactions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    emoji = models.CharField(max_length=16)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["message", "person", "emoji"], name="one_reaction_of_a_kind"),
        ]

    def __str__(self) -> str:
        return self.emoji


class Mention(models.Model):
    """A message points at a person, at an organisation's people or its managers alone, or (neither set) at everybody in
    the room.
    """

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="mentions")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="mentions")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.CASCADE, related_name="mentions")
    is_for_managers = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.message_id} → {self.person_id or self.organization_id or 'room'}"
