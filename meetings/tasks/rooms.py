"""Rooms of bodies and of their sessions follow what happens to organisations and their people."""

from __future__ import annotations

from django.db.models import Q

from chat.models import RoomMembership
from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from meetings import actions
from meetings.models import Body
from organizations.leaving import OF_ALL, OF_PEOPLE, in_steps, people_of


def follow_memberships(entries: list[Entry]) -> None:
    """Whoever lost a body by a membership, or with a whole organisation, goes out of its rooms."""
    for entry in entries:
        people = people_of(entry)
        places = RoomMembership.objects.filter(person__in=people)
        theirs = Q(room__in=places.values("room")) | Q(sessions__room__in=places.values("room"))
        for body in Body.objects.filter(theirs).distinct().order_by("pk"):
            for few in in_steps(people):
                actions.settle_body_rooms(actor=Actor.clock(), body=body, people=few)


rooms_of_bodies = Follower("rooms_of_bodies", ("org",), follow_memberships, OF_PEOPLE | OF_ALL)
