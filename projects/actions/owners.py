"""Whose something is: a partner's, and where one is named a person's of it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.models import User
from journal.refusals import invalid
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING
from projects.models import Partner, Project, ProjectUserPermission


def demand_partner(project: Project, organization: Organization, field: str = "organization") -> None:
    """ValidationError `not_a_partner`."""
    if not project.partners.filter(organization=organization, status=Partner.Status.ACCEPTED).exists():
        raise invalid(_("Choose an organisation that is a partner."), code="not_a_partner", field=field)


def demand_person_of(project: Project, organization: Organization | None, person: User) -> None:
    """ValidationError `not_of_organization` unless the person belongs to it, or is a guest of the project who works."""
    if organization is not None and belongs(person, organization):
        return
    if organization is None and is_working_guest(project, person):
        return
    raise invalid(_("Choose a person of this organisation."), code="not_of_organization", field="person")


def belongs(person: User, organization: Organization) -> bool:
    return Membership.objects.filter(SPEAKING, person=person, organization=organization).exists()


def is_working_guest(project: Project, person: User) -> bool:
    held = ProjectUserPermission.objects.filter(content_object=project, user=person)
    return held.filter(permission__codename="work_project").exists()
