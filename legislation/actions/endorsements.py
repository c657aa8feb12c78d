"""The verbs by which an organisation stands behind a proposal of another one, and does so no more."""

from __future__ import annotations

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, require
from journal.states import demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.actions.telling import tell_sponsors
from legislation.models import Endorsement, Proposal
from legislation.states import FROZEN, OPEN, PUT_FORWARD


@verb
def endorse_proposal(*, actor: Actor, proposal: Proposal) -> Endorsement:
    """Stand behind a proposal for the actor's organisation. Twice is the same row; one given to an older wording
    is given anew. Conflict `wrong_status` for what is not put forward (any more), `round_over`.
    """
    require(permissions.can_endorse_proposal(actor, proposal))
    row = held(proposal, "round")
    demand_running(row)
    first = row.endorsements.filter(organization=actor.organization, withdrawn_at=None).first()
    if first and first.version == row.version:
        return first
    if first:
        end(first, actor)
    given = {"organization": actor.organization, "person": actor.user, "version": row.version}
    made = Endorsement.objects.create(proposal=row, **given)
    if not first:
        count(row, 1)
    tell(actor, row, "proposal_endorsed")
    return made


@verb
def withdraw_endorsement(*, actor: Actor, proposal: Proposal) -> None:
    """Stand behind it no more; the row stays, ended. Twice changes nothing. Conflict as `endorse_proposal`."""
    require(permissions.can_withdraw_endorsement(actor, proposal))
    row = held(proposal, "round")
    demand_running(row)
    first = row.endorsements.filter(organization=actor.organization, withdrawn_at=None).first()
    if first is None:
        return
    end(first, actor)
    count(row, -1)
    tell(actor, row, "endorsement_withdrawn")


# What they share ------------------------------------------------------------------------------------------------------
def demand_running(row: Proposal) -> None:
    """Texts may be fixed already: endorsements still move until the round is decided."""
    demand_status(row, *PUT_FORWARD)
    if row.round.status not in {OPEN, FROZEN}:
        raise Conflict(_("This round is over: nothing is endorsed in it any more."), code="round_over")


def end(row: Endorsement, actor: Actor) -> None:
    row.withdrawn_at, row.withdrawn_by = timezone.now(), actor.user
    row.save(update_fields=["withdrawn_at", "withdrawn_by"])


def count(row: Proposal, step: int) -> None:
    Proposal.objects.filter(pk=row.pk).update(endorsements_count=F("endorsements_count") + step)
    row.refresh_from_db(fields=["endorsements_count"])


def tell(actor: Actor, row: Proposal, event: str) -> None:
    """On the proposal and on its round, whose lists show the number; and to who puts it forward."""
    assert actor.organization is not None
    facts = {"organization": actor.organization.pk}
    record(event, stream=[row.stream, row.round.stream], actor=actor, subject=row, **facts)
    tell_sponsors(event, actor, row, organization=actor.organization.pk)
