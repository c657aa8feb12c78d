"""The verbs by which organisations put a proposal forward together: each by its own signatory."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import tell_people
from journal.refusals import Conflict, invalid, require
from journal.states import demand_status, move
from journal.verbs import verb
from legislation import permissions
from legislation.actions.proposals import as_it_stands, tell
from legislation.actions.rounds import narrowed
from legislation.actions.signing import people_of
from legislation.actions.telling import tell_signatories
from legislation.models import Proposal, Sponsor
from legislation.states import DRAFT, HANDED_IN, PUT_FORWARD, RETURNED
from organizations.models import Organization

MOST = 30  # organisations asked
ASKED, ACCEPTED, DECLINED, ENDED = Sponsor.Status.values


@verb
def ask_sponsor(*, actor: Actor, proposal: Proposal, organization: Organization) -> Sponsor:
    """Ask an organisation to put it forward together; its signatory sees it from now on, and answers. Who is asked, or
    takes part, stays so.

    ValidationError `invalid_choice`; Conflict `wrong_status`, `too_many`.
    """
    proposal = as_it_stands(proposal)  # first: who may depends on how far it is
    require(permissions.can_ask_sponsor(actor, proposal))
    standing = proposal.sponsors.filter(status__in=(ASKED, ACCEPTED))
    if first := standing.filter(organization=organization).first():
        return first
    demand_status(proposal, DRAFT, HANDED_IN, RETURNED, *sorted(PUT_FORWARD))
    if not permissions.may_sponsor(organization, proposal):
        words = _("Choose another verified organisation.")
        raise invalid(words, code="invalid_choice", field="organization")
    if standing.count() >= MOST:
        raise Conflict(_("At most %(count)s organisations are asked.") % {"count": MOST}, code="too_many")
    made = Sponsor.objects.create(proposal=proposal, organization=organization, asked_by=actor.user)
    tell("sponsor_asked", actor, proposal, sponsor=made.pk, organization=organization.pk)
    tell_signatories("sponsor_asked", actor, proposal, {organization.pk})
    return made


@verb
def accept_sponsorship(*, actor: Actor, sponsor: Sponsor) -> Sponsor:
    """Put it forward together, for the organisation one signs for. Accepted it stays. Conflict `wrong_status`."""
    require(permissions.can_accept_sponsorship(actor, sponsor))
    if answer(actor, sponsor, ACCEPTED, ASKED):
        told("sponsor_accepted", actor, sponsor)
    return sponsor


@verb
def decline_sponsorship(*, actor: Actor, sponsor: Sponsor) -> Sponsor:
    """Say no. Declined it stays. Conflict `wrong_status`."""
    require(permissions.can_decline_sponsorship(actor, sponsor))
    if answer(actor, sponsor, DECLINED, ASKED):
        told("sponsor_declined", actor, sponsor)
        narrowed(actor, sponsor.proposal, "proposal")
    return sponsor


@verb
def end_sponsorship(*, actor: Actor, sponsor: Sponsor) -> Sponsor:
    """Take part no longer, or take back the question. Ended it stays. Conflict `wrong_status`."""
    require(permissions.can_end_sponsorship(actor, sponsor))
    before = (ASKED, ACCEPTED) if permissions.signs(actor, sponsor.organization) else (ASKED,)
    if answer(actor, sponsor, ENDED, *before):
        told("sponsorship_ended", actor, sponsor)
        narrowed(actor, sponsor.proposal, "proposal")
    return sponsor


# What they share ------------------------------------------------------------------------------------------------------
def answer(actor: Actor, sponsor: Sponsor, status: str, *before: str) -> bool:
    """Of two who answer at once one is first. False where it stands so already."""
    sponsor.proposal = as_it_stands(sponsor.proposal)
    return move(sponsor, status, *before, answered_by=actor.user, answered_at=timezone.now())


def told(event: str, actor: Actor, sponsor: Sponsor) -> None:
    """In the round too, where everybody sees it already."""
    proposal = sponsor.proposal
    streams = [proposal.round.stream] if proposal.status in PUT_FORWARD else []
    tell(event, actor, proposal, *streams, sponsor=sponsor.pk, organization=sponsor.organization_id)
    tell_people(event, actor, proposal, people_of(proposal), code=proposal.code)
