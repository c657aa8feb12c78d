"""The verbs that tie a recommendation to what carries it out."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from coordination import permissions
from coordination.actions.moves import as_it_stands, changed
from coordination.models import Recommendation, RecommendationLink
from journal.actors import Actor
from journal.refusals import Conflict, invalid, require
from journal.verbs import verb
from legislation.models import Proposal
from needs.models import Need
from projects.actions import create_project
from projects.models import Indicator, Project, Task

MOST = 50  # of one recommendation
Target = Project | Task | Need | Indicator | Proposal
NAMES: dict[type[Target], str] = {
    Project: "project",
    Task: "task",
    Need: "need",
    Indicator: "indicator",
    Proposal: "proposal",
}


@verb
def link_recommendation(*, actor: Actor, recommendation: Recommendation, target: Target) -> RecommendationLink:
    """Say that a project, a task, a need, an indicator or a proposal that one sees carries it out; twice changes
    nothing.

    ValidationError `unknown_target` for what one does not see; Conflict `too_many`.
    """
    require(permissions.can_link_recommendation(actor, recommendation))
    row, name = as_it_stands(recommendation), NAMES[type(target)]
    if not permissions.LINKABLE[name](actor.user).filter(pk=target.pk).exists():
        raise invalid(_("There is nothing like that, or you do not see it."), code="unknown_target", field=name)
    if found := row.links.filter(**{name: target}).first():
        return found
    if row.links.count() >= MOST:
        raise Conflict(_("At most fifty things are tied to one recommendation."), code="too_many")
    link = RecommendationLink(recommendation=row, person=actor.user, organization=actor.organization)
    setattr(link, name, target)
    link.save()
    changed(actor, row, "recommendation_linked", kind_of=name)
    return link


@verb
def create_project_of_recommendation(
    *, actor: Actor, recommendation: Recommendation, client_id: UUID, title: str, **details: Any
) -> Project:
    """Propose a joint project that carries it out, tied to it; both or nothing. A repeated `client_id` gives the same.

    Refusals are those of `create_project` and `link_recommendation`.
    """
    require(permissions.can_create_project_of_recommendation(actor, recommendation))
    project = create_project(actor=actor, client_id=client_id, title=title, **details)
    link_recommendation(actor=actor, recommendation=recommendation, target=project)
    return project


@verb
def unlink_recommendation(*, actor: Actor, link: RecommendationLink) -> None:
    """Say so no more. Twice changes nothing."""
    require(permissions.can_unlink_recommendation(actor, link.recommendation))
    row = as_it_stands(link.recommendation)
    if row.links.filter(pk=link.pk).delete()[0]:
        changed(actor, row, "recommendation_unlinked")
