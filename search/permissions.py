"""Who may find what: whoever sees a thing finds it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from journal.actors import Actor
from organizations.permissions import asked_once
from search.models import SearchEntry
from search.things import THINGS

Kind = SearchEntry.Kind
IN_ROOMS = frozenset({Kind.MESSAGE, Kind.FILE})


def entries_for(user: User | AnonymousUser, kinds: Collection[str]) -> QuerySet[SearchEntry]:
    """What of these kinds a person may find: of each what its thing lets them see, nothing without a sign-in."""
    if not isinstance(user, User):
        return SearchEntry.objects.none()
    by_rule = defaultdict(list)  # what is seen by the same rule is asked for together
    for kind in kinds:
        by_rule[THINGS[kind].seen].append(kind)
    seen = Q(pk__in=[])
    with asked_once():
        for rule, ruled in by_rule.items():
            seen |= Q(kind__in=ruled) & rule(user)
    return SearchEntry.objects.filter(seen)


def can_index_things(actor: Actor) -> bool:
    """The worker, which follows the journal."""
    return actor.is_clock


def can_rebuild_search(actor: Actor) -> bool:
    """The command line."""
    return actor.is_clock
