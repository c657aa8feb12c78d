"""The verbs of the rapporteur's written opinion; it advises, and decides nothing."""

from __future__ import annotations

from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, invalid, require
from journal.states import demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.actions.admitting import held_with_judges
from legislation.actions.telling import tell_sponsors
from legislation.models import Opinion, Proposal
from legislation.states import ADMISSIBLE, RECOMMENDED

LONGEST = 8000


@verb
def write_opinion(
    *,
    actor: Actor,
    proposal: Proposal,
    client_id: UUID,
    advice: str,
    reasons: str,
    other: Proposal | None = None,
) -> Opinion:
    """Write what one advises the committee, for those who write and judge until it is published; it takes the place of
    the one before, which stays. A repeated `client_id` gives the same, or Conflict `client_id_reused`.

    ValidationError `required`, `too_long`, `invalid_choice`, `does_not_exist` for what it shall be merged into;
    Conflict `wrong_status` for what is not admitted or decided already.
    """
    row = held_with_judges(proposal)
    require(permissions.can_write_opinion(actor, row))
    words = checked(advice, reasons)
    if first := Opinion.objects.filter(person=actor.user, client_id=client_id).first():
        if (first.proposal_id, first.reasons) != (row.pk, words):
            raise Conflict(_("This form has been sent already, with another content."), code="client_id_reused")
        return first
    demand_status(row, ADMISSIBLE, RECOMMENDED)
    other = checked_other(row, advice, other)
    Opinion.objects.filter(proposal=row, replaced_at=None).update(replaced_at=timezone.now())
    own = {"person": actor.user, "organization": actor.organization, "client_id": client_id}
    made = Opinion.objects.create(proposal=row, advice=advice, other=other, reasons=words, **own)
    record("opinion_written", stream=row.stream, actor=actor, subject=row)  # what it says is told when published
    return made


@verb
def publish_opinion(*, actor: Actor, opinion: Opinion) -> Opinion:
    """Let everybody read it who sees the proposal. Twice changes nothing. Conflict `replaced`, `wrong_status`."""
    row = held_with_judges(opinion.proposal)
    opinion = Opinion.objects.get(pk=opinion.pk)
    opinion.proposal = row
    require(permissions.can_publish_opinion(actor, opinion))
    if opinion.published_at is not None:
        return opinion
    if opinion.replaced_at is not None:
        raise Conflict(_("A newer opinion took its place."), code="replaced")
    demand_status(row, ADMISSIBLE, RECOMMENDED)
    opinion.published_at = timezone.now()
    opinion.save(update_fields=["published_at"])
    row.status = RECOMMENDED
    row.save(update_fields=["status"])
    record("opinion_published", stream=[row.stream, row.round.stream], actor=actor, subject=opinion)
    tell_sponsors("opinion_published", actor, row)
    return opinion


def checked(advice: str, reasons: str) -> str:
    if advice not in Opinion.Advice.values:
        raise invalid(_("Choose what you advise."), code="invalid_choice", field="advice")
    words = defuse(reasons).strip()
    if not words:
        raise invalid(_("Say why."), code="required", field="reasons")
    if len(words) > LONGEST:
        raise invalid(_("Say it in at most 8000 letters."), code="too_long", field="reasons")
    return words


def checked_other(row: Proposal, advice: str, other: Proposal | None) -> Proposal | None:
    """Into which proposal of the same round it shall be merged, where that is the advice."""
    if advice != Opinion.Advice.MERGE:
        return None
    if other is None or other.pk == row.pk or other.round_id != row.round_id:
        words = _("Choose another proposal of this round into which it shall be merged.")
        raise invalid(words, code="does_not_exist", field="other")
    return other
