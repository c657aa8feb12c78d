"""Who may see organisations and their people, and who may do what for them.

A role counts only for the organisation one speaks for: `role_of(actor, organization)` is None for an actor who chose
another. What only an organisation can say (verifying, taking in a member) is said by a convener's manager or signatory.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser, Group
from django.db.models import Q, QuerySet

from accounts.permissions import is_secretariat
from journal.actors import Actor
from organizations.models import (
    Affiliation,
    Application,
    FactorRemoval,
    Invitation,
    Membership,
    Organization,
    Role,
    RoleGroup,
)

if TYPE_CHECKING:
    from accounts.models import User

RANKS: dict[str, int] = {Role.MEMBER: 1, Role.MANAGER: 2, Role.SIGNATORY: 3}
MANAGING = (Role.MANAGER, Role.SIGNATORY)
CONVENING = (Organization.Kind.UNION, Organization.Kind.NETWORK)
RUNNING = Q(ended_at__isnull=True, organization__closed_at__isnull=True)
SPEAKING = RUNNING & Q(organization__status=Organization.Status.VERIFIED)


# Roles ----------------------------------------------------------------------------------------------------------------
def rank(role: str | None) -> int:
    """0 for no role, then member, manager, signatory."""
    return RANKS.get(role or "", 0)


def role_in(user: User | AnonymousUser, organization: Organization) -> str | None:
    """The person's running role in an organisation that is not closed."""
    if not user.is_authenticated:
        return None
    return (
        Membership.objects.filter(RUNNING, person=user, organization=organization)
        .values_list("role", flat=True)
        .first()
    )


def is_member(user: User | AnonymousUser, organization: Organization) -> bool:
    return role_in(user, organization) is not None


def role_of(actor: Actor, organization: Organization) -> str | None:
    """The actor's role in the organisation they speak for; None when that is another one."""
    if not actor.is_person or actor.organization_id != organization.pk:
        return None
    return role_in(actor.user, organization)


def is_managing(actor: Actor, organization: Organization) -> bool:
    return role_of(actor, organization) in MANAGING


def is_convening(actor: Actor, convener: Organization | None) -> bool:
    """Does the actor manage this union or network, and is it verified?"""
    return bool(convener and convener.is_convening and convener.is_verified and is_managing(actor, convener))


def is_verified_person(user: User | AnonymousUser) -> bool:
    """Has the person a running membership in a verified organisation? Those are the "members" that published things
    are for. Officials of public bodies are not: they see what is public and where they were invited (HOUSE 4).
    """
    if not user.is_authenticated or not user.is_active:
        return False
    of_members = ~Q(organization__kind=Organization.Kind.PUBLIC_BODY)
    return Membership.objects.filter(SPEAKING, of_members, person=user).exists()


# What may be seen ---------------------------------------------------------------------------------------------------
def organizations_for(user: User | AnonymousUser) -> QuerySet[Organization]:
    """Everybody sees verified organisations; people also their own, conveners their members, the secretariat all."""
    if is_secretariat(user):
        return Organization.objects.all()
    public = Q(status=Organization.Status.VERIFIED, closed_at__isnull=True)
    if not user.is_authenticated:
        return Organization.objects.filter(public)
    own = Membership.objects.filter(RUNNING, person=user).values("organization")
    taken_in = Affiliation.objects.filter(ended_at__isnull=True, convener__in=conveners_of(user)).values("member")
    return Organization.objects.filter(public | Q(pk__in=own) | Q(pk__in=taken_in))


def conveners_of(user: User | AnonymousUser) -> QuerySet[Organization]:
    """The verified unions and networks this person manages."""
    if not user.is_authenticated:
        return Organization.objects.none()
    managed = Membership.objects.filter(SPEAKING, person=user, role__in=MANAGING).values("organization")
    return Organization.objects.filter(pk__in=managed, kind__in=CONVENING)


def memberships_for(user: User | AnonymousUser) -> QuerySet[Membership]:
    """Running memberships the person may see: the secretariat all, verified people those of verified organisations."""
    running = Membership.objects.filter(RUNNING)
    if not user.is_authenticated:
        return running.none()
    if is_secretariat(user):
        return running
    own = Q(organization__in=Membership.objects.filter(RUNNING, person=user).values("organization"))
    return running.filter(own | SPEAKING) if is_verified_person(user) else running.filter(own)


def invitations_for(user: User | AnonymousUser) -> QuerySet[Invitation]:
    """Invitations to organisations the person manages, and those they made; the secretariat sees all."""
    if is_secretariat(user):
        return Invitation.objects.all()
    return Invitation.objects.filter(Q(organization__in=managed_by(user)) | Q(made_by=user.pk))


def managed_by(user: User | AnonymousUser) -> QuerySet[Organization]:
    if not user.is_authenticated:
        return Organization.objects.none()
    managed = Membership.objects.filter(RUNNING, person=user, role__in=MANAGING).values("organization")
    return Organization.objects.filter(pk__in=managed)


def applications_for(user: User | AnonymousUser) -> QuerySet[Application]:
    """The queue: the secretariat sees all applications, a convener's managers those that name it."""
    if is_secretariat(user):
        return Application.objects.all()
    return Application.objects.filter(convener__in=conveners_of(user))


def factor_removals_for(user: User | AnonymousUser) -> QuerySet[FactorRemoval]:
    return FactorRemoval.objects.all() if is_secretariat(user) else FactorRemoval.objects.none()


def streams_for(user: User | AnonymousUser, names: set[str]) -> set[str]:
    """Of these `org.<id>` streams, those of organisations the person belongs to; the secretariat watches any."""
    wanted = {int(key): name for name in names if (key := name.removeprefix("org.")).isascii() and key.isdecimal()}
    if not wanted or not user.is_authenticated or not user.is_active:
        return set()
    asked = Organization.objects.filter(pk__in=wanted)
    if not is_secretariat(user):
        asked = asked.filter(pk__in=Membership.objects.filter(RUNNING, person=user).values("organization"))
    return {wanted[pk] for pk in asked.values_list("pk", flat=True)}


def desk_streams_for(user: User | AnonymousUser, names: set[str]) -> set[str]:
    """The secretariat's desk, where applications arrive that name no union."""
    return names & {"desk.secretariat"} if is_secretariat(user) else set()


# What may be done to organisations ----------------------------------------------------------------------------------
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


def is_verifier(actor: Actor, organization: Organization) -> bool:
    if actor.organization_id == organization.pk:
        return False
    return is_secretariat(actor) or is_convener_of(actor, organization)


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


# What may be done to people's roles ---------------------------------------------------------------------------------
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
    return is_empty and organization.closed_at is None and is_convener_of(actor, organization)


def can_revoke_invitation(actor: Actor, invitation: Invitation) -> bool:
    is_own = actor.is_person and actor.person_id == invitation.made_by_id
    return is_own or may_set(actor, invitation.organization, rank(invitation.role))


def can_accept_invitation(actor: Actor, invitation: Invitation) -> bool:
    """Who holds the link, signed in or not; a suspended account is neither."""
    is_somebody = actor.is_person or isinstance(actor.person, AnonymousUser)
    return invitation.organization.closed_at is None and is_somebody


# The open door ------------------------------------------------------------------------------------------------------
def can_apply(actor: Actor) -> bool:
    """Anybody who is not the clock."""
    return not actor.is_clock


def can_decide(user: User | AnonymousUser) -> bool:
    """Is there a queue that is this person's to look after?"""
    return is_secretariat(user) or conveners_of(user).exists()


def can_accept_application(actor: Actor, application: Application) -> bool:
    """The secretariat, or the union or network that the application names."""
    return is_secretariat(actor) or is_convening(actor, application.convener)


def can_refuse_application(actor: Actor, application: Application) -> bool:
    return can_accept_application(actor, application)


# Lost keys ----------------------------------------------------------------------------------------------------------
def can_hand_out_reset_link(actor: Actor, person: User) -> bool:
    """The secretariat to anybody else; a manager to people of the organisation they speak for, up to their own role.

    A link is a way into the account. So a manager hands none to people of the secretariat or of the administration, nor
    to somebody who manages or signs for another organisation: they would take over that one's voice.
    """
    if not actor.is_person or actor.person_id == person.pk or not person.is_active:
        return False
    if is_secretariat(actor):
        return True
    if person.is_secretariat or person.is_staff or person.is_superuser or actor.organization is None:
        return False
    roles: dict[int, str] = dict(Membership.objects.filter(RUNNING, person=person).values_list("organization", "role"))
    here = roles.pop(actor.organization.pk, None)
    is_light_elsewhere = all(rank(role) <= rank(Role.MEMBER) for role in roles.values())
    return here is not None and is_light_elsewhere and may_set_people(actor, actor.organization, rank(here))


def may_set_people(actor: Actor, organization: Organization, highest: int) -> bool:
    return organization.is_verified and may_set(actor, organization, highest)


def can_use_reset_link(actor: Actor) -> bool:
    """Who holds the link, which the verb looks up; being signed in changes nothing."""
    return not actor.is_clock


def can_ask_factor_removal(actor: Actor, person: User) -> bool:
    return is_secretariat(actor) and actor.person_id != person.pk


def can_confirm_factor_removal(actor: Actor, removal: FactorRemoval) -> bool:
    """Another of the secretariat than who asked, and not the person it is about."""
    return is_secretariat(actor) and actor.person_id not in {removal.asked_by_id, removal.person_id}


# Groups that guardian grants to ---------------------------------------------------------------------------------------
def group_of(organization: Organization, role: str) -> Group:
    """The auth group of an organisation's people of one role; made when first asked for."""
    found = RoleGroup.objects.filter(organization=organization, role=role).select_related("group").first()
    if found is not None:
        return found.group
    group, _ = Group.objects.get_or_create(name=f"organization {organization.pk} {role}")
    RoleGroup.objects.get_or_create(organization=organization, role=role, defaults={"group": group})
    return group


def move_to_group(membership: Membership) -> None:
    """Put the person into the group of their running role, and out of the organisation's other groups."""
    person, organization = membership.person, membership.organization
    role = membership.role if membership.ended_at is None else None
    others = Group.objects.filter(role_group__organization=organization).exclude(role_group__role=role or "")
    person.groups.remove(*others)
    if role is not None:
        person.groups.add(group_of(organization, role))
