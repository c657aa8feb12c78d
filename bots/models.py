"""How programs speak in rooms and hear of them. Their accounts are organizations.Bot."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Room
from organizations.models import Bot, Organization

USE_NOTED_EVERY = timedelta(minutes=1)


class IncomingWebhook(models.Model):
    """A secret address to which other programs post what its bot then says in the room. Kept as a digest only."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="incoming_webhooks")
    bot = models.ForeignKey(Bot, on_delete=models.PROTECT, related_name="incoming_webhooks")
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    last_used_at = models.DateTimeField(_("last used"), null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="incoming_webhook_client_id_once"),
        ]

    def __str__(self) -> str:
        return f"{self.bot} → {self.room_id}"

    @property
    def is_use_to_be_noted(self) -> bool:
        """Once a minute is often enough to say when it was used last."""
        return self.last_used_at is None or self.last_used_at <= timezone.now() - USE_NOTED_EVERY


class OutgoingWebhook(models.Model):
    """An address of another program that is told what happens in a room, to an organisation, or (for an organisation)
    on the board (Standard Webhooks).

    `secret` signs what is sent, so it is kept as it is; after a rotation the old one signs too, until `old_until`.
    """

    class Board(models.TextChoices):
        PUBLIC = "board.public", _("The board: what is public")
        MEMBERS = "board.members", _("The board: what people of verified organisations see")

    room = models.ForeignKey(Room, null=True, on_delete=models.CASCADE, related_name="outgoing_webhooks")
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.CASCADE, related_name="outgoing_webhooks"
    )
    board = models.CharField(
        _("board"), max_length=16, choices=Board, blank=True
    )  # else what is the organisation's own
    url = models.CharField(_("address"), max_length=500)
    events = models.JSONField(default=list)
    secret = models.CharField(max_length=80)
    old_secret = models.CharField(max_length=80, blank=True)
    old_until = models.DateTimeField(null=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    client_id = models.UUIDField()
    created_at = models.DateTimeField(default=timezone.now)
    claimed_until = models.DateTimeField(null=True)  # one sender at a time, so that order is kept
    disabled_at = models.DateTimeField(null=True)  # given up after a day of failures
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["made_by", "client_id"], name="outgoing_webhook_client_id_once"),
            models.CheckConstraint(
                condition=models.Q(room__isnull=True, organization__isnull=False)
                | models.Q(room__isnull=False, organization__isnull=True),
                name="webhook_of_a_room_or_an_organization",
            ),
            models.CheckConstraint(
                condition=models.Q(board="") | models.Q(organization__isnull=False), name="webhook_of_the_board"
            ),
        ]

    def __str__(self) -> str:
        return self.url

    @property
    def stream(self) -> str:
        return self.board or (f"room.{self.room_id}" if self.room_id else f"org.{self.organization_id}")


FAILURES = {  # journal.posting.PostingError.code
    "bad_address": _("the address cannot be used"),
    "inside": _("the address lies in a private network"),
    "unresolved": _("there is no server of this name"),
    "unreachable": _("the server cannot be reached"),
    "timeout": _("no answer within ten seconds"),
    "bad_certificate": _("the certificate is not valid"),
    "bad_answer": _("the answer was not understood"),
}


class Delivery(models.Model):
    """One entry on its way to an address. `attempts` counts tries; what was answered last is kept, cut short."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting to be sent")
        DELIVERED = "delivered", _("sent")
        GIVEN_UP = "given_up", _("given up")

    webhook = models.ForeignKey(OutgoingWebhook, on_delete=models.CASCADE, related_name="deliveries")
    number = models.PositiveBigIntegerField()  # of the entry in the webhook's stream
    event = models.CharField(max_length=48)
    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=timezone.now)
    status = models.PositiveSmallIntegerField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["webhook", "number"], name="delivery_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["webhook", "number"], condition=models.Q(state="waiting"), name="delivery_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.event} → {self.webhook_id}"

    @property
    def failure(self) -> str:
        """Why nothing was answered; empty where something was."""
        return str(FAILURES.get(self.answer, "")) if self.status is None else ""
