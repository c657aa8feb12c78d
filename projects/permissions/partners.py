"""Who may ask organisations into a project, and who may answer for one."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from journal.actors import Actor
from organizations.models import Membership, Organization, Role
from organizations.permissions import MANAGING, SPEAKING, role_of
from projects.models import Partner, Project
from projects.permissions.seen import Reader, can_lead

TAKING_IN = (Project.Status.PROPOSED, Project.Status.ACTIVE, Project.Status.PAUSED)


def partnerships_for(user: Reader) -> QuerySet[Partner]:
    """The partnerships of one's own verified organisations: what it was asked is for those who speak for it, what it
    takes or took part in for all its people.
    """
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Partner.objects.none()
    own = Membership.objects.filter(SPEAKING, person=user, organization=OuterRef("organization"))
    took_part = Q(status__in=(Partner.Status.ACCEPTED, Partner.Status.LEFT))
    return Partner.objects.filter(
        Exists(own.filter(role__in=MANAGING)) | (took_part & Exists(own)),
    )


def is_signing(actor: Actor, organization: Organization) -> bool:
    """Does the actor bind this organisation: a signatory of it, while it is verified?"""
    return organization.is_verified and role_of(actor, organization) == Role.SIGNATORY


def can_invite_partner(actor: Actor, project: Project) -> bool:
    """The lead, as long as there is something to take part in."""
    return project.status in TAKING_IN and can_lead(actor, project)


def can_revoke_invitation(actor: Actor, partner: Partner) -> bool:
    return can_lead(actor, partner.project)


def can_accept_partnership(actor: Actor, partner: Partner) -> bool:
    """A signatory of the organisation that was asked: it binds itself."""
    return partner.project.status in TAKING_IN and is_signing(actor, partner.organization)


def can_decline_partnership(actor: Actor, partner: Partner) -> bool:
    return is_signing(actor, partner.organization)


def can_change_partner(actor: Actor, partner: Partner) -> bool:
    return partner.project.is_running and can_lead(actor, partner.project)


def can_leave_project(actor: Actor, partner: Partner) -> bool:
    """Its own signatory, whatever the project's state: nobody is held in it."""
    return is_signing(actor, partner.organization)


def can_end_partnership(actor: Actor, partner: Partner) -> bool:
    """The lead, of another partner; it says why and the partner is told."""
    is_other = partner.organization_id != actor.organization_id
    return is_other and partner.project.is_running and can_lead(actor, partner.project)


# The lead -------------------------------------------------------------------------------------------------------------
def can_offer_lead(actor: Actor, partner: Partner) -> bool:
    """A signatory of the lead, to another partner."""
    own = actor.organization
    if own is None or own.pk == partner.organization_id or not partner.project.is_running:
        return False
    return is_signing(actor, own) and can_lead(actor, partner.project)


def can_withdraw_lead_offer(actor: Actor, partner: Partner) -> bool:
    return can_offer_lead(actor, partner)


def can_accept_lead(actor: Actor, partner: Partner) -> bool:
    return partner.project.is_running and is_signing(actor, partner.organization)


def is_lead_vacant(project: Project) -> bool:
    """Is the organisation that leads closed, or not trusted (any more)?"""
    leading = project.partners.filter(role=Partner.Role.LEAD, status=Partner.Status.ACCEPTED)
    trusted = Q(organization__status=Organization.Status.VERIFIED, organization__closed_at__isnull=True)
    return not leading.filter(trusted).exists()


def can_take_lead(actor: Actor, partner: Partner) -> bool:
    """A signatory of a standing partner, whatever the project's state: else nobody could ever bring it back. Whether
    the lead is vacant is told apart (Conflict): of two who take it, the second may know that it was taken.
    """
    return partner.is_standing and is_signing(actor, partner.organization)


def can_declare_lead_vacant(actor: Actor) -> bool:
    return actor.is_clock


def can_decline_lead(actor: Actor, partner: Partner) -> bool:
    return is_signing(actor, partner.organization)
