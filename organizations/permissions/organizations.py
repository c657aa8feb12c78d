"""What may be done to organisations."""

from __future__ import annotations

from accounts.permissions import is_secretariat
from journal.actors import Actor
from organizations.models import Affiliation, Organization, Role
from organizations.permissions.roles import WEIGHTY, is_convening, is_managing, role_of


def can_create_organization(actor: Actor) -> bool:
    """The secretariat, and a verified union or network for those it takes in."""
    return is_secretariat(actor) or is_convening(actor, actor.organization)


def can_import_organizations(actor: Actor) -> bool:
    return can_create_organization(actor)


def can_import_over(actor: Actor, organization: Organization) -> bool:
    """A table changes what its bearer may change by hand: a union its members, as it may verify them, not others."""
    return can_update_organization(actor, organization) or is_verifier(actor, organization)


def can_update_organization(actor: Actor, organization: Organization) -> bool:
    """Its managers, the secretariat, and the convener that has taken it in as long as nobody verified it."""
    if organization.closed_at is not None:
        return False
    return is_secretariat(actor) or is_managing(actor, organization) or is_filling_in(actor, organization)


def can_set_logo(actor: Actor, organization: Organization) -> bool:
    return can_update_organization(actor, organization)


def is_filling_in(actor: Actor, organization: Organization) -> bool:
    """A union types for a member that has nobody yet to do it."""
    unverified = organization.status == Organization.Status.UNVERIFIED
    return unverified and is_convener_of(actor, organization)


def is_convener_of(actor: Actor, organization: Organization) -> bool:
    """Does the actor speak for a union or network to which the organisation belongs?"""
    if not is_convening(actor, actor.organization):
        return False
    return organization.affiliations.filter(convener=actor.organization, ended_at__isnull=True).exists()


def can_update_identity(actor: Actor, organization: Organization) -> bool:
    """Kind, Arabic name and licence number of a verified organisation were verified: its verifier changes them."""
    if not can_update_organization(actor, organization):
        return organization.is_verified and is_verifier(actor, organization)
    return organization.status == Organization.Status.UNVERIFIED or is_verifier(actor, organization)


def can_change_kind(actor: Actor, before: Organization, kind: str) -> bool:
    """Once somebody vouched for an organisation, it becomes one of the weighty kinds, or ceases to be one, by the
    secretariat only; otherwise what was verified as one thing would be trusted as another.
    """
    if not can_update_identity(actor, before):
        return False
    is_moving = (kind in WEIGHTY) != (before.kind in WEIGHTY)
    return before.status == Organization.Status.UNVERIFIED or not is_moving or is_secretariat(actor)


def is_verifier(actor: Actor, organization: Organization) -> bool:
    """The secretariat; a union for its member of no weighty kind, as long as nobody else has verified it: taking in is
    the union's act alone and must not give it power over what others vouched for.
    """
    if actor.organization_id == organization.pk:
        return False
    if is_secretariat(actor):
        return True
    is_plain = organization.kind not in WEIGHTY
    return is_plain and is_convener_of(actor, organization) and is_theirs_to_verify(actor, organization)


def is_theirs_to_verify(actor: Actor, organization: Organization) -> bool:
    if organization.status == Organization.Status.UNVERIFIED:
        return True
    return organization.verified_by_id is not None and organization.verified_by_id == actor.organization_id


def can_verify_organization(actor: Actor, organization: Organization) -> bool:
    """The secretariat, or a union or network for its member; nobody verifies the organisation they speak for."""
    return organization.closed_at is None and is_verifier(actor, organization)


def can_suspend_organization(actor: Actor, organization: Organization) -> bool:
    return organization.closed_at is None and is_secretariat(actor)


def can_restore_organization(actor: Actor, organization: Organization) -> bool:
    return organization.closed_at is None and is_secretariat(actor)


def can_close_organization(actor: Actor, organization: Organization) -> bool:
    """The secretariat, or who signs for it."""
    if organization.closed_at is not None:
        return False
    return is_secretariat(actor) or role_of(actor, organization) == Role.SIGNATORY


def can_affiliate(actor: Actor, member: Organization, convener: Organization) -> bool:
    """A union or network takes its members in itself; the secretariat may enter what stands on paper."""
    if member.closed_at is not None or not convener.is_convening:
        return False
    return is_secretariat(actor) or is_convening(actor, convener)


def can_end_affiliation(actor: Actor, affiliation: Affiliation) -> bool:
    """Either side, and the secretariat."""
    both_sides = is_managing(actor, affiliation.member) or is_convening(actor, affiliation.convener)
    return is_secretariat(actor) or both_sides
