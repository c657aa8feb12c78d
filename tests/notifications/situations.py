"""What the worker does at once here: the clock is moved past its patience, and every follower runs to its end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import time_machine
from django.utils import timezone

from accounts.models import User
from journal.followers import run_follower
from journal.models import Entry
from notifications.models import Notification
from notifications.tasks import PATIENCE, notices_of_people, notices_of_rooms


def settle(after: timedelta = PATIENCE + timedelta(seconds=1)) -> None:
    """Let the followers of notifications read everything, some seconds from now."""
    with time_machine.travel(timezone.now() + after, tick=False):
        while run_follower(notices_of_people) + run_follower(notices_of_rooms):
            pass


def heard(person: User) -> list[tuple[str, Any]]:
    """(kind, object) of what a person has not read, oldest first."""
    rows = Notification.objects.filter(person=person, read_at__isnull=True).order_by("pk")
    return [(row.kind, row.object_id) for row in rows]


def told(person: User) -> list[str]:
    """The events of notifications on a person's own stream."""
    events = Entry.objects.filter(stream__name=f"user.{person.pk}", kind="notification").order_by("number")
    return [entry.event for entry in events]


def later(**how: float) -> datetime:
    return timezone.now() + timedelta(**how)
