"""Rooms of bodies and of their sessions follow what happens to organisations and their people."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Q

from chat.models import RoomMembership
from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from meetings import actions
from meetings.models import Body
from organizations.models import Membership

OF_PEOPLE = frozenset({"membership_changed", "membership_ended"})
OF_ALL = frozenset({"organization_suspended"})  # one that closes ends its memberships, each an entry
AT_ONCE = 20  # people in one transaction


def follow_memberships(entries: list[Entry]) -> None:
    """Whoever lost a body by a membership, or with a whole organisation, goes out of its rooms."""
    for entry in entries:
        people = people_of(entry)
        places = RoomMembership.objects.filter(person__in=people)
        theirs = Q(room__in=places.values("room")) | Q(sessions__room__in=places.values("room"))
        for body in Body.objects.filter(theirs).distinct().order_by("pk"):
            for few in in_steps(people):
                actions.settle_body_rooms(actor=Actor.clock(), body=body, people=few)


def people_of(entry: Entry) -> list[int]:
    rows = Membership.objects.filter(pk=entry.object_id)
    if entry.kind != "membership":
        rows = Membership.objects.filter(organization=entry.object_id)
    return sorted(set(rows.values_list("person", flat=True)))


def in_steps(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), AT_ONCE):
        yield people[start : start + AT_ONCE]


rooms_of_bodies = Follower("rooms_of_bodies", ("org",), follow_memberships, OF_PEOPLE | OF_ALL)
