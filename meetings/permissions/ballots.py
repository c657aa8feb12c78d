"""Who sees votes, who puts them, who casts them, who lets another organisation cast theirs."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from journal.actors import Actor
from meetings.models import Ballot, Participant, Proxy, Session
from meetings.permissions.seen import can_see, granted_bodies, participant_of, sessions_for, voice_of
from meetings.permissions.sessions import can_run_session
from meetings.states import CONVENED, OPEN, RUNNING
from organizations.models import Organization, Role
from organizations.permissions import role_of


def ballots_for(user: Any) -> QuerySet[Ballot]:
    """Of sessions in whose body one takes part; what is in preparation for those who write or chair."""
    inside, preparing = granted_bodies(user, "see_body"), granted_bodies(user, "minute_body")
    named = Q(session__chair__person=user.pk, session__chair__ended_at=None)
    rows = Ballot.objects.filter(session__in=sessions_for(user).filter(body__in=inside.values("pk")).values("pk"))
    return rows.filter(~Q(status=Ballot.Status.DRAFT) | Q(session__body__in=preparing.values("pk")) | named)


def proxies_for(user: Any) -> QuerySet[Proxy]:
    inside = granted_bodies(user, "see_body").values("pk")
    return Proxy.objects.filter(session__in=sessions_for(user).filter(body__in=inside).values("pk"))


def can_create_ballot(actor: Actor, session: Session) -> bool:
    return session.status in RUNNING and can_run_session(actor, session)


def can_edit_ballot(actor: Actor, ballot: Ballot) -> bool:
    return can_create_ballot(actor, ballot.session)


def can_delete_ballot(actor: Actor, ballot: Ballot) -> bool:
    return can_create_ballot(actor, ballot.session)


def can_open_ballot(actor: Actor, ballot: Ballot) -> bool:
    return can_run_session(actor, ballot.session)


def can_close_ballot(actor: Actor, ballot: Ballot) -> bool:
    return can_run_session(actor, ballot.session)


def can_annul_ballot(actor: Actor, ballot: Ballot) -> bool:
    return can_run_session(actor, ballot.session)


def can_cast_vote(actor: Actor, ballot: Ballot) -> bool:
    """Whoever comes for an organisation, not as an observer. Whether it has a voice in this vote is the vote's own
    list: it was written down when the vote opened.
    """
    mine = participant_of(actor, ballot.session.body)
    return mine is not None and mine.may_vote and can_see(actor, ballot.session.body)


def can_give_proxy(actor: Actor, session: Session, organization: Organization) -> bool:
    """Its signatory, or the head of its delegation; while the session is convened or open."""
    if session.status not in (CONVENED, OPEN) or actor.organization_id != organization.pk:
        return False
    if not can_see(actor, session.body) or voice_of(actor, session.body) is None:
        return False
    mine = participant_of(actor, session.body)
    is_head = mine is not None and mine.role == Participant.Role.HEAD
    return is_head or role_of(actor, organization) == Role.SIGNATORY


def can_end_proxy(actor: Actor, proxy: Proxy) -> bool:
    """Whoever may give it, and who runs the session."""
    return can_give_proxy(actor, proxy.session, proxy.organization) or can_run_session(actor, proxy.session)
