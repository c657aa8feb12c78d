"""Who may see which people, and who may change an account."""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db.models import Q, QuerySet
from django.utils import timezone

from accounts.models import ApiToken, Shown, User
from journal.actors import Actor

Who = Actor | User | AnonymousUser | None


def is_secretariat(who: Who) -> bool:
    """Is this person (or the person of this actor) of the secretariat, and not suspended?"""
    person = who.person if isinstance(who, Actor) else who
    return isinstance(person, User) and person.is_active and person.is_secretariat


def is_self(actor: Actor, person: User) -> bool:
    return actor.is_person and actor.user.pk == person.pk


# What may be seen ----------------------------------------------------------------------------------------------------
def people_for(user: User | AnonymousUser) -> QuerySet[User]:
    """The people somebody may see: everybody for the secretariat; oneself and one's colleagues; for people of verified
    organisations (public bodies apart, HOUSE 4) also each other and the secretariat; nobody for strangers.

    Memberships belong to a higher app; they are asked by the name they gave to the relation, as the database knows it.
    """
    if not isinstance(user, User) or not user.is_active:
        return User.objects.none()
    if user.is_secretariat:
        return User.objects.all()
    seen = Q(pk=user.pk) | Q(pk__in=colleagues_of(user))
    if is_of_verified(user):
        seen |= Q(pk__in=verified_people()) | Q(is_secretariat=True)
    return User.objects.filter(seen)


def is_of_verified(user: User) -> bool:
    """Has the person a running membership in a verified organisation that is no public body?"""
    speaking = user.memberships.filter(
        ended_at__isnull=True, organization__status="verified", organization__closed_at__isnull=True
    )
    return speaking.exclude(organization__kind="public_body").exists()


def can_see_contact(user: User, person: User, shown: str) -> bool:
    """May this reader see what the person shows to so many? Colleagues are among those of verified organisations."""
    if user.pk == person.pk:
        return True
    if shown == Shown.NOBODY:
        return False
    is_colleague = colleagues_of(user).filter(pk=person.pk).exists()
    return is_colleague or (shown == Shown.VERIFIED and is_of_verified(user))


def verified_people() -> QuerySet[User, int]:
    """The ids of those with a running membership in a verified organisation."""
    return User.objects.filter(
        memberships__ended_at__isnull=True,
        memberships__organization__status="verified",
        memberships__organization__closed_at__isnull=True,
    ).values_list("pk", flat=True)


def colleagues_of(user: User) -> QuerySet[User, int]:
    """The ids of those with a running membership where the person has one, verified or not."""
    mine = user.memberships.filter(ended_at__isnull=True, organization__closed_at__isnull=True)
    return User.objects.filter(
        memberships__ended_at__isnull=True, memberships__organization__in=mine.values("organization")
    ).values_list("pk", flat=True)


def tokens_for(user: User | AnonymousUser) -> QuerySet[ApiToken]:
    """One's own tokens that still open something, newest first."""
    running = ApiToken.objects.filter(revoked_at__isnull=True, expires_at__gt=timezone.now())
    return running.filter(user_id=user.pk).order_by("-pk") if user.is_authenticated else running.none()


def sessions_for(user: User | AnonymousUser) -> QuerySet[UserSession]:
    """One's own sessions that have not run out, the last used first."""
    alive = Session.objects.filter(expire_date__gt=timezone.now()).values("session_key")
    own: QuerySet[UserSession] = UserSession.objects.filter(user_id=user.pk, session_key__in=alive)
    return own.order_by("-last_seen_at", "-pk")


def streams_for(user: User | AnonymousUser, names: set[str]) -> set[str]:
    """Of these streams, one's own: nobody watches another person's."""
    return names & {f"user.{user.pk}"} if user.is_authenticated and user.is_active else set()


# What may be done ----------------------------------------------------------------------------------------------------
def can_create_person(actor: Actor) -> bool:
    """The secretariat, or the clock: an invitation's link acts as the clock, its secret was asked for by then."""
    return actor.is_clock or is_secretariat(actor)


def can_update_profile(actor: Actor) -> bool:
    return actor.is_person and not actor.user.is_bot


def can_set_avatar(actor: Actor) -> bool:
    return actor.is_person and not actor.user.is_bot


def can_create_token(actor: Actor) -> bool:
    """People; a bot's tokens are made by those who look after it (bots.create_bot_token)."""
    return actor.is_person and not actor.user.is_bot


def can_revoke_token(actor: Actor, token: ApiToken) -> bool:
    return is_self(actor, token.user) or is_secretariat(actor)


def can_end_session(actor: Actor, session_key: str) -> bool:
    """One's own: by allauth's list of sessions, or by what the session itself says."""
    if not actor.is_person:
        return False
    listed = UserSession.objects.filter(user=actor.user, session_key=session_key).exists()
    return listed or SessionStore(session_key).load().get(SESSION_KEY) == str(actor.user.pk)


def can_end_other_sessions(actor: Actor) -> bool:
    return actor.is_person


def can_change_password(actor: Actor) -> bool:
    return actor.is_person


def can_set_password(actor: Actor, person: User) -> bool:
    """Whoever holds a reset link is the person by then, or the clock acts for the link."""
    return person.is_active and not person.is_bot and (actor.is_clock or is_self(actor, person))


def can_suspend_person(actor: Actor, person: User) -> bool:
    return is_secretariat(actor) and not is_self(actor, person)


def can_restore_person(actor: Actor, person: User) -> bool:
    return is_secretariat(actor) and not is_self(actor, person)


def can_make_secretariat(actor: Actor, person: User) -> bool:
    """Another of the secretariat; the first one is made at the server's own command line, which is the clock."""
    return (actor.is_clock or is_secretariat(actor)) and not person.is_bot


def can_end_secretariat(actor: Actor) -> bool:
    return actor.is_clock or is_secretariat(actor)


def can_remove_factors(actor: Actor, person: User) -> bool:
    """One of the secretariat for somebody else; that two must agree is kept by organizations.confirm_factor_removal."""
    return is_secretariat(actor) and not is_self(actor, person)
