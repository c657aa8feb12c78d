"""Who puts proposals together, and who brings one onto the text as it stands now."""

from __future__ import annotations

from collections.abc import Iterable

from journal.actors import Actor
from legislation.models import Proposal, Round
from legislation.permissions.seen import judges, leads, signs
from legislation.states import PUT_FORWARD, WRITTEN


def can_merge_proposals(actor: Actor, row: Round, proposals: Iterable[Proposal] = ()) -> bool:
    """Whoever leads or judges the round; else who signs for one of the organisations that proposed them, and then the
    others are asked.
    """
    if leads(actor, row) or judges(actor, row):
        return True
    organization = actor.organization
    return organization is not None and signs(actor, organization) and is_of_them(actor, proposals)


def is_of_them(actor: Actor, proposals: Iterable[Proposal]) -> bool:
    return any(proposal.organization_id == actor.organization_id for proposal in proposals)


def merges_at_once(actor: Actor, row: Round) -> bool:
    """Who leads or judges asks nobody."""
    return leads(actor, row) or judges(actor, row)


def can_settle_merge(actor: Actor, proposal: Proposal) -> bool:
    """Who signs for the organisation that began it."""
    return signs(actor, proposal.organization)


def can_carry_over(actor: Actor, proposal: Proposal) -> bool:
    """While it is written its author and writers, and who signs for it; once it was put forward, who signs for it, and
    who leads or judges the round.
    """
    if not actor.is_person:
        return False
    if proposal.status in WRITTEN:
        writes = proposal.author_id == actor.user.pk or proposal.writers.filter(person=actor.user).exists()
        return writes or signs(actor, proposal.organization)
    is_forward = proposal.status in PUT_FORWARD
    return is_forward and (signs(actor, proposal.organization) or merges_at_once(actor, proposal.round))
