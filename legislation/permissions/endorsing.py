"""Who stands behind a proposal for their organisation, and who speaks for its sponsor."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from journal.actors import Actor
from legislation.models import Proposal, Round
from legislation.permissions.proposals import standing_for
from legislation.permissions.seen import signs
from meetings.models import Voice
from organizations.models import Affiliation, Organization
from organizations.permissions import role_of


def can_endorse_proposal(actor: Actor, proposal: Proposal) -> bool:
    """The signatory of a verified organisation that does not put it forward itself; public bodies do not. Also of one
    that may not propose in the round, where its people see it: it is shown apart (`organizations_that_count`).
    """
    organization = actor.organization
    if organization is None or organization.kind == Organization.Kind.PUBLIC_BODY:
        return False
    return signs(actor, organization) and organization.pk not in standing_for(proposal)


def can_withdraw_endorsement(actor: Actor, proposal: Proposal) -> bool:
    return can_endorse_proposal(actor, proposal)


def organizations_that_count(row: Round) -> QuerySet[Organization]:
    """Those whose endorsements a round's threshold counts: whoever may propose in it."""
    known = Organization.objects.filter(status=Organization.Status.VERIFIED)
    known = known.exclude(kind=Organization.Kind.PUBLIC_BODY)
    if row.proposers == Round.Proposers.AFFILIATES:
        members = Affiliation.objects.filter(convener=row.organization_id, ended_at=None).values("member")
        return known.filter(Q(pk__in=members) | Q(pk=row.organization_id))
    if row.proposers == Round.Proposers.VOICES:
        return known.filter(pk__in=Voice.objects.filter(body=row.body_id, until=None).values("organization"))
    return known


def speaks_for_sponsor(actor: Actor, proposal: Proposal) -> bool:
    """The people of the organisations that put it forward, while these are verified."""
    organization = actor.organization
    if organization is None or organization.pk not in standing_for(proposal):
        return False
    return organization.is_verified and role_of(actor, organization) is not None
