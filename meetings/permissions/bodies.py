"""Who may make and announce a body: asked again by the verbs of what it belongs to."""

from __future__ import annotations

from journal.actors import Actor
from meetings.models import Body
from meetings.permissions.seen import can_lead, can_see


def can_create_body(actor: Actor) -> bool:
    return actor.is_person and actor.organization is not None and actor.organization.is_verified


def can_announce_body(actor: Actor, body: Body) -> bool:
    return can_lead(actor, body)


def can_close_body(actor: Actor, body: Body) -> bool:
    return can_lead(actor, body)


def can_enter_body_room(actor: Actor, body: Body) -> bool:
    """Who takes part. Of a body that was closed no room is made any more."""
    return can_see(actor, body) and (body.room_id is not None or body.closed_at is None)


def can_settle_body_rooms(actor: Actor) -> bool:
    """The worker, which follows what becomes of organisations and their people."""
    return actor.is_clock
