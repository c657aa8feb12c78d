"""The room of a thing: made at its first word, joined by writing, closed to whoever does not see the thing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from chat.actions import close_room, enter_talk, leave_talk, open_talk
from chat.models import Message, Room
from chat.permissions import rooms_for
from journal.refusals import Conflict, Refused
from needs.actions.rooms import write_about
from needs.models import Visibility
from needs.permissions.talks import can_write_about
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.needs.board import draft_need, draft_offer, standing_need, standing_offer
from tests.needs.difficulties import standing_challenge
from tests.needs.giving import accepted, make_need
from tests.needs.relief import running_operation

pytestmark = [pytest.mark.django_db, pytest.mark.both]
MAKERS = [standing_need, standing_offer, standing_challenge, running_operation]


def said(cast: Cast, name: str, about: Any, body: str = "كيف نساعد؟") -> Message:
    return write_about(actor=cast.actor(name), about=about, body=body, client_id=uuid4()).message


@pytest.mark.parametrize("make", MAKERS)
def test_write_about_makes_one_room_and_brings_in_whoever_writes(cast: Cast, make: Callable[..., Any]) -> None:
    about = make(cast)
    first = said(cast, "omar", about)
    second = said(cast, "salma", about)
    room = Room.objects.get(pk=first.room_id)
    about.refresh_from_db()
    assert (about.room, second.room, room.kind) == (room, room, "group")
    assert set(room.people.all()) == {cast.basel, cast.omar, cast.salma}
    assert cast.basel.has_perm("chat.moderate_room", room)
    assert not cast.omar.has_perm("chat.moderate_room", room)


def test_write_about_leaves_exactly_these_entries(cast: Cast) -> None:
    need = standing_need(cast)
    with entries_left() as left:
        message = said(cast, "omar", need)
    room = message.room
    told = {(each.stream, each.event) for each in left}
    begun = {(name, "talk_begun") for name in (need.stream, "board.members", f"org.{need.organization_id}")}
    joined = {(room.stream, "member_joined")} | {(f"user.{who.pk}", "room_joined") for who in (cast.basel, cast.omar)}
    assert told == begun | joined | {(room.stream, "room_created"), (room.stream, "message_posted")}


@pytest.mark.parametrize("make", MAKERS)
def test_who_may_write_about_what_is_public(cast: Cast, make: Callable[..., Any]) -> None:
    assert cast.who(can_write_about, make(cast, visibility=Visibility.PUBLIC)) == "salma basel hala omar rania"


def test_write_about_refuses_outsiders_and_those_who_do_not_see_it(cast: Cast) -> None:
    for name, visibility in (("gharib", "public"), ("omar", "own"), ("rania", "members")):
        with pytest.raises(Refused):
            said(cast, name, standing_need(cast, visibility=visibility))
    assert not Room.objects.exists()


@pytest.mark.parametrize("make", [draft_need, draft_offer])
def test_nobody_talks_of_a_draft(cast: Cast, make: Callable[..., Any]) -> None:
    draft = make(cast, visibility=Visibility.PUBLIC)
    assert cast.who(can_write_about, draft) == ""
    with pytest.raises(Refused):
        said(cast, "basel", draft)
    assert signed_in(cast.basel).get(f"/{draft._meta.model_name}s/{draft.pk}/talk/").status_code == 404


def test_the_same_word_sent_twice_is_said_once(cast: Cast) -> None:
    need, word = standing_need(cast), {"body": "لدينا مستودع", "client_id": uuid4()}
    first = write_about(actor=cast.actor("omar"), about=need, **word)  # type: ignore[arg-type]
    again = write_about(actor=cast.actor("omar"), about=need, **word)  # type: ignore[arg-type]
    assert (again.message, again.is_new) == (first.message, False)


def test_an_empty_word_makes_no_room(cast: Cast) -> None:
    client, need = signed_in(cast.omar), standing_need(cast)
    answer = client.post(f"/needs/{need.pk}/talk/", {"body": " ", "client_id": str(uuid4())})
    assert answer.status_code == 200
    assert not Room.objects.exists()


def test_a_closed_talk_takes_no_more(cast: Cast) -> None:
    need = standing_need(cast)
    room = said(cast, "basel", need).room
    close_room(actor=cast.actor("basel"), room=room)
    with pytest.raises(Conflict) as refusal:
        said(cast, "omar", need)
    assert refusal.value.code == "talk_closed"


def test_open_talk_and_enter_talk_refuse_what_is_no_talk(cast: Cast) -> None:
    room = open_talk(actor=cast.actor("basel"), name="N-1", about="")
    assert enter_talk(actor=cast.actor("basel"), room=room, person=cast.omar)
    assert not enter_talk(actor=cast.actor("basel"), room=room, person=cast.omar)
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.DIRECT)
    room.refresh_from_db()
    with pytest.raises(Refused):
        enter_talk(actor=cast.actor("basel"), room=room, person=cast.hala)


@pytest.mark.parametrize("make", MAKERS)
def test_the_part_of_the_page_shows_the_last_words_and_leads_into_the_room(
    cast: Cast, make: Callable[..., Any]
) -> None:
    about, client = make(cast), signed_in(cast.omar)
    address = f"/{about._meta.model_name}s/{about.pk}/talk/"
    said(cast, "basel", about, "الشاحنة جاهزة")
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "الشاحنة جاهزة" in part
    assert "<html" not in part
    answer = client.post(address, {"body": "نحن معكم", "client_id": str(uuid4())})
    room = Room.objects.get()
    assert answer.headers["Location"] == f"/rooms/{room.pk}/"
    assert rooms_for(cast.omar).filter(pk=room.pk).exists()
    assert "<html" in client.get(address).content.decode()


def test_gharib_and_strangers_find_no_talk_of_a_public_need(cast: Cast) -> None:
    need = standing_need(cast, visibility=Visibility.PUBLIC)
    for client in (signed_in(cast.gharib), Client()):
        assert client.get(f"/needs/{need.pk}/talk/").status_code == 404


@pytest.mark.parametrize("make", MAKERS)
def test_the_page_of_a_thing_fetches_its_talk_for_whoever_is_signed_in(cast: Cast, make: Callable[..., Any]) -> None:
    about = make(cast, visibility=Visibility.PUBLIC)
    address = f"/{about._meta.model_name}s/{about.pk}/"
    assert f'hx-get="{address}talk/"' in signed_in(cast.omar).get(address).content.decode()
    assert "talk/" not in Client().get(address).content.decode()


def test_one_is_not_told_to_open_a_room_with_oneself(cast: Cast) -> None:
    need = standing_need(cast)
    address = f"/needs/{need.pk}/talk/"
    assert f"غرفة مع {cast.association}" in signed_in(cast.omar).get(address).content.decode()
    assert f"غرفة مع {cast.association}" not in signed_in(cast.basel).get(address).content.decode()


def test_what_the_platform_says_bears_its_name(cast: Cast) -> None:
    need = make_need(cast)
    write_about(actor=cast.actor("omar"), about=need, body="هل المخيم مفتوح؟", client_id=uuid4())
    accepted(cast, need, 40)
    assert "<b><bdi>المنصة</bdi></b>" in signed_in(cast.basel).get(f"/needs/{need.pk}/talk/").content.decode()


def test_leave_talk_takes_out_even_the_last_moderator(cast: Cast) -> None:
    room = open_talk(actor=cast.actor("basel"), name="قافلة", about="")
    enter_talk(actor=cast.actor("basel"), room=room, person=cast.omar, moderates=True)
    assert leave_talk(actor=cast.actor("basel"), room=room, person=cast.omar)
    assert not rooms_for(cast.omar).filter(pk=room.pk).exists()
    assert not leave_talk(actor=cast.actor("basel"), room=room, person=cast.omar)


def test_leave_talk_refuses_what_is_no_talk(cast: Cast) -> None:
    room = open_talk(actor=cast.actor("basel"), name="قافلة", about="")
    Room.objects.filter(pk=room.pk).update(kind=Room.Kind.DIRECT)
    room.refresh_from_db()
    with pytest.raises(Refused):
        leave_talk(actor=cast.actor("basel"), room=room, person=cast.omar)
