"""Joint projects for tests, made by the verbs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.utils import timezone

from organizations.models import Organization
from projects.actions import create_project, create_task
from projects.models import Partner, Project, Task
from projects.permissions import grant
from tests.factories import Cast


def proposed_project(cast: Cast, name: str = "basel", **more: Any) -> Project:
    """Led by the organisation of whoever proposes it, alone."""
    given: dict[str, Any] = {"client_id": uuid4(), "title": "دار رعاية المسنّين في طرطوس", **more}
    return create_project(actor=cast.actor(name), **given)


def joint_project(cast: Cast, **more: Any) -> Project:
    """Led by Basel's association; Omar's takes part."""
    project = proposed_project(cast, **more)
    joined(cast, project, cast.other)
    return project


def joined(cast: Cast, project: Project, organization: Organization, role: str = "implementer") -> Partner:
    """A partner, as if it had been asked and its signatory had said yes."""
    partner = Partner.objects.create(
        project=project,
        organization=organization,
        role=role,
        status=Partner.Status.ACCEPTED,
        invited_by=cast.basel,
        inviting=cast.association,
        answered_at=timezone.now(),
    )
    grant(partner)
    return partner


def make_task(cast: Cast, project: Project, name: str = "basel", **more: Any) -> Task:
    """By the verb; a task at the end of the first column unless `more` says otherwise."""
    given: dict[str, Any] = {"client_id": uuid4(), "title": "تجهيز غرف الطابق الأول", **more}
    return create_task(actor=cast.actor(name), project=project, **given)
