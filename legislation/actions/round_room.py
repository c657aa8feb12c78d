"""The room of a round: for the people of verified organisations who see it."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from chat.actions import enter_talk, leave_talk, open_talk
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.holding import held
from journal.refusals import require
from journal.verbs import verb
from legislation import permissions
from legislation.models import Round

LONGEST_TITLE = 78  # of the 80 letters of a room's name


@verb
def enter_round_room(*, actor: Actor, row: Round) -> Room:
    """Go into the room of a round that one sees, be it for the first time. Who leads the round looks after it."""
    require(permissions.can_enter_round_room(actor, row))
    room = row.room or made_room(actor, row)
    enter_talk(actor=actor, room=room, person=actor.user, moderates=permissions.leads(actor, row))
    return room


@verb
def settle_round_room(*, actor: Actor, row: Round, people: Iterable[int]) -> None:
    """Of these people, whoever does not see the round any more loses its room. Repeating it changes nothing."""
    require(permissions.can_settle_round_room(actor))
    places = RoomMembership.objects.filter(room=row.room_id, person__in=set(people), person__is_bot=False)
    for person in User.objects.filter(pk__in=places.values("person")).order_by("pk"):
        if not permissions.can_enter_round_room(Actor(person), row) and row.room is not None:
            leave_talk(actor=actor, room=row.room, person=person)


def made_room(actor: Actor, row: Round) -> Room:
    """Of two who are first at once, the second finds it made."""
    found = held(row)
    if found.room is None:
        about = f"{found.title}\n/rounds/{found.pk}/"
        found.room = open_talk(actor=actor, name=found.title[:LONGEST_TITLE], about=about, is_guarded=True)
        found.save(update_fields=["room"])
    return found.room
