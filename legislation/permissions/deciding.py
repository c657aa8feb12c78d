"""Who admits proposals, writes and publishes opinions, puts rivals to the vote and applies what came of it."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from journal.actors import Actor
from legislation.models import Opinion, Proposal, RivalVote, Round
from legislation.permissions.seen import Reader, granted_rounds, judges, proposals_for, reports, rounds_for
from meetings.models import Session
from meetings.permissions import can_create_ballot, granted_bodies
from organizations.permissions import is_verified_person


def opinions_for(user: Reader) -> QuerySet[Opinion]:
    """What is published of the proposals one sees; what is being written for those who write or judge. Whoever comes
    as an authority's liaison alone reads none.
    """
    rows = Opinion.objects.filter(proposal__in=proposals_for(user).values("pk"))
    published = Q(published_at__isnull=False)
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return rows.filter(published)
    if not is_verified_person(user) and granted_rounds(user, "liaise_round").exists():
        return rows.none()
    writing = Q(proposal__round__body__in=granted_bodies(user, "minute_body").values("pk"))
    writing |= Q(proposal__round__body__in=granted_bodies(user, "chair_body").values("pk"))
    writing |= Q(proposal__round__body=None, proposal__round__in=granted_rounds(user, "judge_round"))
    return rows.filter(published | writing)


def rival_votes_for(user: Reader) -> QuerySet[RivalVote]:
    """Of the rounds one sees; while its ballot is prepared, only for those who prepare it."""
    rows = RivalVote.objects.filter(round__in=rounds_for(user).values("pk"))
    prepared = Q(ballot__status="draft")
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return rows.filter(~prepared)
    return rows.filter(~prepared | Q(session__body__in=granted_bodies(user, "minute_body").values("pk")))


def can_judge(actor: Actor, row: Round) -> bool:
    return judges(actor, row)


def can_see_desk(actor: Actor, row: Round) -> bool:
    """Those who admit, write opinions and decide have a desk of it; others read what waits and what was decided."""
    return reports(actor, row)


def can_admit_proposal(actor: Actor, proposal: Proposal) -> bool:
    return judges(actor, proposal.round)


def can_write_opinion(actor: Actor, proposal: Proposal) -> bool:
    return reports(actor, proposal.round)


def can_publish_opinion(actor: Actor, opinion: Opinion) -> bool:
    """Whoever wrote it, and those who judge."""
    row = opinion.proposal.round
    return judges(actor, row) or (reports(actor, row) and opinion.person_id == actor.person_id)


def can_reopen_verdict(actor: Actor, proposal: Proposal) -> bool:
    """Who judges takes up again what was judged."""
    return judges(actor, proposal.round)


def can_put_to_vote(actor: Actor, row: Round, session: Session) -> bool:
    """Who judges, in a session of the round's committee that they may run."""
    return judges(actor, row) and session.body_id == row.body_id and can_create_ballot(actor, session)


def can_apply_vote(actor: Actor, vote: RivalVote) -> bool:
    return judges(actor, vote.round)


def can_decide_directly(actor: Actor, row: Round) -> bool:
    """Where no committee judges, the convener's people decide without a ballot."""
    return row.body_id is None and judges(actor, row)
