"""The verb that proposes a project out of what is there: a template, needs of the board."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from journal.actors import Actor
from journal.refusals import require
from journal.verbs import verb
from needs.models import Need
from projects import permissions
from projects.actions.needs import link_need
from projects.actions.projects import create_project
from projects.actions.templates import lay_plan
from projects.models import Project, Template


@verb
def begin_project(
    *,
    actor: Actor,
    client_id: UUID,
    title: str,
    template: Template | None = None,
    needs: Iterable[Need] = (),
    **details: Any,
) -> Project:
    """Propose a project, tie needs of the board to it, and lay out the plan of a template; all of it or nothing.

    Refusals are those of `create_project`, `link_need` and `lay_plan`. A repeated `client_id` gives the first project
    as it stands.
    """
    require(permissions.can_begin_project(actor))
    is_known = Project.objects.filter(author=actor.user, client_id=client_id).exists()
    project = create_project(actor=actor, client_id=client_id, title=title, **details)
    if is_known:
        return project
    for need in needs:
        link_need(actor=actor, project=project, need=need)
    return lay_plan(actor=actor, project=project, template=template) if template is not None else project
