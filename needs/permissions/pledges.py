"""Who promises, answers, sends and counts: each organisation its own side, by whoever signs for it or manages it.

Both organisations see all of a pledge; whoever sees the need sees who gives how much, and no more.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from journal.actors import Actor
from needs.models import Delivery, DeliveryFile, Need, Offer, Pledge
from needs.permissions.seen import needs_for
from needs.pledging import RUNNING
from organizations.models import Membership, Organization
from organizations.permissions import RUNNING as RUNNING_MEMBERSHIP
from organizations.permissions import is_managing

if TYPE_CHECKING:
    from accounts.models import User

Status = Pledge.Status


# What is seen ---------------------------------------------------------------------------------------------------------
def own_organizations(user: User | AnonymousUser) -> QuerySet[Membership, int]:
    """The ids of the organisations a person belongs to, as a subquery."""
    if not user.is_authenticated or not user.is_active:
        return Membership.objects.none().values_list("organization", flat=True)
    return Membership.objects.filter(RUNNING_MEMBERSHIP, person=user).values_list("organization", flat=True)


def own_pledges_for(user: User | AnonymousUser) -> QuerySet[Pledge]:
    """The pledges that one's organisations gave or were given: with contact, words and loads."""
    own = own_organizations(user)
    return Pledge.objects.filter(Q(organization__in=own) | Q(need__organization__in=own))


def pledges_for(user: User | AnonymousUser) -> QuerySet[Pledge]:
    """The pledges whose giver and quantities one may know: one's own, and those to needs one sees."""
    own = own_organizations(user)
    seen = Q(need__in=needs_for(user).order_by().values("pk"))
    return Pledge.objects.filter(seen | Q(organization__in=own) | Q(need__organization__in=own))


def deliveries_for(user: User | AnonymousUser) -> QuerySet[Delivery]:
    own = own_organizations(user)
    return Delivery.objects.filter(Q(pledge__organization__in=own) | Q(pledge__need__organization__in=own))


def delivery_files_for(user: User | AnonymousUser) -> QuerySet[DeliveryFile]:
    return DeliveryFile.objects.filter(delivery__in=deliveries_for(user).values("pk"))


def is_own(user: User | AnonymousUser, organization: Organization) -> bool:
    return own_organizations(user).filter(organization=organization).exists()


def own_side(own: frozenset[int], pledge: Pledge) -> str:
    """Of these organisations' ids: "giving", "receiving" or nothing."""
    if pledge.organization_id in own:
        return "giving"
    return "receiving" if pledge.need.organization_id in own else ""


def is_party(user: User | AnonymousUser, pledge: Pledge) -> bool:
    """Does the person belong to one of the two organisations?"""
    both = (pledge.organization_id, pledge.need.organization_id)
    return own_organizations(user).filter(organization__in=both).exists()


# What may be done -----------------------------------------------------------------------------------------------------
def can_promise(actor: Actor) -> bool:
    """A verified organisation promises, by who signs for it or manages its page."""
    own = actor.organization
    return own is not None and own.is_verified and is_managing(actor, own)


def can_propose_pledge(actor: Actor, need: Need) -> bool:
    """To a need of another organisation that one sees."""
    is_others = actor.organization_id != need.organization_id
    return can_promise(actor) and is_others and needs_for(actor.user).filter(pk=need.pk).exists()


def can_draw_on_offer(actor: Actor, offer: Offer) -> bool:
    return is_managing(actor, offer.organization)


def is_giving(actor: Actor, pledge: Pledge) -> bool:
    return is_managing(actor, pledge.organization)


def is_receiving(actor: Actor, pledge: Pledge) -> bool:
    return is_managing(actor, pledge.need.organization)


def can_edit_pledge(actor: Actor, pledge: Pledge) -> bool:
    return is_giving(actor, pledge)


def can_withdraw_pledge(actor: Actor, pledge: Pledge) -> bool:
    return is_giving(actor, pledge)


def can_accept_pledge(actor: Actor, pledge: Pledge) -> bool:
    return is_receiving(actor, pledge)


def can_decline_pledge(actor: Actor, pledge: Pledge) -> bool:
    return is_receiving(actor, pledge)


def can_lapse_pledge(actor: Actor) -> bool:
    return actor.is_clock


def can_warn_of_lapsing(actor: Actor) -> bool:
    return actor.is_clock


def can_close_pledge_short(actor: Actor, pledge: Pledge) -> bool:
    """Either side may say that no more will come."""
    return is_giving(actor, pledge) or is_receiving(actor, pledge)


def can_dispatch_delivery(actor: Actor, pledge: Pledge) -> bool:
    return is_giving(actor, pledge)


def can_arrive_delivery(actor: Actor, delivery: Delivery) -> bool:
    return is_giving(actor, delivery.pledge)


def can_confirm_receipt(actor: Actor, delivery: Delivery) -> bool:
    return is_receiving(actor, delivery.pledge)


def can_dispute_delivery(actor: Actor, delivery: Delivery) -> bool:
    """Who receives says that a load is not what was said; who gave, that it was counted wrongly."""
    return is_giving(actor, delivery.pledge) or is_receiving(actor, delivery.pledge)


def can_preview_delivery_file(actor: Actor) -> bool:
    return actor.is_clock


# What a page offers ---------------------------------------------------------------------------------------------------
def acts_on(actor: Actor, pledge: Pledge) -> frozenset[str]:
    """The verbs whose buttons this pledge's page shows; each asks again. Two queries for those of a party."""
    acts: set[str] = set()
    if not actor.is_person:
        return frozenset()
    is_proposed, is_running = pledge.status == Status.PROPOSED, pledge.status in RUNNING
    if is_giving(actor, pledge):
        acts |= {"edit", "withdraw"} if is_proposed else set()
        acts |= {"dispatch", "arrive", "dispute", "close_short"} if is_running else set()
        acts |= {"withdraw"} if pledge.status == Status.ACCEPTED else set()
    if is_receiving(actor, pledge):
        acts |= {"accept", "decline"} if is_proposed else set()
        acts |= {"receive", "dispute", "close_short"} if is_running else set()
    acts |= {"dispute"} if pledge.status == Status.CONFIRMED and can_close_pledge_short(actor, pledge) else set()
    return frozenset(acts)


def sides_of(organization: Organization | None, pledge: Pledge) -> str:
    """Of the organisation one speaks for: "giving", "receiving" or nothing."""
    if organization is None:
        return ""
    if organization.pk == pledge.organization_id:
        return "giving"
    return "receiving" if organization.pk == pledge.need.organization_id else ""
