"""Joint projects for tests, made by the verbs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from chat.models import Room
from journal.actors import Actor
from organizations.models import Membership, Organization, Role
from projects.actions import (
    accept_partnership,
    create_activity,
    create_project,
    create_result,
    create_task,
    invite_partner,
)
from projects.models import Activity, Partner, Project, Result, Task
from tests.factories import Cast, make_membership, make_person


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
    """A partner: asked by whoever leads, and its signatory has said yes (one is made where there is none)."""
    return accept_partnership(actor=signatory_of(organization), partner=asked(cast, project, organization, role))


def room_of(project: Project) -> Room:
    return Room.objects.get(project=project)


def asked(cast: Cast, project: Project, organization: Organization, role: str = "implementer") -> Partner:
    """Asked by the association that leads, and not answered."""
    lead = project.partners.get(role=Partner.Role.LEAD, status=Partner.Status.ACCEPTED).organization
    return invite_partner(actor=signatory_of(lead), project=project, organization=organization, role=role)


def signatory_of(organization: Organization) -> Actor:
    found = Membership.objects.filter(organization=organization, role=Role.SIGNATORY, ended_at=None).first()
    person = found.person if found else make_membership(make_person(), organization, Role.SIGNATORY).person
    return Actor(person, organization)


def make_task(cast: Cast, project: Project, name: str = "basel", **more: Any) -> Task:
    """By the verb; a task at the end of the first column unless `more` says otherwise."""
    given: dict[str, Any] = {"client_id": uuid4(), "title": "تجهيز غرف الطابق الأول", **more}
    return create_task(actor=cast.actor(name), project=project, **given)


def make_result(cast: Cast, project: Project, name: str = "basel", **more: Any) -> Result:
    """A goal unless `more` says otherwise."""
    given: dict[str, Any] = {"client_id": uuid4(), "kind": "goal", "title": "كبار السن في رعاية لائقة", **more}
    return create_result(actor=cast.actor(name), project=project, **given)


def make_output(cast: Cast, project: Project, **more: Any) -> Result:
    """An output under a goal of its own."""
    given = {"kind": "output", "title": "دار تتسع لستين مقيماً", "goal": make_result(cast, project), **more}
    return make_result(cast, project, **given)


def make_activity(cast: Cast, project: Project, name: str = "basel", **more: Any) -> Activity:
    given: dict[str, Any] = {"client_id": uuid4(), "title": "ترميم المبنى", **more}
    return create_activity(actor=cast.actor(name), project=project, **given)
