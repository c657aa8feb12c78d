"""The room of a committee: made when somebody first goes in, for those who take part; it follows the seats."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from accounts.models import User
from chat.actions import enter_talk, open_talk
from chat.models import Room, RoomMembership
from coordination import permissions
from coordination.actions.committees import as_it_stands
from coordination.actions.settling import bring_in, running_holders, settle_person, take_from_room
from coordination.models import Committee
from journal.actors import Actor
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from meetings.permissions import insiders_among

LONGEST_TITLE = 66  # of the 80 letters of a room's name


@verb
def enter_committee_room(*, actor: Actor, committee: Committee) -> Room:
    """Go into the committee's room, be it for the first time: then whoever sits there is brought in, too. Of a closed
    committee one reads what was said.
    """
    require(permissions.can_enter_committee_room(actor, committee))
    row = as_it_stands(committee)
    if row.body.room is None:
        make_room(actor, row)
    room = row.body.room
    assert room is not None
    if not RoomMembership.objects.filter(room=room, person=actor.user).exists():
        moderates = permissions.can_moderate_committee_room(actor, row)
        enter_talk(actor=actor, room=room, person=actor.user, moderates=moderates)
    return room


@verb
def settle_committee_room(*, actor: Actor, committee: Committee, people: Iterable[int]) -> None:
    """Let these people's places follow what they may by now: who takes part no more goes out of the room and is dropped
    from the committee's stream, who sits there comes in; the rights of a post rest while its organisation is
    suspended. Repeating it changes nothing. A few people at a time.
    """
    require(permissions.can_settle_committee_room(actor))
    row, asked = as_it_stands(committee), set(people)
    for person in User.objects.filter(pk__in=running_holders(row).filter(person__in=asked).values("person")):
        settle_person(row, person)
    lost = take_from_room(actor, row, asked - insiders_among(row.body, asked))
    if lost:
        facts: dict[str, Any] = {"lost": sorted(lost)}
        record("committee_lost", stream=row.stream, actor=actor, subject=row, **facts)
    bring_in(actor, row, asked)


def make_room(actor: Actor, committee: Committee) -> None:
    """The title first, so that an Arabic name runs as it should; the address becomes a card."""
    title = committee.body.title
    name, about = f"{title[:LONGEST_TITLE]} · {committee.code}", f"{title}\n/committees/{committee.pk}/"
    committee.body.room = open_talk(actor=actor, name=name, about=about, is_guarded=True)
    committee.body.save(update_fields=["room"])
    record("committee_room_opened", stream=committee.stream, actor=actor, subject=committee)
    bring_in(actor, committee)
