"""Who may do what to a session as a whole."""

from __future__ import annotations

from journal.actors import Actor
from meetings.models import Body
from meetings.permissions.seen import can_chair


def can_plan_session(actor: Actor, body: Body) -> bool:
    return can_chair(actor, body)
