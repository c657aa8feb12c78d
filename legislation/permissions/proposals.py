"""Who may do what to a proposal: its people write, its signatory speaks for the organisation."""

from __future__ import annotations

from journal.actors import Actor
from legislation.models import Amendment, Proposal, Round, Sponsor
from legislation.permissions.seen import judges, may_propose, rounds_for, signs
from legislation.states import PUT_FORWARD, WRITTEN
from organizations.models import Organization
from organizations.permissions import SPEAKING


def sees_round(actor: Actor, row: Round) -> bool:
    return actor.is_person and rounds_for(actor.user).filter(pk=row.pk).exists()


def can_create_proposal(actor: Actor, row: Round) -> bool:
    """Any member of an organisation that may propose in this round."""
    return actor.is_person and not actor.user.is_bot and may_propose(actor, row) and sees_round(actor, row)


def standing_for(proposal: Proposal) -> set[int]:
    """The ids of the organisations whose people write it: its own, and those that put it forward with it."""
    sponsors = proposal.sponsors.filter(status=Sponsor.Status.ACCEPTED).values_list("organization", flat=True)
    return {proposal.organization_id, *sponsors}


def writes(actor: Actor, proposal: Proposal) -> bool:
    """Its author, and whom the author took in to write, while they belong to one of its organisations."""
    if not actor.is_person or actor.user.is_bot:
        return False
    own = proposal.author_id == actor.user.pk or proposal.writers.filter(person=actor.user).exists()
    return own and actor.user.memberships.filter(SPEAKING, organization__in=standing_for(proposal)).exists()


def is_author(actor: Actor, proposal: Proposal) -> bool:
    return actor.is_person and proposal.author_id == actor.user.pk and writes(actor, proposal)


def can_edit_proposal(actor: Actor, proposal: Proposal) -> bool:
    return writes(actor, proposal)


def can_discard_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Nobody but the author throws a draft away that nobody else was shown."""
    return is_author(actor, proposal)


def can_hand_in_proposal(actor: Actor, proposal: Proposal) -> bool:
    return writes(actor, proposal)


def can_submit_proposal(actor: Actor, proposal: Proposal) -> bool:
    """The signatory of its organisation: the name of an organisation is given by whoever signs for it."""
    return signs(actor, proposal.organization)


def can_return_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Its signatory, before it is put forward; afterwards who judges."""
    return judges(actor, proposal.round) if proposal.status in PUT_FORWARD else signs(actor, proposal.organization)


def can_show_waiting_proposal(actor: Actor, proposal: Proposal) -> bool:
    return signs(actor, proposal.organization)


def can_withdraw_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Its author until it is put forward; the signatory always."""
    if signs(actor, proposal.organization):
        return True
    return proposal.status not in PUT_FORWARD and is_author(actor, proposal)


def can_take_over_proposal(actor: Actor, proposal: Proposal) -> bool:
    """Another organisation that may propose in the round."""
    return actor.organization_id != proposal.organization_id and can_create_proposal(actor, proposal.round)


# Its changes ----------------------------------------------------------------------------------------------------------
def can_add_amendment(actor: Actor, proposal: Proposal) -> bool:
    return writes(actor, proposal)


def can_edit_amendment(actor: Actor, amendment: Amendment) -> bool:
    return writes(actor, amendment.proposal)


def can_remove_amendment(actor: Actor, amendment: Amendment) -> bool:
    return writes(actor, amendment.proposal)


def can_place_amendment(actor: Actor, amendment: Amendment) -> bool:
    return writes(actor, amendment.proposal)


# Who writes and puts it forward with them -----------------------------------------------------------------------------
def can_add_writer(actor: Actor, proposal: Proposal) -> bool:
    return is_author(actor, proposal)


def can_remove_writer(actor: Actor, proposal: Proposal) -> bool:
    """The author; a writer goes by themselves."""
    return is_author(actor, proposal) or writes(actor, proposal)


def can_ask_sponsor(actor: Actor, proposal: Proposal) -> bool:
    """Its writers while it is written; the signatory of its organisation at any time."""
    if signs(actor, proposal.organization):
        return True
    return proposal.status in WRITTEN and writes(actor, proposal)


def can_accept_sponsorship(actor: Actor, sponsor: Sponsor) -> bool:
    return signs(actor, sponsor.organization)


def can_decline_sponsorship(actor: Actor, sponsor: Sponsor) -> bool:
    return signs(actor, sponsor.organization)


def can_end_sponsorship(actor: Actor, sponsor: Sponsor) -> bool:
    """The organisation itself; the proposal's own takes back what was not answered."""
    if signs(actor, sponsor.organization):
        return True
    return sponsor.status == Sponsor.Status.ASKED and can_ask_sponsor(actor, sponsor.proposal)


def may_sponsor(organization: Organization, proposal: Proposal) -> bool:
    """May this organisation put it forward with others?"""
    is_own = organization.pk == proposal.organization_id
    return not is_own and organization.is_verified and organization.kind != Organization.Kind.PUBLIC_BODY
