"""Pages and calls of relief operations: the sheet with its charts and twins, its workbook, reports, deliveries."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from openpyxl import load_workbook

from needs.models import AidReport, Delivery, Operation, Visibility
from needs.queries.operations import counted
from tests.factories import Cast, make_place, signed_in
from tests.needs.giving import accepted, make_need, sent
from tests.needs.relief import days_ago, reported, running_operation

pytestmark = [pytest.mark.django_db]


@pytest.fixture
def load(cast: Cast) -> Delivery:
    delivery = sent(cast, accepted(cast, make_need(cast)), 40)
    Delivery.objects.filter(pk=delivery.pk).update(weight=8_500, sent_on=days_ago(3))
    delivery.refresh_from_db()
    return delivery


def form(**more: Any) -> dict[str, str]:
    return {name: str(value) for name, value in {"client_id": uuid4(), **more}.items()}


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_whatever_it_holds(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    for number in range(count):
        running_operation(cast, title=f"حملة {number}", places=[make_place()], conveners=[cast.other])
    client = signed_in(cast.omar)
    client.get("/operations/")
    with django_assert_num_queries(12):
        assert client.get("/operations/").status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_the_sheet_asks_as_often_whatever_it_holds(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    row = running_operation(cast)
    for number in range(count):
        reported(cast, "omar", row, quantity=number + 1, day=days_ago(number))
    client = signed_in(cast.hala)
    client.get(f"/operations/{row.pk}/")
    with django_assert_num_queries(24):
        assert client.get(f"/operations/{row.pk}/").status_code == 200


def test_the_sheet_shows_charts_and_their_tables(cast: Cast) -> None:
    row = running_operation(cast, visibility=Visibility.PUBLIC)
    reported(cast, "omar", row, quantity=4, weight=52_400)
    reported(cast, "hala", row, "kitchen", quantity=2, people=1_200, day=days_ago(1))
    answer = Client().get(f"/operations/{row.pk}/")
    page = answer.content.decode()
    assert [len(chart["bars"]) for chart in answer.context["charts"]] == [1, 1, 1]
    assert page.count("<rect") == 3 + 2
    assert "52.4" in page
    assert "1,200" in page
    assert "/report/" not in page
    assert str(cast.other) in page


def test_the_workbook_runs_from_right_to_left_and_holds_numbers(cast: Cast) -> None:
    row = running_operation(cast, title="=حملة", visibility=Visibility.PUBLIC)
    reported(cast, "omar", row, quantity=4, weight=52_400)
    book = load_workbook(BytesIO(Client().get(f"/operations/{row.pk}/sheet/").content))
    first, days, givers = book.worksheets
    assert first.sheet_view.rightToLeft
    assert (first["B1"].value, first["B1"].data_type) == ("=حملة", "s")
    assert [cell.value for cell in days[2]][1:3] == [4, 52.4]
    assert givers["A2"].value == str(cast.other)


def test_one_opens_reports_corrects_and_withdraws_in_the_browser(cast: Cast) -> None:
    basel, omar = signed_in(cast.basel), signed_in(cast.omar)
    given = {"title": "حملة الشتاء", "starts_on": days_ago(10), "visibility": "members"}
    assert basel.get("/operations/new/").status_code == 200
    basel.post("/operations/new/", {**form(**given), "conveners": [cast.other.pk]})
    row = Operation.objects.get()
    assert "ندعوكم" not in omar.get(f"/operations/{row.pk}/").content.decode()
    omar.post(f"/operations/{row.pk}/accept/")
    assert row.conveners.get().accepted_at is not None
    sent_form = form(kind="convoy", day=days_ago(2), quantity="٣", weight="24.5", note="عبر المعبر")
    assert omar.get(f"/operations/{row.pk}/report/").status_code == 200
    omar.post(f"/operations/{row.pk}/report/", sent_form)
    report = AidReport.objects.get()
    assert (report.quantity, report.weight) == (3, 24_500)
    address = f"/operations/{row.pk}/reports/{report.pk}"
    assert 'value="24.5"' in omar.get(f"{address}/correct/").content.decode()
    omar.post(
        f"{address}/correct/", form(kind="convoy", day=days_ago(2), quantity=2, weight=20, reason="لم تصل الثالثة")
    )
    assert counted(row).whole.weight == 20_000
    assert "لم تصل الثالثة" in basel.get(f"/operations/{row.pk}/").content.decode()
    latest = AidReport.objects.latest("pk")
    assert "لم تصل الثالثة" in omar.get(f"/operations/{row.pk}/reports/?ours=on").content.decode()
    assert "لم تصل الثالثة" not in basel.get(f"/operations/{row.pk}/reports/?ours=on").content.decode()
    omar.post(f"/operations/{row.pk}/reports/{latest.pk}/withdraw/", {"reason": "خطأ"})
    assert counted(row).whole.convoys == 0
    basel.post(f"/operations/{row.pk}/edit/", {**form(**given), "title": "حملة الشتاء الثانية"})
    basel.post(f"/operations/{row.pk}/close/", {"reason": "انتهت"})
    basel.post(f"/operations/{row.pk}/reopen/")
    row.refresh_from_db()
    assert (row.title, row.status) == ("حملة الشتاء الثانية", "open")


def test_either_side_says_which_deliveries_belong_to_it(cast: Cast, load: Delivery) -> None:
    row = running_operation(cast)
    report = reported(cast, "omar", row, weight=9_000)
    omar = signed_in(cast.omar)
    assert load.code in omar.get(f"/operations/{row.pk}/deliveries/").content.decode()
    omar.post(f"/operations/{row.pk}/deliveries/{load.pk}/link/", {"report": ""})
    assert counted(row).whole.convoys == 2
    assert load.code in omar.get(f"/operations/{row.pk}/").content.decode()
    omar.post(f"/operations/{row.pk}/deliveries/{load.pk}/link/", {"report": report.pk})
    assert counted(row).whole.weight == 8_500
    omar.post(f"/operations/{row.pk}/deliveries/{load.pk}/unlink/")
    assert counted(row).whole.weight == 9_000
    basel = signed_in(cast.basel)
    assert f"/deliveries/{load.pk}/operation/" in basel.get(f"/pledges/{load.pledge_id}/").content.decode()
    assert basel.get(f"/deliveries/{load.pk}/operation/").status_code == 200
    answer = basel.post(f"/deliveries/{load.pk}/operation/", {"operation": row.pk})
    assert answer.headers["Location"] == f"/pledges/{load.pledge_id}/#load-{load.pk}"
    assert counted(row).whole.convoys == 2


PAGES = ["", "card/", "sheet/", "edit/", "close/", "report/", "reports/", "deliveries/"]


@pytest.mark.parametrize("page", PAGES)
def test_gharib_finds_nothing_that_is_not_public(cast: Cast, page: str) -> None:
    row = running_operation(cast)
    client = signed_in(cast.gharib)
    assert client.get(f"/operations/{row.pk}/{page}").status_code == 404
    assert client.get(f"/operations/{row.pk + 99}/{page}").status_code == 404
    Operation.objects.update(visibility=Visibility.PUBLIC)
    expected = 403 if page in ("edit/", "close/", "report/") else 200
    assert client.get(f"/operations/{row.pk}/{page}").status_code == expected


# Calls ----------------------------------------------------------------------------------------------------------------
def call(client: Client, method: str, address: str, **given: Any) -> Any:
    act = getattr(client, method)
    return act(address, json.dumps(given, default=str), content_type="application/json")


def test_programs_open_report_and_read_figures(cast: Cast, load: Delivery) -> None:
    basel, omar = signed_in(cast.basel), signed_in(cast.omar)
    given = {"client_id": uuid4(), "title": "حملة", "starts_on": days_ago(9), "conveners": [cast.other.pk]}
    made = call(basel, "post", "/api/operations/", **given)
    assert (made.status_code, call(basel, "post", "/api/operations/", **given).status_code) == (201, 200)
    address = f"/api/operations/{made.json()['id']}/"
    assert call(omar, "put", f"{address}convening/").json()["conveners"][0]["id"] == cast.other.pk
    aid = {"client_id": uuid4(), "kind": "convoy", "day": days_ago(3), "quantity": 1, "weight": 9_000}
    report = call(omar, "post", f"{address}reports/", **aid)
    assert report.status_code == 201
    linked = call(omar, "put", f"{address}deliveries/{load.pk}/", report=report.json()["id"])
    assert (linked.json()["figures"]["convoys"], linked.json()["figures"]["weight"]) == (1, 8_500)
    one = f"{address}reports/{report.json()['id']}/"
    assert call(omar, "patch", one, weight=9_500).status_code == 400
    corrected = call(omar, "patch", one, weight=9_500, client_id=uuid4(), reason="وُزنت")
    assert corrected.json()["corrects"] == report.json()["id"]
    assert call(omar, "delete", f"{address}deliveries/{load.pk}/").status_code == 204
    assert basel.get(address).json()["by_giver"][0]["weight"] == 9_500
    again = f"{address}reports/{corrected.json()['id']}/withdraw/"
    assert call(omar, "post", again, reason="خطأ").json()["is_standing"] is False
    assert [each["is_standing"] for each in omar.get(f"{address}reports/").json()] == [False]
    assert call(basel, "patch", address, title="حملة الشتاء").json()["title"] == "حملة الشتاء"
    assert call(basel, "post", f"{address}close/").json()["status"] == "closed"
    assert call(basel, "post", f"{address}reopen/").json()["status"] == "open"
    assert call(omar, "delete", f"{address}convening/").status_code == 204
    word = call(omar, "post", f"{address}messages/", client_id=uuid4(), body="متى تنطلق القافلة؟")
    assert omar.get(f"/api/rooms/{word.json()['room']}/").status_code == 200
    assert omar.get("/api/operations/?status=open").json()["results"][0]["title"] == "حملة الشتاء"


def test_calls_are_refused_as_pages_are(cast: Cast) -> None:
    row = running_operation(cast)
    address = f"/api/operations/{row.pk}/"
    assert signed_in(cast.gharib).get(address).status_code == 404
    assert call(signed_in(cast.omar), "patch", address, title="لا").status_code == 403
    assert call(signed_in(cast.omar), "put", f"{address}convening/").status_code == 403
    bad = {"client_id": uuid4(), "kind": "convoy", "day": days_ago(2), "quantity": -1}
    assert call(signed_in(cast.omar), "post", f"{address}reports/", **bad).status_code == 400
    assert Client().get(address).status_code == 401
