"""Memberships are the truth; the groups that guardian grants to must say the same, whatever verbs ran."""

import pytest
from django.contrib.auth.models import Group

from accounts.models import User
from organizations.actions import change_role, close_organization, end_membership, start_membership
from organizations.models import Membership, Role, RoleGroup
from organizations.permissions import move_to_group
from tests.factories import Cast, make_person


def by_membership() -> set[tuple[int, int, str]]:
    running = Membership.objects.filter(ended_at__isnull=True)
    return set(running.values_list("person", "organization", "role"))


def by_group() -> set[tuple[int, int, str]]:
    rows = RoleGroup.objects.values_list("group__user", "organization", "role")
    return {row for row in rows if row[0] is not None}


@pytest.mark.both
def test_memberships_equal_group_memberships(cast: Cast) -> None:
    salma, person = cast.actor("salma"), make_person()
    assert by_membership() == by_group()
    row = start_membership(actor=salma, organization=cast.association, person=person)
    for role in (Role.MANAGER, Role.SIGNATORY, Role.MEMBER):
        change_role(actor=salma, membership=row, role=role)
        assert by_membership() == by_group()
    end_membership(actor=salma, membership=row)
    start_membership(actor=salma, organization=cast.other, person=person)
    close_organization(actor=salma, organization=cast.association, reason="اندمجت")
    assert by_membership() == by_group()
    assert set(User.objects.filter(groups__isnull=False)) == {person, cast.omar, cast.rania}


def test_the_cast_is_seated_as_the_verbs_would_seat_it(cast: Cast) -> None:
    """tests/factories.py writes its groups at once."""
    assert by_membership() == by_group()
    rows = set(RoleGroup.objects.values_list("group__name", "organization", "role", "group__user"))
    assert len(rows) == 4
    RoleGroup.objects.all().delete()
    Group.objects.all().delete()
    for membership in Membership.objects.all():
        move_to_group(membership)
    assert set(RoleGroup.objects.values_list("group__name", "organization", "role", "group__user")) == rows
