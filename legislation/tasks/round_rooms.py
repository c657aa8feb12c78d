"""Rooms of rounds and of articles follow what happens to organisations and their people."""

from __future__ import annotations

from chat.models import RoomMembership
from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from legislation import actions
from legislation.models import InstrumentRoom, Round
from organizations.leaving import OF_ALL, OF_PEOPLE, in_steps, people_of

OF_ONE = frozenset({"person_suspended"})


def follow_memberships(entries: list[Entry]) -> None:
    """Whoever sees a round no more, by a membership, with a whole organisation or for their own part, goes out of its
    room; and out of those of articles.
    """
    for entry in entries:
        people = [entry.object_id] if entry.event in OF_ONE else people_of(entry)
        rooms = RoomMembership.objects.filter(person__in=people).values("room")
        for row in Round.objects.filter(room__in=rooms).select_related("room", "organization", "body").order_by("pk"):
            for few in in_steps(people):
                actions.settle_round_room(actor=Actor.clock(), row=row, people=few)
        for kept in InstrumentRoom.objects.filter(room__in=rooms).select_related("room").order_by("pk"):
            for few in in_steps(people):
                actions.settle_article_room(actor=Actor.clock(), kept=kept, people=few)


rooms_of_rounds = Follower("rooms_of_rounds", ("org", "user"), follow_memberships, OF_PEOPLE | OF_ALL | OF_ONE)
