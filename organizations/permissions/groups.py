"""The auth groups that mirror roles, so that guardian can grant to all of one role."""

from __future__ import annotations

from django.contrib.auth.models import Group

from organizations.models import Membership, Organization, RoleGroup


def group_of(organization: Organization, role: str) -> Group:
    """The auth group of an organisation's people of one role; made when first asked for."""
    found = RoleGroup.objects.filter(organization=organization, role=role).select_related("group").first()
    if found is not None:
        return found.group
    group, _ = Group.objects.get_or_create(name=f"organization {organization.pk} {role}")
    RoleGroup.objects.get_or_create(organization=organization, role=role, defaults={"group": group})
    return group


def move_to_group(membership: Membership) -> None:
    """Put the person into the group of their running role, and out of the organisation's other groups."""
    person, organization = membership.person, membership.organization
    role = membership.role if membership.ended_at is None else None
    others = Group.objects.filter(role_group__organization=organization).exclude(role_group__role=role or "")
    person.groups.remove(*others)
    if role is not None:
        person.groups.add(group_of(organization, role))
