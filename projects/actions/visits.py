"""The verb by which a project's overview is marked as read."""

from __future__ import annotations

from django.utils import timezone

from journal.actors import Actor
from journal.queries import head
from journal.refusals import require
from journal.verbs import verb
from projects import permissions
from projects.models import Project, Visit


@verb
def read_project(*, actor: Actor, project: Project, number: int) -> Visit:
    """Have seen what happened in a project up to an entry of its stream; it only grows, and never past the head.

    It is one's own mark and told to nobody.
    """
    require(permissions.can_read_project(actor, project))
    reached = min(number, head(project.stream))
    visit, is_new = Visit.objects.get_or_create(project=project, person=actor.user, defaults={"number": reached})
    if not is_new:
        Visit.objects.filter(pk=visit.pk, number__lt=reached).update(number=reached, at=timezone.now())
        visit.refresh_from_db()
    return visit
