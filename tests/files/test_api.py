"""tus 1.0 as programs and browsers speak it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from files.models import StoredFile
from files.receiving import held
from tests.factories import Cast
from tests.files import samples
from tests.files.uploads import CHUNK, begin, browser, piece

pytestmark = [pytest.mark.django_db, pytest.mark.both]


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def kept(path: Path) -> list[Path]:
    return [each for each in path.rglob("*") if each.is_file()]


def test_a_file_comes_in_pieces_and_goes_on_after_a_cut(cast: Cast) -> None:
    client, content = browser(cast, "basel"), samples.jpeg((400, 300))
    address = begin(client, len(content)).headers["Location"]
    assert piece(client, address, 0, content[:1000]).status_code == 204
    known = client.head(address)
    assert (known.headers["Upload-Offset"], known.headers["Upload-Length"]) == ("1000", str(len(content)))
    assert piece(client, address, 1000, content[1000:]).headers["Upload-Offset"] == str(len(content))
    told = client.get(address).json()
    assert (told["finished"], told["kind"], told["type"]) == (True, "image", "image/jpeg")
    file = StoredFile.objects.get()
    assert file.content.size == file.size
    assert (file.width, file.height) == (400, 300)


def test_the_first_piece_may_come_with_the_beginning(cast: Cast) -> None:
    client, content = browser(cast, "basel"), samples.pdf()
    headers = {"Upload-Length": str(len(content)), "Upload-Metadata": "filename YS5wZGY="}
    answer = client.post("/api/uploads/", content, content_type=CHUNK, headers=headers)
    assert (answer.status_code, answer.json()["finished"], answer.json()["name"]) == (201, True, "a.pdf")


def test_the_same_beginning_again_finds_the_first(cast: Cast) -> None:
    client, client_id = browser(cast, "basel"), uuid4()
    first, again = begin(client, 10, client_id=client_id), begin(client, 10, client_id=client_id)
    assert (first.status_code, again.status_code, again.json()["id"]) == (201, 200, first.json()["id"])
    assert begin(client, 11, client_id=client_id).json()["code"] == "client_id_reused"


@pytest.mark.parametrize(
    ("length", "status", "code"),
    [
        (10 * 1024**3, 413, "too_large"),
        (0, 400, "empty_file"),
        ("-1", 400, "invalid_number"),
        ("x", 400, "invalid_number"),
    ],
)
def test_a_length_that_cannot_be_is_refused_at_the_beginning(cast: Cast, length: Any, status: int, code: str) -> None:
    answer = begin(browser(cast, "basel"), length)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize(
    ("offset", "content", "status", "code"),
    [
        (5, b"x", 409, "wrong_offset"),
        (0, b"x" * 11, 400, "beyond_length"),
        ("x", b"x", 400, "invalid_number"),
    ],
)
def test_a_piece_that_does_not_fit_changes_nothing(
    cast: Cast, offset: Any, content: bytes, status: int, code: str
) -> None:
    client = browser(cast, "basel")
    address = begin(client, 10).headers["Location"]
    answer = piece(client, address, offset, content)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert client.head(address).headers["Upload-Offset"] == "0"


def test_of_two_pieces_at_once_one_waits_outside(cast: Cast) -> None:
    client = browser(cast, "basel")
    address = begin(client, 10).headers["Location"]
    with held(Path(StoredFile.objects.get().content.path)):
        assert piece(client, address, 0, b"12345").status_code == 423
    assert piece(client, address, 0, b"12345").status_code == 204
    assert piece(client, address, 0, b"54321").status_code == 409


def test_a_killed_piece_is_written_over(cast: Cast) -> None:
    client = browser(cast, "basel")
    address = begin(client, 10, "a.txt").headers["Location"]
    with held(Path(StoredFile.objects.get().content.path)) as opened:
        opened.write(b"rubbish that was never counted")
    for offset, content in ((0, b"12345"), (5, b"67890")):
        piece(client, address, offset, content)
    assert Path(StoredFile.objects.get().content.path).read_bytes() == b"1234567890"


@pytest.mark.parametrize(("content", "called"), [(samples.HTML, "photo.jpg"), (samples.bomb_png(), "bomb.png")])
def test_a_refused_file_leaves_nothing(
    cast: Cast, tmp_path: Path, content: bytes, called: str, django_capture_on_commit_callbacks: Any
) -> None:
    client = browser(cast, "basel")
    address = begin(client, len(content), called).headers["Location"]
    with django_capture_on_commit_callbacks(execute=True):
        answer = piece(client, address, 0, content)
    assert (answer.status_code, answer.json()["errors"].keys()) == (400, {"file"})
    assert (client.head(address).status_code, kept(tmp_path)) == (404, [])


def test_another_persons_upload_is_not_there(cast: Cast) -> None:
    address = begin(browser(cast, "basel"), 10).headers["Location"]
    for name in ("hala", "salma", "gharib"):
        client = browser(cast, name)
        answers = [client.head(address), piece(client, address, 0, b"x"), client.delete(address)]
        assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert Client().head(address).status_code == 401


def test_whoever_leaves_too_much_unfinished_waits(cast: Cast, settings: Any) -> None:
    settings.UNSENT_FILES = 100
    client = browser(cast, "basel")
    assert begin(client, 90).status_code == 201
    assert begin(client, 20).json()["code"] == "too_much_waiting"
    assert begin(browser(cast, "hala"), 20).status_code == 201


def test_an_upload_is_given_up(cast: Cast) -> None:
    client = browser(cast, "basel")
    address = begin(client, 10).headers["Location"]
    assert (client.delete(address).status_code, client.head(address).status_code) == (204, 404)


def test_the_server_says_what_it_understands(cast: Cast) -> None:
    answer = browser(cast, "basel").options("/api/uploads/")
    assert answer.headers["Tus-Version"] == "1.0.0"
    assert answer.headers["Tus-Max-Size"] == str(100 * 1024 * 1024)


@pytest.mark.parametrize(
    "header", ["filename", "filename !!!", "client_id eA==", "voice eA==", "voice e30=", ", ,", "a b c d"]
)
def test_descriptions_that_cannot_be_read_are_no_fault_of_ours(cast: Cast, header: str) -> None:
    headers = {"Upload-Length": "9", "Upload-Metadata": header}
    assert (
        browser(cast, "basel").post("/api/uploads/", b"", content_type="text/plain", headers=headers).status_code < 500
    )
