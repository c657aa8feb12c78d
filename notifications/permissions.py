"""Everybody hears their own; the clock decides who hears of what."""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.models import Session
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from chat.permissions import rooms_for
from journal.actors import Actor
from notifications.models import Notification, PushSubscription


def notifications_for(user: Any) -> QuerySet[Notification]:
    """One's own; what came from a room, only while one may see the room."""
    if not (user.is_authenticated and user.is_active):
        return Notification.objects.none()
    return Notification.objects.filter(Q(room__isnull=True) | Q(room__in=rooms_for(user)), person_id=user.pk)


def can_notify_people(actor: Actor) -> bool:
    return actor.is_clock


def can_settle_room(actor: Actor) -> bool:
    return actor.is_clock


def can_settle_thread(actor: Actor) -> bool:
    return actor.is_clock


def can_take_back(actor: Actor) -> bool:
    return actor.is_clock


def can_read_notifications(actor: Actor) -> bool:
    return actor.is_person


def live_subscriptions() -> QuerySet[PushSubscription]:
    """Browsers that are still signed in: whoever signs out, or is signed out elsewhere, hears nothing there."""
    session = Session.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=timezone.now())
    return PushSubscription.objects.filter(Exists(session), person__is_active=True)


def can_update_preferences(actor: Actor) -> bool:
    return actor.is_person


def can_subscribe_push(actor: Actor) -> bool:
    return actor.is_person


def can_unsubscribe_push(actor: Actor) -> bool:
    return actor.is_person


def can_end_push(actor: Actor) -> bool:
    return actor.is_clock


def can_claim_pushes(actor: Actor) -> bool:
    return actor.is_clock


def can_claim_digest(actor: Actor) -> bool:
    return actor.is_clock


def can_set_digest_sent(actor: Actor) -> bool:
    return actor.is_clock
