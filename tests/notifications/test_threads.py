"""Who hears of replies in threads, and how reading the thread settles it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from chat.actions import delete_message, edit_message, follow_thread, read_thread, set_level, unfollow_thread
from chat.models import Message, Room, RoomMembership, Thread, ThreadFollow
from journal.models import Cursor, Entry
from notifications.models import Notification
from notifications.queries import listed, newest
from notifications.tasks import follow_rooms
from tests.chat.rooms import replied, said, sector_room
from tests.factories import Cast, make_person
from tests.notifications.situations import heard, settle, told

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "hala", "omar")


@pytest.fixture
def root(cast: Cast, room: Room) -> Message:
    return said(cast, "basel", room, "من يغطي ريف حمص؟")


def at(cast: Cast, name: str) -> str:
    return f"[@{name}](/people/{getattr(cast, name).pk}/) هل تحضر؟"


def thread_of(root: Message) -> Thread:
    return Thread.objects.select_related("room", "root").get(pk=root.pk)


def test_who_is_mentioned_in_a_thread_hears_of_it_and_others_do_not(cast: Cast, root: Message) -> None:
    reply = replied(cast, "basel", root, at(cast, "omar"))
    settle()
    assert (heard(cast.omar), heard(cast.hala), heard(cast.basel)) == ([("mention", reply.pk)], [], [])


def test_who_follows_a_thread_hears_of_replies_once_in_one_line(cast: Cast, root: Message) -> None:
    replied(cast, "omar", root)
    second = replied(cast, "hala", root)
    settle()
    Cursor.objects.filter(follower="notices_of_rooms").delete()
    settle()
    assert heard(cast.basel) == [("thread", second.pk)]
    assert heard(cast.omar) == [("thread", second.pk)]
    assert heard(cast.hala) == []


def test_later_replies_move_the_line_of_their_thread_and_of_no_other(cast: Cast, room: Room, root: Message) -> None:
    other = said(cast, "basel", room, "ومن يغطي درعا؟")
    replied(cast, "omar", root)
    beside = replied(cast, "omar", other)
    settle()
    newest_reply = replied(cast, "hala", root, "نحن")
    settle()
    assert sorted(heard(cast.basel)) == sorted([("thread", newest_reply.pk), ("thread", beside.pk)])
    line = next(each for each in listed(cast.basel, newest(cast.basel)) if "ردّان" in each["text"])
    assert line["text"] == f"ردّان جديدان في موضوع تتابعونه · {cast.hala}: نحن"
    assert line["href"] == f"/rooms/{room.pk}/threads/{root.pk}/"


def test_a_deleted_reply_leaves_the_news_of_the_others(cast: Cast, root: Message) -> None:
    replied(cast, "omar", root, "أول")
    second = replied(cast, "omar", root, "ثان")
    settle()
    delete_message(actor=cast.actor("omar"), message=second)
    settle()
    assert heard(cast.basel) == [("thread", second.pk)]
    delete_message(actor=cast.actor("omar"), message=Message.objects.get(body="أول"))
    alone = replied(cast, "omar", root, "ثالث")
    settle()
    assert heard(cast.basel) == [("thread", alone.pk)]


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        ("all", ["thread", "mention"]),
        ("usual", ["thread", "mention"]),
        ("mentions", ["mention"]),
        ("nothing", []),
    ],
)
def test_what_one_hears_of_a_thread_follows_the_level(
    cast: Cast, room: Room, root: Message, level: str, expected: list[str]
) -> None:
    replied(cast, "omar", root)
    follow_thread(actor=cast.actor("hala"), thread=thread_of(root))
    set_level(actor=cast.actor("hala"), room=room, level=level)
    replied(cast, "omar", root)
    replied(cast, "omar", root, at(cast, "hala"))
    settle()
    assert [kind for kind, _object in heard(cast.hala) if kind != "messages"] == expected


def test_who_stopped_following_hears_only_what_is_meant_for_them(cast: Cast, root: Message) -> None:
    replied(cast, "omar", root)
    unfollow_thread(actor=cast.actor("basel"), thread=thread_of(root))
    replied(cast, "omar", root)
    mention = replied(cast, "omar", root, at(cast, "basel"))
    settle()
    assert heard(cast.basel) == [("mention", mention.pk)]


def test_reading_the_thread_reads_its_notifications_and_the_room_does_not(cast: Cast, root: Message) -> None:
    first, second = replied(cast, "omar", root), replied(cast, "omar", root)
    settle()
    read_thread(actor=cast.actor("basel"), thread=thread_of(root), seq=first.thread_seq or 0)
    settle()
    assert heard(cast.basel) == [("thread", second.pk)]
    read_thread(actor=cast.actor("basel"), thread=thread_of(root), seq=second.thread_seq or 0)
    settle()
    assert heard(cast.basel) == []
    assert told(cast.basel) == ["notified", "notifications_read"]


def test_who_has_read_along_in_the_thread_hears_nothing(cast: Cast, root: Message) -> None:
    reply = replied(cast, "omar", root)
    read_thread(actor=cast.actor("basel"), thread=thread_of(root), seq=reply.thread_seq or 0)
    settle()
    assert heard(cast.basel) == []


def test_a_mention_of_the_room_is_settled_by_reading_without_following(cast: Cast, room: Room, root: Message) -> None:
    reply = replied(cast, "omar", root, f"[@الجميع](/rooms/{room.pk}/) اجتماع")
    settle()
    assert heard(cast.hala) == [("mention", reply.pk)]
    read_thread(actor=cast.actor("hala"), thread=thread_of(root), seq=1)
    settle()
    assert heard(cast.hala) == []
    assert not ThreadFollow.objects.filter(person=cast.hala).exists()


def test_an_edit_that_adds_a_mention_in_a_thread_tells(cast: Cast, root: Message) -> None:
    reply = replied(cast, "omar", root)
    settle()
    edit_message(actor=cast.actor("omar"), message=reply, body=at(cast, "hala"))
    settle()
    assert heard(cast.hala) == [("mention", reply.pk)]
    assert heard(cast.basel) == [("thread", reply.pk)]


def test_its_line_names_the_author_and_leads_to_the_thread(cast: Cast, room: Room, root: Message) -> None:
    reply = replied(cast, "omar", root, "نحن في ريف حمص")
    settle()
    line = listed(cast.basel, newest(cast.basel))[0]
    assert "عمر" in line["text"]
    assert "نحن في ريف حمص" in line["text"]
    assert line["href"] == f"/rooms/{room.pk}/m/{reply.pk}/"


@pytest.mark.parametrize("number", [2, 40])
def test_a_reply_costs_the_same_queries_for_any_number_of_followers(cast: Cast, root: Message, number: int) -> None:
    replied(cast, "basel", root)
    people = [make_person() for _ in range(number)]
    RoomMembership.objects.bulk_create(
        RoomMembership(room=root.room, person=person, is_invited=True) for person in people
    )
    ThreadFollow.objects.bulk_create(ThreadFollow(thread_id=root.pk, person=person) for person in people)
    reply = replied(cast, "basel", root)
    entries = list(Entry.objects.filter(object_id=reply.pk, event="message_posted").select_related("stream"))
    with CaptureQueriesContext(connection) as queries:
        follow_rooms(entries)
    assert Notification.objects.filter(kind="thread").count() == number
    assert len([query for query in queries if "SAVEPOINT" not in query["sql"]]) <= 11
