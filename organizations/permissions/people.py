"""Who may give and take roles, and make and use the links that give them."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from accounts.permissions import is_secretariat
from journal.actors import Actor
from organizations.models import Invitation, Membership, Organization, Role
from organizations.permissions.organizations import is_convener_of, is_theirs_to_verify
from organizations.permissions.roles import is_managing, rank, role_in, role_of
from organizations.permissions.seen import conveners_of


def can_start_membership(actor: Actor, organization: Organization) -> bool:
    """Only the secretariat adds a person without asking them; everybody else invites."""
    return organization.closed_at is None and is_secretariat(actor)


def can_change_role(actor: Actor, membership: Membership, role: str) -> bool:
    """A manager gives and takes roles up to their own."""
    return may_set(actor, membership.organization, max(rank(membership.role), rank(role)))


def can_end_membership(actor: Actor, membership: Membership) -> bool:
    """Oneself leaves; a manager ends memberships up to their own role."""
    is_own = actor.is_person and membership.person_id == actor.person_id
    return is_own or may_set(actor, membership.organization, rank(membership.role))


def may_set(actor: Actor, organization: Organization, highest: int) -> bool:
    if organization.closed_at is not None:
        return False
    return is_secretariat(actor) or (is_managing(actor, organization) and rank(role_of(actor, organization)) >= highest)


def can_create_invitation(actor: Actor, organization: Organization, role: str = Role.MEMBER) -> bool:
    """A manager invites into roles up to their own; a suspended organisation invites nobody. Where an organisation has
    nobody yet, the union that took it in invites the first.
    """
    if organization.status == Organization.Status.SUSPENDED and not is_secretariat(actor):
        return False
    return may_set(actor, organization, rank(role)) or may_invite_first(actor, organization)


def may_invite_first(actor: Actor, organization: Organization) -> bool:
    is_empty = not organization.memberships.filter(ended_at__isnull=True).exists()
    is_ours = is_convener_of(actor, organization) and is_theirs_to_verify(actor, organization)
    return is_empty and organization.closed_at is None and is_ours


def can_revoke_invitation(actor: Actor, invitation: Invitation) -> bool:
    is_own = actor.is_person and actor.person_id == invitation.made_by_id
    return is_own or may_set(actor, invitation.organization, rank(invitation.role))


def can_accept_invitation(actor: Actor, invitation: Invitation) -> bool:
    """Who holds the link, signed in or not; a suspended account is neither, and a suspended organisation takes in
    nobody.
    """
    organization = invitation.organization
    is_somebody = actor.is_person or isinstance(actor.person, AnonymousUser)
    is_open = organization.closed_at is None and organization.status != Organization.Status.SUSPENDED
    return is_somebody and is_open and stands_behind(invitation)


def stands_behind(invitation: Invitation) -> bool:
    """May who made it still invite: in the organisation, in a union of it, or in the secretariat? A link lives no
    longer than that: who lost the right may hold one for themself.
    """
    maker, organization = invitation.made_by, invitation.organization
    if not maker.is_active:
        return False
    enough = max(rank(Role.MANAGER), rank(invitation.role))
    ours = organization.affiliations.filter(ended_at__isnull=True, convener__in=conveners_of(maker))
    return is_secretariat(maker) or rank(role_in(maker, organization)) >= enough or ours.exists()
