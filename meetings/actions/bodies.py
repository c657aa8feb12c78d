"""Bodies are made and announced by what they belong to: the verbs of forums and committees, which ask who may."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.refusals import require
from journal.verbs import verb
from meetings import permissions
from meetings.actions.body_room import close_body_room
from meetings.models import Body
from organizations.columns import check_columns


@verb
def create_body(*, actor: Actor, kind: Body.Kind, title: str, **columns: Any) -> Body:
    """A body convened by the actor's organisation, whose people prepare it; what it is for tells of it. That they may
    is asked by the verb of the forum or committee. ValidationError by field.
    """
    require(permissions.can_create_body(actor))
    assert actor.organization is not None
    body = Body(kind=kind, title=defuse_name(title), organization=actor.organization, author=actor.user, **columns)
    check_columns(body, ["title", *columns])
    body.save()
    permissions.grant(body, actor.organization, convenes=True)
    return body


@verb
def announce_body(*, actor: Actor, body: Body) -> None:
    """From now on those see it whom it is for; the verb of the forum or committee tells them."""
    require(permissions.can_announce_body(actor, body))
    if body.announced_at is None:
        body.announced_at = timezone.now()
        body.save(update_fields=["announced_at"])


@verb
def close_body(*, actor: Actor, body: Body) -> None:
    """Nothing of it goes on: nobody plans, runs or minutes there any more. The verb of what it is for tells it."""
    require(permissions.can_close_body(actor, body))
    if body.closed_at is None:
        body.closed_at = timezone.now()
        body.save(update_fields=["closed_at"])
        close_body_room(actor, body)
