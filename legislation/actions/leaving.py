"""The verbs by which a proposal ends before it is decided, and by which another organisation takes it up."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import tell_people
from journal.refusals import Conflict, require
from journal.states import demand_status, demand_way
from journal.verbs import verb
from legislation import permissions
from legislation.actions.proposals import as_it_stands, begun, fill, tell
from legislation.actions.signing import people_of
from legislation.models import Amendment, Proposal
from legislation.states import DRAFT, PROPOSAL_WAYS, PUT_FORWARD, WITHDRAWN

COPIED = ("kind", "provision", "base", "base_sha256", "new_kind", "new_label", "new_heading", "new_text")
COPIED_TOO = ("term", "new_term", "note", "position")


@verb
def withdraw_proposal(*, actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    """Take it back and say why; what was put forward stays to be read, and another organisation may take it over.
    Withdrawn it stays. ValidationError `reason_required`, `too_long`; Conflict `wrong_status`.
    """
    proposal = as_it_stands(proposal)  # first: who may depends on how far it is
    require(permissions.can_withdraw_proposal(actor, proposal))
    if proposal.status == WITHDRAWN:
        return proposal
    before, why = proposal.status, demand_way(PROPOSAL_WAYS, proposal, WITHDRAWN, reason)
    proposal.status, proposal.status_reason, proposal.is_waiting_in_sight = WITHDRAWN, why, False
    proposal.save(update_fields=["status", "status_reason", "is_waiting_in_sight"])
    streams = [proposal.round.stream, f"org.{proposal.organization_id}"] if before in PUT_FORWARD else []
    tell("proposal_withdrawn", actor, proposal, *streams, before=before)
    if before != DRAFT:
        tell_people("proposal_withdrawn", actor, proposal, people_of(proposal), code=proposal.code)
    return proposal


@verb
def take_over_proposal(*, actor: Actor, proposal: Proposal, client_id: UUID) -> Proposal:
    """Begin a proposal of one's own organisation with the words of one that was withdrawn, which is named as its
    source. It is a draft, and goes the whole way.

    A repeated `client_id` gives the same one, or Conflict `client_id_reused`. Conflict `wrong_status` unless it was
    put forward and withdrawn, or the round is not open; `taken_over` where one's organisation did so already.
    """
    require(permissions.can_take_over_proposal(actor, proposal))
    if first := Proposal.objects.filter(author=actor.user, client_id=client_id).first():
        if first.taken_over_id != proposal.pk:
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    proposal = as_it_stands(proposal)
    demand_status(proposal, WITHDRAWN)
    standing = proposal.taken_over_by.filter(organization=actor.organization_id).exclude(status=WITHDRAWN)
    if standing.exists():
        raise Conflict(_("Your organisation has taken it over already."), code="taken_over")
    made = begun(actor, proposal.round, client_id)
    made.taken_over = proposal
    fill(made, {"title": proposal.title, "rationale": proposal.rationale, "effect": proposal.effect})
    made.save()
    copy_amendments(actor, proposal, made)
    tell("proposal_created", actor, made)
    return made


def copy_amendments(actor: Actor, proposal: Proposal, made: Proposal) -> None:
    for row in proposal.amendments.select_related("provision", "base"):
        words = {name: getattr(row, name) for name in (*COPIED, *COPIED_TOO)}
        Amendment.objects.create(proposal=made, person=actor.user, client_id=uuid4(), **words)
