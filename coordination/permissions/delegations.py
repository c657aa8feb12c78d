"""Who sees which delegation, who invites, who answers for an organisation, who names whom it sends."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from coordination.forum_states import ANSWERING, CANCELLED, INVITING, PUBLISHED
from coordination.models import Delegation, Forum
from journal.actors import Actor
from meetings.models import Body, Participant
from meetings.permissions import can_lead, granted_bodies
from organizations.models import Membership, Organization
from organizations.permissions import MANAGING, SPEAKING, role_of
from projects.permissions import is_signing

Reader = Any  # accounts.models.User or AnonymousUser
Status = Delegation.Status


def delegations_for(user: Reader) -> QuerySet[Delegation]:
    """What an organisation was asked is for those who speak for it, and once it takes part for all its people; who
    takes part in the forum sees who else does; who prepares it sees all. Before it is convened nobody else sees any.
    """
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Delegation.objects.none()
    own = Membership.objects.filter(SPEAKING, person=user, organization=OuterRef("organization"))
    asked = Exists(own.filter(role__in=MANAGING)) | Q(status=Status.ACCEPTED) & Exists(own)
    inside, preparing = granted_bodies(user, "see_body"), granted_bodies(user, "minute_body")
    visible = Q(forum__body__announced_at__isnull=False) & asked
    visible |= Q(status=Status.ACCEPTED, forum__body__in=inside.values("pk"))
    visible |= Q(forum__body__in=preparing.values("pk"))
    return Delegation.objects.filter(visible)


def own_delegations_for(user: Reader) -> QuerySet[Delegation]:
    """Of these, those of one's own organisations: what the pages of an invitation are about."""
    if not user.is_authenticated:
        return Delegation.objects.none()
    own = Membership.objects.filter(SPEAKING, person=user).values("organization")
    return delegations_for(user).filter(organization__in=own)


def delegates_for(user: Reader) -> QuerySet[Participant]:
    """Whom the delegations send that one sees, also who was replaced."""
    seen = delegations_for(user).filter(forum__body=OuterRef("body"), organization=OuterRef("organization"))
    return Participant.objects.filter(Exists(seen), body__kind=Body.Kind.FORUM)


# The conveners' side --------------------------------------------------------------------------------------------------
def can_invite_delegations(actor: Actor, forum: Forum) -> bool:
    return forum.status in INVITING and can_lead(actor, forum.body)


def can_change_delegation(actor: Actor, delegation: Delegation) -> bool:
    return can_invite_delegations(actor, delegation.forum)


def can_withdraw_delegation(actor: Actor, delegation: Delegation) -> bool:
    return delegation.forum.status not in {CANCELLED, PUBLISHED} and can_lead(actor, delegation.forum.body)


# The organisation's side ----------------------------------------------------------------------------------------------
def can_accept_delegation(actor: Actor, delegation: Delegation) -> bool:
    """A signatory of the organisation that was asked: it binds itself."""
    return delegation.forum.status in ANSWERING and is_signing(actor, delegation.organization)


def can_decline_delegation(actor: Actor, delegation: Delegation) -> bool:
    return can_accept_delegation(actor, delegation)


def can_name_delegate(actor: Actor, delegation: Delegation) -> bool:
    """Those who speak for the organisation; and those who convene, for one that has no line or stands at the desk."""
    if delegation.forum.status not in ANSWERING:
        return False
    return speaks_for(actor, delegation.organization) or can_lead(actor, delegation.forum.body)


def can_edit_delegate(actor: Actor, delegation: Delegation) -> bool:
    return can_name_delegate(actor, delegation)


def can_replace_delegate(actor: Actor, delegation: Delegation) -> bool:
    return can_name_delegate(actor, delegation)


def can_take_off_delegate(actor: Actor, delegation: Delegation) -> bool:
    return can_name_delegate(actor, delegation)


def speaks_for(actor: Actor, organization: Organization) -> bool:
    return organization.is_verified and role_of(actor, organization) in MANAGING
