"""Who sees which body and session, what somebody is there, and granting it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import F, Q, QuerySet
from guardian.shortcuts import assign_perm, remove_perm

from accounts.models import User
from journal.actors import Actor
from journal.ids import id_of
from journal.prepared import Prepared
from meetings.models import Body, BodyGroupPermission, BodyUserPermission, Participant, Session, Voice
from organizations.models import Membership, Organization, Role
from organizations.permissions import MANAGING, SPEAKING, group_of, is_verified_person, role_of

Reader = Any  # accounts.models.User or AnonymousUser
PERMISSIONS = ("see_body", "minute_body", "chair_body", "lead_body")


def bodies_for(user: Reader) -> QuerySet[Body]:
    """The bodies of which a person sees what is not internal: those that are announced, to everybody or to the people
    of verified organisations as they say; and those in which one takes part, also while they are prepared.
    """
    public = Q(visibility=Body.Visibility.PUBLIC, announced_at__isnull=False)
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Body.objects.filter(public)
    visible = public | Q(pk__in=granted_bodies(user, "see_body"))
    if is_verified_person(user):
        visible |= Q(visibility=Body.Visibility.MEMBERS, announced_at__isnull=False)
    return Body.objects.filter(visible)


def inside_bodies_for(user: Reader) -> QuerySet[Body]:
    """Those in which one takes part: one sees what is internal, and watches their streams."""
    return Body.objects.filter(pk__in=granted_bodies(user, "see_body"))


def granted_bodies(user: Reader, permission: str) -> QuerySet[Body]:
    """Bodies in which the person holds a permission: by a role in a verified organisation, or by themselves."""
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Body.objects.none()
    groups = user.memberships.filter(SPEAKING).values("organization__role_groups__group")
    by_role = BodyGroupPermission.objects.filter(permission__codename=permission, group__user=user, group__in=groups)
    own = BodyUserPermission.objects.filter(permission__codename=permission, user=user)
    return Body.objects.filter(Q(pk__in=by_role.values("content_object")) | Q(pk__in=own.values("content_object")))


def sessions_for(user: Reader) -> QuerySet[Session]:
    """Sessions of the bodies one sees: those in preparation only for those who prepare them, internal ones only for
    those who take part.
    """
    inside = granted_bodies(user, "see_body").values("pk")
    preparing = granted_bodies(user, "minute_body").values("pk")
    rows = Session.objects.filter(body__in=bodies_for(user).values("pk"))
    rows = rows.filter(Q(is_internal=False) | Q(body__in=inside))
    return rows.filter(~Q(status=Session.Status.DRAFT) | Q(body__in=preparing))


def inside_sessions_for(user: Reader) -> QuerySet[Session]:
    """Those of the bodies in which one takes part: what `sessions_for` gives of them, with half of its questions."""
    inside = granted_bodies(user, "see_body").values("pk")
    preparing = granted_bodies(user, "minute_body").values("pk")
    rows = Session.objects.filter(body__in=inside)
    return rows.filter(~Q(status=Session.Status.DRAFT) | Q(body__in=preparing))


def streams_for(user: Reader, names: set[str]) -> set[str]:
    """Of these `session.<id>` streams, those of sessions of bodies in which the person takes part."""
    wanted = {pk: name for name in names if (pk := id_of(name.removeprefix("session."))) is not None}
    rows = inside_sessions_for(user).filter(pk__in=wanted)
    return {wanted[pk] for pk in rows.values_list("pk", flat=True)}


def insiders_among(body: Body, people: Iterable[int]) -> set[int]:
    """Of these people, those who take part in the body: the rule of `inside_bodies_for`, for one body and many."""
    asked = set(people)
    granted = Q(
        organization__role_groups__role=F("role"),
        organization__role_groups__group__bodygrouppermission__content_object=body,
        organization__role_groups__group__bodygrouppermission__permission__codename="see_body",
    )
    speaking = Membership.objects.filter(SPEAKING, granted, person__in=asked, person__is_active=True)
    own = BodyUserPermission.objects.filter(content_object=body, permission__codename="see_body", user__in=asked)
    return {
        *speaking.values_list("person", flat=True),
        *own.filter(user__is_active=True).values_list("user", flat=True),
    }


def organizations_in(body: Body) -> QuerySet[Organization]:
    """The verified organisations whose people take part."""
    granted = {"content_object": body, "permission__codename": "see_body"}
    column = "role_groups__group__bodygrouppermission__"
    own = Q(**{f"{column}{name}": value for name, value in granted.items()})
    return Organization.objects.filter(own, status=Organization.Status.VERIFIED).distinct()


# What somebody is to a body (three hundred phones ask at once) --------------------------------------------------------
HELD_BY_PERSON: Prepared[tuple[str]] = Prepared(
    lambda person, body: BodyUserPermission.objects.filter(user=person, content_object=body).values_list(
        "permission__codename"
    )
)
HELD_BY_ROLE: Prepared[tuple[str]] = Prepared(
    lambda organization, role, body: BodyGroupPermission.objects.filter(
        group__role_group__organization=organization, group__role_group__role=role, content_object=body
    ).values_list("permission__codename")
)
COMES: Prepared[Participant] = Prepared(
    lambda person, organization, body: Participant.objects.filter(
        person=person, organization=organization, body=body, ended_at=None
    ).order_by("pk")
)


def holds(actor: Actor, body: Body, permission: str) -> bool:
    """Does the actor hold this permission: by the role in the organisation they speak for, or by themselves?"""
    return permission in held_by(actor, body)


def held_by(actor: Actor, body: Body) -> set[str]:
    """All of PERMISSIONS that the actor holds in a body; two queries beside the role's."""
    if not actor.is_person or actor.user.is_bot:
        return set()
    held = {name for (name,) in HELD_BY_PERSON(actor.user.pk, body.pk)}
    organization = actor.organization
    role = role_of(actor, organization) if organization and organization.is_verified else None
    if organization is not None and role is not None:
        held |= {name for (name,) in HELD_BY_ROLE(organization.pk, role, body.pk)}
    return held


def can_see(actor: Actor, body: Body) -> bool:
    """Takes part: sees what is internal."""
    return holds(actor, body, "see_body")


def can_minute(actor: Actor, body: Body) -> bool:
    """Writes its minutes, while it stands."""
    return body.closed_at is None and holds(actor, body, "minute_body")


def can_chair(actor: Actor, body: Body) -> bool:
    """Runs its sessions: agenda, floor, votes."""
    return body.closed_at is None and holds(actor, body, "chair_body")


def can_lead(actor: Actor, body: Body) -> bool:
    """Convenes it: invites, names, publishes."""
    return holds(actor, body, "lead_body")


def voice_of(actor: Actor, body: Body) -> Voice | None:
    """The voice of the organisation one speaks for, while it stands."""
    if actor.organization_id is None:
        return None
    return body.voices.filter(organization=actor.organization_id, until=None).first()


def participant_of(actor: Actor, body: Body) -> Participant | None:
    """The actor as somebody who comes for the organisation they speak for."""
    if not actor.is_person or actor.organization_id is None:
        return None
    return COMES.first(actor.user.pk, actor.organization_id, body.pk)


# Granting -------------------------------------------------------------------------------------------------------------
def grant(body: Body, organization: Organization, *, convenes: bool = False) -> None:
    """Let the people of an organisation take part; those of one that convenes prepare it, and its managers and
    signatories run and lead it.
    """
    for role in Role:
        own = {"see_body"}
        if convenes:
            own |= {"minute_body"} | ({"chair_body", "lead_body"} if role in MANAGING else set())
        group = group_of(organization, role)
        rows = BodyGroupPermission.objects.filter(content_object=body, group=group)
        held = set(rows.values_list("permission__codename", flat=True))
        for permission in held - own:
            remove_perm(permission, group, body)
        for permission in own - held:
            assign_perm(permission, group, body)


def revoke(body: Body, organization: Organization) -> None:
    """Take back all that the people of an organisation could."""
    for role in Role:
        for permission in PERMISSIONS:
            remove_perm(permission, group_of(organization, role), body)


def grant_person(body: Body, person: User, permissions: Iterable[str]) -> None:
    """Let one person do these things: a chair of another organisation, a rapporteur, a guest."""
    for permission in {"see_body", *permissions}:
        assign_perm(permission, person, body)


def revoke_person(body: Body, person: User) -> None:
    for permission in PERMISSIONS:
        remove_perm(permission, person, body)
