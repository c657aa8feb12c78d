"""Who convenes a forum in the browser's tests (Site.happen): a union of its own, with two who speak for it."""

from __future__ import annotations

from uuid import uuid4

from organizations.models import Organization, Role
from tests.factories import PASSWORD, make_membership, make_organization, make_person


def union(title: str) -> dict[str, str]:
    """{post: username} of its signatory (chair) and its manager (deputy)."""
    organization = make_organization(f"اتحاد {title}", kind="union")
    return {
        "chair": speaker(organization, "رئيسة الاتحاد", Role.SIGNATORY),
        "deputy": speaker(organization, "نائب الرئيسة", Role.MANAGER),
    }


def speaker(organization: Organization, name: str, role: str) -> str:
    person = make_person(name, username=f"union{uuid4().hex[:8]}")
    person.set_password(PASSWORD)
    person.save()
    make_membership(person, organization, role)
    return person.username


def guests() -> dict[str, str]:
    """{username: the name of the organisation they sign for} of those who are invited."""
    rows = Organization.objects.filter(memberships__person__username__in=["basel", "omar"])
    return dict(rows.values_list("memberships__person__username", "name_ar"))
