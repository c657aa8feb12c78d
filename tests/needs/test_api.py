"""Needs, offers and the catalogue over the API."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from needs.models import Need, Offer, Visibility
from tests.factories import Cast, make_organization, make_sector
from tests.needs.board import asked, draft_need, make_item, make_town, standing_need, standing_offer

pytestmark = pytest.mark.django_db


def of(person: Any = None) -> Client:
    client = Client()
    if person is not None:
        client.force_login(person)
    return client


def call(person: Any, method: str, address: str, body: Any = None) -> Any:
    return getattr(of(person), method)(address, body or {}, content_type="application/json")


def body(**more: Any) -> dict[str, Any]:
    make_item()
    make_town()
    lines = [{"item": "zq_blanket", "amount": "2.5", "unit": "bale"}]
    details = {"title": "بطانيات", "sector": make_sector().code, "place": "SY020002", "lines": lines}
    return {"client_id": str(uuid4()), **details, **more}


def faults(answer: Any) -> dict[str, str]:
    assert answer.status_code == 400
    return {field: errors[0]["code"] for field, errors in answer.json()["errors"].items()}


@pytest.mark.parametrize(("noun", "model"), [("needs", Need), ("offers", Offer)])
def test_create_answers_201_and_the_same_again_200(cast: Cast, noun: str, model: Any) -> None:
    sent = body()
    first = call(cast.basel, "post", f"/api/{noun}/", sent)
    again = call(cast.basel, "post", f"/api/{noun}/", sent)
    assert (first.status_code, again.status_code, model.objects.count()) == (201, 200, 1)
    assert again.json()["id"] == first.json()["id"]
    line = first.json()["lines"][0]
    assert (line["amount"], line["unit"], first.json()["status"], first.json()["head"]) == ("2.5", "bale", "draft", 1)
    other = call(cast.basel, "post", f"/api/{noun}/", {**sent, "title": "خيام"})
    assert (other.status_code, other.json()["code"]) == (409, "client_id_reused")


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"lines": [{"item": "zq_blanket", "amount": "0"}]}, {"lines.0.amount": "min_value"}),
        ({"lines": [{"item": "zq_blanket", "amount": "-4"}]}, {"lines.0.amount": "min_value"}),
        ({"lines": [{"item": "zq_blanket", "amount": "NaN"}]}, {"lines.0.amount": "invalid"}),
        ({"lines": [{"item": "zq_blanket", "amount": "1e40"}]}, {"lines.0.amount": "max_digits"}),
        ({"lines": [{"item": "zq_blanket", "amount": "1", "unit": "litre"}]}, {"lines.0.unit": "unit_of_another_item"}),
        ({"lines": [{"item": "nothing_such", "amount": "1"}]}, {"lines.0.item": "does_not_exist"}),
        ({"needed_by": "2031-01-01", "valid_until": "2030-01-01"}, {"needed_by": "invalid_day"}),
        ({"place": "SY0200022"}, {"place": "unknown_place"}),
        ({"sector": "XYZ"}, {"sector": "does_not_exist"}),
        ({"organization": 999999}, {"organization": "not_your_organization"}),
    ],
)
def test_create_need_says_what_is_wrong_where(cast: Cast, more: dict[str, Any], wrong: dict[str, str]) -> None:
    assert faults(call(cast.basel, "post", "/api/needs/", body(**more))) == wrong
    assert not Need.objects.exists()


@pytest.mark.parametrize(
    ("address", "name", "keys"),
    [
        ("/api/needs/", "named", list(range(1, 5000))),
        ("/api/needs/", "target_groups", ["elderly"] * 5000),
        ("/api/offers/", "reach", ["SY01"] * 5000),
        ("/api/challenges/", "named", list(range(1, 5000))),
        ("/api/operations/", "conveners", list(range(1, 5000))),
        ("/api/operations/", "places", ["SY01"] * 5000),
    ],
)
def test_a_list_of_thousands_is_refused_before_anything_is_asked(
    cast: Cast, django_assert_max_num_queries: Any, address: str, name: str, keys: list[Any]
) -> None:
    person, sent = of(cast.basel), body(**{name: keys})
    with django_assert_max_num_queries(12):
        answer = person.post(address, sent, content_type="application/json")
    assert faults(answer)[name] == "too_many"


@pytest.mark.parametrize("address", ["/api/needs/", "/api/challenges/", "/api/operations/"])
@pytest.mark.parametrize("name", ["named", "conveners", "organization"])
def test_a_hidden_organisation_cannot_be_told_from_one_that_does_not_exist(cast: Cast, address: str, name: str) -> None:
    answers = []
    for pk in (make_organization(status="unverified").pk, 999_999):
        sent = body(starts_on="2026-01-01", **{name: pk if name == "organization" else [pk]})
        answer = call(cast.basel, "post", address, sent)
        answers.append((answer.status_code, answer.json().get("errors", {}).get(name, [{}])[0].get("code")))
    assert answers[0] == answers[1]


def test_an_unknown_place_is_answered_with_the_nearest(cast: Cast) -> None:
    answer = call(cast.basel, "post", "/api/needs/", body(place="SY0200022"))
    assert "SY020002" in answer.json()["errors"]["place"][0]["detail"]


def test_the_road_of_a_need_over_the_api(cast: Cast) -> None:
    pk = call(cast.basel, "post", "/api/needs/", body(visibility="public")).json()["id"]
    here = f"/api/needs/{pk}/"
    assert call(cast.hala, "post", f"{here}open/").status_code == 403
    for act, sent, status in (
        ("open", {}, "open"),
        ("confirm", {}, "open"),
        ("close", {"reason": "يكفي"}, "closed"),
        ("reopen", {}, "open"),
        ("cancel", {"reason": "خطأ"}, "cancelled"),
    ):
        answer = call(cast.basel, "post", f"{here}{act}/", sent)
        assert (answer.status_code, answer.json()["status"]) == (200, status)
    assert call(cast.basel, "patch", here, {"title": "x"}).json()["code"] == "wrong_status"
    assert of().get(here).json()["closing_reason"] == "خطأ"


def test_the_road_of_an_offer_over_the_api(cast: Cast) -> None:
    pk = call(cast.basel, "post", "/api/offers/", body(reach=["SY02"], can_transport=True)).json()["id"]
    here = f"/api/offers/{pk}/"
    assert call(cast.hala, "patch", here, {"title": "خيام"}).json()["title"] == "خيام"
    for act, sent, status in (
        ("open", {}, "open"),
        ("confirm", {}, "open"),
        ("withdraw", {"reason": "نفد"}, "withdrawn"),
        ("reopen", {}, "open"),
        ("close", {}, "closed"),
    ):
        assert call(cast.basel, "post", f"{here}{act}/", sent).json()["status"] == status


def test_edit_over_the_api_keeps_what_is_not_named(cast: Cast) -> None:
    need = draft_need(cast, people=30)
    line = need.lines.get()
    lines = [{"id": line.pk, "item": "zq_blanket", "amount": "9"}]
    answer = call(cast.hala, "patch", f"/api/needs/{need.pk}/", {"lines": lines})
    assert (answer.json()["people"], answer.json()["lines"][0]["id"], answer.json()["lines"][0]["amount"]) == (
        30,
        line.pk,
        "9",
    )


def test_lists_show_what_one_may_see_and_are_narrowed(cast: Cast) -> None:
    standing_need(cast, visibility=Visibility.PUBLIC, title="خيام عامة", urgency=1)
    standing_need(cast, title="خيام للأعضاء")
    draft_need(cast, title="خيام مسودة")

    def titles(person: Any, query: str = "") -> set[str]:
        return {row["title"] for row in of(person).get(f"/api/needs/{query}").json()["results"]}

    assert titles(None) == titles(cast.gharib) == titles(cast.rania) == {"خيام عامة"}
    assert titles(cast.omar) == {"خيام عامة", "خيام للأعضاء"}
    assert titles(cast.hala) == {"خيام عامة", "خيام للأعضاء", "خيام مسودة"}
    place, own = "place=SY0200", f"organization={cast.association.pk}"
    assert titles(cast.omar, f"?urgency=1&q=خيام&{place}&{own}&status=open&kind=emergency") == {"خيام عامة"}
    for nothing in ("urgency=9", "urgency=x", "organization=x", "place=SY99", "sector=NO", "status=draft"):
        assert titles(cast.omar, f"?{nothing}") == set()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("noun", "make"), [("needs", standing_need), ("offers", standing_offer)])
def test_lists_ask_as_often_for_three_as_for_one(
    cast: Cast, noun: str, make: Any, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        make(cast, visibility=Visibility.PUBLIC, lines=[asked(), asked()])
    with django_assert_num_queries(4):
        assert len(of().get(f"/api/{noun}/").json()["results"]) == number


def test_contact_and_exact_point_are_told_to_ones_own_people_only(cast: Cast) -> None:
    need = standing_need(cast, contact="0999777555", latitude=35.91, longitude=37.02, visibility=Visibility.PUBLIC)
    mine, others = (
        of(cast.hala).get(f"/api/needs/{need.pk}/").json(),
        of(cast.omar).get(f"/api/needs/{need.pk}/").json(),
    )
    assert (mine["contact"], mine["point"]["latitude"]) == ("0999777555", 35.91)
    place = need.place
    assert "contact" not in others
    assert others["point"] == {"latitude": place.latitude, "longitude": place.longitude}


@pytest.mark.parametrize("more", [{"precision": "exact"}, {"latitude": 36.0, "longitude": 37.0}, {"contact": "0"}])
@pytest.mark.parametrize(("noun", "make"), [("needs", standing_need), ("offers", standing_offer)])
def test_who_does_not_see_the_point_does_not_write_it(cast: Cast, noun: str, make: Any, more: dict[str, Any]) -> None:
    row = make(cast, contact="0999777555", latitude=35.91, longitude=37.02, visibility=Visibility.PUBLIC)
    here = f"/api/{noun}/{row.pk}/"
    assert call(cast.salma, "patch", here, more).status_code == 403
    assert call(cast.salma, "patch", here, {"title": "حرامات"}).status_code == 200
    assert of(cast.salma).get(here).json()["point"] == {
        "latitude": row.place.latitude,
        "longitude": row.place.longitude,
    }
    assert call(cast.basel, "patch", here, more).status_code == 200


def test_items_are_found_by_name_and_synonym_without_signing_in(db: None) -> None:
    found = of().get("/api/items/?q=حرامات").json()["results"]
    assert "blanket" in {item["code"] for item in found}
    item = of().get("/api/items/blanket/").json()
    assert item["units"][0]["factor"] == 1
    assert len(of().get("/api/items/").json()["results"]) == 50
    assert of().post("/api/items/").status_code in {401, 403, 405}


def test_what_cannot_be_seen_looks_like_nothing(cast: Cast) -> None:
    need = draft_need(cast)
    for person in (cast.omar, cast.gharib, cast.rania, None):
        assert of(person).get(f"/api/needs/{need.pk}/").status_code == 404
        assert of(person).post(f"/api/needs/{need.pk}/open/").status_code in {401, 404}
