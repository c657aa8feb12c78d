"""The pages and the calls of tables of recommendations, and 215 of another body from the file to the list."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coordination.models import Recommendation, RecommendationSheet, Theme
from coordination.tasks.sheets import write_sheet
from tests.coordination.brought import THEIRS, as_csv
from tests.coordination.followed import adopted_recommendation, assigned_recommendation
from tests.coordination.made import standing_forum
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.both, pytest.mark.django_db]
NAME = "shared/samples/tables/un-recommendations-215.csv"  # beside the repository, where somebody laid it there
SAMPLE = next((found for above in Path(__file__).resolve().parents if (found := above / NAME).exists()), None)


def address(name: str, *ids: int) -> str:
    return reverse(f"coordination:{name}", args=ids)


def sent(content: bytes, name: str = "جدول.csv") -> dict[str, Any]:
    return {"client_id": str(uuid4()), "file": SimpleUploadedFile(name, content)}


def put(client: Client, where: str, given: dict[str, Any]) -> Any:
    return client.put(where, json.dumps(given), content_type="application/json")


def test_a_table_of_ours_goes_straight_to_what_it_would_do(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    salma = signed_in(cast.salma)
    where = address("recommendation_sheets", row.body_id)
    content = as_csv({"code": row.code, "text": "غير ما اعتُمد"}, {"text": "توصية من جدول", "theme": "الحوكمة"})
    page = salma.post(where, sent(content), follow=True).content.decode()
    assert "توصية من جدول" not in page  # the rows with errors come first
    assert "field-error" in page
    sheet = RecommendationSheet.objects.get()
    new = salma.get(address("recommendation_sheet", sheet.pk) + "?state=new").content.decode()
    assert "توصية من جدول" in new
    assert "الحوكمة" in new
    salma.post(address("start_recommendation_sheet", sheet.pk), {"makes_themes": "on"})
    assert 'hx-trigger="every 2s"' in salma.get(address("recommendation_sheet", sheet.pk)).content.decode()
    write_sheet(sheet.pk)
    assert "every 2s" not in salma.get(address("recommendation_sheet", sheet.pk)).content.decode()
    assert Recommendation.objects.get(text="توصية من جدول").theme == Theme.objects.get(name="الحوكمة")


def test_a_table_of_others_asks_for_its_columns_first(cast: Cast) -> None:
    salma, body = signed_in(cast.salma), standing_forum(cast).body
    answer = salma.post(address("recommendation_sheets", body.pk), sent(THEIRS.encode()))
    sheet = RecommendationSheet.objects.get()
    columns = address("map_recommendation_sheet", sheet.pk)
    assert answer["Location"] == columns
    assert salma.get(address("recommendation_sheet", sheet.pk))["Location"] == columns
    assert "Text of it" in salma.get(columns).content.decode()
    twice = salma.post(columns, {"c0": "text", "c1": "text"})
    assert "errorlist" in twice.content.decode()
    assert 'role="alert"' in salma.post(columns, {"c0": "reference"}).content.decode()
    page = salma.post(columns, {"c0": "reference", "c1": "text", "c2": "theme"}, follow=True).content.decode()
    assert "Position" in page  # is left out
    salma.post(address("discard_recommendation_sheet", sheet.pk))
    assert not RecommendationSheet.objects.exists()


def test_a_bad_file_is_a_fault_of_the_form(cast: Cast) -> None:
    salma, where = signed_in(cast.salma), address("recommendation_sheets", standing_forum(cast).body_id)
    for name, content in (("x.csv", b"<html>"), ("x.xlsx", b"PK"), ("x.csv", b"")):
        answer = salma.post(where, sent(content, name))
        assert (answer.status_code, "errorlist" in answer.content.decode()) == (200, True)
    assert not RecommendationSheet.objects.exists()


def test_who_sees_which_page(cast: Cast) -> None:
    body = standing_forum(cast).body
    signed_in(cast.salma).post(address("recommendation_sheets", body.pk), sent(as_csv({"text": "م"})))
    sheet = RecommendationSheet.objects.get()
    expected = {"salma": (200, 200), "basel": (403, 404), "omar": (403, 404), "gharib": (404, 404)}
    for name, codes in expected.items():
        client = signed_in(getattr(cast, name))
        pages = (address("recommendation_sheets", body.pk), address("recommendation_sheet", sheet.pk))
        assert tuple(client.get(page).status_code for page in pages) == codes
        assert client.get(address("recommendation_tables")).status_code == 200
    assert body.title in signed_in(cast.salma).get(address("recommendation_tables")).content.decode()
    assert body.title not in signed_in(cast.basel).get(address("recommendation_tables")).content.decode()
    assert Client().get(address("export_recommendations")).status_code == 302


def test_the_list_goes_out_as_it_is_narrowed_and_seen(cast: Cast) -> None:
    forum = standing_forum(cast)
    first = assigned_recommendation(cast, forum, text="توصية أولى")
    second = adopted_recommendation(cast, forum, text="توصية ثانية", visibility="body")
    where = address("export_recommendations") + "?form=csv"
    basel, rania = signed_in(cast.basel), signed_in(cast.rania)
    everything = basel.get(where).content.decode()
    assert first.code in everything
    assert second.code in everything
    assert second.code not in basel.get(f"{where}&status=assigned").content.decode()
    assert "توصية ثانية" not in rania.get(where).content.decode()
    assert basel.get(address("export_recommendations") + "?form=pdf").status_code == 404
    link = f"{address('export_recommendations')}?form=xlsx&amp;status=assigned"
    assert link in basel.get(address("recommendations") + "?status=assigned").content.decode()
    empty = signed_in(cast.salma).get(f"{address('export_recommendations')}?empty=1&body={forum.body_id}")
    assert empty.content.startswith(b"PK")


def test_tables_for_programs(cast: Cast) -> None:
    salma, body = signed_in(cast.salma), standing_forum(cast).body
    calls = f"/api/bodies/{body.pk}/recommendation-sheets/"
    answer = salma.post(calls, sent(THEIRS.encode()))
    told = answer.json()
    assert (answer.status_code, told["is_sure"], told["counts"]["new"]) == (201, False, 3)
    one = f"/api/recommendation-sheets/{told['id']}/"
    assert put(salma, f"{one}columns/", {"columns": ["text"]}).status_code == 400
    mapped = put(salma, f"{one}columns/", {"columns": ["reference", "text", "theme", "", ""]}).json()
    assert {theme["name"]: theme["count"] for theme in mapped["themes"]} == {"Norms": 2, "Bodies": 1}
    assert salma.get(f"{one}?state=wrong").json()["rows"] == []
    started = salma.post(f"{one}start/", {"makes_themes": True}, content_type="application/json")
    assert started.json()["state"] == "running"
    write_sheet(told["id"])
    assert salma.get(one).json()["done"] == 3
    assert salma.delete(one).status_code == 409
    assert salma.get("/api/recommendations/export/?form=csv&q=ratify").content.decode().count("convention") >= 1
    assert signed_in(cast.basel).post(calls, sent(THEIRS.encode())).status_code == 403
    assert signed_in(cast.gharib).post(calls, sent(THEIRS.encode())).status_code == 404
    assert signed_in(cast.basel).get(one).status_code == 404


@pytest.mark.skipif(SAMPLE is None, reason="The samples are not here.")
def test_215_recommendations_of_another_body(cast: Cast) -> None:
    """From the file to the list: columns, dry run, clusters by theme, and nothing twice."""
    assert SAMPLE is not None
    salma, body = signed_in(cast.salma), standing_forum(cast).body
    where = address("recommendation_sheets", body.pk)
    salma.post(where, sent(SAMPLE.read_bytes(), "un.csv"))
    sheet = RecommendationSheet.objects.get()
    assert sheet.columns == ["reference", "text", "theme", "source", "", "", "", ""]
    columns = {f"c{at}": key for at, key in enumerate(sheet.columns)}
    page = salma.post(address("map_recommendation_sheet", sheet.pk), columns, follow=True).content.decode()
    assert "Equality &amp; non-discrimination" in page
    sheet.refresh_from_db()
    assert sheet.counts == {"new": 215, "changed": 0, "same": 0, "wrong": 0}
    salma.post(address("start_recommendation_sheet", sheet.pk), {"makes_themes": "on"})
    write_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.state, sheet.refused) == ("finished", [])
    assert (Recommendation.objects.count(), Theme.objects.filter(body=body).count()) == (215, 42)
    theme = Theme.objects.get(name="Equality & non-discrimination")
    assert theme.recommendations.count() == 74
    assert Recommendation.objects.get(text__startswith="Ratify the International Convention for").origin.page
    listed = salma.get(address("recommendations") + f"?theme={theme.pk}").content.decode()
    assert "Equality &amp; non-discrimination" in listed
    salma.post(where, sent(SAMPLE.read_bytes(), "un.csv"))
    assert RecommendationSheet.objects.first().counts["same"] == 215  # type: ignore[union-attr]
