"""Threads: replies that stand beside a room's own talk, and who follows them."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone

from chat.models.messages import Message
from chat.models.rooms import Room

TITLE_LIMIT = 80


class Thread(models.Model):
    """What was replied to one message, beside its room's talk. It is known by that message's id.

    `seq` counts the replies ever given, `replies` those that were not taken back.
    """

    root = models.OneToOneField(Message, primary_key=True, on_delete=models.CASCADE, related_name="opened")
    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="threads")
    title = models.CharField(max_length=TITLE_LIMIT, blank=True)
    started_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    seq = models.PositiveBigIntegerField(default=0)
    replies = models.PositiveIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["room", "last_at"], name="thread_by_last")]

    def __str__(self) -> str:
        return self.title or f"thread {self.pk}"


class ThreadFollow(models.Model):
    """A person's read mark in a thread, and whether they want to hear of it. Unread is `thread.seq − read_seq`."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="follows")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="thread_follows")
    read_seq = models.PositiveBigIntegerField(default=0)
    is_following = models.BooleanField(default=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["thread", "person"], name="one_place_in_a_thread"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.thread_id}"
