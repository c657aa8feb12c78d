"""Whose projects a table of several may tell of."""

from __future__ import annotations

from django.db.models import QuerySet

from journal.actors import Actor
from organizations.models import Organization
from organizations.permissions import is_member
from projects.models import Partner, Project
from projects.permissions.seen import projects_for


def reported_projects(actor: Actor, organization: Organization) -> QuerySet[Project]:
    """Those of an organisation that its own people take along as one table."""
    if not actor.is_person or not is_member(actor.user, organization):
        return Project.objects.none()
    own = Partner.objects.filter(organization=organization, status=Partner.Status.ACCEPTED).values("project")
    return projects_for(actor.user).filter(pk__in=own)
