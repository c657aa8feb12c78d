"""Files beside the words of messages: who sends them, who gets them, and as what."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

import demo
from chat import actions, queries
from chat.models import Attachment, Message, Room
from chat.permissions import attachments_for
from files.actions import Voice
from files.models import StoredFile
from journal.actors import Actor
from journal.due import run_due
from journal.models import Entry
from journal.refusals import Conflict, Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast
from tests.files import samples
from tests.files.uploads import brought, browser

pytestmark = [pytest.mark.django_db, pytest.mark.both]

PAGE_QUERIES = 12


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def room(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.hala])


def sent(cast: Cast, room: Room, *files: StoredFile, body: str = "", name: str = "basel") -> Message:
    posted = actions.post_message(actor=cast.actor(name), room=room, body=body, client_id=uuid4(), files=files)
    return posted.message


def pictures(cast: Cast, many: int = 1, name: str = "basel") -> list[StoredFile]:
    return [brought(cast, name, samples.jpeg((64, 48 + at))) for at in range(many)]


def bytes_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else bytes(answer.content)


def events(room: Room) -> list[str]:
    return list(Entry.objects.filter(stream__name=room.stream).order_by("number").values_list("event", flat=True))


def test_post_message_with_files_needs_no_words(cast: Cast, room: Room) -> None:
    message = sent(cast, room, *pictures(cast, 2))
    told = queries.message_as_it_stands(message.pk)["files"]
    assert [(each["kind"], each["width"], each["height"]) for each in told] == [("image", 64, 48), ("image", 64, 49)]
    assert queries.fresh_message(message)["files"] == told
    assert events(room)[-1] == "message_posted"
    with pytest.raises(ValidationError):
        said(cast, "basel", room, " ")


def test_the_same_request_with_other_files_is_another_request(cast: Cast, room: Room) -> None:
    one, two = pictures(cast, 2)
    given: dict[str, Any] = {"actor": cast.actor("basel"), "room": room, "body": "صور", "client_id": uuid4()}
    first = actions.post_message(**given, files=[one])
    again = actions.post_message(**given, files=[one])
    assert (again.is_new, again.message.pk) == (False, first.message.pk)
    for files in ([two], [one, two], []):
        with pytest.raises(Conflict):
            actions.post_message(**given, files=files)


def test_one_sends_what_one_brought_or_sees(cast: Cast, room: Room) -> None:
    [file] = pictures(cast, name="omar")
    with pytest.raises(ValidationError) as refusal:
        sent(cast, room, file)
    assert refusal.value.error_dict["files"][0].code == "unknown_file"
    shared = sector_room(cast, "basel", "omar")
    sent(cast, shared, file, name="omar")
    sent(cast, room, file)
    assert StoredFile.objects.get().uses == 2


def test_a_message_holds_ten_files(cast: Cast, room: Room) -> None:
    with pytest.raises(ValidationError) as refusal:
        sent(cast, room, *pictures(cast, 11))
    assert refusal.value.error_dict["files"][0].code == "too_many_files"


def test_a_deleted_message_takes_its_files_along(
    cast: Cast, room: Room, django_capture_on_commit_callbacks: Any
) -> None:
    alone, shared = pictures(cast, 2)
    message, other = sent(cast, room, alone, shared), sent(cast, room, shared)
    path = Path(alone.content.path)
    with django_capture_on_commit_callbacks(execute=True):
        actions.delete_message(actor=cast.actor("basel"), message=message)
    assert list(StoredFile.objects.all()) == [shared]
    assert not path.exists()
    assert "files" not in queries.message_as_it_stands(message.pk)
    assert len(queries.message_as_it_stands(other.pk)["files"]) == 1


def test_words_beside_files_may_go(cast: Cast, room: Room) -> None:
    message = sent(cast, room, *pictures(cast), body="صورة")
    assert actions.edit_message(actor=cast.actor("basel"), message=message, body="").body == ""


def test_preview_file_shows_it_wherever_it_stands(cast: Cast, room: Room) -> None:
    other = sector_room(cast, "basel")
    [file] = pictures(cast)
    sent(cast, room, file), sent(cast, other, file)
    run_due()
    for each in (room, other):
        entry = Entry.objects.filter(stream__name=each.stream).latest("number")
        assert (entry.event, entry.person, entry.facts) == ("file_previewed", None, {})
        assert events(each).count("file_previewed") == 1
    attachment = Attachment.objects.select_related("file").latest("pk")
    assert queries.message_as_it_stands(attachment.message_id)["files"][0]["preview"]
    with pytest.raises(Refused):
        actions.preview_file(actor=cast.actor("salma"), attachment=attachment, preview=b"x")


def test_a_file_that_cannot_be_drawn_stays_a_card(cast: Cast, room: Room) -> None:
    sent(cast, room, brought(cast, "basel", b"%PDF-1.4 torn", "a.pdf"))
    run_due()
    assert events(room)[-1] == "message_posted"


@pytest.mark.parametrize("name", ["salma", "omar", "rania", "gharib"])
def test_who_does_not_see_the_message_finds_no_file(cast: Cast, room: Room, name: str) -> None:
    sent(cast, room, *pictures(cast))
    attachment = Attachment.objects.get()
    client = browser(cast, name)
    ways = (f"/rooms/{room.pk}/files/{attachment.pk}/", f"/api/attachments/{attachment.pk}/")
    assert [client.get(way + end).status_code for way in ways for end in ("", "preview/")] == [404] * 4
    assert not attachments_for(getattr(cast, name)).exists()


def test_a_file_is_found_in_its_own_room_only(cast: Cast, room: Room) -> None:
    sent(cast, room, *pictures(cast))
    other = group_room(cast, "basel", [cast.hala])
    assert browser(cast, "basel").get(f"/rooms/{other.pk}/files/{Attachment.objects.get().pk}/").status_code == 404


@pytest.mark.parametrize(
    ("content", "called", "kind", "disposition"),
    [
        (samples.jpeg(), "صورة.jpg", "image/jpeg", "inline"),
        (samples.SVG, "logo.svg", "application/octet-stream", "attachment"),
        (samples.HTML, "page.html", "application/octet-stream", "attachment"),
        (samples.pdf(), "كتاب.pdf", "application/octet-stream", "attachment"),
    ],
)
def test_a_file_runs_in_no_browser(
    cast: Cast, room: Room, content: bytes, called: str, kind: str, disposition: str
) -> None:
    sent(cast, room, brought(cast, "basel", content, called))
    address = f"/rooms/{room.pk}/files/{Attachment.objects.get().pk}/"
    answer = browser(cast, "hala").get(address)
    headers = answer.headers
    assert bytes_of(answer).startswith(content[:20])
    assert (headers["Content-Type"], headers["X-Content-Type-Options"]) == (kind, "nosniff")
    assert headers["Content-Disposition"].startswith(disposition)
    assert headers["Content-Security-Policy"].startswith("sandbox")
    assert headers["Cache-Control"].startswith("private")
    saved = browser(cast, "hala").get(address + "?download")
    assert saved.headers["Content-Disposition"].startswith("attachment")
    assert Client().get(address).status_code == 302


@pytest.mark.parametrize(
    ("asked", "status", "told", "part"),
    [
        ("bytes=0-3", 206, "bytes 0-3/10", b"0123"),
        ("bytes=6-", 206, "bytes 6-9/10", b"6789"),
        ("bytes=-2", 206, "bytes 8-9/10", b"89"),
        ("bytes=4-400", 206, "bytes 4-9/10", b"456789"),
        ("bytes=10-", 416, "bytes */10", b""),
        ("bytes=0-1,3-4", 200, None, b"0123456789"),
        ("lines=1-2", 200, None, b"0123456789"),
    ],
)
def test_a_part_of_a_file(cast: Cast, room: Room, asked: str, status: int, told: str | None, part: bytes) -> None:
    sent(cast, room, brought(cast, "basel", b"0123456789", "a.txt"))
    address = f"/rooms/{room.pk}/files/{Attachment.objects.get().pk}/"
    answer = browser(cast, "basel").get(address, headers={"Range": asked, "Accept-Encoding": "gzip"})
    assert (answer.status_code, answer.headers.get("Content-Range"), bytes_of(answer)) == (status, told, part)


def test_what_a_browser_has_is_not_sent_again(cast: Cast, room: Room) -> None:
    sent(cast, room, *pictures(cast))
    address, client = f"/rooms/{room.pk}/files/{Attachment.objects.get().pk}/", browser(cast, "basel")
    first = client.get(address)
    bytes_of(first)
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("many", [1, 3])
def test_files_of_a_page_of_messages_cost_one_query(cast: Cast, room: Room, many: int) -> None:
    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            queries.message_facts(queries.timeline(room))
        return len(captured)

    said(cast, "basel", room)
    without = asked()
    for _ in range(many):
        sent(cast, room, *pictures(cast, 2))
    assert (without, asked()) == (3, 4)


def test_the_api_posts_files(cast: Cast, room: Room) -> None:
    client, [file] = browser(cast, "basel"), pictures(cast)
    address, given = f"/api/rooms/{room.pk}/messages/", {"client_id": str(uuid4()), "files": [file.pk]}
    answer = client.post(address, given, content_type="application/json")
    assert (answer.status_code, answer.json()["files"][0]["file"]) == (201, file.pk)
    assert client.post(address, given, content_type="application/json").status_code == 200
    [foreign] = pictures(cast, name="omar")
    for wrong in ([foreign.pk], [file.pk, file.pk], [10**9]):
        given = {"client_id": str(uuid4()), "files": wrong}
        assert client.post(address, given, content_type="application/json").json()["code"] == "unknown_file"


def test_no_person_has_a_key_to_what_is_below(cast: Cast, room: Room) -> None:
    sent(cast, room, *pictures(cast))
    assert not attachments_for(Actor.clock().person or cast.gharib).exists()


@pytest.mark.parametrize("many", [1, 3])
def test_room_files_shows_a_page_by_few_queries(cast: Cast, room: Room, many: int) -> None:
    for _ in range(many):
        sent(cast, room, *pictures(cast))
    sent(cast, room, brought(cast, "basel", samples.pdf(), "كتاب.pdf"))
    client = browser(cast, "hala")
    client.get(f"/rooms/{room.pk}/files/")
    with CaptureQueriesContext(connection) as captured:
        page = client.get(f"/rooms/{room.pk}/files/?kind=image")
    assert page.content.decode().count("file-card") == many
    assert len(captured) <= PAGE_QUERIES


def test_room_files_are_filtered_by_kind_and_hold_nothing_deleted(cast: Cast, room: Room) -> None:
    gone = sent(cast, room, *pictures(cast))
    sent(cast, room, brought(cast, "basel", samples.pdf(), "كتاب.pdf"))
    actions.delete_message(actor=cast.actor("basel"), message=gone)
    client = browser(cast, "hala")
    told = client.get(f"/api/rooms/{room.pk}/files/").json()["results"]
    assert [(each["name"], each["kind"]) for each in told] == [("كتاب.pdf", "document")]
    assert client.get(f"/api/rooms/{room.pk}/files/?kind=image").json()["results"] == []
    assert "empty" in client.get(f"/rooms/{room.pk}/files/?kind=voice").content.decode()
    for name in ("omar", "gharib"):
        ways = (f"/rooms/{room.pk}/files/", f"/api/rooms/{room.pk}/files/")
        assert [browser(cast, name).get(way).status_code for way in ways] == [404, 404]


def test_a_last_line_without_words_says_what_it_brings(cast: Cast, room: Room, django_assert_num_queries: Any) -> None:
    client = browser(cast, "hala")
    sent(cast, room, *pictures(cast, 2))
    assert queries.joined_rooms(cast.hala)[0]["last"] | {"created_at": ""} == {
        "name": str(cast.basel),
        "excerpt": "",
        "files": 2,
        "voice": False,
        "deleted": False,
        "created_at": "",
    }
    assert "ملفان" in client.get("/").content.decode()
    note = (Path(demo.__file__).parent / "voice.webm").read_bytes()
    sent(cast, room, brought(cast, "basel", note, called="voice.webm", voice=Voice(2020, "A" * 64)))
    assert queries.joined_rooms(cast.hala)[0]["last"]["voice"] is True
    assert "رسالة صوتية" in client.get("/").content.decode()
    with django_assert_num_queries(7):
        queries.joined_rooms(cast.hala)
    said(cast, "basel", room, "وصلت")
    with django_assert_num_queries(6):
        queries.joined_rooms(cast.hala)
