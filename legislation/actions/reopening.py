"""The verb by which who judges takes one decided proposal up again."""

from __future__ import annotations

from typing import Any

from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import require
from journal.states import checked_reason, demand_status
from journal.verbs import verb
from legislation import permissions, queries
from legislation.actions.telling import tell_sponsors
from legislation.actions.voting import demand_frozen
from legislation.models import Proposal, Reopening
from legislation.states import ADOPTED, PUT_FORWARD, REJECTED


@verb
def reopen_verdict(*, actor: Actor, proposal: Proposal, reason: str) -> Proposal:
    """Take one decided proposal up again, and say why, while the texts of its round are fixed: it waits for a decision
    as it did before, and is no part of the law as amended any more. What had been decided is kept (`Reopening`); what
    fell with it stays fallen until it is taken up, too. Taken up it stays.

    ValidationError `reason_required`, `too_long`; Conflict `not_frozen`, `wrong_status` for what was not decided.
    """
    require(permissions.can_reopen_verdict(actor, proposal))
    why = checked_reason(reason)
    demand_frozen(held(proposal.round))
    row = held(proposal, "round")
    if row.status in PUT_FORWARD and row.reopenings.exists():
        return row
    demand_status(row, ADOPTED, REJECTED)
    before: dict[str, Any] = {"status": row.status, "status_reason": row.status_reason, "decided_at": row.decided_at}
    own = {"person": actor.user, "organization": actor.organization}
    Reopening.objects.create(proposal=row, reason=why, **before, **own)
    row.status, row.status_reason = queries.waited_as(row), why
    row.decided_at, row.decided_from = None, ""
    row.save(update_fields=["status", "status_reason", "decided_at", "decided_from"])
    facts = {"status": row.status, "before": before["status"]}
    record("verdict_reopened", stream=[row.stream, row.round.stream], actor=actor, subject=row, **facts)
    tell_sponsors("verdict_reopened", actor, row, **facts)
    return row
