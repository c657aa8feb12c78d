"""Files are found by their names, at the message they came with."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from chat.actions import delete_message, post_message
from chat.models import Message, Room
from search.models import SearchEntry
from search.queries import Asked, found, shown
from tests.chat.rooms import group_room, said
from tests.factories import Cast
from tests.files import samples
from tests.files.uploads import brought, browser
from tests.search.finding import finds, followed

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture
def message(cast: Cast, settings: Any, tmp_path: Path) -> Message:
    """Basel sends a picture to the group he shares with Hala."""
    settings.MEDIA_ROOT = tmp_path
    room: Room = group_room(cast, "basel", [cast.hala])
    said(cast, "basel", room, "قافلة من دون صورة")
    file = brought(cast, "basel", samples.jpeg((64, 48)), called="قائمة القافلة.jpg")
    actor = cast.actor("basel")
    return post_message(actor=actor, room=room, body="صورة القافلة", client_id=uuid4(), files=[file]).message


def test_a_file_is_found_by_its_name_and_leads_to_its_message(cast: Cast, message: Message) -> None:
    followed()
    message.refresh_from_db()
    page = found(cast.hala, Asked(q="قايمه", kind="file"))
    facts = shown(cast.hala, page.entries, "قايمه")[0]
    assert (facts["excerpt"], facts["title"]) == ("قائمة القافلة.jpg", "باسل")
    assert facts["href"] == f"/rooms/{message.room_id}/?around={message.seq}"


def test_on_the_page_the_ending_of_a_file_stands_apart(cast: Cast, message: Message) -> None:
    followed()
    page = browser(cast, "hala").get("/search/?q=قائمة&kind=file").content.decode()
    assert '<mark>قائمة</mark> القافلة <bdi class="soft s">JPG</bdi>' in page


def test_the_filter_of_files_leaves_what_has_one(cast: Cast, message: Message) -> None:
    followed()
    assert sorted(finds(cast.hala, "قافلة", has_file=True)) == ["صورة القافلة", "قائمة القافلة.jpg"]
    assert len(finds(cast.hala, "قافلة")) == 3


def test_outsiders_find_no_file(cast: Cast, message: Message) -> None:
    followed()
    assert finds(cast.omar, kind="file") == finds(cast.gharib, kind="file") == finds(cast.salma, kind="file") == []


def test_a_deleted_message_takes_its_files_along(cast: Cast, message: Message) -> None:
    followed()
    delete_message(actor=cast.actor("basel"), message=message)
    followed()
    assert finds(cast.hala, kind="file") == []
    assert not SearchEntry.objects.filter(kind="file").exists()
