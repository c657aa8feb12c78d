"""Threads: one for a message, numbered by themselves, followed by who takes part, unread apart from the room."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from chat.actions import (
    close_room,
    delete_message,
    edit_message,
    follow_thread,
    join_room,
    leave_room,
    post_message,
    read_thread,
    title_thread,
    unfollow_thread,
)
from chat.models import HistoryImport, Message, Room, Thread, ThreadFollow
from chat.permissions import can_follow_thread, can_read_thread, can_title_thread, can_unfollow_thread
from chat.queries import followed_threads, listed_threads, message_as_it_stands, room_for_person, unread_threads
from journal.models import Entry, Stream
from journal.refusals import Conflict, Refused
from tests.chat.rooms import group_room, replied, said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "hala", "omar")


@pytest.fixture
def root(cast: Cast, room: Room) -> Message:
    return said(cast, "basel", room, "من يغطي ريف حمص؟")


def thread_of(root: Message) -> Thread:
    return Thread.objects.select_related("room", "root").get(pk=root.pk)


def entries(stream: str) -> list[tuple[str, dict[str, Any]]]:
    return list(Entry.objects.filter(stream__name=stream).order_by("number").values_list("event", "facts"))


def unread(cast: Cast, name: str) -> dict[int, int]:
    person = getattr(cast, name)
    return {each["id"]: each["unread"] for each in listed_threads(person, followed_threads(person))}


def test_replies_are_numbered_by_their_thread_and_leave_the_rooms_unread_alone(
    cast: Cast, room: Room, root: Message
) -> None:
    replies = [replied(cast, "omar", root), replied(cast, "basel", root)]
    assert [(each.seq, each.thread_seq) for each in replies] == [(None, 1), (None, 2)]
    assert Stream.objects.get(name=room.stream).seq == 1
    assert said(cast, "omar", room).seq == 2
    facts = message_as_it_stands(root.pk)["replies"]
    assert (facts["count"], facts["seq"], facts["started_by"]) == (2, 2, cast.omar.pk)
    assert room_for_person(cast.actor("hala"), room)["seq"] == 2


def test_post_message_in_a_thread_leaves_its_entry_and_those_of_who_follows(
    cast: Cast, room: Room, root: Message
) -> None:
    before = len(entries(room.stream))
    replied(cast, "omar", root)
    assert entries(room.stream)[before:] == [("message_posted", {})]
    assert entries(f"user.{cast.omar.pk}")[-1] == ("thread_followed", {"thread": root.pk, "read_seq": 1})
    assert entries(f"user.{cast.basel.pk}")[-1] == ("thread_followed", {"thread": root.pk, "read_seq": 0})


def test_who_wrote_the_root_who_replies_and_who_is_mentioned_follow(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root, f"[@هالة](/people/{cast.hala.pk}/) ما رأيك؟")
    assert (unread(cast, "basel"), unread(cast, "omar"), unread(cast, "hala")) == (
        {root.pk: 1},
        {root.pk: 0},
        {root.pk: 1},
    )
    assert unread(cast, "salma") == {}
    [shown] = listed_threads(cast.hala, unread_threads(cast.hala))
    assert (shown["mentions"], shown["root"]["author_name"]) == (1, "باسل")
    reply = replied(cast, "omar", root)
    edit_message(actor=cast.actor("omar"), message=reply, body=f"[@سلمى](/people/{cast.salma.pk}/)")
    assert unread(cast, "salma") == {root.pk: 1}


def test_read_thread_only_grows_and_tells_only_its_reader(cast: Cast, room: Room, root: Message) -> None:
    for _ in range(3):
        replied(cast, "omar", root)
    thread, basel = thread_of(root), cast.actor("basel")
    assert [read_thread(actor=basel, thread=thread, seq=seq) for seq in (2, 1, 99)] == [2, 2, 3]
    assert unread(cast, "basel") == {root.pk: 0}
    assert [facts for event, facts in entries(f"user.{cast.basel.pk}") if event == "thread_read"] == [
        {"thread": root.pk, "read_seq": 2},
        {"thread": root.pk, "read_seq": 3},
    ]
    assert read_thread(actor=cast.actor("hala"), thread=thread, seq=3) == 0


def test_unfollow_thread_outlives_a_mention_and_ends_with_a_reply(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    basel = cast.actor("basel")
    for _ in range(2):
        unfollow_thread(actor=basel, thread=thread_of(root))
    replied(cast, "omar", root, f"[@باسل](/people/{cast.basel.pk}/)")
    assert unread(cast, "basel") == {}
    replied(cast, "basel", root)
    assert unread(cast, "basel") == {root.pk: 0}
    events = [event for event, _ in entries(f"user.{cast.basel.pk}") if event.startswith("thread_")]
    assert events == ["thread_followed", "thread_unfollowed", "thread_followed"]


def test_follow_thread_begins_now(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    for _ in range(2):
        follow_thread(actor=cast.actor("salma"), thread=thread_of(root))
    assert unread(cast, "salma") == {root.pk: 0}
    replied(cast, "omar", root)
    assert unread(cast, "salma") == {root.pk: 1}
    assert [event for event, _ in entries(f"user.{cast.salma.pk}")].count("thread_followed") == 1


def test_who_left_and_came_back_follows_nothing(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    leave_room(actor=cast.actor("basel"), room=room)
    assert (unread(cast, "basel"), ThreadFollow.objects.filter(person=cast.basel).count()) == ({}, 0)
    replied(cast, "omar", root)
    join_room(actor=cast.actor("basel"), room=room)
    assert unread(cast, "basel") == {}


def test_title_thread_tells_the_room_by_the_root(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    for _ in range(2):
        title_thread(actor=cast.actor("omar"), thread=thread_of(root), title=" تغطية  ريف حمص\u202e ")
    assert message_as_it_stands(root.pk)["replies"]["title"] == "تغطية ريف حمص"
    titled = Entry.objects.filter(stream__name=room.stream, event="thread_titled")
    assert [(each.kind, each.object_id, each.facts) for each in titled] == [("message", root.pk, {})]
    with pytest.raises(ValidationError):
        title_thread(actor=cast.actor("omar"), thread=thread_of(root), title="م" * 81)


@pytest.mark.parametrize("kind", ["sector", "group"])
def test_the_table_of_threads(cast: Cast, kind: str) -> None:
    """In the sector's channel Salma moderates, in the group Basel does; Omar started both threads."""
    is_group = kind == "group"
    place = group_room(cast, "basel", [cast.omar]) if is_group else sector_room(cast, "basel", "omar")
    message = said(cast, "basel", place)
    replied(cast, "omar", message)
    thread = thread_of(message)

    def allowed(rule: Any) -> str:
        return cast.who(rule, thread)

    people = "basel omar" if is_group else "salma basel omar"
    assert [allowed(rule) for rule in (can_follow_thread, can_unfollow_thread, can_read_thread)] == [people] * 3
    assert allowed(can_title_thread) == ("basel omar" if is_group else "salma omar")


@pytest.mark.parametrize("verb", [follow_thread, unfollow_thread, read_thread, title_thread])
def test_verbs_of_threads_refuse_outsiders(cast: Cast, room: Room, root: Message, verb: Any) -> None:
    replied(cast, "omar", root)
    words: dict[Any, dict[str, Any]] = {read_thread: {"seq": 1}, title_thread: {"title": "س"}}
    given = words.get(verb, {})
    for name in ("rania", "gharib"):
        with pytest.raises(Refused):
            verb(actor=cast.actor(name), thread=thread_of(root), **given)


def test_a_thread_keeps_to_its_room_and_opens_none_within(cast: Cast, room: Room, root: Message) -> None:
    reply, elsewhere = replied(cast, "omar", root), group_room(cast, "basel", [cast.omar])
    for place, begun, code in ((elsewhere, root, "thread_elsewhere"), (room, reply, "thread_in_thread")):
        with pytest.raises(ValidationError) as refusal:
            post_message(actor=cast.actor("omar"), room=place, body="رد", client_id=uuid4(), thread=begun)
        assert refusal.value.error_dict["thread"][0].code == code


def test_one_replies_to_what_stands_in_the_same_talk(cast: Cast, room: Room, root: Message) -> None:
    reply, other = replied(cast, "omar", root), said(cast, "omar", room)
    answered = replied(cast, "basel", root, reply_to=reply)
    assert message_as_it_stands(answered.pk)["reply_to"]["seq"] == 1
    assert replied(cast, "basel", root, reply_to=root).reply_to == root
    for thread, quoted in ((root, other), (None, reply)):
        with pytest.raises(ValidationError):
            post_message(
                actor=cast.actor("omar"), room=room, body="رد", client_id=uuid4(), thread=thread, reply_to=quoted
            )


def test_a_deleted_root_keeps_its_thread_and_opens_none(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    bare = said(cast, "basel", room)
    for message in (root, bare):
        delete_message(actor=cast.actor("basel"), message=message)
    assert replied(cast, "omar", root).thread_seq == 2
    tombstone = message_as_it_stands(root.pk)
    assert (tombstone["deleted"], tombstone["replies"]["count"]) == (True, 2)
    bare.refresh_from_db()
    with pytest.raises(Conflict):
        replied(cast, "omar", bare)


def test_a_deleted_reply_no_longer_counts_and_stays_unread(cast: Cast, room: Room, root: Message) -> None:
    first, second = replied(cast, "omar", root), replied(cast, "omar", root)
    for _ in range(2):
        delete_message(actor=cast.actor("omar"), message=second)
    thread = thread_of(root)
    assert (thread.seq, thread.replies, thread.last_at) == (2, 1, first.written_at)
    assert message_as_it_stands(second.pk)["thread"]["count"] == 1
    assert unread(cast, "basel") == {root.pk: 2}


def test_nobody_replies_in_a_closed_room(cast: Cast, room: Room, root: Message) -> None:
    replied(cast, "omar", root)
    close_room(actor=cast.actor("salma"), room=room)
    root.room.refresh_from_db()
    with pytest.raises(Refused):
        replied(cast, "omar", root)


def test_the_same_client_id_in_another_talk_is_another_message(cast: Cast, room: Room, root: Message) -> None:
    given: dict[str, Any] = {"actor": cast.actor("omar"), "room": room, "body": "رد", "client_id": uuid4()}
    first = post_message(**given, thread=root)
    again = post_message(**given, thread=root)
    assert (first.is_new, again.is_new, again.message.pk) == (True, False, first.message.pk)
    with pytest.raises(Conflict):
        post_message(**given)
    assert thread_of(root).seq == 1


def test_an_imported_message_begins_a_thread(cast: Cast, room: Room) -> None:
    history = HistoryImport.objects.create(room=room, made_by=cast.basel)
    brought = Message.objects.create(room=room, seq=-3, client_id=uuid4(), body="قديم", html="", history=history)
    assert replied(cast, "omar", brought).thread_seq == 1
    assert [each.person for each in ThreadFollow.objects.filter(thread=brought.pk)] == [cast.omar]
