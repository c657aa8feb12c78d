"""The verbs by which a proposal goes from its writers to the signatory, and by the signatory to everybody."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import tell_people
from journal.refusals import Conflict, invalid, require
from journal.states import demand_status, demand_way
from journal.verbs import verb
from legislation import permissions
from legislation.actions.amendments import base_changed
from legislation.actions.proposals import as_it_stands, demand_fresh, demand_open, keep_wording, tell
from legislation.actions.rounds import narrowed
from legislation.actions.telling import tell_signatories
from legislation.amending import Competing, amended
from legislation.models import Proposal
from legislation.queries.base import base_texts, clauses
from legislation.queries.wordings import change_of, wording
from legislation.states import HANDED_IN, PROPOSAL_WAYS, RETURNED, SUBMITTED


@verb
def hand_in_proposal(*, actor: Actor, proposal: Proposal) -> Proposal:
    """Hand it in to the signatory of its organisation; its words stand from now on. Handed in it stays.

    ValidationError `required` for its reasons, or where it changes nothing; Conflict `wrong_status`, `texts_fixed`,
    `base_changed` with both texts, `competing` where two of its own changes cannot both be done.
    """
    require(permissions.can_hand_in_proposal(actor, proposal))
    proposal = as_it_stands(proposal)
    if proposal.status == HANDED_IN:
        return proposal
    demand_way(PROPOSAL_WAYS, proposal, HANDED_IN)
    demand_open(proposal)
    demand_whole(proposal)
    moved(actor, proposal, HANDED_IN, "")
    tell("proposal_handed_in", actor, proposal)
    tell_signatories("proposal_handed_in", actor, proposal, {proposal.organization_id})
    return proposal


@verb
def submit_proposal(*, actor: Actor, proposal: Proposal, version: int | None = None) -> Proposal:
    """Put it forward for the organisation one signs for: everybody who sees the round sees it. `version` is the
    wording that was read: Conflict `stale` where it is another by now. Put forward it stays.

    Conflict `wrong_status`, `texts_fixed`, `base_changed`.
    """
    require(permissions.can_submit_proposal(actor, proposal))
    proposal = as_it_stands(proposal)
    if proposal.status == SUBMITTED:
        return proposal
    demand_way(PROPOSAL_WAYS, proposal, SUBMITTED)
    demand_open(proposal)
    demand_fresh(proposal, version)
    demand_whole(proposal)
    proposal.signed_by, proposal.submitted_at = actor.user, timezone.now()
    proposal.is_waiting_in_sight = False
    moved(actor, proposal, SUBMITTED, "", "signed_by", "submitted_at", "is_waiting_in_sight")
    keep_wording(actor, proposal, wording(proposal), always=True)
    tell("proposal_submitted", actor, proposal, proposal.round.stream, f"org.{proposal.organization_id}")
    tell_people("proposal_submitted", actor, proposal, people_of(proposal), code=proposal.code)
    return proposal


@verb
def return_proposal(*, actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    """Give it back to its writers and say why: the signatory before it is put forward, who judges afterwards. Returned
    it stays. ValidationError `reason_required`, `too_long`; Conflict `wrong_status`, `texts_fixed`.
    """
    proposal = as_it_stands(proposal)  # first: who may depends on how far it is
    require(permissions.can_return_proposal(actor, proposal))
    if proposal.status == RETURNED:
        return proposal
    before, why = proposal.status, demand_way(PROPOSAL_WAYS, proposal, RETURNED, reason)
    demand_open(proposal)
    proposal.is_waiting_in_sight = False
    moved(actor, proposal, RETURNED, why, "is_waiting_in_sight")
    streams = [proposal.round.stream] if before == SUBMITTED else []
    tell("proposal_returned", actor, proposal, *streams, before=before)
    tell_people("proposal_returned", actor, proposal, people_of(proposal), code=proposal.code)
    if before == SUBMITTED:  # fewer see it from now on
        narrowed(actor, proposal, "proposal")
    return proposal


@verb
def show_waiting_proposal(*, actor: Actor, proposal: Proposal, is_shown: bool) -> Proposal:
    """Let what was handed in wait in sight of the people of its organisation, or no longer. As it is asked it stays.
    Conflict `wrong_status` unless it waits for the signatory.
    """
    require(permissions.can_show_waiting_proposal(actor, proposal))
    proposal = as_it_stands(proposal)
    demand_status(proposal, HANDED_IN)
    if proposal.is_waiting_in_sight == is_shown:
        return proposal
    proposal.is_waiting_in_sight = is_shown
    proposal.save(update_fields=["is_waiting_in_sight"])
    tell("proposal_waits", actor, proposal, is_shown=is_shown)
    tell_people("proposal_waits", actor, proposal, people_of(proposal), code=proposal.code, is_shown=is_shown)
    if not is_shown:
        narrowed(actor, proposal, "proposal")
    return proposal


# What they share ------------------------------------------------------------------------------------------------------
def moved(actor: Actor, proposal: Proposal, status: str, reason: str, *columns: str) -> None:
    proposal.status, proposal.status_reason = status, reason
    proposal.save(update_fields=["status", "status_reason", *columns])


def people_of(proposal: Proposal) -> set[int]:
    """Its author and its writers."""
    return {proposal.author_id, *proposal.writers.values_list("person", flat=True)}


def demand_whole(proposal: Proposal) -> None:
    """It says why, changes something, and what it changes stands as it was read and goes together."""
    if not proposal.rationale:
        raise invalid(_("Say why: the reasons go with it to the end."), code="required", field="rationale")
    rows = list(proposal.amendments.all())
    if not rows:
        words = _("It changes nothing yet: choose an article, and write what it should say.")
        raise invalid(words, code="required", field="amendments")
    texts = {text.provision_id: text for text in base_texts(proposal.round)}
    for row in rows:
        text = texts.get(row.provision_id or 0)
        if row.provision_id and text is not None and text.sha256 != row.base_sha256:
            raise base_changed(text, row.base_sha256)
    try:
        amended(clauses(list(texts.values())), [change_of(row) for row in rows])
    except Competing as two:
        words = _("Two of its changes cannot both be done: take one of them out.")
        raise Conflict(words, code="competing", amendments=list(two.changes)) from None
