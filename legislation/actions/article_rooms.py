"""The room in which an article is talked about: made when somebody first goes in."""

from __future__ import annotations

from collections.abc import Iterable

from accounts.models import User
from chat.actions import enter_talk, leave_talk, open_talk
from chat.models import Room, RoomMembership
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from legislation import permissions
from legislation.models import InstrumentRoom, Provision

LONGEST_TITLE = 78  # of the 80 letters of a room's name


@verb
def open_article_room(*, actor: Actor, provision: Provision) -> Room:
    """Go into the room of an article, be it for the first time; of two who are first at once one makes it."""
    require(permissions.can_open_article_room(actor, provision))
    instrument = held(provision.instrument)
    kept = InstrumentRoom.objects.filter(provision=provision).select_related("room").first()
    room = kept.room if kept else None
    if room is None:
        name = f"{provision.label} · {instrument.title}"[:LONGEST_TITLE]
        about = f"{instrument.title}\n/provisions/{provision.pk}/"
        room = open_talk(actor=actor, name=name, about=about, is_guarded=True)
        InstrumentRoom.objects.create(instrument=instrument, provision=provision, room=room)
        record("article_room_opened", stream=instrument.stream, actor=actor, subject=provision)
    enter_talk(actor=actor, room=room, person=actor.user, moderates=permissions.keeps_library(actor))
    return room


@verb
def settle_article_room(*, actor: Actor, kept: InstrumentRoom, people: Iterable[int]) -> None:
    """Of these people, whoever speaks for no verified organisation any more loses the room. Repeating it changes
    nothing.
    """
    require(permissions.can_settle_article_room(actor))
    places = RoomMembership.objects.filter(room=kept.room_id, person__in=set(people), person__is_bot=False)
    for person in User.objects.filter(pk__in=places.values("person")).order_by("pk"):
        if not permissions.stays_in_article_rooms(person):
            leave_talk(actor=actor, room=kept.room, person=person)
