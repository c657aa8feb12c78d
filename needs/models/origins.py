"""Where a need comes from, and which needs are told apart although they look alike."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from chat.models import Message
from needs.models.needs import Need
from organizations.models import Organization


class NeedOrigin(models.Model):
    """The message out of which a need was made. It goes with the message: the need stands by itself."""

    need = models.OneToOneField(Need, on_delete=models.CASCADE, related_name="origin")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="+")

    def __str__(self) -> str:
        return f"{self.need_id} from {self.message_id}"


class Distinction(models.Model):
    """Somebody said that two needs are not the same, and why: nobody is warned of this pair again. `need` is the one
    with the smaller number.
    """

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=300)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["need", "other"], name="distinction_once"),
            models.CheckConstraint(condition=Q(need__lt=F("other")), name="distinction_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} is not {self.other_id}"
