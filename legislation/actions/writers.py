"""The verbs by which several people write one proposal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from journal.actors import Actor
from journal.records import tell_people
from journal.refusals import Conflict, Refused, invalid, require
from journal.states import demand_status
from journal.verbs import verb
from legislation import permissions
from legislation.actions.proposals import as_it_stands, tell
from legislation.actions.rounds import narrowed
from legislation.models import Proposal, Writer
from legislation.states import DRAFT, HANDED_IN, RETURNED
from organizations.permissions import SPEAKING

MOST = 20  # writers of a proposal


@verb
def add_writer(*, actor: Actor, proposal: Proposal, person: User) -> Writer:
    """Let a person of its organisation, or of one that puts it forward with it, write it too. Who writes it writes on.

    ValidationError `other_organization`, `invalid_choice` for its author; Conflict `wrong_status`, `too_many`.
    """
    require(permissions.can_add_writer(actor, proposal))
    proposal = as_it_stands(proposal)
    if first := proposal.writers.filter(person=person).first():
        return first
    demand_status(proposal, DRAFT, HANDED_IN, RETURNED)
    if person.pk == proposal.author_id:
        raise invalid(_("It is theirs already."), code="invalid_choice", field="person")
    belonging = person.memberships.filter(SPEAKING, organization__in=permissions.standing_for(proposal))
    if person.is_bot or not person.is_active or not belonging.exists():
        words = _("Choose a person of your organisation, or of one that puts it forward with you.")
        raise invalid(words, code="other_organization", field="person")
    if proposal.writers.count() >= MOST:
        raise Conflict(_("At most %(count)s people write one proposal.") % {"count": MOST}, code="too_many")
    made = Writer.objects.create(proposal=proposal, person=person, added_by=actor.user)
    tell("proposal_writer_added", actor, proposal, person=person.pk)
    tell_people("proposal_writer_added", actor, proposal, {person.pk}, code=proposal.code)
    return made


@verb
def remove_writer(*, actor: Actor, proposal: Proposal, person: User) -> None:
    """Let a person write it no longer; writers go by themselves. Who does not write it changes nothing."""
    require(permissions.can_remove_writer(actor, proposal))
    proposal = as_it_stands(proposal)
    if not permissions.is_author(actor, proposal) and actor.user.pk != person.pk:
        raise Refused
    deleted, _rows = proposal.writers.filter(person=person).delete()
    if deleted:
        tell("proposal_writer_removed", actor, proposal, person=person.pk)
        narrowed(actor, proposal, "proposal")
