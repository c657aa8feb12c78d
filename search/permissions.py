"""Who may find what: whoever sees a thing finds it."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.permissions import people_for
from chat.permissions import rooms_for
from journal.actors import Actor
from organizations.permissions import organizations_for
from search.models import SearchEntry

Kind = SearchEntry.Kind
IN_ROOMS = frozenset({Kind.MESSAGE, Kind.FILE})


def entries_for(user: User | AnonymousUser, kinds: Collection[str]) -> QuerySet[SearchEntry]:
    """What of these kinds a person may find: what lies in rooms they see, people and organisations they see."""
    seen = Q(pk__in=[])
    if not IN_ROOMS.isdisjoint(kinds):
        seen |= Q(room__in=rooms_for(user).values("pk"))
    if Kind.PERSON in kinds:
        seen |= Q(kind=Kind.PERSON, person__in=people_for(user).filter(is_active=True).values("pk"))
    if Kind.ORGANIZATION in kinds:
        organizations = organizations_for(user).filter(closed_at__isnull=True)
        seen |= Q(kind=Kind.ORGANIZATION, organization__in=organizations.values("pk"))
    return SearchEntry.objects.filter(seen, kind__in=list(kinds))


def can_index_things(actor: Actor) -> bool:
    """The worker, which follows the journal."""
    return actor.is_clock


def can_rebuild_search(actor: Actor) -> bool:
    """The command line."""
    return actor.is_clock
