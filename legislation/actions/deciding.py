"""What makes a proposal adopted or not; and the verb by which a convener decides where there is no committee."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason, demand_status
from journal.verbs import verb
from legislation import permissions, queries
from legislation.actions.telling import tell_sponsors
from legislation.models import Proposal, Round
from legislation.permissions import NOT_YET
from legislation.states import ADOPTED, FROZEN, REJECTED


@verb
def decide_proposals(
    *, actor: Actor, within: Round, adopted: Sequence[Proposal], rejected: Sequence[Proposal], reason: str
) -> None:
    """Adopt some and others not, where no committee judges. Those adopted go together; what competes with them falls.

    ValidationError `required`, `reason_required`, `too_long`; Conflict `not_frozen`, `wrong_status`,
    `below_threshold`, `competing`.
    """
    require(permissions.can_decide_directly(actor, within))
    row, words = held(within), checked_reason(reason)
    if not adopted and not rejected:
        raise invalid(_("Choose what is decided."), code="required", field="adopted")
    if row.status != FROZEN:
        raise Conflict(_("One decides when the texts are fixed: freeze the round first."), code="not_frozen")
    demand_decidable(row, adopted)
    demand_of_round(row, rejected)
    reject(actor, [each for each in rejected if each not in adopted], words)
    adopt(actor, row, adopted, words)


def demand_decidable(row: Round, wanted: Sequence[Proposal]) -> None:
    """All of this round, admitted, not decided, and endorsed by as many organisations as the round asks for."""
    demand_of_round(row, wanted)
    counts = queries.counting_towards(row, wanted)
    short = [each for each in wanted if counts[each.pk] < row.threshold]
    if short:
        words = _("Too few organisations endorse %(code)s: %(number)s of %(needed)s.")
        numbers = {"number": counts[short[0].pk], "needed": row.threshold}
        raise Conflict(words % {"code": short[0].code, **numbers}, code="below_threshold", **numbers)


def demand_of_round(row: Round, wanted: Sequence[Proposal]) -> None:
    for each in wanted:
        each.refresh_from_db(fields=["status", "endorsements_count"])
        if each.round_id != row.pk or each.status in NOT_YET:
            raise invalid(_("There is no such proposal in this round."), code="does_not_exist", field="proposals")
        demand_status(each, *queries.LIVE)


def demand_together(row: Round, wanted: Sequence[Proposal]) -> None:
    """They go together, and with what was adopted before."""
    if pair := queries.clashing(row, wanted):
        words = _("%(one)s and %(other)s compete: only one of them can be adopted.")
        raise Conflict(words % {"one": pair.one.code, "other": pair.other.code}, code="competing")


def adopt(actor: Actor, row: Round, wanted: Sequence[Proposal], reason: str, **facts: Any) -> None:
    """Conflict `competing`, `wrong_status`. What does not go with them falls."""
    if not wanted:
        return
    demand_together(row, wanted)
    for each in wanted:
        decide(actor, each, ADOPTED, reason, **facts)
    keys: set[int] = set()
    for pair in queries.fallen(row, wanted):
        if pair.other.pk not in keys:
            keys.add(pair.other.pk)
            with override(settings.LANGUAGE_CODE):
                words = _("It competes with %(code)s, which was adopted.") % {"code": pair.one.code}
            decide(actor, pair.other, REJECTED, words, **facts)


def reject(actor: Actor, rows: Sequence[Proposal], reason: str, **facts: Any) -> None:
    """Those that still wait; what was withdrawn meanwhile stays so."""
    for each in rows:
        each.refresh_from_db(fields=["status"])
        if each.status in queries.LIVE:
            decide(actor, each, REJECTED, reason, **facts)


def decide(actor: Actor, row: Proposal, status: str, reason: str, **facts: Any) -> None:
    row = held(row, "round")
    demand_status(row, *queries.LIVE, "submitted")
    row.decided_from, row.status, row.status_reason, row.decided_at = row.status, status, reason, timezone.now()
    row.save(update_fields=["decided_from", "status", "status_reason", "decided_at"])
    known = {"status": status, **facts}
    record("proposal_decided", stream=[row.stream, row.round.stream], actor=actor, subject=row, **known)
    tell_sponsors("proposal_decided", actor, row, **known)
