"""Whom one may mention beside a task, by the first letters of a name."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from accounts.models import User
from chat.queries.mentionables import named
from organizations.models import Membership
from organizations.permissions import SPEAKING
from projects.models import Project, ProjectUserPermission
from projects.queries.beside_tasks import partners_in


def mentionables(project: Project, text: str) -> list[dict[str, Any]]:
    """As in a room (`chat.queries.mentionables.named`): people who see the project, and the partners that are in."""
    return named(readers_of(project), partners_in(project), text)


def readers_of(project: Project) -> QuerySet[User]:
    """The people of its partners and all its guests, also those who only look on."""
    speaking = Membership.objects.filter(SPEAKING, organization__in=partners_in(project).order_by())
    guests = ProjectUserPermission.objects.filter(content_object=project, permission__codename="see_project")
    seen_by = Q(pk__in=speaking.values("person")) | Q(pk__in=guests.values("user"))
    return User.objects.filter(seen_by, is_active=True, is_bot=False).order_by("display_name", "pk")
