"""Pages of rooms: what they show, to whom, at which cost, and what they refuse in words."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chat.actions import edit_message, read_room
from chat.models import Message, Room
from journal.due import run_due
from tests.chat.rooms import group_room, said, sector_room
from tests.entries import entries_left
from tests.factories import Cast, signed_in

pytestmark = pytest.mark.django_db
CHAT = "03/02/2025, 09:15 - باسل: صباح الخير\n03/02/2025, 09:20 - +963 944 123 456: أهلاً\n"


def upload(text: bytes, name: str = "chat.txt") -> dict[str, Any]:
    return {"source": SimpleUploadedFile(name, text)}


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def test_home_says_what_this_is_to_strangers_and_what_waits_to_people(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "وصلت القافلة")
    assert "منصة الملتقى" in Client().get("/").content.decode()
    assert "وصلت القافلة" in signed_in(cast.omar).get("/").content.decode()


def test_a_room_shows_its_messages_oldest_first(cast: Cast, room: Room) -> None:
    for number in range(3):
        said(cast, "basel", room, f"رسالة {number}")
    context = signed_in(cast.omar).get(f"/rooms/{room.pk}/").context
    assert [row["body"] for row in context["messages"]["results"]] == ["رسالة 0", "رسالة 1", "رسالة 2"]
    assert context["room"]["can_write"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_room_costs_the_same_queries(cast: Cast, room: Room, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        said(cast, "basel", room)
        said(cast, "basel", group_room(cast, "basel", []))
    client = signed_in(cast.basel)
    client.get(f"/rooms/{room.pk}/")
    with django_assert_num_queries(37):
        client.get(f"/rooms/{room.pk}/")


@pytest.mark.parametrize("count", [1, 3])
def test_home_costs_the_same_queries(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _ in range(count):
        said(cast, "hala", group_room(cast, "hala", [cast.basel]))
    client = signed_in(cast.basel)
    client.get("/")
    with django_assert_num_queries(20):
        client.get("/")


def test_the_numbers_at_home_lead_to_what_they_count(cast: Cast, room: Room) -> None:
    client = signed_in(cast.omar)
    empty = client.get("/").context
    assert (empty["to_unread"], empty["to_mention"]) == ("/rooms/", "/rooms/")
    said(cast, "basel", room)
    first = said(cast, "basel", room, f"[@عمر](/people/{cast.omar.pk}/) هل تحضر؟")
    said(cast, "basel", room, f"[@عمر](/people/{cast.omar.pk}/) ننتظركم")
    page = client.get("/")
    assert (page.context["to_unread"], page.context["to_mention"]) == (
        f"/rooms/{room.pk}/",
        f"/rooms/{room.pk}/?around={first.seq}",
    )
    assert f'href="/rooms/{room.pk}/?around={first.seq}"' in page.content.decode()
    read_room(actor=cast.actor("omar"), room=room, seq=first.seq or 0)
    assert client.get("/").context["to_mention"] == f"/rooms/{room.pk}/?around={(first.seq or 0) + 1}"


def test_gharib_gets_no_page_of_a_room(cast: Cast, room: Room) -> None:
    message, gharib = said(cast, "basel", room), signed_in(cast.gharib)
    for path in ("", "header/", "panel/", "edit/", "members/", "import/", f"m/{message.pk}/"):
        assert gharib.get(f"/rooms/{room.pk}/{path}").status_code == 404, path
    for path in ("close/", "join/", "leave/", "level/", "members/add/", f"members/{cast.basel.pk}/remove/"):
        assert gharib.post(f"/rooms/{room.pk}/{path}").status_code == 404, path
    assert gharib.get(f"/messages/{message.pk}/versions/").status_code == 404
    assert gharib.post(f"/rooms/direct/{cast.basel.pk}/").status_code == 404


def test_signed_out_every_page_of_rooms_asks_to_sign_in(cast: Cast, room: Room) -> None:
    for path in ("/rooms/", f"/rooms/{room.pk}/", f"/rooms/{room.pk}/panel/", "/rooms/new/"):
        assert Client().get(path)["Location"].startswith("/accounts/login/"), path


def test_a_permalink_leads_around_its_message(cast: Cast, room: Room) -> None:
    message = said(cast, "basel", room)
    assert signed_in(cast.omar).get(f"/rooms/{room.pk}/m/{message.pk}/")["Location"] == f"/rooms/{room.pk}/?around=1"


@pytest.mark.parametrize(
    "query",
    [
        "around=x",
        "around=٣",
        "day=2026-02-31",
        "day=nonsense",
        "day=0001-01-01",
        "day=9999-12-31",
        "around=" + "9" * 30,
    ],
)
def test_nonsense_in_the_address_is_not_a_fault(cast: Cast, room: Room, query: str) -> None:
    said(cast, "basel", room)
    try:
        status = signed_in(cast.basel).get(f"/rooms/{room.pk}/?{query}").status_code
    except ValueError:
        pytest.fail("a person would see a traceback")
    assert status == 200


def test_versions_show_what_was_said_before(cast: Cast, room: Room) -> None:
    message = said(cast, "basel", room, "عشرون")
    edit_message(actor=cast.actor("basel"), message=message, body="ثلاثون")
    assert "عشرون" in signed_in(cast.omar).get(f"/messages/{message.pk}/versions/").content.decode()


def test_a_group_is_made_on_a_page(cast: Cast) -> None:
    answer = signed_in(cast.basel).post("/rooms/new/", {"name": "فريق القافلة", "people": [cast.hala.pk]})
    made = Room.objects.get()
    assert (answer["Location"], made.kind, made.memberships.count()) == (f"/rooms/{made.pk}/", "group", 2)


def test_a_form_says_what_is_wrong(cast: Cast) -> None:
    answer = signed_in(cast.basel).post("/rooms/new/", {"name": " "})
    assert answer.context["form"].errors["name"]
    assert Room.objects.count() == 0


def test_members_change_roles_leave_and_come_back(cast: Cast, room: Room) -> None:
    salma, omar = signed_in(cast.salma), signed_in(cast.omar)
    salma.post(f"/rooms/{room.pk}/members/{cast.omar.pk}/role/", {"role": "moderator"})
    assert cast.omar.has_perm("chat.moderate_room", room)
    omar.post(f"/rooms/{room.pk}/leave/")
    assert not room.memberships.filter(person=cast.omar).exists()
    omar.post(f"/rooms/{room.pk}/join/")


def test_the_panel_of_a_room_mutes_it_and_lets_it_be_heard_as_usual_again(cast: Cast, room: Room) -> None:
    omar, usual = signed_in(cast.omar), 'value="usual"'
    assert usual not in omar.get(f"/rooms/{room.pk}/panel/").content.decode()
    omar.post(f"/rooms/{room.pk}/level/", {"level": "mentions"})
    assert room.memberships.get(person=cast.omar).is_muted
    assert usual in omar.get(f"/rooms/{room.pk}/panel/").content.decode()
    omar.post(f"/rooms/{room.pk}/level/", {"level": "usual"})
    assert not room.memberships.get(person=cast.omar).is_muted


@pytest.mark.parametrize(("is_muted", "level"), [(True, "mentions"), (False, "usual")])
def test_muting_is_a_level_of_the_room(cast: Cast, room: Room, is_muted: bool, level: str) -> None:
    omar = signed_in(cast.omar)
    with entries_left() as left:
        answer = omar.put(f"/api/rooms/{room.pk}/mute/", {"is_muted": is_muted}, content_type="application/json")
    assert (answer.json()["is_muted"], answer.json()["level"]) == (is_muted, level)
    assert left == [(f"user.{cast.omar.pk}", "level_set", room.pk, {"is_muted": is_muted, "level": level})]


def test_a_direct_room_opens_from_a_persons_page(cast: Cast) -> None:
    assert f"/rooms/direct/{cast.omar.pk}/" in signed_in(cast.basel).get(f"/people/{cast.omar.pk}/").content.decode()
    signed_in(cast.basel).post(f"/rooms/direct/{cast.omar.pk}/")
    assert Room.objects.get().kind == "direct"


def test_a_history_comes_in_by_the_pages(cast: Cast) -> None:
    room = group_room(cast, "basel", [cast.hala])
    basel = signed_in(cast.basel)
    preview = basel.post(f"/rooms/{room.pk}/import/", upload(CHAT.encode()), follow=True)
    page = preview.content.decode()
    assert "+…56" in page
    assert "944" not in re.sub(r"\d{6,}", "", page)
    address = preview.redirect_chain[-1][0]
    basel.post(address, {"sender-0": cast.basel.pk})
    run_due()
    assert Message.objects.filter(room=room, history__isnull=False).count() == 2
    assert "2" in basel.get(f"{address}progress/").content.decode()
    assert signed_in(cast.omar).get(address).status_code == 404


def test_the_preview_of_a_history_is_calm(cast: Cast) -> None:
    room = group_room(cast, "basel", [])
    chat = CHAT + "03/02/2025, 09:30 - باسل: <Media omitted>\n"
    page = signed_in(cast.basel).post(f"/rooms/{room.pk}/import/", upload(chat.encode()), follow=True).content.decode()
    assert "مرفق لم يُصدَّر من واتساب" in page
    assert "(اختياري)" not in page
    assert '<span class="clamp" dir="auto"></span>' not in page


def bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_chat.txt", b"0" * (20 * 1024 * 1024))
    return packed.getvalue()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "chat.txt"),
        (b"%PDF-1.7 not a chat", "chat.txt"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 2000, "photo.png"),
        (b"PK\x03\x04 broken", "chat.zip"),
        (bomb(), "chat.zip"),
        ("مرحبا".encode(), "chat.txt"),
    ],
)
def test_the_wrong_kind_of_file_is_refused_in_words(cast: Cast, content: bytes, name: str) -> None:
    room = group_room(cast, "basel", [])
    answer = signed_in(cast.basel).post(f"/rooms/{room.pk}/import/", upload(content, name))
    assert answer.status_code == 200
    assert answer.context["form"].errors["source"]
    assert not room.imports.exists()


def test_in_an_open_room_only_moderators_import(cast: Cast, room: Room) -> None:
    assert signed_in(cast.basel).post(f"/rooms/{room.pk}/import/", upload(CHAT.encode())).status_code == 403
    assert signed_in(cast.salma).post(f"/rooms/{room.pk}/import/", upload(CHAT.encode())).status_code == 302
