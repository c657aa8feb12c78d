"""The verb that brings a proposal onto the text of its round where that changed since it was written."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.refusals import Conflict, require
from journal.states import demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.actions.proposals import as_it_stands, demand_open, keep_wording, reworded
from legislation.models import Proposal
from legislation.queries.carrying import carried_changes
from legislation.queries.wordings import wording
from legislation.states import PUT_FORWARD, WRITTEN


@verb
def carry_over(*, actor: Actor, proposal: Proposal, wordings: Mapping[int, str] | None = None) -> Proposal:
    """Bind its changes to the text as it stands now. What they want of other words than those that changed is done on
    the new text by itself; for the rest `wordings` says what it shall be: {change: its words}. The wording before is
    kept. Where nothing changed nothing happens.

    Conflict `base_changed` with the three texts of each place that waits (written against, as it stands, proposed),
    and where a provision is gone; `wrong_status`, `texts_fixed`. Nothing is done then.
    """
    proposal = as_it_stands(proposal)  # first: who may depends on how far it is
    require(permissions.can_carry_over(actor, proposal))
    demand_status(proposal, *sorted(WRITTEN | PUT_FORWARD))
    demand_open(proposal)
    before = wording(proposal)
    stale, waiting = carried_changes(proposal, wordings)
    if not stale:
        return proposal
    if waiting:
        words = _("The text changed in the same words. Compare the three texts, and say what it shall be.")
        raise Conflict(words, code="base_changed", changes=waiting)
    for row in stale:
        row.version += 1
        row.edited_at = timezone.now()
        row.save()
    keep_wording(actor, proposal, before, always=True)
    reworded("proposal_carried_over", actor, proposal, changes=[row.pk for row in stale])
    return proposal
