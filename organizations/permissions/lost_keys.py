"""Who may help somebody who lost their password or second factor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accounts.permissions import is_secretariat
from journal.actors import Actor
from organizations.models import FactorRemoval, Membership, Organization, Role
from organizations.permissions.people import may_set
from organizations.permissions.roles import RUNNING, rank
from organizations.permissions.seen import managed_by

if TYPE_CHECKING:
    from accounts.models import User


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


def looks_after(maker: User, person: User) -> bool:
    """Does who made a reset link still manage an organisation of the person, or belong to the secretariat?"""
    if not maker.is_active:
        return False
    theirs = Membership.objects.filter(RUNNING, person=person).values("organization")
    return is_secretariat(maker) or managed_by(maker).filter(pk__in=theirs).exists()


def can_use_reset_link(actor: Actor) -> bool:
    """Who holds the link, which the verb looks up; being signed in changes nothing."""
    return not actor.is_clock


def can_ask_factor_removal(actor: Actor, person: User) -> bool:
    return is_secretariat(actor) and actor.person_id != person.pk


def can_confirm_factor_removal(actor: Actor, removal: FactorRemoval) -> bool:
    """Another of the secretariat than who asked, and not the person it is about."""
    return is_secretariat(actor) and actor.person_id not in {removal.asked_by_id, removal.person_id}
