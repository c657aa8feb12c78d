"""Rooms that keep their messages for a time, and what the tests of that ask."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from chat.actions import purge_messages, set_retention
from chat.models import Room
from journal.actors import Actor
from journal.models import Entry
from tests.factories import Cast

START = datetime(2026, 1, 10, 9, tzinfo=UTC)
DAY = timedelta(days=1)


def keep(cast: Cast, room: Room, days: int | None = 30, name: str = "basel") -> Room:
    return set_retention(actor=cast.actor(name), room=room, days=days, is_confirmed=True)


def purge(room: Room, days: int = 30) -> bool:
    return purge_messages(actor=Actor.clock(), room=room, before=timezone.now() - days * DAY)


def entries(room: Room, event: str) -> list[Entry]:
    return list(Entry.objects.filter(stream__name=room.stream, event=event).order_by("number"))
