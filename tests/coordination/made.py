"""Forums for tests, made by the verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from coordination.actions import (
    accept_delegation,
    create_forum,
    invite_delegations,
    name_delegate,
    set_forum_status,
)
from coordination.models import Delegation, Forum
from meetings.actions import announce_body
from meetings.models import Participant
from organizations.models import Organization
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


def convened_forum(cast: Cast, **more: Any) -> Forum:
    """Convened by the verb; nobody is invited yet."""
    return set_forum_status(actor=chair_of(cast), forum=prepared_forum(cast, **more), status="convened")


def invited(cast: Cast, forum: Forum, *organizations: Organization, **more: Any) -> list[Delegation]:
    """By default both associations."""
    whom = organizations or (cast.association, cast.other)
    return invite_delegations(actor=chair_of(cast), forum=forum, organizations=whom, **more)


def accepted(cast: Cast, forum: Forum, **more: Any) -> Delegation:
    """Basel's association takes part; Omar's has not answered."""
    row = invited(cast, forum, **more)[0]
    return accept_delegation(actor=cast.actor("basel"), delegation=row)


def named(cast: Cast, row: Delegation, by: str = "basel", **given: Any) -> Participant:
    return name_delegate(actor=cast.actor(by), delegation=row, **{"client_id": uuid4(), **given})
