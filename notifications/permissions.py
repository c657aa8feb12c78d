"""Everybody hears their own; the clock decides who hears of what."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from chat.permissions import rooms_for
from journal.actors import Actor
from notifications.models import Notification


def notifications_for(user: Any) -> QuerySet[Notification]:
    """One's own; what came from a room, only while one may see the room."""
    if not (user.is_authenticated and user.is_active):
        return Notification.objects.none()
    return Notification.objects.filter(Q(room__isnull=True) | Q(room__in=rooms_for(user)), person_id=user.pk)


def can_notify_people(actor: Actor) -> bool:
    return actor.is_clock


def can_settle_room(actor: Actor) -> bool:
    return actor.is_clock


def can_take_back(actor: Actor) -> bool:
    return actor.is_clock


def can_read_notifications(actor: Actor) -> bool:
    return actor.is_person
