"""Who may do what to a project as a whole."""

from __future__ import annotations

from journal.actors import Actor
from organizations.models import Organization
from organizations.permissions import is_managing
from projects.models import Project
from projects.permissions.seen import can_lead, can_see


def can_create_project(actor: Actor) -> bool:
    """Whoever speaks for a verified organisation that is no public body proposes joint projects: it leads them until
    it hands over.
    """
    organization = actor.organization
    if organization is None or not organization.is_verified:
        return False
    return organization.kind != Organization.Kind.PUBLIC_BODY and is_managing(actor, organization)


def can_begin_project(actor: Actor) -> bool:
    return can_create_project(actor)


def can_edit_project(actor: Actor, project: Project) -> bool:
    return project.is_running and can_lead(actor, project)


def can_set_project_status(actor: Actor, project: Project) -> bool:
    """The lead, also of what is archived: else nobody could bring it back."""
    return can_lead(actor, project)


def can_read_project(actor: Actor, project: Project) -> bool:
    return can_see(actor, project)
