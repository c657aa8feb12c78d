"""Who stands behind a proposal for their organisation, and who speaks for its sponsor."""

from __future__ import annotations

from journal.actors import Actor
from legislation.models import Proposal
from legislation.permissions.proposals import standing_for
from legislation.permissions.seen import signs
from organizations.models import Organization
from organizations.permissions import role_of


def can_endorse_proposal(actor: Actor, proposal: Proposal) -> bool:
    """The signatory of a verified organisation that does not put it forward itself; public bodies do not."""
    organization = actor.organization
    if organization is None or organization.kind == Organization.Kind.PUBLIC_BODY:
        return False
    return signs(actor, organization) and organization.pk not in standing_for(proposal)


def can_withdraw_endorsement(actor: Actor, proposal: Proposal) -> bool:
    return can_endorse_proposal(actor, proposal)


def speaks_for_sponsor(actor: Actor, proposal: Proposal) -> bool:
    """The people of the organisations that put it forward, while these are verified."""
    organization = actor.organization
    if organization is None or organization.pk not in standing_for(proposal):
        return False
    return organization.is_verified and role_of(actor, organization) is not None
