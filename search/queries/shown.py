"""Found entries as pages and programs show them: with the thing as it stands now, and the words around the hit."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Q

from accounts.models import User
from arabic.terms import terms
from chat.models import RoomMembership
from chat.permissions import rooms_for
from search.models import SearchEntry
from search.things import THINGS, Facts
from search.things.rooms import rooms_shown


def shown(user: User, entries: Sequence[SearchEntry], query: str) -> list[Facts]:
    """In the order given; what was deleted a moment ago is left out. A query or two for each kind that occurs."""
    wanted = terms(query)
    facts: dict[tuple[str, int], Facts] = {}
    for kind, thing in THINGS.items():
        if ids := [entry.object_id for entry in entries if entry.kind == kind]:
            rows = thing.shown(user, ids, wanted)
            facts |= {(kind, pk): {"kind": kind, "id": pk, **row} for pk, row in rows.items()}
    return [facts[key] for entry in entries if (key := (entry.kind, entry.object_id)) in facts]


def room_choices(user: User, asked: int | None) -> list[tuple[int, str]]:
    """The rooms a person is in, and the one that is asked for if they see it, each with its name; two queries."""
    wanted = Q(pk__in=RoomMembership.objects.filter(person=user).values("room")) | Q(pk=asked)
    rooms = {room.pk: room for room in rooms_for(user).filter(wanted).order_by("kind", "name")}
    return [(pk, facts["name"]) for pk, facts in rooms_shown(user, rooms).items()]
