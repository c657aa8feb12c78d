"""On whose behalf somebody acts: the organisation chosen in the shell, or named in a call of the API."""

from __future__ import annotations

from typing import Any, cast

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.translation import gettext as _

from accounts.models import User
from journal.actors import Actor
from journal.prepared import Prepared
from journal.refusals import invalid
from organizations.models import Membership, Organization
from organizations.permissions import RUNNING, bot_of, running_memberships

RUNNING_OF: Prepared[Membership] = Prepared(  # of every request that acts
    lambda person: (
        Membership.objects.filter(RUNNING, person_id=person)
        .select_related("organization__governorate")
        .order_by("started_at", "pk")
    )
)
CHOSEN = "organization"  # the session's key


def actor_of(request: HttpRequest) -> Actor:
    """What ActorMiddleware put on the request."""
    return cast(Actor, request.actor)  # type: ignore[attr-defined]


def choose_actor(request: HttpRequest) -> Actor:
    """The signed-in person for the organisation kept in the session, else for the first they belong to, else for none.

    Whoever is not signed in, or whose account is suspended, is an actor without a person's rights.
    """
    user = request.user
    if not isinstance(user, User):
        return Actor(AnonymousUser())
    return chosen_actor(user, request.session.get(CHOSEN) if hasattr(request, "session") else None)


def chosen_actor(user: User, organization_id: int | None) -> Actor:
    """The person for this organisation, where they belong to it, else as if none had been chosen."""
    if user.is_bot:
        return bot_actor(user)
    organizations = [membership.organization for membership in RUNNING_OF(user.pk)]
    first = next(iter(organizations), None)
    return Actor(user, next((row for row in organizations if row.pk == organization_id), first))


def bot_actor(account: User) -> Actor:
    """A bot speaks for its own organisation and cannot choose; a silenced one for nobody, and sees nothing."""
    bot = bot_of(account)
    return Actor(account, bot.organization if bot else None)


def choose_organization(request: HttpRequest, organization_id: int) -> Organization:
    """Speak for this organisation from now on. ValidationError `not_your_organization` when it is not one's own."""
    organization = own_organization(cast(User, request.user), organization_id)
    request.session[CHOSEN] = organization.pk
    return organization


def own_organization(user: User, organization_id: int) -> Organization:
    memberships = running_memberships(user)
    found = next((row.organization for row in memberships if row.organization_id == organization_id), None)
    if found is None:
        raise invalid(_("You do not belong to this organisation."), code="not_your_organization", field="organization")
    return found


def actor_for(request: HttpRequest, organization_id: int | None = None) -> Actor:
    """The actor of a call: for the organisation it names, else as chosen. Takes REST framework's requests too.

    ValidationError `not_your_organization` when the person does not belong to the named one.
    """
    user = request.user
    if not isinstance(user, User):
        return Actor(AnonymousUser())
    if organization_id is None or user.is_bot:
        return choose_actor(request)
    return Actor(user, own_organization(user, organization_id))


def actor_named(request: HttpRequest, given: dict[str, Any]) -> Actor:
    """The actor of a call for the `organization` that it may name, which is taken out of what is `given`."""
    organization: Organization | None = given.pop("organization", None)
    return actor_for(request, organization.pk if organization else None)


def acting_for(request: HttpRequest, organization: Organization) -> Actor:
    """On a page about one organisation its people act for it, whatever is chosen in the shell; others as chosen."""
    actor = actor_of(request)
    if not actor.is_person or actor.organization_id == organization.pk:
        return actor
    is_own = any(row.organization_id == organization.pk for row in running_memberships(actor.user))
    return Actor(actor.user, organization) if is_own else actor
