"""What programs ask of the board."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from needs.models import OverlapRoom, SavedFilter, TargetGroup
from organizations.models import Sector
from tests.factories import Cast
from tests.needs.board import make_town, standing_need
from tests.needs.test_board import promised, signed_in
from tests.needs.test_overlaps import promise

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def test_the_figures_are_those_of_the_map(cast: Cast) -> None:
    need = standing_need(cast, households=80, visibility="public")
    standing_need(cast, "omar", households=7)
    promised(need, (50, 25))
    cell = {"place": "SY02", "column": "HEA", "needs": 1, "needed": 80, "promised": 40, "arrived": 20, "left": 40}
    assert Client().get("/api/needs/figures/").json() == {"counts": "households", "across": "sector", "cells": [cell]}
    asked = signed_in(cast, "omar").get("/api/needs/figures/?place=SY02&by=people").json()
    assert [(row["place"], row["needs"]) for row in asked["cells"]] == [("SY0200", 2)]


def test_the_figures_name_sectors_that_are_no_longer_offered(cast: Cast) -> None:
    standing_need(cast, households=80)
    Sector.objects.filter(code="HEA").update(is_active=False)
    cells = signed_in(cast, "omar").get("/api/needs/figures/").json()["cells"]
    assert [(row["column"], row["needed"]) for row in cells] == [("HEA", 80)]


def test_the_figures_by_target_group(cast: Cast) -> None:
    group = TargetGroup.objects.create(code="zq_elderly", name_ar="كبار", name_en="elderly")
    standing_need(cast, households=80, target_groups=[group])
    found = signed_in(cast, "omar").get("/api/needs/figures/?across=group").json()["cells"]
    assert [(row["place"], row["column"], row["left"]) for row in found] == [("SY02", "zq_elderly", 80)]


def test_overlaps_are_told_to_members_and_bring_them_together(cast: Cast) -> None:
    needs = [standing_need(cast, "salma", organization=cast.ministry, title=title) for title in ("one", "two")]
    first, second = promise(needs[0], cast.association), promise(needs[1], cast.other)
    [overlap] = signed_in(cast, "basel").get("/api/overlaps/").json()["results"]
    assert (overlap["place"], [plan["pledge"] for plan in overlap["plans"]]) == (make_town().pk, [first.pk, second.pk])
    assert signed_in(cast, "rania").get("/api/overlaps/").json()["results"] == []
    pair = {"first": first.pk, "second": second.pk}
    answer = signed_in(cast, "omar").post("/api/overlaps/", pair, content_type="application/json")
    assert answer.json() == {"room": OverlapRoom.objects.get().room_id}
    refused = signed_in(cast, "hala").post("/api/overlaps/", pair, content_type="application/json")
    assert (refused.status_code, refused.json()["code"]) == (403, "permission_denied")
    assert signed_in(cast, "gharib").post("/api/overlaps/", pair, content_type="application/json").status_code == 404
    assert timezone.localdate().isoformat() < overlap["plans"][0]["expected_on"]


def test_searches_are_kept_and_let_go(cast: Cast) -> None:
    client = signed_in(cast, "hala")
    wanted = {"name": "حلب", "query": "place=SY02&odd=1"}
    kept = client.put("/api/saved-filters/", wanted, content_type="application/json").json()
    assert (kept["name"], kept["query"]) == ("حلب", "place=SY02")
    assert client.get("/api/saved-filters/").json()["results"] == [kept]
    assert signed_in(cast, "basel").delete(f"/api/saved-filters/{kept['id']}/").status_code == 404
    assert client.delete(f"/api/saved-filters/{kept['id']}/").status_code == 204
    nothing = client.put("/api/saved-filters/", {"name": "x", "query": "odd=1"}, content_type="application/json")
    assert (nothing.status_code, nothing.json()["errors"]["query"][0]["code"]) == (400, "required")
    assert Client().get("/api/saved-filters/").status_code == 401
    assert not SavedFilter.objects.exists()
