"""Copies: who may ask, what is in the file, that it is whole or not there, and that it is its maker's alone."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4
from zipfile import ZipFile

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.test import Client
from django.utils import timezone

from archives import writing
from archives.actions import ask_archive, fail_archive, finish_archive, forget_archive, note_archive
from archives.models import Archive
from archives.permissions import can_ask_archive
from archives.tasks import give_up_archive, write_archive
from archives.writing import safe_name
from chat.actions import delete_message, edit_message, open_direct, post_message, remove_member, set_reaction
from chat.models import Attachment, Message, Room
from files.models import StoredFile
from journal.actors import Actor
from journal.due import run_due
from journal.models import Entry
from journal.refusals import Refused
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import NAMES, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def room(cast: Cast) -> Room:
    return sector_room(cast, "basel", "omar")


def with_file(message: Message, name: str, content: bytes, kind: str = "image/png") -> StoredFile:
    file = StoredFile(owner=message.author, client_id=uuid4(), name=name, type=kind, length=len(content))
    file.size, file.finished_at, file.uses = len(content), timezone.now(), 1
    file.content.save("x", ContentFile(content), save=False)
    file.save()
    Attachment.objects.create(message=message, file=file, order=0)
    Message.objects.filter(pk=message.pk).update(files_count=1)
    return file


def made(archive: Archive) -> ZipFile:
    run_due()
    archive.refresh_from_db()
    assert archive.finished_at is not None
    with archive.file.open("rb") as file:
        return ZipFile(io.BytesIO(file.read()))


def test_who_may_ask(cast: Cast, room: Room) -> None:
    group, direct = group_room(cast, "basel", [cast.hala]), open_direct(actor=cast.actor("basel"), person=cast.hala)
    table: dict[str, Room | None] = {"salma": room, "basel hala": group, "basel hala ": direct}
    for allowed, of in table.items():
        assert cast.who(can_ask_archive, of) == allowed.strip()
    assert all(can_ask_archive(cast.actor(name), None) for name in NAMES)


def test_ask_archive_refuses_outsiders(cast: Cast, room: Room) -> None:
    for name in ("basel", "gharib"):
        with pytest.raises(Refused):
            ask_archive(actor=cast.actor(name), room=room)


def test_a_copy_holds_messages_threads_and_files(cast: Cast, room: Room) -> None:
    first = said(cast, "basel", room, "<script>alert(1)</script> **قافلة**")
    file = with_file(first, "../../etc/صورة 1.png", b"\x89PNG picture")
    gone = said(cast, "omar", room, "سر")
    delete_message(actor=cast.actor("omar"), message=gone)
    packed = made(ask_archive(actor=cast.actor("salma"), room=room))
    assert packed.testzip() is None
    page, listed = packed.read("messages-1.html").decode(), json.loads(packed.read("messages.json"))
    assert ("<script" in page, "قافلة" in page, 'dir="rtl"' in page, "سر<" in page) == (False, True, True, False)
    assert (listed["format"], listed["version"], listed["room"]["id"]) == ("multaqa-archive", 1, room.pk)
    path = listed["messages"][0]["files"][0]["path"]
    assert path == f"files/{file.pk}-etc_صورة_1.png"
    assert (packed.read(path), path in page) == (b"\x89PNG picture", True)
    assert listed["messages"][1]["deleted"] is True
    assert [name for name in packed.namelist() if ".." in name or name.startswith("/")] == []


def test_of_a_room_one_lost_one_takes_along_ones_own_words_alone(cast: Cast) -> None:
    room = group_room(cast, "omar", [cast.basel, cast.hala])
    basel, asked = cast.actor("basel"), said(cast, "omar", room, "أين المستودع؟")
    own = post_message(actor=basel, room=room, body="عند الجسر", client_id=uuid4(), reply_to=asked).message
    set_reaction(actor=cast.actor("hala"), message=own, emoji="👍")
    copy = made(ask_archive(actor=basel))
    assert json.loads(copy.read("messages.json"))["messages"][0]["reply_to"]["excerpt"] == "أين المستودع؟"
    remove_member(actor=cast.actor("omar"), room=room, person=cast.basel)
    edit_message(actor=cast.actor("omar"), message=asked, body="نُقل المستودع")
    copy = made(ask_archive(actor=basel))
    (kept,) = json.loads(copy.read("messages.json"))["messages"]
    assert (kept["body"], kept["reply_to"], kept["reactions"]) == ("عند الجسر", None, {})
    assert "المستودع" not in copy.read("messages-1.html").decode()


def test_what_is_said_meanwhile_is_not_in_it(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "قبل")
    archive = ask_archive(actor=cast.actor("salma"), room=room)
    said(cast, "basel", room, "بعد")
    assert len(json.loads(made(archive).read("messages.json"))["messages"]) == 1


def test_asked_twice_it_is_made_once(cast: Cast, room: Room) -> None:
    archive = ask_archive(actor=cast.actor("salma"), room=room)
    assert ask_archive(actor=cast.actor("salma"), room=room) == archive
    made(archive)
    assert ask_archive(actor=cast.actor("salma"), room=room) != archive


def test_ones_own_data(cast: Cast, room: Room) -> None:
    said(cast, "basel", room, "مني")
    said(cast, "omar", room, "من غيري")
    listed = json.loads(made(ask_archive(actor=cast.actor("basel"))).read("messages.json"))
    assert (listed["person"]["username"], len(listed["memberships"])) == ("basel", 1)
    assert [message["body"] for message in listed["messages"]] == ["مني"]


def test_a_killed_copy_begins_anew_and_leaves_nothing(cast: Cast, room: Room, monkeypatch: Any, tmp_path: Any) -> None:
    said(cast, "basel", room)
    archive = ask_archive(actor=cast.actor("salma"), room=room)
    with monkeypatch.context() as broken:
        broken.setattr(writing.Writer, "write_index", lambda _self: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            write_archive(archive.pk)
    assert list((tmp_path / "archives").iterdir()) == []
    assert made(archive).testzip() is None


def test_a_copy_is_given_up_and_forgotten(cast: Cast, room: Room, tmp_path: Any) -> None:
    archive = ask_archive(actor=cast.actor("salma"), room=room)
    give_up_archive(archive.pk)
    fail_archive(actor=Actor.clock(), archive=archive)
    assert Entry.objects.filter(event="archive_failed").count() == 1
    made(ask_archive(actor=cast.actor("salma"), room=room))
    with time_machine.travel(timezone.now() + timedelta(days=7, minutes=1)):
        run_due()
    assert Archive.objects.filter(finished_at__isnull=False).count() == 0


def test_only_the_clock_writes_and_only_the_maker_forgets(cast: Cast, room: Room) -> None:
    archive = ask_archive(actor=cast.actor("salma"), room=room)
    omar = cast.actor("omar")
    acts: list[Callable[[], object]] = [
        lambda: note_archive(actor=omar, archive=archive, written=1),
        lambda: finish_archive(actor=omar, archive=archive, name="x", size=1),
        lambda: fail_archive(actor=omar, archive=archive),
        lambda: forget_archive(actor=omar, archive=archive),
    ]
    for act in acts:
        with pytest.raises(Refused):
            act()
    forget_archive(actor=cast.actor("salma"), archive=archive)
    write_archive(archive.pk)
    assert Archive.objects.count() == 0


def test_the_pages_and_the_download(cast: Cast, room: Room) -> None:
    said(cast, "basel", room)
    client = Client()
    client.force_login(cast.salma)
    assert client.get(f"/rooms/{room.pk}/archive/").status_code == 200
    address = client.post(f"/rooms/{room.pk}/archive/").headers["Location"]
    assert re.search(r"hx-get=\"/archives/\d+/\"", client.get(address).content.decode())
    run_due()
    page = client.get(address).content.decode()
    assert f"{address}download/" in page
    part = client.get(f"{address}download/", headers={"Range": "bytes=0-3"})
    assert (part.status_code, b"".join(part.streaming_content)[:2]) == (206, b"PK")  # type: ignore[attr-defined]
    other = Client()
    other.force_login(cast.basel)
    for method, path in (("get", address), ("get", f"{address}download/"), ("post", f"{address}forget/")):
        assert getattr(other, method)(path).status_code == 404
    assert other.get(f"/rooms/{room.pk}/archive/").status_code == 403
    assert client.get("/settings/archives/").status_code == 200
    client.post(f"{address}forget/")
    assert client.get(address).status_code == 404


def test_programs_ask_for_their_persons_data(cast: Cast, room: Room) -> None:
    client = Client()
    client.force_login(cast.basel)
    made_one = client.post("/api/archives/", {}, content_type="application/json")
    assert (made_one.status_code, made_one.json()["room"]) == (202, None)
    assert client.post("/api/archives/", {"room": room.pk}, content_type="application/json").status_code == 403
    run_due()
    number = made_one.json()["id"]
    assert client.get(f"/api/archives/{number}/").json()["finished_at"]
    assert client.get(f"/api/archives/{number}/download/").status_code == 200
    assert len(client.get("/api/archives/").json()) == 1
    assert client.delete(f"/api/archives/{number}/").status_code == 204


@pytest.mark.parametrize("name", ["../x", "/etc/passwd", "..", "", "صورة.jpg", "a" * 300, "con\x00.txt", "😀.png"])
def test_names_mean_nothing_to_a_path(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert len(safe) <= 80
    assert not re.search(r"[/\\\x00]|^\.", safe)


def test_a_message_of_the_day_after_stands_after(cast: Cast, room: Room) -> None:
    for body in ("أول", "ثان", "ثالث"):
        post_message(actor=cast.actor("basel"), room=room, body=body, client_id=uuid4())
    listed = json.loads(made(ask_archive(actor=cast.actor("salma"), room=room)).read("messages.json"))
    assert [message["body"] for message in listed["messages"]] == ["أول", "ثان", "ثالث"]
