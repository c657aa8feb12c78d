"""The verbs that tie needs of the board to a project."""

from __future__ import annotations

from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.verbs import verb
from needs.models import Need
from projects import permissions
from projects.models import Project, ProjectNeed

MOST_NEEDS = 50


@verb
def link_need(*, actor: Actor, project: Project, need: Need) -> ProjectNeed:
    """Say that a project answers a need. Twice changes nothing. Conflict `wrong_status` for a need that is not on the
    board, `too_many`.
    """
    require(permissions.can_link_need(actor, project, need))
    known = ProjectNeed.objects.filter(project=project, need=need).first()
    if known is not None:
        return known
    if not need.is_standing:
        raise Conflict(_("Only needs that stand on the board are tied to a project."), code="wrong_status")
    if project.need_links.count() >= MOST_NEEDS:
        raise Conflict(_("A project answers at most fifty needs."), code="too_many")
    row = ProjectNeed.objects.create(project=project, need=need, person=actor.user, organization=actor.organization)
    tell(actor, "need_linked", project, need)
    return row


@verb
def unlink_need(*, actor: Actor, project: Project, need: Need) -> None:
    """Say so no more. Twice changes nothing."""
    require(permissions.can_unlink_need(actor, project))
    deleted, _rows = ProjectNeed.objects.filter(project=project, need=need).delete()
    if deleted:
        tell(actor, "need_unlinked", project, need)


def tell(actor: Actor, event: str, project: Project, need: Need) -> None:
    """The project is told the need's code alone, since not every partner may see the need; whoever sees the need is
    told that something is done about it, and of the project no more than that.
    """
    record(event, stream=project.stream, actor=actor, subject=project, need=need.code)
    record(event, stream=need.stream, actor=actor, subject=need)
