"""Who writes into the register of a body's decisions, and who revokes what stands there."""

from __future__ import annotations

from coordination.models import Decision
from journal.actors import Actor
from meetings.models import Body, Session
from meetings.permissions import can_chair, can_run_session


def can_create_decision(actor: Actor, body: Body, session: Session | None = None) -> bool:
    """Who runs the body; of a session also whoever was named to chair it. Who only writes the minutes writes down what
    was said: that it was decided is for the chair to say.
    """
    return can_chair(actor, body) if session is None else can_run_session(actor, session)


def can_revoke_decision(actor: Actor, decision: Decision) -> bool:
    """By a decision of the same body: so who may decide there may."""
    return can_create_decision(actor, decision.body)


def can_tell_decisions(actor: Actor) -> bool:
    return actor.is_clock
