"""Who may do what to a session as a whole."""

from __future__ import annotations

from journal.actors import Actor
from meetings.models import Body, Session
from meetings.permissions.seen import can_chair, can_see
from meetings.states import RUNNING


def can_plan_session(actor: Actor, body: Body) -> bool:
    return can_chair(actor, body)


def is_named_chair(actor: Actor, session: Session) -> bool:
    """The person who was named to chair this session, speaking for the organisation they come for."""
    chair = session.chair
    if chair is None or not actor.is_person or session.body.closed_at is not None or not chair.is_standing:
        return False
    return chair.person_id == actor.user.pk and chair.organization_id == actor.organization_id


def can_run_session(actor: Actor, session: Session) -> bool:
    """Those who run the body, and whoever was named to chair this session."""
    return is_named_chair(actor, session) or can_chair(actor, session.body)


def can_edit_session(actor: Actor, session: Session) -> bool:
    """Until it is over."""
    return session.status in RUNNING and can_chair(actor, session.body)


def can_set_session_status(actor: Actor, session: Session) -> bool:
    return can_run_session(actor, session)


def can_show_on_projector(actor: Actor, session: Session) -> bool:
    return session.status in RUNNING and can_run_session(actor, session)


def can_enter_session_room(actor: Actor, session: Session) -> bool:
    return can_see(actor, session.body)
