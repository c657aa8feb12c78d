"""Pages of threads: one beside its talk, the lists, the permalink of a reply."""

from __future__ import annotations

from typing import Any

import pytest

from chat.actions import delete_message, read_thread, title_thread
from chat.models import Message, Room, Thread
from tests.chat.rooms import group_room, replied, said, sector_room
from tests.factories import Cast, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


@pytest.fixture
def root(cast: Cast, room: Room) -> Message:
    return said(cast, "basel", room, "من يغطي ريف حمص؟")


def test_a_thread_stands_beside_its_room_also_before_the_first_reply(cast: Cast, room: Room, root: Message) -> None:
    answer = signed_in(cast.omar).get(f"/rooms/{room.pk}/threads/{root.pk}/")
    assert (answer.status_code, answer.context["thread"]) == (200, root.pk)
    assert f'data-root="{root.pk}"' in answer.content.decode()
    elsewhere = group_room(cast, "basel", [cast.omar])
    reply = replied(cast, "omar", root)
    for pk, root_pk in ((elsewhere.pk, root.pk), (room.pk, reply.pk), (room.pk, 10**9)):
        assert signed_in(cast.omar).get(f"/rooms/{pk}/threads/{root_pk}/").status_code == 404


def test_the_permalink_of_a_reply_opens_its_thread(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    reply = replied(cast, "omar", root)
    answer = signed_in(cast.basel).get(f"/rooms/{room.pk}/m/{reply.pk}/")
    assert answer.headers["Location"] == f"/rooms/{room.pk}/threads/{root.pk}/?reply=2"


def test_the_lists_say_title_or_words_and_what_is_unread(cast: Cast, room: Room, root: Message) -> None:
    other, gone = said(cast, "basel", room, "أين المستودع؟"), said(cast, "basel", room)
    for each in (root, other, gone):
        replied(cast, "omar", each)
    title_thread(actor=cast.actor("omar"), thread=Thread.objects.get(pk=root.pk), title="تغطية ريف حمص")
    delete_message(actor=cast.actor("basel"), message=gone)
    read_thread(actor=cast.actor("basel"), thread=Thread.objects.get(pk=other.pk), seq=1)
    for address in ("/threads/", f"/rooms/{room.pk}/threads/"):
        shown = signed_in(cast.basel).get(address)
        for words in ("تغطية ريف حمص", "أين المستودع؟", "حُذفت هذه الرسالة"):
            assert words in shown.content.decode()
        assert [each["unread"] for each in shown.context["threads"]] == [1, 0, 1]
    assert signed_in(cast.basel).get("/rooms/").context["followed"] == {"follows": True, "unread": 2}


def test_empty_lists_say_what_to_do(cast: Cast, room: Room) -> None:
    client = signed_in(cast.basel)
    assert "لا تتابعون أي موضوع" in client.get("/threads/").content.decode()
    assert "الرد في موضوع" in client.get(f"/rooms/{room.pk}/threads/").content.decode()


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/threads/", 11), ("/rooms/{}/threads/", 12)])
def test_the_lists_cost_the_same_queries(
    cast: Cast, room: Room, count: int, address: str, queries: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        replied(cast, "omar", said(cast, "basel", room))
    client = signed_in(cast.basel)
    client.get(address.format(room.pk))
    with django_assert_num_queries(queries):
        client.get(address.format(room.pk))
