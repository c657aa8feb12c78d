"""Threads for programs, and what clients that know nothing of threads see of them."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connections

from chat.models import Message, Room, Thread
from tests.chat.rooms import group_room, replied, said, sector_room
from tests.chat.test_api import Program
from tests.factories import Cast, make_cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


@pytest.fixture
def root(cast: Cast, room: Room) -> Message:
    return said(cast, "basel", room, "من يغطي ريف حمص؟")


def post(program: Program, room: Room, **given: Any) -> Any:
    body = {"client_id": str(uuid4()), "body": "رد", **given}
    return program("POST", f"rooms/{room.pk}/messages/", body)


def test_a_reply_says_its_thread_and_the_talk_of_the_room_does_not_hold_it(
    cast: Cast, room: Room, root: Message
) -> None:
    omar = Program(cast, "omar")
    answer = post(omar, room, thread=root.pk)
    made = answer.json()
    assert (answer.status_code, made["seq"], made["thread_seq"], made["thread"]["id"]) == (201, None, 1, root.pk)
    talk = omar("GET", f"rooms/{room.pk}/messages/").json()["results"]
    assert [(each["id"], each["replies"]["count"], each["thread"]) for each in talk] == [(root.pk, 1, None)]
    replies = omar("GET", f"rooms/{room.pk}/messages/?thread={root.pk}").json()["results"]
    assert [(each["id"], each["replies"]) for each in replies] == [(made["id"], None)]
    assert omar("GET", f"rooms/{room.pk}/").json()["seq"] == 1


def test_a_thread_nobody_replied_in_yet_is_shown_and_cannot_be_followed(cast: Cast, room: Room, root: Message) -> None:
    omar = Program(cast, "omar")
    shown = omar("GET", f"threads/{root.pk}/").json()
    assert (shown["seq"], shown["is_following"], shown["can_title"]) == (0, False, False)
    assert shown["message"]["body"] == "من يغطي ريف حمص؟"
    assert omar("PUT", f"threads/{root.pk}/follow/").status_code == 404
    assert not Thread.objects.exists()


def test_follow_read_title_over_the_api(cast: Cast, room: Room, root: Message) -> None:
    basel, omar = Program(cast, "basel"), Program(cast, "omar")
    post(omar, room, thread=root.pk)
    [listed] = basel("GET", "threads/?unread=1").json()["results"]
    assert (listed["id"], listed["unread"], listed["room_name"]) == (root.pk, 1, room.name)
    assert basel("PUT", f"threads/{root.pk}/read/", {"seq": 5}).json() == {"read_seq": 1}
    assert basel("GET", "threads/?unread=1").json()["results"] == []
    assert basel("DELETE", f"threads/{root.pk}/follow/").status_code == 204
    assert basel("GET", "threads/").json()["results"] == []
    assert basel("PUT", f"threads/{root.pk}/follow/").json()["is_following"]
    assert omar("PATCH", f"threads/{root.pk}/", {"title": "ريف حمص"}).json()["title"] == "ريف حمص"
    assert basel("PATCH", f"threads/{root.pk}/", {"title": "غيره"}).status_code == 403
    assert [each["title"] for each in omar("GET", f"threads/?room={room.pk}").json()["results"]] == ["ريف حمص"]


def test_a_thread_of_a_room_one_may_not_see_does_not_exist(cast: Cast, root: Message) -> None:
    hidden = said(cast, "basel", group_room(cast, "basel", []))
    replied(cast, "basel", hidden)
    omar = Program(cast, "omar")
    for pk in (hidden.pk, 10**9, 2**70):
        assert post(omar, root.room, thread=pk).status_code == 404
        for method, path in (("GET", ""), ("PATCH", ""), ("PUT", "follow/"), ("DELETE", "follow/"), ("PUT", "read/")):
            assert omar(method, f"threads/{pk}/{path}", {"title": "x", "seq": 1}).status_code == 404
    assert omar("GET", f"threads/?room={hidden.room_id}").status_code == 404
    assert omar("GET", f"rooms/{root.room_id}/messages/?thread={hidden.pk}").status_code == 404


def test_five_hundred_replies_are_paged_both_ways(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    Message.objects.bulk_create(
        Message(room=room, author=cast.omar, thread_id=root.pk, thread_seq=seq, client_id=uuid4(), body="ر", html="ر")
        for seq in range(2, 501)
    )
    omar, found = Program(cast, "omar"), []
    address: str | None = f"rooms/{room.pk}/messages/?thread={root.pk}&limit=100"
    while address:
        page = omar("GET", address).json()
        found += [each["thread_seq"] for each in page["results"]]
        address = page["next"] and page["next"].split("/api/")[1]
    assert found == list(range(500, 0, -1))
    around = omar("GET", f"rooms/{room.pk}/messages/?thread={root.pk}&around=250&limit=10").json()["results"]
    assert [each["thread_seq"] for each in around] == list(range(245, 256))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_queries(cast: Cast, room: Room, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        replied(cast, "omar", said(cast, "basel", room))
    basel = Program(cast, "basel")
    with django_assert_num_queries(12):
        assert len(basel("GET", "threads/").json()["results"]) == count


@pytest.mark.parametrize("count", [1, 3])
def test_a_page_of_talk_asks_once_for_all_threads(
    cast: Cast, room: Room, count: int, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        replied(cast, "omar", said(cast, "basel", room))
    basel = Program(cast, "basel")
    with django_assert_num_queries(15):
        assert len(basel("GET", f"rooms/{room.pk}/messages/").json()["results"]) == count


@pytest.mark.django_db(transaction=True)
def test_two_who_reply_at_once_open_one_thread(transactional_db: None) -> None:
    cast = make_cast()
    root = said(cast, "basel", sector_room(cast, "basel", "omar", "hala"))
    start, failures = threading.Barrier(3), []

    def reply(name: str) -> None:
        start.wait(10)
        try:
            replied(cast, name, root)
        except Exception as error:  # noqa: BLE001
            failures.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=reply, args=[name]) for name in ("basel", "omar", "hala")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert failures == []
    assert list(Message.objects.filter(thread=root.pk).order_by("thread_seq").values_list("thread_seq", flat=True)) == [
        1,
        2,
        3,
    ]
    assert [(each.seq, each.replies) for each in Thread.objects.all()] == [(3, 3)]
