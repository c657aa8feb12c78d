"""Who sees which project, and which streams tell of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from guardian.shortcuts import assign_perm, remove_perm

from journal.actors import Actor
from journal.ids import id_of
from organizations.models import Membership, Organization, Role
from organizations.permissions import MANAGING, RUNNING, SPEAKING, group_of, role_of
from projects.models import Partner, Project, ProjectGroupPermission, ProjectUserPermission

Reader = Any  # accounts.models.User or AnonymousUser
PERMISSIONS = ("see_project", "work_project", "lead_project")
SUSPENDED = Q(organization__status=Organization.Status.SUSPENDED)


def projects_for(user: Reader) -> QuerySet[Project]:
    """The workspaces a person sees: those of their verified organisations' partnerships, and those to which they were
    taken in as guests. What a project shows to everybody has a page of its own (`public_projects`); the secretariat
    sees no more than others.
    """
    if not (user.is_authenticated and user.is_active) or user.is_bot:
        return Project.objects.none()
    return Project.objects.filter(Q(pk__in=_granted(user)) | Q(pk__in=_as_guest(user)))


def _granted(user: Reader) -> QuerySet[ProjectGroupPermission, Any]:
    groups = user.memberships.filter(SPEAKING).values("organization__role_groups__group")
    held = ProjectGroupPermission.objects.filter(permission__codename="see_project", group__user=user)
    return held.filter(group__in=groups).values("content_object")


def _as_guest(user: Reader) -> QuerySet[ProjectUserPermission, Any]:
    return guest_rights("see_project").filter(user=user).values("content_object")


def guest_rights(permission: str) -> QuerySet[ProjectUserPermission, Any]:
    """The rows of guests, as far as they hold: a guest of whose organisations each is suspended has lost what they had
    until one of them is trusted again; who belongs to none is a guest as a person.
    """
    theirs = Membership.objects.filter(RUNNING, person=OuterRef("user"))
    is_trusted = Exists(theirs.exclude(SUSPENDED)) | ~Exists(theirs)
    return ProjectUserPermission.objects.filter(is_trusted, permission__codename=permission)


def public_projects() -> QuerySet[Project]:
    """Those whose partners chose to show something of them to everybody, as long as the one that leads is trusted."""
    trusted = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)
    leading = Partner.objects.filter(status=Partner.Status.ACCEPTED, role=Partner.Role.LEAD, organization__in=trusted)
    return Project.objects.filter(is_public=True, pk__in=leading.values("project"))


def streams_for(user: Reader, names: set[str]) -> set[str]:
    """Of these `project.<id>` streams, those of projects the person sees."""
    wanted = {pk: name for name in names if (pk := id_of(name.removeprefix("project."))) is not None}
    return {wanted[pk] for pk in projects_for(user).filter(pk__in=wanted).values_list("pk", flat=True)}


def seers_among(project: Project, people: Iterable[int]) -> set[int]:
    """Of these people, those who see the project: the rule of `projects_for`, for one project and many people."""
    asked = set(people)
    own = guest_rights("see_project").filter(content_object=project, user__in=asked, user__is_active=True)
    return _granted_among(project, asked, "see_project") | set(own.values_list("user", flat=True))


def leaders_among(project: Project, people: Iterable[int]) -> set[int]:
    """Of these people, those who lead it: signatories and managers of the partner that leads."""
    return _granted_among(project, set(people), "lead_project")


def _granted_among(project: Project, people: set[int], permission: str) -> set[int]:
    granted = Q(
        organization__role_groups__role=F("role"),
        organization__role_groups__group__projectgrouppermission__content_object=project,
        organization__role_groups__group__projectgrouppermission__permission__codename=permission,
    )
    speaking = Membership.objects.filter(SPEAKING, granted, person__in=people, person__is_active=True)
    return set(speaking.values_list("person", flat=True))


def held_back_among(people: Iterable[int]) -> set[int]:
    """Of these people, those who may come back when their organisation is trusted again."""
    rows = Membership.objects.filter(RUNNING, person__in=set(people), person__is_active=True)
    return set(rows.exclude(organization__status=Organization.Status.VERIFIED).values_list("person", flat=True))


# What somebody is to a project ----------------------------------------------------------------------------------------
def partner_of(actor: Actor, project: Project) -> Partner | None:
    """The partnership of the organisation one speaks for, while it stands."""
    if actor.organization_id is None or not actor.is_person:
        return None
    return project.partners.filter(status=Partner.Status.ACCEPTED, organization=actor.organization_id).first()


def holds(actor: Actor, project: Project, permission: str) -> bool:
    """Does the actor hold this permission: by the role in the organisation they speak for, or as a guest?"""
    if not actor.is_person or actor.user.is_bot:
        return False
    role = role_of(actor, actor.organization) if actor.organization and actor.organization.is_verified else None
    if role is not None:
        group = Q(group__role_group__organization=actor.organization, group__role_group__role=role)
        held = ProjectGroupPermission.objects.filter(content_object=project, permission__codename=permission)
        if held.filter(group).exists():
            return True
    return guest_rights(permission).filter(content_object=project, user=actor.user).exists()


def can_see(actor: Actor, project: Project) -> bool:
    return holds(actor, project, "see_project")


def can_work(actor: Actor, project: Project) -> bool:
    """Writes plans, tasks, documents: everybody of a partner, and guests who were taken in to work; not in what is
    archived.
    """
    return project.is_running and holds(actor, project, "work_project")


def can_lead(actor: Actor, project: Project) -> bool:
    """The signatories and managers of the partner that leads."""
    return holds(actor, project, "lead_project")


def can_speak(actor: Actor, project: Project) -> bool:
    """Speaks for a partner where it binds itself (gives, reports, closes): its signatories and managers."""
    organization = actor.organization
    return (
        organization is not None
        and role_of(actor, organization) in MANAGING
        and organization.is_verified
        and partner_of(actor, project) is not None
    )


def grant(partner: Partner) -> None:
    """Let the people of a partner do what its role says: the lead's managers and signatories lead."""
    for role in Role:
        leads = partner.role == Partner.Role.LEAD and role in MANAGING
        for permission in PERMISSIONS:
            change = assign_perm if leads or permission != "lead_project" else remove_perm
            change(permission, group_of(partner.organization, role), partner.project)


def revoke(project: Project, organization: Organization) -> None:
    """Take back all that the people of an organisation could."""
    for role in Role:
        for permission in PERMISSIONS:
            remove_perm(permission, group_of(organization, role), project)
