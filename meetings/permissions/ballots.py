"""Who sees votes, who puts them, who casts them, who lets another organisation cast theirs."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from journal.actors import Actor
from journal.prepared import Prepared
from meetings.models import Ballot, Participant, Proxy, Session
from meetings.permissions.seen import can_see, granted_bodies, inside_sessions_for, participant_of, voice_of
from meetings.permissions.sessions import can_run_session
from meetings.states import CONVENED, OPEN, RUNNING
from organizations.models import Organization, Role
from organizations.permissions import role_of


def ballots_for(user: Any) -> QuerySet[Ballot]:
    """Of sessions in whose body one takes part; what is in preparation for those who write or chair."""
    preparing = granted_bodies(user, "minute_body")
    named = Q(session__chair__person=user.pk, session__chair__ended_at=None)
    rows = Ballot.objects.filter(session__in=inside_sessions_for(user).values("pk"))
    return rows.filter(~Q(status=Ballot.Status.DRAFT) | Q(session__body__in=preparing.values("pk")) | named)


NEAR = ("session__body", "session__chair", "agenda_item")
SEEN: Prepared[Ballot] = Prepared(  # a hall of phones asks at once
    lambda person, pk: ballots_for(User(pk=person)).filter(pk=pk).select_related(*NEAR)
)
LATEST: Prepared[Ballot] = Prepared(
    lambda person, session: (
        ballots_for(User(pk=person))
        .filter(session=session, opened_at__isnull=False)
        .select_related(*NEAR)
        .order_by("-opened_at", "-pk")[:1]
    )
)


def ballot_seen_by(user: Any, pk: int) -> Ballot | None:
    """One of `ballots_for`, with what stands near it."""
    return SEEN.first(user.pk, pk) if looks_inside(user) else None


def latest_ballot_seen_by(user: Any, session: int) -> Ballot | None:
    """The vote of a session that was opened last, whatever became of it."""
    return LATEST.first(user.pk, session) if looks_inside(user) else None


def looks_inside(user: Any) -> bool:
    """Others take part in no body: `granted_bodies`."""
    return bool(user.is_authenticated and user.is_active and not user.is_bot)


def proxies_for(user: Any) -> QuerySet[Proxy]:
    return Proxy.objects.filter(session__in=inside_sessions_for(user).values("pk"))


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
