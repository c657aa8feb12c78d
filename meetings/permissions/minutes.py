"""Who reads the minutes of a session, who writes them, who objects, who approves."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from journal.actors import Actor
from meetings.models import MinuteEntry, Objection, Participant, Session
from meetings.permissions.seen import can_minute, can_see, granted_bodies, participant_of, sessions_for, voice_of
from meetings.permissions.sessions import can_run_session
from meetings.states import APPROVED
from organizations.models import Organization
from organizations.permissions import MANAGING, role_of


def minute_entries_for(user: Any) -> QuerySet[MinuteEntry]:
    """What stands in the minutes of the sessions one sees: in those of bodies in which one takes part; once they are
    approved in all of them, save for what was said to internal items.
    """
    inside = granted_bodies(user, "see_body").values("pk")
    open_to_all = Q(item=None) | (
        Q(item__is_internal=False) & (Q(item__parent=None) | Q(item__parent__is_internal=False))
    )
    approved = Q(session__status=APPROVED) & open_to_all
    rows = MinuteEntry.objects.filter(withdrawn_at=None, session__in=sessions_for(user).values("pk"))
    return rows.filter(Q(session__body__in=inside) | approved)


def objections_for(user: Any) -> QuerySet[Objection]:
    """Of the sessions one sees, in bodies in which one takes part."""
    inside = granted_bodies(user, "see_body").values("pk")
    return Objection.objects.filter(session__in=sessions_for(user).filter(body__in=inside).values("pk"))


def can_add_minute_entry(actor: Actor, session: Session) -> bool:
    return can_minute(actor, session.body)


def can_edit_minute_entry(actor: Actor, entry: MinuteEntry) -> bool:
    """Whoever writes the minutes, also what another hand wrote."""
    return can_add_minute_entry(actor, entry.session)


def can_move_minute_entry(actor: Actor, entry: MinuteEntry) -> bool:
    return can_edit_minute_entry(actor, entry)


def can_withdraw_minute_entry(actor: Actor, entry: MinuteEntry) -> bool:
    return can_edit_minute_entry(actor, entry)


def can_put_minutes_to_review(actor: Actor, session: Session) -> bool:
    """Those who write them, and who runs the session."""
    return can_minute(actor, session.body) or can_run_session(actor, session)


def can_take_minutes_back(actor: Actor, session: Session) -> bool:
    return can_put_minutes_to_review(actor, session)


def can_approve_minutes(actor: Actor, session: Session) -> bool:
    return can_run_session(actor, session)


def can_add_addendum(actor: Actor, session: Session) -> bool:
    """Whoever may approve: an addendum stands beside approved words for good."""
    return can_run_session(actor, session)


def speaks_in(actor: Actor, session: Session, organization: Organization | None) -> bool:
    """May the actor say there what this organisation holds: its managers and signatories, and the head of its
    delegation?
    """
    if organization is None or actor.organization_id != organization.pk or not organization.is_verified:
        return False
    if not can_see(actor, session.body):
        return False
    mine = participant_of(actor, session.body)
    return (mine is not None and mine.role == Participant.Role.HEAD) or role_of(actor, organization) in MANAGING


def can_raise_objection(actor: Actor, session: Session) -> bool:
    """For an organisation that has a voice in the body."""
    return speaks_in(actor, session, actor.organization) and voice_of(actor, session.body) is not None


def can_withdraw_objection(actor: Actor, objection: Objection) -> bool:
    """Whoever may speak for the organisation that raised it."""
    return speaks_in(actor, objection.session, objection.organization)


def can_answer_objection(actor: Actor, objection: Objection) -> bool:
    return can_run_session(actor, objection.session)
