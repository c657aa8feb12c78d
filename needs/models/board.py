"""What people keep of the board: searches, and the rooms in which two organisations share out what both planned."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from chat.models import Room
from needs.models.pledges import Pledge


class SavedFilter(models.Model):
    """A question to the board that somebody asks again: `query` is the address's part behind the question mark.

    Who follows it hears of every need that is put on the board and answers it.
    """

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=400)
    is_followed = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["person", "query"], name="filter_saved_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person"], condition=Q(is_followed=True), name="filter_followed"),
        ]

    def __str__(self) -> str:
        return self.name


class OverlapRoom(models.Model):
    """Where the organisations of two pledges that overlap speak about it; `first` is the older pledge."""

    first = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="+")
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(fields=["first", "second"], name="overlap_room_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="overlap_room_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id}/{self.second_id}: {self.room_id}"
