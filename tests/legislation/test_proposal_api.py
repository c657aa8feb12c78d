"""Rounds and proposals for programs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from legislation.models import ProvisionText
from tests.factories import Cast, signed_in
from tests.legislation import made
from tests.meetings.made import union_of

pytestmark = [pytest.mark.django_db, pytest.mark.both]
JSON = "application/json"


def sent(client: Any, method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    return getattr(client, method)(f"/api/{address}", body or {}, content_type=JSON)


def test_a_round_is_made_moved_and_listed(cast: Cast) -> None:
    union_of(cast)
    law, salma, today = made.published_law(cast), signed_in(cast.salma), timezone.localdate()
    days = {"opens_on": today, "freezes_on": today + timedelta(days=9), "closes_on": today + timedelta(days=20)}
    body = {"client_id": str(uuid4()), "instrument": law.pk, "title": "جولة", **{k: str(v) for k, v in days.items()}}
    first, again = sent(salma, "post", "rounds/", body), sent(salma, "post", "rounds/", body)
    assert (first.status_code, again.status_code, first.json()["id"]) == (201, 200, again.json()["id"])
    pk = first.json()["id"]
    assert sent(salma, "patch", f"rounds/{pk}/", {"threshold": 3}).json()["threshold"] == 3
    omar = signed_in(cast.omar)
    assert omar.get(f"/api/rounds/{pk}/").status_code == 404
    assert sent(salma, "put", f"rounds/{pk}/status/", {"status": "open"}).json()["status"] == "open"
    assert [row["id"] for row in omar.get("/api/rounds/").json()["results"]] == [pk]
    assert sent(omar, "put", f"rounds/{pk}/status/", {"status": "frozen"}).status_code == 403
    assert sent(salma, "put", f"rounds/{pk}/status/", {"status": "archived"}).status_code == 409
    assert sent(omar, "put", f"rounds/{pk}/room/").json()["room"]
    assert sent(salma, "patch", f"rounds/{pk}/", {"body": 999}).json()["code"] == "no_such_body"
    assert sent(salma, "post", "rounds/", {**body, "instrument": 999}).status_code == 400


def test_the_way_of_a_proposal(cast: Cast) -> None:
    row = made.open_round(cast)
    hala, basel, omar = (signed_in(person) for person in (cast.hala, cast.basel, cast.omar))
    body = {"client_id": str(uuid4()), "title": "تقصير المهلة", "rationale": "طويلة"}
    first = sent(hala, "post", f"rounds/{row.pk}/proposals/", body)
    assert first.status_code == 201
    assert sent(hala, "post", f"rounds/{row.pk}/proposals/", body).status_code == 200
    pk = first.json()["id"]
    article = made.article(row.instrument, 5)
    change = {"client_id": str(uuid4()), "kind": "replace", "provision": article.pk, "new_text": "نص جديد"}
    added = sent(hala, "post", f"proposals/{pk}/amendments/", change)
    assert (added.status_code, added.json()["before"]) == (201, article.texts.get().text)
    edited = sent(hala, "patch", f"amendments/{added.json()['id']}/", {"version": 1, "new_text": "نص أحدث"})
    assert (edited.json()["new_text"], edited.json()["version"]) == ("نص أحدث", 2)
    stale = sent(hala, "patch", f"amendments/{added.json()['id']}/", {"version": 1, "new_text": "غيره"})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert hala.get(f"/api/amendments/{added.json()['id']}/").json()["new_text"] == "نص أحدث"
    assert omar.get(f"/api/amendments/{added.json()['id']}/").status_code == 404
    assert sent(hala, "put", f"proposals/{pk}/status/", {"status": "handed_in"}).json()["status"] == "handed_in"
    assert sent(basel, "put", f"proposals/{pk}/waiting/", {"is_shown": True}).json()["is_waiting_in_sight"] is True
    assert sent(hala, "put", f"proposals/{pk}/status/", {"status": "submitted"}).status_code == 403
    put = sent(basel, "put", f"proposals/{pk}/status/", {"status": "submitted"})
    assert put.json()["status"] == "submitted"
    listed = omar.get(f"/api/rounds/{row.pk}/proposals/?provision={article.pk}&status=submitted").json()["results"]
    assert [each["code"] for each in listed] == [put.json()["code"]]
    number = put.json()["versions"][0]["number"]
    kept = omar.get(f"/api/proposals/{pk}/versions/{number}/").json()
    assert kept["shown"]["amendments"][0]["new_text"] == "نص أحدث"
    assert omar.get(f"/api/proposals/{pk}/versions/1/").status_code == 404
    sent(basel, "put", f"proposals/{pk}/status/", {"status": "withdrawn", "reason": "غيّرنا رأينا"})
    taken = sent(omar, "post", f"proposals/{pk}/take-over/", {"client_id": str(uuid4())})
    assert (taken.status_code, taken.json()["taken_over"]) == (201, pk)
    assert sent(omar, "delete", f"proposals/{taken.json()['id']}/").status_code == 204


def test_a_changed_text_answers_409_with_both(cast: Cast) -> None:
    row = made.open_round(cast)
    article = made.article(row.instrument, 5)
    one = made.draft(cast, row, article, "نص")
    article.texts.update(valid_to=row.base_on)
    ProvisionText.objects.create(provision=article, text="صُحّح", sha256="0" * 64, valid_from=row.base_on)
    answer = sent(signed_in(cast.hala), "put", f"proposals/{one.pk}/status/", {"status": "handed_in"})
    assert (answer.status_code, answer.json()["code"]) == (409, "base_changed")
    assert answer.json()["current"]["text"] == "صُحّح"
    assert answer.json()["written_against"]["text"].startswith("تتحمل")


def test_writers_sponsors_and_order(cast: Cast) -> None:
    row = made.open_round(cast)
    one, hala, omar = (
        made.draft(cast, row, made.article(row.instrument, 5), "نص"),
        *map(signed_in, (cast.hala, cast.omar)),
    )
    whole = sent(hala, "put", f"proposals/{one.pk}/writers/{cast.basel.pk}/").json()
    assert [each["id"] for each in whole["writers"]] == [cast.basel.pk]
    assert sent(hala, "delete", f"proposals/{one.pk}/writers/{cast.basel.pk}/").status_code == 204
    assert sent(hala, "put", f"proposals/{one.pk}/writers/{cast.omar.pk}/").status_code == 404
    asked = sent(hala, "post", f"proposals/{one.pk}/sponsors/", {"organization": cast.other.pk})
    assert asked.status_code == 201
    pk = asked.json()["id"]
    assert sent(hala, "put", f"sponsors/{pk}/", {"accepts": True}).status_code == 403
    assert sent(omar, "put", f"sponsors/{pk}/", {"accepts": True}).json()["status"] == "accepted"
    assert [each["id"] for each in hala.get(f"/api/proposals/{one.pk}/sponsors/").json()] == [pk]
    assert sent(omar, "delete", f"sponsors/{pk}/").status_code == 204
    repeal = {"client_id": str(uuid4()), "kind": "repeal", "provision": made.article(row.instrument, 6).pk}
    added = sent(hala, "post", f"proposals/{one.pk}/amendments/", repeal).json()["id"]
    sent(hala, "put", f"amendments/{added}/place/", {"place": 1})
    assert hala.get(f"/api/proposals/{one.pk}/amendments/").json()[0]["id"] == added
    assert sent(hala, "delete", f"amendments/{added}/").status_code == 204
    assert sent(hala, "patch", f"proposals/{one.pk}/", {"effect": "أثر"}).json()["effect"] == "أثر"
    assert signed_in(cast.gharib).get(f"/api/proposals/{one.pk}/").status_code == 404
