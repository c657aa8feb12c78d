"""A prepared query answers as the queryset it was made of, in every thread and with every value."""

import threading
from uuid import uuid4

import pytest
from django.db import connection

from accounts.models import User
from chat.models import Message, Room, RoomMembership
from journal.models import Stream
from journal.prepared import Prepared
from tests.chat.rooms import said, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_rows_come_as_models_with_their_relations(cast: Cast) -> None:
    room = sector_room(cast, "basel", "omar")
    prepared = Prepared(lambda pk: RoomMembership.objects.filter(room=pk).select_related("person").order_by("pk"))
    for _ in range(2):
        assert [each.person.username for each in prepared(room.pk)] == ["salma", "basel", "omar"]
    assert prepared(room.pk + 1) == []


def test_values_take_their_own_places(cast: Cast) -> None:
    prepared = Prepared(
        lambda name, pk: User.objects.filter(username=name, pk__gte=pk).order_by("-pk").values_list("pk", "username")
    )
    assert prepared("basel", 0) == [(cast.basel.pk, "basel")]
    assert prepared("omar", 0) == [(cast.omar.pk, "omar")]
    assert prepared.first("omar", cast.omar.pk + 1) is None


def test_uuids_are_found(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel"))
    prepared = Prepared(lambda author, given: Message.objects.filter(author_id=author, client_id=given))
    assert prepared(cast.basel.pk, message.client_id) == [message]
    assert prepared(cast.basel.pk, uuid4()) == []


def test_rows_are_read_anew_each_time(db: None) -> None:
    prepared = Prepared(lambda name: Stream.objects.filter(name=name))
    stream = Stream.objects.create(name="room.1", kind="room")
    before = prepared("room.1")
    Stream.objects.filter(pk=stream.pk).update(head=7)
    assert [each.head for each in before + prepared("room.1")] == [0, 7]


@pytest.mark.django_db(transaction=True)
def test_threads_do_not_disturb_each_other(transactional_db: None) -> None:
    prepared = Prepared(lambda name: Stream.objects.filter(name=name).values_list("name", flat=True))
    names = [f"room.{number}" for number in range(4)]
    Stream.objects.bulk_create(Stream(name=name, kind="room") for name in names)
    wrong: list[str] = []

    def ask(name: str) -> None:
        wrong.extend(name for _ in range(200) if prepared(name) != [name])
        connection.close()

    threads = [threading.Thread(target=ask, args=[name]) for name in names]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_value_that_is_changed_on_its_way_is_refused(db: None) -> None:
    with pytest.raises(TypeError):
        Prepared(lambda text: Room.objects.filter(name__contains=text))("x")
