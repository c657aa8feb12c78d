"""The road of a table in the browser, and over the API."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from needs.models import Need, SheetImport
from needs.tasks import write_sheet as carry_out
from tests.factories import Cast, signed_in
from tests.needs.sheets.made import as_csv, brought, row

pytestmark = [pytest.mark.django_db, pytest.mark.both]
GOOD = as_csv(row(), row(title="فرش للمسنين", item="فرشة"))


def upload(content: bytes, name: str = "احتياجات.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_from_the_file_to_the_board_in_the_browser(cast: Cast) -> None:
    browser = signed_in(cast.basel)
    answer = browser.post("/sheets/", {"kind": "need", "table": upload(GOOD)})
    sheet = SheetImport.objects.get()
    assert answer.headers["Location"] == f"/sheets/{sheet.pk}/"
    page = browser.get(answer.headers["Location"]).content.decode()
    assert "فرش للمسنين" in page
    assert not Need.objects.exists()
    answer = browser.post(f"/sheets/{sheet.pk}/start/", {"opens": "on"})
    assert "hx-get" in browser.get(f"/sheets/{sheet.pk}/").content.decode()
    carry_out(sheet.pk)
    assert "hx-get" not in browser.get(f"/sheets/{sheet.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "فرش للمسنين" in browser.get("/needs/").content.decode()


def test_an_unknown_table_is_mapped_first(cast: Cast) -> None:
    browser = signed_in(cast.basel)
    table = as_csv(("بطانيات", "حلب", "7"), headings=("أ", "ب", "ج"))
    answer = browser.post("/sheets/", {"kind": "need", "table": upload(table)})
    sheet = SheetImport.objects.get()
    assert answer.headers["Location"] == f"/sheets/{sheet.pk}/columns/"
    assert "بطانيات" in browser.get(f"/sheets/{sheet.pk}/columns/").content.decode()
    twice = {"t0c0": "item", "t0c1": "item", "t0c2": "quantity"}
    assert browser.post(f"/sheets/{sheet.pk}/columns/", twice).status_code == 200
    assert browser.post(f"/sheets/{sheet.pk}/columns/", {**twice, "t0c1": "", "place": "حلبب"}).status_code == 200
    answer = browser.post(f"/sheets/{sheet.pk}/columns/", {**twice, "t0c1": "", "place": "SY0200", "sector": "SHL"})
    assert answer.status_code == 302
    sheet.refresh_from_db()
    assert (sheet.counts["new"], sheet.counts["wrong"]) == (1, 0)


@pytest.mark.parametrize(("content", "words"), [(b"", "empty"), (b"PK broken", "XLSX"), (b"a" * 6_000_000, "5 MB")])
def test_bad_files_are_refused_on_the_page(cast: Cast, content: bytes, words: str) -> None:
    cast.basel.language = "en"
    cast.basel.save()
    answer = signed_in(cast.basel).post("/sheets/", {"kind": "need", "table": upload(content)})
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not SheetImport.objects.exists()


def test_errors_stand_at_their_row(cast: Cast) -> None:
    sheet = brought(cast.actor("basel"), as_csv(row(place="SY02999"), row(title="الثاني", quantity="-1")))
    page = signed_in(cast.basel).get(f"/sheets/{sheet.pk}/").content.decode()
    assert "SY02999" in page
    assert page.count("field-error") == 2
    answer = signed_in(cast.basel).post(f"/sheets/{sheet.pk}/start/", {})
    assert answer.status_code == 200


def test_tables_of_others_are_not_there(cast: Cast) -> None:
    sheet = brought(cast.actor("basel"), GOOD)
    for person in (cast.hala, cast.salma, cast.omar, cast.gharib):
        browser = signed_in(person)
        for address in ("", "columns/"):
            assert browser.get(f"/sheets/{sheet.pk}/{address}").status_code == 404
        for address in ("start/", "restart/", "discard/"):
            assert browser.post(f"/sheets/{sheet.pk}/{address}").status_code == 404
        assert browser.get(f"/api/sheets/{sheet.pk}/").status_code == 404
    assert signed_in(cast.gharib).get("/sheets/").status_code == 403


def test_tables_are_taken_along(cast: Cast) -> None:
    browser = signed_in(cast.basel)
    for address in ("/sheets/export/", "/api/sheets/export/"):
        for kind in ("need", "offer"):
            assert browser.get(f"{address}?kind={kind}&form=xlsx").content.startswith(b"PK")
            assert browser.get(f"{address}?kind={kind}&form=csv&whose=all").content.startswith(b"\xef\xbb\xbf")
        assert browser.get(f"{address}?kind=rocket").status_code in (400, 404)
    for address in ("/sheets/template/", "/api/sheets/template/"):
        assert browser.get(f"{address}?kind=need").content.startswith(b"PK")


def test_a_discarded_table_is_gone(cast: Cast) -> None:
    sheet = brought(cast.actor("basel"), GOOD)
    browser = signed_in(cast.basel)
    browser.post(f"/sheets/{sheet.pk}/discard/")
    assert browser.get(f"/sheets/{sheet.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_tables_asks_no_more_for_more(cast: Cast, count: int, django_assert_num_queries: Any) -> None:
    for _each in range(count):
        brought(cast.actor("basel"), GOOD)
    browser = signed_in(cast.basel)
    browser.get("/sheets/")
    with django_assert_num_queries(8):
        assert browser.get("/sheets/").content.decode().count("0.csv") == count


# The API --------------------------------------------------------------------------------------------------------------
def call(client: Client, method: str, address: str, given: dict[str, Any]) -> Any:
    return getattr(client, method)(address, given, content_type="application/json")


def test_the_whole_road_over_the_api(cast: Cast) -> None:
    client, client_id = signed_in(cast.basel), str(uuid4())

    def send() -> Any:
        return client.post("/api/sheets/", {"client_id": client_id, "kind": "need", "file": BytesIO(GOOD)})

    first, again = send(), send()
    assert (first.status_code, again.status_code) == (201, 200)
    sheet = first.json()
    assert (sheet["counts"]["new"], sheet["state"], sheet["is_understood"]) == (2, "planned", True)
    rows = client.get(f"/api/sheets/{sheet['id']}/rows/?state=new").json()
    assert (rows["count"], rows["next"], rows["results"][0]["line"]) == (2, None, 2)
    columns = [*sheet["tables"][0]["columns"]]
    columns[-1] = ""
    answer = call(client, "put", f"/api/sheets/{sheet['id']}/columns/", {"columns": [columns]})
    assert answer.json()["tables"][0]["columns"] == columns
    assert call(client, "post", f"/api/sheets/{sheet['id']}/start/", {"opens": True}).json()["state"] == "running"
    carry_out(sheet["id"])
    known = client.get(f"/api/sheets/{sheet['id']}/").json()
    assert (known["state"], known["done"], known["total"]) == ("finished", 2, 2)
    assert client.get("/api/sheets/").json()["results"][0]["id"] == sheet["id"]
    assert client.delete(f"/api/sheets/{sheet['id']}/").status_code == 409


def test_the_api_says_what_is_wrong_with_a_file_and_with_columns(cast: Cast) -> None:
    client = signed_in(cast.basel)
    given = {"client_id": str(uuid4()), "kind": "need", "file": BytesIO(b"PK no zip")}
    answer = client.post("/api/sheets/", given)
    assert answer.status_code == 400
    assert answer.json()["errors"]["file"][0]["code"] == "not_a_table"
    sheet = brought(cast.actor("basel"), GOOD)
    for columns in ([], [["title"]], [["title"] * 8], [["rocket"] + [""] * 7]):
        answer = call(client, "put", f"/api/sheets/{sheet.pk}/columns/", {"columns": columns})
        assert answer.json()["errors"]["columns"][0]["code"] == "invalid_columns"
    assert call(client, "post", f"/api/sheets/{sheet.pk}/restart/", {}).json()["state"] == "planned"
    assert client.delete(f"/api/sheets/{sheet.pk}/").status_code == 204
