"""Which mentions mean a person."""

from __future__ import annotations

from django.db.models import Q

from accounts.models import User
from organizations.permissions import MANAGING, running_memberships


def pointing_at(user: User) -> Q:
    """For messages: one that mentions the person, an organisation of theirs, the managers of one they manage, or the
    whole room. A message may mention them several times.
    """
    own = running_memberships(user)
    managed = own.filter(role__in=MANAGING)
    at_all = Q(mentions__person__isnull=True, mentions__organization__isnull=True, mentions__isnull=False)
    at_people = Q(mentions__organization__in=own.values("organization"), mentions__is_for_managers=False)
    at_managers = Q(mentions__organization__in=managed.values("organization"), mentions__is_for_managers=True)
    return Q(mentions__person=user) | at_people | at_managers | at_all
