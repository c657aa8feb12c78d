"""Forums for tests, made by the verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from coordination.actions import create_forum
from coordination.models import Forum
from meetings.actions import announce_body
from tests.factories import Cast
from tests.meetings.made import chair_of, seat_cast


def prepared_forum(cast: Cast, **more: Any) -> Forum:
    """By Salma for the union; nobody else sees it yet."""
    today = timezone.localdate()
    given: dict[str, Any] = {
        "client_id": uuid4(),
        "title": "الملتقى التنسيقي الأول",
        "starts_on": today + timedelta(days=30),
        "ends_on": today + timedelta(days=31),
        **more,
    }
    return create_forum(actor=chair_of(cast), **given)


def standing_forum(cast: Cast, **more: Any) -> Forum:
    """Convened; both associations have a voice, Basel, Hala and Omar come."""
    forum = prepared_forum(cast, **more)
    forum.status = Forum.Status.CONVENED
    forum.save(update_fields=["status"])
    announce_body(actor=chair_of(cast), body=forum.body)
    seat_cast(cast, forum.body)
    return forum
