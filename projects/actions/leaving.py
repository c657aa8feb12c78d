"""The verbs by which an organisation goes out of a project, and what it keeps of it."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.refusals import Conflict, require
from journal.states import checked_reason, demand_status
from journal.verbs import verb
from projects import permissions
from projects.actions.projects import as_it_stands, index
from projects.actions.room import take_from_room, take_out_programs
from projects.actions.telling import blinded, people_of, standing, tell_partner, tell_speakers
from projects.models import Partner
from projects.queries import agreement_of


@verb
def leave_project(*, actor: Actor, partner: Partner, reason: str) -> Partner:
    """Go out of a project, saying why. Its people see the workspace no more, and keep what `agreement_of` says.

    Twice changes nothing. ValidationError `reason_required`, `too_long`; Conflict `lead_leaves`, `wrong_status`.
    """
    require(permissions.can_leave_project(actor, partner))
    return go_out(actor, partner, "partner_left", checked_reason(reason))


@verb
def end_partnership(*, actor: Actor, partner: Partner, reason: str) -> Partner:
    """End another organisation's part, saying why; it is told, and keeps the same as one that leaves.

    Twice changes nothing. ValidationError `reason_required`, `too_long`; Conflict `wrong_status`.
    """
    require(permissions.can_end_partnership(actor, partner))
    return go_out(actor, partner, "partnership_ended", checked_reason(reason))


def go_out(actor: Actor, partner: Partner, event: str, reason: str) -> Partner:
    project = as_it_stands(partner.project)
    held = project.partners.select_related("organization", "project__room").get(pk=partner.pk)
    if held.status == Partner.Status.LEFT:
        return held
    demand_status(held, Partner.Status.ACCEPTED)
    if held.role == Partner.Role.LEAD:
        raise Conflict(_("Your organisation leads the project: hand the lead over first."), code="lead_leaves")
    held.kept = agreement_of(project)
    held.status, held.reason, held.left_at, held.lead_offered_at = Partner.Status.LEFT, reason, timezone.now(), None
    held.save(update_fields=["status", "reason", "left_at", "lead_offered_at", "kept"])
    take_rights(actor, held, event)
    index(project)
    tell_speakers(event, actor, held, {held.organization_id, *standing(project)}, code=project.code)
    return held


def take_rights(actor: Actor, partner: Partner, event: str) -> None:
    """In the same transaction: who saw the project by this organisation alone sees it no more, nor its room."""
    project, people = partner.project, people_of(partner.organization)
    permissions.revoke(project, partner.organization)
    gone = blinded(project, people)
    take_from_room(actor, project, gone)
    take_out_programs(actor, project)
    tell_partner(event, actor, partner, lost=gone)
