"""WhatsApp histories for programs: upload, look, say who is who, let it be written; and each way it can be refused."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from chat.actions import fail_history
from chat.models import HistoryImport, Message, Room
from journal.actors import Actor
from journal.due import run_due
from tests.chat.rooms import group_room, sector_room
from tests.factories import Cast

pytestmark = [pytest.mark.django_db, pytest.mark.both]
CHAT = "03/02/2025, 09:15 - باسل: صباح الخير\n03/02/2025, 09:20 - +963 944 123 456: أهلاً\n"


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def room(cast: Cast) -> Room:
    return group_room(cast, "basel", [cast.hala])


def of(cast: Cast, name: str) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(getattr(cast, name))
    return client


def upload(client: Client, room: Room, text: str = CHAT, client_id: object = None, name: str = "chat.txt") -> Any:
    given = {"client_id": str(client_id or uuid4()), "file": SimpleUploadedFile(name, text.encode())}
    return client.post(f"/api/rooms/{room.pk}/imports/", given)


def put(client: Client, path: str, body: Any) -> Any:
    return client.put(f"/api/imports/{path}", body, content_type="application/json")


def test_an_export_is_looked_at_mapped_and_written(cast: Cast, room: Room) -> None:
    basel = of(cast, "basel")
    answer = upload(basel, room)
    seen = answer.json()
    assert (answer.status_code, seen["state"], seen["summary"]["messages"]) == (201, "waiting", 2)
    assert [each["number"] for each in seen["senders"]] == [0, 1]
    assert "944" not in answer.content.decode()
    mine = next(each["number"] for each in seen["senders"] if each["name"] == "باسل")
    started = put(basel, f"{seen['id']}/start/", {"people": {str(mine): cast.basel.pk}}).json()
    assert (started["state"], started["senders"]) == ("running", [])
    run_due()
    done = basel.get(f"/api/imports/{seen['id']}/").json()
    assert (done["state"], done["read"], done["total"]) == ("finished", 2, 2)
    persons = Message.objects.filter(room=room).order_by("seq").values_list("sender__person", flat=True)
    assert list(persons) == [cast.basel.pk, None]
    assert [each["id"] for each in basel.get("/api/imports/").json()["results"]] == [seen["id"]]


def test_the_same_upload_again_is_the_same_import(cast: Cast, room: Room) -> None:
    basel, client_id = of(cast, "basel"), uuid4()
    answers = [upload(basel, room, client_id=client_id) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 200]
    assert len({answer.json()["id"] for answer in answers}) == 1
    other = upload(basel, room, CHAT + "03/02/2025, 09:30 - باسل: المزيد\n", client_id)
    assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")


def test_a_failed_import_is_restarted_or_discarded(cast: Cast, room: Room) -> None:
    basel = of(cast, "basel")
    pk = upload(basel, room).json()["id"]
    put(basel, f"{pk}/start/", {"people": {}})
    history = HistoryImport.objects.get(pk=pk)
    fail_history(actor=Actor.clock(), history=history)
    assert put(basel, f"{pk}/restart/", {}).json()["state"] == "running"
    fail_history(actor=Actor.clock(), history=history)
    assert basel.delete(f"/api/imports/{pk}/").status_code == 204
    assert basel.get(f"/api/imports/{pk}/").status_code == 404
    run_due()
    assert not HistoryImport.objects.exists()


@pytest.mark.parametrize(
    ("text", "name"), [("لا شيء من هذا", "chat.txt"), ("PK\x03\x04", "chat.zip"), ("", "chat.txt")]
)
def test_what_is_no_export_is_refused(cast: Cast, room: Room, text: str, name: str) -> None:
    answer = upload(of(cast, "basel"), room, text, name=name)
    assert (answer.status_code, HistoryImport.objects.count()) == (400, 0)
    assert answer.json()["errors"]


@pytest.mark.parametrize("people", [{"0": 99999}, {"7": None}, {"x": None}, {"0": "omar"}, []])
def test_senders_are_people_of_the_room(cast: Cast, room: Room, people: Any) -> None:
    basel = of(cast, "basel")
    pk = upload(basel, room).json()["id"]
    assert put(basel, f"{pk}/start/", {"people": people}).status_code == 400
    outsider = {"0": cast.omar.pk}
    assert put(basel, f"{pk}/start/", {"people": outsider}).json()["code"] == "not_in_room"
    assert HistoryImport.objects.get().started_at is None


def test_only_who_may_brings_a_history_and_only_its_maker_sees_it(cast: Cast, room: Room) -> None:
    pk = upload(of(cast, "basel"), room).json()["id"]
    for name in ("hala", "omar", "gharib"):
        client = of(cast, name)
        assert client.get(f"/api/imports/{pk}/").status_code == 404
        assert put(client, f"{pk}/start/", {"people": {}}).status_code == 404
    assert upload(of(cast, "gharib"), room).status_code == 404
    assert upload(of(cast, "omar"), sector_room(cast, "basel", "omar")).status_code == 403
