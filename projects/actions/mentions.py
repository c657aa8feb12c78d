"""Who hears of a comment because it names them, as messages in rooms do: people, and the people of partners."""

from __future__ import annotations

from chat.mentions import Mentioned, mentioned_in
from organizations.models import Membership
from organizations.permissions import MANAGING, RUNNING
from projects.models import Project
from projects.permissions import seers_among
from projects.queries.beside_tasks import partners_in


def meant_in(project: Project, body: str) -> set[int]:
    """The people whom a body mentions by name or by their organisation, if they see the project. No query where it
    mentions nobody.
    """
    mentioned = mentioned_in(body)
    if not (mentioned.people or mentioned.organizations or mentioned.managers):
        return set()
    return seers_among(project, mentioned.people | colleagues(project, mentioned))


def colleagues(project: Project, mentioned: Mentioned) -> set[int]:
    """Who mentions a partner means all its people, or its managers alone."""
    meant = mentioned.organizations | mentioned.managers
    rows = Membership.objects.filter(RUNNING, organization__in=partners_in(project).filter(pk__in=meant).order_by())
    return {
        person
        for person, organization, role in rows.values_list("person", "organization", "role")
        if organization in mentioned.organizations or role in MANAGING
    }
