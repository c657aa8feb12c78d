"""Two organisations plan the same: they are brought together before the convoy leaves."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from uuid import uuid4

from django.utils.translation import gettext as _

from accounts.models import User
from chat.actions import create_room, post_message
from chat.models import Room
from chat.permissions import can_see
from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, require
from journal.verbs import verb
from needs.models import Item, Need, OverlapRoom, Pledge
from needs.permissions import needs_for
from needs.permissions.overlaps import can_open_overlap_room
from needs.queries.overlaps import shared_item
from organizations.models import Membership
from organizations.permissions import MANAGING, RUNNING

LONGEST_NAME = 80


@verb
def open_overlap_room(*, actor: Actor, first: Pledge, second: Pledge) -> Room:
    """A group of those who speak for the two organisations, with a word about what they both plan. Asked for again, by
    whichever of them, it is the same room.

    Conflict `no_overlap` where the two pledges do not plan the same thing at the same place any more, `not_in_room` for
    who came to speak for one of them after the room was made.
    """
    first, second = sorted((first, second), key=lambda pledge: pledge.pk)
    require(can_open_overlap_room(actor, first, second))
    Pledge.objects.select_for_update(no_key=True, of=("self",)).get(pk=first.pk)  # one opening of a pair at a time
    known = OverlapRoom.objects.filter(first=first, second=second).select_related("room").first()
    if known is not None and known.room.closed_at is None:
        return entered(actor, known.room)
    item = shared_item(first, second)
    is_one_place = first.need.place_id == second.need.place_id
    if item is None or not is_one_place or first.organization_id == second.organization_id:
        raise Conflict(_("These two no longer plan the same."), code="no_overlap")
    name = _("Together: %(item)s, %(place)s") % {"item": item, "place": first.need.place}
    people = speakers(first, second)
    room = create_room(actor=actor, kind=Room.Kind.GROUP, name=name[:LONGEST_NAME], people=people)
    OverlapRoom.objects.update_or_create(first=first, second=second, defaults={"room": room})
    open_to_all = [row for row in (first, second) if is_seen_by_all(row.need, [actor.user, *people])]
    post_message(actor=actor, room=room, body=opening_words(first, second, item, open_to_all), client_id=uuid4())
    both = [f"org.{pk}" for pk in sorted({first.organization_id, second.organization_id})]
    record("overlap_room_opened", stream=both, actor=actor, subject=room, pledges=[first.pk, second.pk])
    return room


def entered(actor: Actor, room: Room) -> Room:
    if not can_see(actor, room):
        words = _("The room is open already. Ask a colleague who is in it to take you in.")
        raise Conflict(words, code="not_in_room")
    return room


def speakers(first: Pledge, second: Pledge) -> list[User]:
    both = (first.organization_id, second.organization_id)
    rows = Membership.objects.filter(RUNNING, organization__in=both, role__in=MANAGING).select_related("person")
    return [row.person for row in rows]


def plan_words(plan: Pledge) -> str:
    need = plan.need
    given = {"organization": plan.organization, "code": need.code, "title": need.title, "number": need.pk}
    return _("%(organization)s plans to give to [%(code)s %(title)s](/needs/%(number)d/)") % given


def quiet_words(plan: Pledge, item: Item) -> str:
    given = {"organization": plan.organization, "item": item, "place": plan.need.place}
    return _("%(organization)s plans to give: %(item)s, %(place)s") % given


def is_seen_by_all(need: Need, people: Iterable[User]) -> bool:
    return all(needs_for(person).filter(pk=need.pk).exists() for person in people)


def opening_words(first: Pledge, second: Pledge, item: Item, known: Collection[Pledge]) -> str:
    """A message with both needs, which the room shows as cards; of one that is not `known` to all who are in it only
    what is given where.
    """
    lines = [plan_words(row) if row in known else quiet_words(row, item) for row in (first, second)]
    return "\n\n".join([_("We plan the same for the same place. Let us share it out:"), *lines])
