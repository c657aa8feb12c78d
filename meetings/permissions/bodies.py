"""Who may make and announce a body: asked again by the verbs of what it belongs to."""

from __future__ import annotations

from journal.actors import Actor
from meetings.models import Body
from meetings.permissions.seen import can_lead


def can_create_body(actor: Actor) -> bool:
    return actor.is_person and actor.organization is not None and actor.organization.is_verified


def can_announce_body(actor: Actor, body: Body) -> bool:
    return can_lead(actor, body)


def can_close_body(actor: Actor, body: Body) -> bool:
    return can_lead(actor, body)
