"""Rooms of rounds and of articles follow what happens to organisations and their people."""

from __future__ import annotations

from collections.abc import Iterator

from chat.models import RoomMembership
from journal.actors import Actor
from journal.followers import Follower
from journal.models import Entry
from legislation import actions
from legislation.models import InstrumentRoom, Round
from organizations.models import Membership

OF_PEOPLE = frozenset({"membership_changed", "membership_ended"})
OF_ALL = frozenset({"organization_suspended"})  # one that closes ends its memberships, each an entry
OF_ONE = frozenset({"person_suspended"})
AT_ONCE = 20  # people in one transaction


def follow_memberships(entries: list[Entry]) -> None:
    """Whoever sees a round no more, by a membership, with a whole organisation or for their own part, goes out of its
    room; and out of those of articles.
    """
    for entry in entries:
        people = people_of(entry)
        rooms = RoomMembership.objects.filter(person__in=people).values("room")
        for row in Round.objects.filter(room__in=rooms).select_related("room", "organization", "body").order_by("pk"):
            for few in in_steps(people):
                actions.settle_round_room(actor=Actor.clock(), row=row, people=few)
        for kept in InstrumentRoom.objects.filter(room__in=rooms).select_related("room").order_by("pk"):
            for few in in_steps(people):
                actions.settle_article_room(actor=Actor.clock(), kept=kept, people=few)


def people_of(entry: Entry) -> list[int]:
    if entry.event in OF_ONE:
        return [entry.object_id]
    rows = Membership.objects.filter(pk=entry.object_id)
    if entry.kind != "membership":
        rows = Membership.objects.filter(organization=entry.object_id)
    return sorted(set(rows.values_list("person", flat=True)))


def in_steps(people: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(people), AT_ONCE):
        yield people[start : start + AT_ONCE]


rooms_of_rounds = Follower("rooms_of_rounds", ("org", "user"), follow_memberships, OF_PEOPLE | OF_ALL | OF_ONE)
