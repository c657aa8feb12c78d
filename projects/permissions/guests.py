"""Who takes single people into a project, and who enters its room."""

from __future__ import annotations

from accounts.models import User
from journal.actors import Actor
from projects.models import Project
from projects.permissions.seen import can_lead, can_see


def can_take_in_guest(actor: Actor, project: Project) -> bool:
    return project.is_running and can_lead(actor, project)


def can_take_out_guest(actor: Actor, project: Project, person: User) -> bool:
    """The lead; a guest may also go, and who left their organisation is taken out by the clock."""
    is_oneself = actor.is_person and actor.user.pk == person.pk
    return is_oneself or actor.is_clock or can_lead(actor, project)


def can_settle_project_room(actor: Actor) -> bool:
    """Who belongs in the room follows from what people may; no person decides it."""
    return actor.is_clock


def can_enter_project_room(actor: Actor, project: Project) -> bool:
    return can_see(actor, project)
