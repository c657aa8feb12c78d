"""Who may ask for the floor of a session, and who gives it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from journal.actors import Actor
from meetings.models import Participant, Session, Speaker
from meetings.permissions.attendance import is_own
from meetings.permissions.seen import can_see, granted_bodies, sessions_for
from meetings.permissions.sessions import can_run_session


def speakers_for(user: Any) -> QuerySet[Speaker]:
    """Of the sessions one sees, in bodies in which one takes part."""
    inside = granted_bodies(user, "see_body").values("pk")
    return Speaker.objects.filter(session__in=sessions_for(user).filter(body__in=inside).values("pk"))


def can_ask_to_speak(actor: Actor, session: Session, participant: Participant) -> bool:
    """For oneself, or for anybody by who runs the session: hands are raised in a hall, too."""
    if participant.body_id != session.body_id:
        return False
    return (is_own(actor, participant) and can_see(actor, session.body)) or can_run_session(actor, session)


def can_withdraw_speaker(actor: Actor, speaker: Speaker) -> bool:
    return can_ask_to_speak(actor, speaker.session, speaker.participant)


def can_give_floor(actor: Actor, speaker: Speaker) -> bool:
    return can_run_session(actor, speaker.session)


def can_end_turn(actor: Actor, speaker: Speaker) -> bool:
    """Who runs the session; and the speaker, who may stop before the time is over."""
    return is_own(actor, speaker.participant) or can_run_session(actor, speaker.session)


def can_move_speaker(actor: Actor, speaker: Speaker) -> bool:
    return can_run_session(actor, speaker.session)


def can_set_speakers_list(actor: Actor, session: Session) -> bool:
    return can_run_session(actor, session)
