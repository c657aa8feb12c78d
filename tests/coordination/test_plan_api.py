"""Unified plans for programs."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from tests.coordination.made import standing_forum
from tests.coordination.planned import (
    BASKETS,
    aleppo,
    day,
    draft_plan,
    group,
    plan_to_sign,
    sector,
    signed_plan,
    written,
)
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def sent(client: Client, method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    return getattr(client, method)(f"/api/{address}", body or {}, content_type="application/json")


def test_the_api_goes_from_the_draft_to_the_project(cast: Cast) -> None:
    forum, salma, basel, omar = standing_forum(cast), *(signed_in(each) for each in (cast.salma, cast.basel, cast.omar))
    sector(), aleppo(), group()
    body = {"client_id": str(uuid4()), "title": "خطة", "sector": "FSL", "place": "SY02"}
    body |= {"starts_on": day(1).isoformat(), "ends_on": day(50).isoformat()}
    at = f"bodies/{forum.body_id}/plans/"
    made, again = sent(salma, "post", at, body), sent(salma, "post", at, body)
    assert (made.status_code, again.status_code, made.json()["id"]) == (201, 200, again.json()["id"])
    assert sent(basel, "post", at, {**body, "client_id": str(uuid4())}).status_code == 403
    assert [row["code"] for row in basel.get(f"/api/{at}").json()["results"]] == [made.json()["code"]]
    plan = f"plans/{made.json()['id']}/"
    assert sent(salma, "patch", plan, {"about": "من يفعل ماذا"}).json()["version"] == 2
    line = {"client_id": str(uuid4()), "activity": BASKETS, "place": "SY0203", "target_group": "orphans"}
    line |= {"starts_on": day(2).isoformat(), "ends_on": day(40).isoformat(), "quantity": "12.5", "unit": "طن"}
    first, repeat = sent(basel, "post", f"{plan}lines/", line), sent(basel, "post", f"{plan}lines/", line)
    assert (first.status_code, repeat.status_code, first.json()["quantity"]) == (201, 200, "12.5")
    second = sent(omar, "post", f"{plan}lines/", {**line, "client_id": str(uuid4()), "quantity": None, "unit": ""})
    overlaps = omar.get(f"/api/{plan}overlaps/").json()
    assert [(each["one"], each["other"], each["is_same_work"]) for each in overlaps] == [
        (first.json()["id"], second.json()["id"], True)
    ]
    gaps = omar.get(f"/api/{plan}gaps/").json()
    assert gaps[0] == {"place": "SY0200", "groups": ["orphans"], "is_empty": True}
    assert "SY0203" not in {gap["place"] for gap in gaps}
    moved = sent(salma, "put", f"{plan}status/", {"status": "signing"}).json()
    assert (moved["status"], moved["organizations"], moved["signed"]) == ("signing", 2, 0)
    assert sent(basel, "put", f"{plan}signatures/", {"version": moved["version"] - 1}).json()["code"] == "stale"
    for client in (basel, omar):
        signatures = sent(client, "put", f"{plan}signatures/", {"version": moved["version"]}).json()
    assert [row["is_current"] for row in signatures] == [True, True]
    assert basel.get(f"/api/{plan}").json()["status"] == "signed"
    asked = {"client_id": str(uuid4()), "lines": [first.json()["id"]], "title": "مشروع"}
    project = sent(basel, "post", f"{plan}projects/", asked)
    assert (project.status_code, sent(basel, "post", f"{plan}projects/", asked).status_code) == (201, 200)
    lines = basel.get(f"/api/{plan}lines/").json()
    assert [row["project"] for row in lines] == [project.json()["id"], None]


def test_the_api_edits_a_line_by_the_version_that_was_read(cast: Cast) -> None:
    line = written(cast, draft_plan(cast), "basel")
    hala, at = signed_in(cast.hala), f"plan-lines/{line.pk}/"
    assert sent(hala, "patch", at, {"people": 5}).status_code == 400
    assert sent(hala, "patch", at, {"people": 5, "version": 1}).json()["version"] == 2
    stale = sent(hala, "patch", at, {"people": 6, "version": 1})
    assert (stale.status_code, stale.json()["code"]) == (409, "stale")
    assert sent(signed_in(cast.omar), "patch", at, {"people": 6, "version": 2}).status_code == 403
    assert sent(signed_in(cast.omar), "delete", at).status_code == 403
    assert sent(hala, "delete", at).status_code == 204
    assert sent(hala, "delete", at).status_code == 404


def test_the_api_refuses_what_cannot_be_and_tells_outsiders_nothing(cast: Cast) -> None:
    plan, gharib = plan_to_sign(cast), signed_in(cast.gharib)
    for rest in ("", "lines/", "signatures/", "overlaps/", "gaps/"):
        assert gharib.get(f"/api/plans/{plan.pk}/{rest}").status_code == 404
    salma = signed_in(cast.salma)
    assert sent(salma, "put", f"plans/{plan.pk}/status/", {"status": "signed"}).status_code == 409
    assert sent(salma, "put", f"plans/{plan.pk}/status/", {"status": "draft"}).status_code == 400
    assert sent(salma, "put", f"plans/{plan.pk}/status/", {"status": "away"}).status_code == 400
    assert sent(salma, "patch", f"plans/{plan.pk}/", {"title": "غيره"}).status_code == 409
    other = signed_plan(cast)
    lines = [line.pk for line in other.lines.filter(organization=cast.other)]
    body = {"client_id": str(uuid4()), "lines": lines}
    assert sent(signed_in(cast.basel), "post", f"plans/{other.pk}/projects/", body).status_code == 400
