"""Matches, likely duplicates, readings and the catalogue's review, for programs."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from needs.models import Item, Need
from tests.chat.rooms import said, sector_room
from tests.factories import Cast, make_sector
from tests.needs.board import asked, make_item, standing_need, standing_offer

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def client_of(cast: Cast, name: str) -> Client:
    client = Client()
    client.force_login(getattr(cast, name))
    return client


def put(client: Client, address: str, **given: Any) -> Any:
    return client.put(address, given, content_type="application/json")


def blankets(cast: Cast, name: str = "basel", **more: Any) -> Need:
    return standing_need(cast, name, lines=[asked("100", Item.objects.get(code="blanket"))], **more)


def test_the_api_tells_what_fits_and_why(cast: Cast) -> None:
    need = blankets(cast)
    offer = standing_offer(cast, "omar", contact="0999", lines=[asked("50", Item.objects.get(code="quilt"))])
    found = client_of(cast, "basel").get(f"/api/needs/{need.pk}/matches/").json()["results"]
    assert [(row["posting"]["id"], row["score"]) for row in found] == [(offer.pk, 0.3)]
    assert found[0]["lines"][0] | {"line": 0} == {
        "line": 0,
        "item": 0.6,
        "place": 1,
        "time": 1,
        "share": 0.5,
        "score": 0.3,
    }
    assert "contact" not in found[0]["posting"]
    back = client_of(cast, "omar").get(f"/api/offers/{offer.pk}/matches/").json()["results"]
    assert [row["posting"]["code"] for row in back] == [need.code]


def test_the_api_warns_of_what_is_likely_the_same(cast: Cast) -> None:
    need = blankets(cast)
    client = client_of(cast, "omar")
    asking = f"place={need.place_id}&item=quilt&title=حرامات"
    found = client.get(f"/api/needs/likely/?{asking}").json()["results"]
    assert [(row["need"]["id"], row["item"], row["place"]) for row in found] == [(need.pk, 0.8, 1)]
    assert client.get("/api/needs/likely/?place=SY020001&item=rice").json()["results"] == []
    assert client.get("/api/needs/likely/?place=XX").status_code == 400
    other = blankets(cast, "omar")
    assert [row["need"]["id"] for row in client.get(f"/api/needs/{other.pk}/likely/").json()["results"]] == [need.pk]


def test_the_api_merges_and_tells_apart(cast: Cast) -> None:
    need, other, third = blankets(cast), blankets(cast, "omar"), blankets(cast, "omar")
    client = client_of(cast, "basel")
    assert put(client, f"/api/needs/{need.pk}/different/{third.pk}/", reason="للمخيم").json() == {"reason": "للمخيم"}
    answer = put(client, f"/api/needs/{need.pk}/merge/", into=other.pk)
    assert answer.json() == {"id": need.pk, "status": "merged", "merged_into": other.pk}
    assert put(client, f"/api/needs/{other.pk}/merge/", into=third.pk).status_code == 403


def test_the_api_reads_a_message_for_whoever_may(cast: Cast) -> None:
    message = said(cast, "basel", sector_room(cast, "basel"), "نحتاج 200 بطانية في درعا")
    found = client_of(cast, "omar").get(f"/api/messages/{message.pk}/needs/").json()
    assert found["reading"]["lines"] == [{"item": "blanket", "name": "بطانية", "amount": "200", "unit": "piece"}]
    assert (found["reading"]["place"], found["reading"]["sector"], found["needs"]) == ("SY12", "SHL", [])
    assert client_of(cast, "gharib").get(f"/api/messages/{message.pk}/needs/").status_code == 404


def test_what_may_not_be_seen_is_missing(cast: Cast) -> None:
    hidden = blankets(cast, visibility="own")
    offer = standing_offer(cast, "basel", visibility="own")
    for address in (f"needs/{hidden.pk}/matches/", f"needs/{hidden.pk}/likely/", f"offers/{offer.pk}/matches/"):
        assert client_of(cast, "omar").get(f"/api/{address}").status_code == 404
    assert put(client_of(cast, "omar"), f"/api/needs/{hidden.pk}/merge/", into=hidden.pk).status_code == 404


def test_the_api_reviews_and_merges_items_for_the_secretariat(cast: Cast) -> None:
    make_item("x-one", "غطاء صوف", is_reviewed=False, proposed_by=cast.association)
    make_item("x-two", "حرام ثقيل", is_reviewed=False, proposed_by=cast.association)
    given = {"name_ar": "غطاء صوف", "kind": "good", "sector": make_sector("SHL").code, "family": "bedding"}
    client = client_of(cast, "salma")
    assert put(client, "/api/items/x-one/review/", **given).json()["is_reviewed"] is True
    assert put(client, "/api/items/x-two/merge/", into="blanket").json()["merged_into"] == "blanket"
    assert put(client, "/api/items/x-two/review/", **given).status_code == 404
    assert put(client_of(cast, "basel"), "/api/items/x-one/review/", **given).status_code == 403
