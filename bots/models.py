"""How programs speak in rooms and hear of them. Their accounts are organizations.Bot."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from chat.models import Room
from organizations.models import Bot


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
