"""The room of a forum: entered by who takes part, lost by who does no more, closed with it."""

from __future__ import annotations

import pytest
from django.utils import timezone

from chat.models import RoomMembership
from coordination.actions import add_convener, decline_delegation, remove_convener, set_forum_status
from coordination.models import Delegation, Forum
from journal.actors import Actor
from journal.followers import run_follower
from journal.refusals import Refused
from meetings.actions import enter_body_room, enter_session_room, settle_body_rooms
from meetings.models import Body
from meetings.permissions import can_enter_body_room, can_settle_body_rooms
from meetings.tasks.rooms import rooms_of_bodies
from organizations.actions import end_membership, suspend_organization
from organizations.models import Membership, Organization
from tests.coordination.made import convened_forum, invited, prepared_forum, standing_forum
from tests.entries import entries_left
from tests.factories import Cast, make_membership, make_organization, make_person, signed_in
from tests.meetings.made import chair_of, make_session
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def here(cast: Cast, body: Body) -> str:
    """Who is in the room of a body."""
    body.refresh_from_db()
    people = set(RoomMembership.objects.filter(room=body.room_id).values_list("person__username", flat=True))
    return " ".join(name for name in ("salma", "basel", "hala", "omar") if name in people)


def entered(cast: Cast, forum: Forum, *names: str) -> Body:
    for name in names:
        enter_body_room(actor=cast.actor(name), body=Body.objects.get(pk=forum.body_id))
    return Body.objects.get(pk=forum.body_id)


def followed() -> None:
    while run_follower(rooms_of_bodies):
        pass


def test_who_takes_part_goes_in(cast: Cast) -> None:
    body = standing_forum(cast).body
    assert cast.who(can_enter_body_room, body) == "basel hala omar"
    assert can_enter_body_room(chair_of(cast), body)
    with entries_left() as left:
        room = enter_body_room(actor=cast.actor("basel"), body=body)
        assert enter_body_room(actor=cast.actor("basel"), body=body) == room
    assert [each.event for each in left if each.stream == room.stream] == ["room_created", "member_joined"]
    assert enter_body_room(actor=chair_of(cast), body=Body.objects.get(pk=body.pk)) == room
    assert cast.salma.has_perm("chat.moderate_room", room)
    assert not cast.basel.has_perm("chat.moderate_room", room)
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            enter_body_room(actor=cast.actor(name), body=body)


@pytest.mark.django_db(transaction=True)
def test_two_who_are_first_at_once_meet(cast: Cast) -> None:
    body = standing_forum(cast).body
    at_once(
        lambda: enter_body_room(actor=cast.actor("basel"), body=Body.objects.get(pk=body.pk)),
        lambda: enter_body_room(actor=cast.actor("omar"), body=Body.objects.get(pk=body.pk)),
    )
    assert here(cast, body) == "basel omar"


def test_the_page_and_the_call(cast: Cast) -> None:
    forum = standing_forum(cast)
    address, person = f"/bodies/{forum.body_id}/room/", make_person("لينا")
    make_membership(person, make_organization())
    assert address in signed_in(cast.hala).get(f"/forums/{forum.pk}/").content.decode()
    assert address not in signed_in(person).get(f"/forums/{forum.pk}/").content.decode()
    assert signed_in(person).post(address).status_code == 403
    assert signed_in(person).put(f"/api{address}").status_code == 403
    assert signed_in(cast.gharib).post(address).status_code == 404
    assert signed_in(cast.gharib).put(f"/api{address}").status_code == 404
    went = signed_in(cast.hala).post(address)["Location"]
    assert signed_in(cast.omar).put(f"/api{address}").json() == {"room": int(went.split("/")[2])}
    assert signed_in(cast.hala).get(went).status_code == 200


def test_an_organisation_that_goes_loses_the_rooms(cast: Cast) -> None:
    forum = convened_forum(cast)
    for row, name in zip(invited(cast, forum), ("basel", "omar"), strict=True):
        Delegation.objects.filter(pk=row.pk).update(status="invited")
        from_them = signed_in(getattr(cast, name)).post(f"/delegations/{row.pk}/accept/")
        assert from_them.status_code == 302
    body = entered(cast, forum, "basel", "hala", "omar")
    session = make_session(cast, body)
    talk = enter_session_room(actor=cast.actor("hala"), session=session)
    row = Delegation.objects.get(organization=cast.association)
    decline_delegation(actor=cast.actor("basel"), delegation=row, reason="انشغلنا")
    assert here(cast, body) == "omar"
    assert not RoomMembership.objects.filter(room=talk).exists()


def test_a_convener_that_is_one_no_more_loses_the_room(cast: Cast) -> None:
    forum = convened_forum(cast)
    add_convener(actor=chair_of(cast), forum=forum, organization=cast.other)
    body = entered(cast, forum, "omar")
    enter_body_room(actor=chair_of(cast), body=body)
    remove_convener(actor=chair_of(cast), forum=forum, organization=cast.other)
    assert here(cast, body) == "salma"


def test_who_leaves_their_organisation_or_is_suspended_with_it_goes_out(cast: Cast) -> None:
    Organization.objects.update(verified_at=timezone.now())
    body = entered(cast, standing_forum(cast), "basel", "hala", "omar")
    membership = Membership.objects.select_related("organization", "person").get(person=cast.hala)
    end_membership(actor=cast.actor("basel"), membership=membership)
    followed()
    assert here(cast, body) == "basel omar"
    cast.other.refresh_from_db()
    suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقيق")
    followed()
    assert here(cast, body) == "basel"
    with entries_left() as left:
        settle_body_rooms(actor=Actor.clock(), body=body, people=[cast.basel.pk, cast.omar.pk, cast.hala.pk])
    assert left == []
    assert cast.who(can_settle_body_rooms) == ""


def test_the_room_of_what_is_cancelled_is_for_reading(cast: Cast) -> None:
    forum = standing_forum(cast)
    body = entered(cast, forum, "basel")
    set_forum_status(actor=chair_of(cast), forum=forum, status="cancelled", reason="تعذّر السفر")
    body.refresh_from_db()
    assert body.room is not None
    assert body.room.closed_at is not None
    assert enter_body_room(actor=cast.actor("omar"), body=body) == body.room
    never = prepared_forum(cast, title="ملتقى آخر")
    set_forum_status(actor=chair_of(cast), forum=never, status="cancelled", reason="تعذّر السفر")
    assert not can_enter_body_room(chair_of(cast), Body.objects.get(pk=never.body_id))
