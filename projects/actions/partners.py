"""The verbs of partners: ask an organisation in, answer for it through its signatory, say anew what it does."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.refusals import Conflict, invalid, require
from journal.states import checked_reason, demand_status, move
from journal.verbs import verb
from organizations.columns import check_columns, clean_text
from organizations.models import Organization
from projects import permissions
from projects.actions.projects import as_it_stands, index
from projects.actions.room import bring_in
from projects.actions.telling import standing, tell_partner, tell_speakers
from projects.models import Partner, Project

Role, Status = Partner.Role, Partner.Status
WORDS = ("share", "message")


@verb
def invite_partner(
    *, actor: Actor, project: Project, organization: Organization, role: str, share: str = "", message: str = ""
) -> Partner:
    """Ask a verified organisation to take part; it is in when a signatory of it says yes.

    ValidationError `not_verified`, `unknown_role`, lengths; Conflict `already_partner`, `already_invited`: of two who
    ask it at the same moment the second is told so by the table's constraint and this verb's second try.
    """
    require(permissions.can_invite_partner(actor, project))
    project = as_it_stands(project)
    demand_open(organization)
    demand_new(project, organization)
    partner = Partner(project=project, organization=organization, invited_by=actor.user, inviting=actor.organization)
    fill(partner, role=role, share=share, message=message)
    partner.save()
    tell_partner("partner_invited", actor, partner)
    tell_speakers("partnership_asked", actor, partner, [organization.pk], code=project.code)
    return partner


@verb
def revoke_invitation(*, actor: Actor, partner: Partner) -> Partner:
    """Take an invitation back before it is answered. Twice changes nothing; Conflict `wrong_status`."""
    require(permissions.can_revoke_invitation(actor, partner))
    if answer(partner, Status.REVOKED, answered_by=actor.user):
        tell_partner("invitation_revoked", actor, partner)
        tell_speakers("invitation_revoked", actor, partner, [partner.organization_id], code=partner.project.code)
    return partner


@verb
def accept_partnership(*, actor: Actor, partner: Partner) -> Partner:
    """Say yes for the organisation that was asked: its people see the project from now on, and those who speak for it
    are in the room. Twice changes nothing; Conflict `wrong_status`.
    """
    require(permissions.can_accept_partnership(actor, partner))
    if answer(partner, Status.ACCEPTED, answered_by=actor.user):
        permissions.grant(partner)
        index(partner.project)
        bring_in(actor, partner)
        tell_partner("partnership_accepted", actor, partner)
        others = standing(partner.project) - {partner.organization_id}
        tell_speakers("partnership_accepted", actor, partner, others, code=partner.project.code)
    return partner


@verb
def decline_partnership(*, actor: Actor, partner: Partner, reason: str = "") -> Partner:
    """Say no for the organisation that was asked; those who lead read why, where a reason is given. Twice changes
    nothing; ValidationError `too_long`; Conflict `wrong_status`.
    """
    require(permissions.can_decline_partnership(actor, partner))
    words = checked_reason(reason, is_required=False)
    if answer(partner, Status.DECLINED, answered_by=actor.user, reason=words):
        tell_partner("partnership_declined", actor, partner)
        tell_speakers("partnership_declined", actor, partner, standing(partner.project), code=partner.project.code)
    return partner


@verb
def change_partner(*, actor: Actor, partner: Partner, **details: Any) -> Partner:
    """Give a partner, or one that is asked, another `role` or `share`. The lead is handed over, not given.

    ValidationError `unknown_role`; Conflict `lead_stays`, `wrong_status`.
    """
    require(permissions.can_change_partner(actor, partner))
    project = as_it_stands(partner.project)
    held = project.partners.select_related("organization").get(pk=partner.pk)
    demand_status(held, Status.INVITED, Status.ACCEPTED)
    if held.role == Role.LEAD and details.get("role", Role.LEAD) != Role.LEAD:
        raise Conflict(_("It leads the project: hand the lead over first."), code="lead_stays")
    before = held.role, held.share
    fill(held, **{**details, "role": details.get("role", held.role)})
    held.save(update_fields=["role", "share"])
    if (held.role, held.share) != before:
        tell_partner("partner_changed", actor, held)
        tell_speakers("partner_changed", actor, held, [held.organization_id], code=project.code)
    return held


# What they share ------------------------------------------------------------------------------------------------------
def demand_open(organization: Organization) -> None:
    if not organization.is_verified or organization.closed_at is not None:
        words = _("This organisation cannot be asked: it is not verified, or closed.")
        raise invalid(words, code="not_verified", field="organization")


def demand_new(project: Project, organization: Organization) -> None:
    known = project.partners.filter(organization=organization, status__in=[Status.INVITED, Status.ACCEPTED]).first()
    if known is None:
        return
    if known.status == Status.ACCEPTED:
        raise Conflict(_("This organisation is a partner already."), code="already_partner")
    raise Conflict(_("This organisation has been asked already and has not answered yet."), code="already_invited")


def fill(partner: Partner, *, role: str, **words: str) -> None:
    """Role and words, checked. Nobody is made the lead by being asked or changed."""
    is_known = role in Role.values and (role != Role.LEAD or partner.role == Role.LEAD)
    if not is_known:
        raise invalid(_("There is no such role."), code="unknown_role", field="role")
    partner.role = role
    for name, value in words.items():
        cleaned = clean_text(name, value) if name == "message" else defuse_name(value)
        setattr(partner, name, cleaned)
    check_columns(partner, [*words, "role"])


def answer(partner: Partner, status: str, **columns: Any) -> bool:
    """End an invitation so; False if it stands so already. Whoever answers second finds it answered: Conflict
    `wrong_status`.
    """
    return move(partner, status, Status.INVITED, answered_at=timezone.now(), **columns)
