"""The room of a body: for those who take part, from one session to the next; lost with the body."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from accounts.models import User
from chat.actions import close_talk, enter_talk, leave_talk, open_talk, take_out
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.holding import held
from journal.refusals import require
from journal.verbs import verb
from meetings import permissions
from meetings.models import Body
from organizations.models import Bot

LONGEST_TITLE = 78  # of the 80 letters of a room's name


@verb
def enter_body_room(*, actor: Actor, body: Body) -> Room:
    """Go into the room of a body in which one takes part, be it for the first time; of one that was closed one reads
    there what was said.
    """
    require(permissions.can_enter_body_room(actor, body))
    room = body.room or made_room(actor, body)
    enter_talk(actor=actor, room=room, person=actor.user, moderates=permissions.can_chair(actor, body))
    return room


@verb
def settle_body_rooms(*, actor: Actor, body: Body, people: Iterable[int]) -> None:
    """Of these people, whoever takes part in the body no more loses its rooms. Repeating it changes nothing."""
    require(permissions.can_settle_body_rooms(actor))
    let_out_of_rooms(actor, body, people)


def made_room(actor: Actor, body: Body) -> Room:
    """Of two who are first at once, the second finds it made."""
    row = held(body)
    if row.room is None:
        about = f"{row.title}\n/bodies/{row.pk}/"
        row.room = open_talk(actor=actor, name=row.title[:LONGEST_TITLE], about=about, is_guarded=True)
        row.save(update_fields=["room"])
    return row.room


def let_out_of_rooms(actor: Actor, body: Body, people: Iterable[int]) -> None:
    """Called by what takes a body from people: out of its room and those of its sessions, with the programs of
    organisations that are not in any more.
    """
    asked = set(people)
    lost = asked - permissions.insiders_among(body, asked)
    places = RoomMembership.objects.filter(Q(room__body=body) | Q(room__session__body=body))
    theirs = places.filter(person__in=lost, person__is_bot=False).select_related("room", "person")
    for place in theirs.order_by("room", "person"):
        leave_talk(actor=actor, room=place.room, person=place.person)
    bots = Bot.objects.filter(organization__isnull=False).exclude(organization__in=permissions.organizations_in(body))
    accounts = User.objects.filter(pk__in=bots.values("account"))
    for place in places.filter(person__in=accounts).select_related("room", "person").order_by("room", "person"):
        take_out(actor=actor, room=place.room, account=place.person)


def close_body_room(actor: Actor, body: Body) -> None:
    """With the body; what was said stays to be read."""
    if body.room is not None:
        close_talk(actor=actor, room=body.room)
