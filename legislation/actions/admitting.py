"""The verbs by which the committee lets a proposal in, or does not."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, require
from journal.states import checked_reason, demand_status, demand_way
from journal.verbs import verb
from legislation import permissions
from legislation.actions.telling import tell_sponsors
from legislation.models import Proposal, Round
from legislation.states import ADMISSIBLE, FROZEN, OPEN, PROPOSAL_WAYS, REJECTED, SUBMITTED


@verb
def admit_proposal(*, actor: Actor, proposal: Proposal, reason: str = "") -> Proposal:
    """Say that the committee will decide it; a note may say on which ground. Twice changes nothing. ValidationError
    `too_long`; Conflict `wrong_status`, `round_over`.
    """
    require(permissions.can_admit_proposal(actor, proposal))
    row = held(proposal, "round")
    if row.status == ADMISSIBLE:
        return row
    words = demand_way(PROPOSAL_WAYS, row, ADMISSIBLE) or checked_reason(reason, is_required=False)
    demand_running(row.round)
    row.status, row.status_reason = ADMISSIBLE, words
    row.save(update_fields=["status", "status_reason"])
    record("proposal_admitted", stream=[row.stream, row.round.stream], actor=actor, subject=row)
    tell_sponsors("proposal_admitted", actor, row)
    return row


@verb
def refuse_proposal(*, actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    """Say that it is not admitted, and why: it stays to be read. While texts may change one returns it instead. Twice
    changes nothing. ValidationError `reason_required`, `too_long`; Conflict `wrong_status`, `round_over`.
    """
    require(permissions.can_admit_proposal(actor, proposal))
    row = held(proposal, "round")
    if row.status == REJECTED:
        return row
    demand_status(row, SUBMITTED)
    words = demand_way(PROPOSAL_WAYS, row, REJECTED, reason)
    demand_running(row.round)
    row.decided_from, row.status, row.status_reason, row.decided_at = row.status, REJECTED, words, timezone.now()
    row.save(update_fields=["decided_from", "status", "status_reason", "decided_at"])
    record("proposal_refused", stream=[row.stream, row.round.stream], actor=actor, subject=row)
    tell_sponsors("proposal_decided", actor, row, status=row.status)
    return row


def demand_running(row: Round) -> None:
    if row.status not in {OPEN, FROZEN}:
        raise Conflict(_("This round is over: nothing is admitted in it any more."), code="round_over")
