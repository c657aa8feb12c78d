"""Who ties a need of the board to a project."""

from __future__ import annotations

from journal.actors import Actor
from needs.models import Need
from needs.permissions import needs_for
from projects.models import Project
from projects.permissions.seen import can_work


def can_link_need(actor: Actor, project: Project, need: Need) -> bool:
    """Whoever works in the project, of a need they see."""
    return can_work(actor, project) and needs_for(actor.user).filter(pk=need.pk).exists()


def can_unlink_need(actor: Actor, project: Project) -> bool:
    return can_work(actor, project)
