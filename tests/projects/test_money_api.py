"""Budgets, contributions and indicators for programs: the same verbs, the same refusals."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from journal.models import Stream
from projects.models import Contribution, Expense, Measurement, Project
from tests.factories import Cast, signed_in
from tests.needs.giving import accepted, make_item, make_need
from tests.projects.money import budget_line, expense, giving, hours, indicator, measured, money, period

pytestmark = [pytest.mark.both, pytest.mark.django_db]
JSON = "application/json"


def post(client: Client, address: str, **given: Any) -> Any:
    return client.post(f"/api/{address}", given, content_type=JSON)


def put(client: Client, address: str, **given: Any) -> Any:
    return client.put(f"/api/{address}", given, content_type=JSON)


def today() -> str:
    return timezone.localdate().isoformat()


def test_budget_lines(cast: Cast, project: Project) -> None:
    lead, address = signed_in(cast.basel), f"projects/{project.pk}/budget-lines/"
    said = {"client_id": str(uuid4()), "title": "أجور", "planned": "1500.50", "currency": "USD"}
    first, again = post(lead, address, **said), post(lead, address, **said)
    assert (first.status_code, again.status_code, first.json()["planned"]) == (201, 200, "1500.50")
    assert first.json()["head"] == Stream.objects.get(name=project.stream).head
    line = f"/api/budget-lines/{first.json()['id']}/"
    assert lead.patch(line, {"planned": 1600}, content_type=JSON).json()["planned"] == "1600"
    expense(cast, project, "100.5")
    listed = signed_in(cast.hala).get(f"/api/{address}").json()
    assert [(row["planned"], row["spent"], row["left"]) for row in listed["results"]] == [("1600", "0", "1600")]
    assert listed["unplanned"] == [{"currency": "USD", "amount": "100.50"}]
    assert post(signed_in(cast.omar), address, **{**said, "client_id": str(uuid4())}).status_code == 403
    assert lead.delete(line, {}, content_type=JSON).json()["withdrawn_at"] is not None


def test_expenses(cast: Cast, project: Project) -> None:
    partner, address = signed_in(cast.omar), f"projects/{project.pk}/expenses/"
    line = budget_line(cast, project)
    said = {"client_id": str(uuid4()), "amount": 90, "currency": "USD", "day": today(), "line": line.pk}
    first, again = post(partner, address, **said), post(partner, address, **said)
    assert (first.status_code, again.status_code) == (201, 200)
    assert post(partner, address, **{**said, "amount": 91}).status_code == 409
    one = f"expenses/{first.json()['id']}/"
    fix = {**said, "client_id": str(uuid4()), "amount": 80, "reason": "خطأ"}
    right = post(partner, f"{one}correct/", **fix)
    assert (right.status_code, right.json()["corrects"]) == (201, first.json()["id"])
    assert partner.get(f"/api/{one}").json()["is_standing"] is False
    assert post(partner, f"{one}withdraw/", reason="سبب").status_code == 409
    rows = partner.get(f"/api/{address}").json()["results"]
    assert [(row["amount"], row["is_standing"]) for row in rows] == [("80", True), ("90", False)]
    assert post(signed_in(cast.basel), f"expenses/{right.json()['id']}/withdraw/", reason="سبب").status_code == 403
    assert post(partner, f"expenses/{right.json()['id']}/withdraw/", reason="مكرّر").status_code == 200


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"amount": -5}, "invalid_amount"),
        ({"amount": "1e15"}, "max_whole_digits"),
        ({"amount": 10**16}, "invalid_amount"),
        ({"currency": "XXX"}, "unknown_currency"),
        ({"day": "2999-01-01"}, "invalid_day"),
        ({"line": 10**9}, "does_not_exist"),
    ],
)
def test_an_expense_that_is_none_is_a_problem(cast: Cast, project: Project, given: dict[str, Any], code: str) -> None:
    said = {"client_id": str(uuid4()), "amount": 90, "currency": "USD", "day": today(), **given}
    answer = post(signed_in(cast.omar), f"projects/{project.pk}/expenses/", **said)
    assert answer.status_code == 400
    assert not Expense.objects.exists()
    if code != "max_whole_digits":
        assert code in answer.content.decode()


def test_contributions_and_what_came_of_them(cast: Cast, project: Project) -> None:
    partner, address = signed_in(cast.omar), f"projects/{project.pk}/contributions/"
    carton = make_item(carton=24)
    said = {"client_id": str(uuid4()), "kind": "items", "amount": "2.5", "item": carton.code, "unit": "carton"}
    first, again = post(partner, address, **said), post(partner, address, **said)
    assert (first.status_code, again.status_code, first.json()["promised"]) == (201, 200, "2.5")
    one = f"contributions/{first.json()['id']}/"
    came = {"client_id": str(uuid4()), "amount": 1, "day": today()}
    given = post(partner, f"{one}givings/", **came)
    assert (given.status_code, post(partner, f"{one}givings/", **came).status_code) == (201, 200)
    assert partner.get(f"/api/{one}").json()["given"] == "1"
    assert [row["amount"] for row in partner.get(f"/api/{one}givings/").json()["results"]] == ["1"]
    assert post(partner, f"givings/{given.json()['id']}/withdraw/", reason="خطأ").status_code == 200
    assert partner.patch(f"/api/{one}", {"note": "قريباً"}, content_type=JSON).json()["note"] == "قريباً"
    ended = post(partner, f"{one}withdraw/", reason="تغيّر التمويل")
    assert (ended.status_code, ended.json()["promised"]) == (200, "0")
    wrong = {**said, "client_id": str(uuid4()), "unit": "ton"}
    assert post(partner, address, **wrong).status_code == 400


def test_a_pledge_is_linked(cast: Cast, project: Project) -> None:
    pledge = accepted(cast, make_need(cast, 100, title="بطانيات"), 40)
    address = f"projects/{project.pk}/pledges/"
    linked = put(signed_in(cast.omar), address, pledge=pledge.pk)
    assert [(row["promised"], row["pledge"]["code"]) for row in linked.json()] == [("40", pledge.code)]
    assert put(signed_in(cast.omar), address, pledge=pledge.pk).json() == linked.json()
    assert put(signed_in(cast.basel), address, pledge=pledge.pk).status_code == 403
    assert put(signed_in(cast.omar), address, pledge=10**9).status_code == 400
    assert Contribution.objects.count() == 1


def test_periods(cast: Cast, project: Project) -> None:
    lead, address = signed_in(cast.basel), f"projects/{project.pk}/periods/"
    said = {"client_id": str(uuid4()), "title": "الربع الأول", "starts_on": "2026-01-01", "ends_on": "2026-03-31"}
    first, again = post(lead, address, **said), post(lead, address, **said)
    assert (first.status_code, again.status_code) == (201, 200)
    one = f"periods/{first.json()['id']}/"
    assert lead.patch(f"/api/{one}", {"title": "الربع"}, content_type=JSON).json()["title"] == "الربع"
    assert put(lead, f"{one}close/").json()["is_closed"] is True
    assert put(signed_in(cast.omar), f"{one}reopen/", reason="سبب").status_code == 403
    assert put(lead, f"{one}reopen/", reason="تأخّر تقرير").json()["is_closed"] is False
    overlapping = {**said, "client_id": str(uuid4()), "starts_on": "2026-03-01", "ends_on": "2026-04-01"}
    assert post(lead, address, **overlapping).status_code == 400
    assert [row["title"] for row in signed_in(cast.hala).get(f"/api/{address}").json()["results"]] == ["الربع"]


def test_indicators_and_reports(cast: Cast, project: Project) -> None:
    lead, partner, when = signed_in(cast.basel), signed_in(cast.omar), period(cast, project)
    said = {"client_id": str(uuid4()), "title": "المتدربون", "unit": "persons", "target": 200}
    made = post(lead, f"projects/{project.pk}/indicators/", **said)
    one = f"indicators/{made.json()['id']}/"
    put(lead, f"{one}targets/", period=when.pk, value=60)
    counts = [
        {"sex": "f", "age": "adults", "number": 30},
        {"sex": "m", "age": "children", "disability": "with", "number": 12},
    ]
    report = {"client_id": str(uuid4()), "period": when.pk, "counts": counts}
    first, again = post(partner, f"{one}measurements/", **report), post(partner, f"{one}measurements/", **report)
    assert (first.status_code, again.status_code, first.json()["value"]) == (201, 200, "42")
    shown = partner.get(f"/api/{one}").json()
    assert (shown["actual"], shown["percent"], shown["may_double"]) == ("42", 21, False)
    assert shown["periods"] == [{"period": when.pk, "actual": "42", "target": "60"}]
    fix = {"client_id": str(uuid4()), "value": 40, "reason": "عدٌّ أدق"}
    right = post(partner, f"measurements/{first.json()['id']}/correct/", **fix)
    assert right.json()["counts"] == [{"sex": "x", "age": "x", "disability": "x", "number": 40}]
    assert len(partner.get(f"/api/{one}measurements/").json()["results"]) == 2
    assert lead.patch(f"/api/{one}", {"target": 400}, content_type=JSON).json()["percent"] == 10
    assert lead.delete(f"/api/{one}", {}, content_type=JSON).json()["withdrawn_at"] is not None


@pytest.mark.parametrize(
    ("given", "status", "code"),
    [
        ({"counts": [{"sex": "f", "number": 3}], "value": 4}, 400, "counts_differ"),
        ({"counts": [{"sex": "f", "number": 3}, {"sex": "f", "number": 4}]}, 400, "invalid_counts"),
        ({"counts": [{"sex": "q", "number": 3}]}, 400, "invalid_choice"),
        ({"value": -1}, 400, "invalid_value"),
        ({"period": 10**9, "value": 1}, 400, "does_not_exist"),
        ({}, 400, "required"),
    ],
)
def test_a_report_that_is_none_is_a_problem(
    cast: Cast, project: Project, given: dict[str, Any], status: int, code: str
) -> None:
    said = {"client_id": str(uuid4()), "period": period(cast, project).pk, **given}
    answer = post(signed_in(cast.omar), f"indicators/{indicator(cast, project).pk}/measurements/", **said)
    assert (answer.status_code, code in answer.content.decode()) == (status, True)
    assert not Measurement.objects.exists()


def test_a_closed_period_is_a_conflict(cast: Cast, project: Project) -> None:
    when, row = period(cast, project), indicator(cast, project)
    put(signed_in(cast.basel), f"periods/{when.pk}/close/")
    said = {"client_id": str(uuid4()), "period": when.pk, "value": 3}
    answer = post(signed_in(cast.omar), f"indicators/{row.pk}/measurements/", **said)
    assert (answer.status_code, answer.json()["code"]) == (409, "period_closed")


def test_outsiders_find_nothing(cast: Cast, project: Project) -> None:
    row, when, promise = indicator(cast, project), period(cast, project), hours(cast, project)
    report, spent, came = measured(cast, row, when), expense(cast, project), giving(cast, promise, 2)
    money(cast, project)
    addresses = [f"projects/{project.pk}/{noun}/" for noun in ("budget-lines", "expenses", "contributions", "periods")]
    addresses += [f"projects/{project.pk}/indicators/", f"indicators/{row.pk}/", f"measurements/{report.pk}/"]
    addresses += [f"expenses/{spent.pk}/", f"contributions/{promise.pk}/", f"contributions/{promise.pk}/givings/"]
    for person in (cast.gharib, cast.rania, cast.salma):
        client = signed_in(person)
        assert {client.get(f"/api/{address}").status_code for address in addresses} == {404}
        assert post(client, f"givings/{came.pk}/withdraw/", reason="سبب").status_code == 404
        assert put(client, f"periods/{when.pk}/close/").status_code == 404
    assert {signed_in(cast.hala).get(f"/api/{address}").status_code for address in addresses} == {200}
