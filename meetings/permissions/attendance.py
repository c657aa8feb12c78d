"""Who sees who is in a session, and who may note it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from meetings.models import Attendance, Participant, Session
from meetings.permissions.seen import can_minute, can_see, granted_bodies, sessions_for
from meetings.permissions.sessions import can_run_session


def attendances_for(user: Any) -> QuerySet[Attendance]:
    """Of the sessions one sees, in bodies in which one takes part."""
    inside = granted_bodies(user, "see_body").values("pk")
    return Attendance.objects.filter(session__in=sessions_for(user).filter(body__in=inside).values("pk"))


def is_own(actor: Actor, participant: Participant) -> bool:
    """Is it the actor, speaking for the organisation for which they come?"""
    if not actor.is_person or participant.person_id is None:
        return False
    return participant.person_id == actor.user.pk and participant.organization_id == actor.organization_id


def can_note_attendance(actor: Actor, session: Session) -> bool:
    """Everybody's: those who write the minutes of the body, and who runs the session."""
    return can_minute(actor, session.body) or can_run_session(actor, session)


def can_enter_session(actor: Actor, session: Session, participant: Participant) -> bool:
    """Oneself, or by those who note it."""
    if participant.body_id != session.body_id:
        return False
    return (is_own(actor, participant) and can_see(actor, session.body)) or can_note_attendance(actor, session)


def can_leave_session(actor: Actor, session: Session, participant: Participant) -> bool:
    return can_enter_session(actor, session, participant)
