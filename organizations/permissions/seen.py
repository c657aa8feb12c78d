"""What may be seen, and which streams may be watched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.permissions import is_secretariat
from journal.ids import id_of
from organizations.models import Affiliation, Application, FactorRemoval, Invitation, Membership, Organization
from organizations.permissions.roles import CONVENING, MANAGING, RUNNING, SPEAKING, is_verified_person

if TYPE_CHECKING:
    from accounts.models import User


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
    return _streams_of(user, names, "org.", _belonging_to(user))


def desk_streams_for(user: User | AnonymousUser, names: set[str]) -> set[str]:
    """Of these `desk.<id>` streams (what only those hear who look after an organisation: links, resets, applications),
    those of organisations the person manages. The secretariat watches any, and `desk.secretariat`, where applications
    arrive that name no union.
    """
    own = names & {"desk.secretariat"} if is_secretariat(user) else set()
    return own | _streams_of(user, names, "desk.", managed_by(user))


def _streams_of(user: User | AnonymousUser, names: set[str], prefix: str, allowed: QuerySet[Organization]) -> set[str]:
    wanted = {pk: name for name in names if (pk := id_of(name.removeprefix(prefix))) is not None}
    if not wanted or not user.is_authenticated or not user.is_active:
        return set()
    asked = (Organization.objects.all() if is_secretariat(user) else allowed).filter(pk__in=wanted)
    return {wanted[pk] for pk in asked.values_list("pk", flat=True)}


def _belonging_to(user: User | AnonymousUser) -> QuerySet[Organization]:
    if not user.is_authenticated:
        return Organization.objects.none()
    return Organization.objects.filter(pk__in=Membership.objects.filter(RUNNING, person=user).values("organization"))
