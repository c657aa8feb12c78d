"""Which role a person has, and for whom an actor speaks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from journal.actors import Actor
from journal.prepared import Prepared
from organizations.models import Membership, Organization, Role

if TYPE_CHECKING:
    from accounts.models import User

RANKS: dict[str, int] = {Role.MEMBER: 1, Role.MANAGER: 2, Role.SIGNATORY: 3}
asked_before: ContextVar[dict[int, bool] | None] = ContextVar("asked_before", default=None)  # see asked_once
MANAGING = (Role.MANAGER, Role.SIGNATORY)
CONVENING = (Organization.Kind.UNION, Organization.Kind.NETWORK)
# Kinds that stand for others or for the state, or give: the secretariat alone vouches for them.
WEIGHTY = frozenset({*CONVENING, Organization.Kind.PUBLIC_BODY, Organization.Kind.SUPPORTER})
RUNNING = Q(ended_at__isnull=True, organization__closed_at__isnull=True)
SPEAKING = RUNNING & Q(organization__status=Organization.Status.VERIFIED)


ROLE: Prepared[tuple[str]] = Prepared(  # of whoever asks for anything
    lambda person, organization: (
        Membership.objects.filter(RUNNING, person=person, organization=organization).order_by("pk").values_list("role")
    )
)


def running_memberships(user: User | AnonymousUser) -> QuerySet[Membership]:
    """The person's memberships in organisations that are not closed, the oldest first, each with its organisation."""
    if not user.is_authenticated:
        return Membership.objects.none()
    running = Membership.objects.filter(RUNNING, person=user)
    return running.select_related("organization__governorate").order_by("started_at", "pk")


def rank(role: str | None) -> int:
    """0 for no role, then member, manager, signatory."""
    return RANKS.get(role or "", 0)


def role_in(user: User | AnonymousUser, organization: Organization) -> str | None:
    """The person's running role in an organisation that is not closed."""
    if not user.is_authenticated:
        return None
    return (ROLE.first(user.pk, organization.pk) or (None,))[0]


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
    answers = asked_before.get()
    if answers is None:
        return _is_verified_person(user)
    if user.pk not in answers:
        answers[user.pk] = _is_verified_person(user)
    return answers[user.pk]


def _is_verified_person(user: User) -> bool:
    of_members = ~Q(organization__kind=Organization.Kind.PUBLIC_BODY)
    return Membership.objects.filter(SPEAKING, of_members, person=user).exists()


@contextmanager
def asked_once() -> Iterator[None]:
    """Within it `is_verified_person` asks the database once for each person: around one question that is put together
    of the rules of many things.
    """
    token = asked_before.set({})
    try:
        yield
    finally:
        asked_before.reset(token)
