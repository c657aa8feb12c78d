"""Who must hear of what."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Room


class Notification(models.Model):
    """Somebody is to hear of an entry of the journal. What it says is made from the object when it is shown.

    `stream` and `number` name the entry, `kind` is a key of kinds.KINDS. Of a room's ordinary messages (kind
    `messages`) a person has one unread row, and one of the replies in a thread (kind `thread`): later messages move
    `newest`, `seq` and `object_id` on, `number` stays.
    `seq` is the message's place in its room; null for what is no message. `pushed` is how far a push told of it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=32)
    stream = models.CharField(max_length=64)
    number = models.PositiveBigIntegerField()
    newest = models.PositiveBigIntegerField()
    subject = models.CharField(max_length=32)  # a key of settings.JOURNAL_KINDS: what object_id is the id of
    object_id = models.BigIntegerField()
    room = models.ForeignKey(Room, null=True, on_delete=models.CASCADE, related_name="+")
    seq = models.BigIntegerField(null=True)
    thread = models.BigIntegerField(null=True)  # of a reply, the id of its chat.Thread
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    pushed = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "stream", "number"], name="notified_once"),
            models.UniqueConstraint(
                fields=["person", "object_id"],
                condition=Q(kind__in=("mention", "reply")),
                name="notified_once_of_a_message",
            ),
            models.UniqueConstraint(
                fields=["person", "stream"],
                condition=Q(kind="messages", read_at__isnull=True),
                name="one_row_of_news_in_a_room",
            ),
            models.UniqueConstraint(
                fields=["person", "thread"],
                condition=Q(kind="thread", read_at__isnull=True),
                name="one_row_of_news_in_a_thread",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "-id"], name="notifications_newest"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notifications_unread"),
            models.Index(fields=["stream", "kind"], name="notifications_of_a_stream"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.kind} {self.stream}#{self.number}"


class Preferences(models.Model):
    """How a person wants to be told. Who has no row wants it as a new row would be.

    `quiet_days` are the weekdays (Monday is 0) on whose evening quiet begins. `mailed` is the newest notification that
    a mail was made of: what lies below is never mailed again.
    """

    class Mail(models.TextChoices):
        MENTIONS = "mentions", _("What is meant for me, soon")
        DAILY = "daily", _("Once a day")
        WEEKLY = "weekly", _("Once a week")
        NONE = "none", _("Never")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE, related_name="+"
    )
    mail = models.CharField(_("by e-mail"), max_length=8, choices=Mail, default=Mail.MENTIONS)
    hides_content = models.BooleanField(_("without what was written"), default=False)
    is_quiet = models.BooleanField(_("quiet hours"), default=True)
    quiet_from = models.TimeField(_("from"), default=time(22))
    quiet_to = models.TimeField(_("to"), default=time(7))
    quiet_days = models.CharField(max_length=7, default="0123456", blank=True)
    zone = models.CharField(_("time zone"), max_length=40, default=settings.TIME_ZONE)
    paused_until = models.DateTimeField(null=True, blank=True)
    mailed = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name_plural = "preferences"

    def __str__(self) -> str:
        return f"preferences of {self.person_id}"


class PushSubscription(models.Model):
    """Where one browser can be told, and the keys that only it can read with. It lives as long as its session."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    session_key = models.CharField(max_length=40)
    endpoint = models.CharField(max_length=500, unique=True)
    p256dh = models.CharField(max_length=100)
    auth = models.CharField(max_length=32)
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.person_id}: {self.endpoint[:40]}"


class Digest(models.Model):
    """A mail of a person's notifications above `after`, up to `up_to`; no two overlap. `sent_at` is set before it goes
    out, so that a worker that dies over it sends it no second time.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    after = models.PositiveBigIntegerField()
    up_to = models.PositiveBigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "after"], name="digest_begins_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id}: {self.after}-{self.up_to}"
