"""The library over the API."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from journal.actors import Actor
from legislation.actions import note_citations
from legislation.models import Instrument, Topic
from tests.factories import Cast, signed_in
from tests.legislation.made import article, published_law
from tests.legislation.test_instruments import begun, scanned

pytestmark = [pytest.mark.django_db, pytest.mark.both]


def sent(client: Client, method: str, address: str, body: dict[str, Any] | None = None) -> Any:
    return getattr(client, method)(f"/api/{address}", body or {}, content_type="application/json")


def test_a_keeper_goes_from_the_card_to_the_circular_that_is_read(cast: Cast) -> None:
    salma, hala = signed_in(cast.salma), signed_in(cast.hala)
    topic = sent(salma, "post", "topics/", {"name_ar": "التمويل"})
    assert (topic.status_code, sent(salma, "post", "topics/", {"name_ar": "التمويل"}).status_code) == (201, 200)
    body = {"client_id": str(uuid4()), "title": "تعميم", "kind": "circular", "topics": [topic.json()["id"]]}
    made, again = sent(salma, "post", "laws/", body), sent(salma, "post", "laws/", body)
    assert (made.status_code, again.status_code, made.json()["id"]) == (201, 200, again.json()["id"])
    at = f"laws/{made.json()['id']}/"
    assert sent(salma, "put", f"{at}publication/").json()["code"] == "nothing_to_read"
    assert sent(hala, "patch", at, {"title": "س"}).status_code == 404
    assert sent(salma, "patch", at, {"must_be_acknowledged": True}).json()["must_be_acknowledged"]
    assert sent(salma, "put", f"{at}scan/", {"file": 99}).json()["code"] == "kind_not_taken"
    scanned(cast, Instrument.objects.get())
    assert sent(salma, "put", f"{at}publication/").json()["is_published"]
    assert sent(hala, "patch", at, {"title": "س"}).status_code == 403
    for _time in range(2):
        assert sent(hala, "put", f"{at}acknowledgement/").json()["acknowledged_count"] == 1
    assert hala.get(f"/api/{at}acknowledgements/").status_code == 403
    assert salma.get(f"/api/{at}acknowledgements/").json()["results"][0]["person"] == "هالة"
    assert sent(salma, "put", f"{at}status/", {"status": "repealed"}).json()["repealed_on"]
    assert sent(salma, "put", f"{at}status/", {"status": "lost"}).status_code == 400


def test_links_are_set_and_taken_away(cast: Cast) -> None:
    law, row, salma = published_law(cast), begun(cast), signed_in(cast.salma)
    linked = sent(salma, "put", f"laws/{row.pk}/links/", {"target": law.pk, "kind": "amends"}).json()["links"]
    assert [(each["kind"], each["target"]) for each in linked] == [("amends", law.pk)]
    assert Client().get(f"/api/laws/{law.pk}/").json()["links"] == []
    address = f"/api/law-links/{linked[0]['id']}/"
    assert signed_in(cast.basel).delete(address).status_code == 404
    assert salma.delete(address).status_code == 204


def test_everybody_reads_and_looks_for_what_is_published(cast: Cast) -> None:
    law, draft = published_law(cast), begun(cast)
    note_citations(actor=Actor.clock(), instrument=law)
    client = Client()
    assert [row["id"] for row in client.get("/api/laws/?kind=law").json()["results"]] == [law.pk]
    assert client.get(f"/api/laws/{draft.pk}/").status_code == 404
    assert client.get(f"/api/laws/{law.pk}/").json()["articles"] == 12
    found = client.get("/api/provisions/?q=بسرية").json()["results"]
    assert [row["place"] for row in found] == ["مادة 7"]
    assert client.get("/api/provisions/").json()["results"] == []
    ten = client.get(f"/api/provisions/{article(law, 10).pk}/").json()
    assert [each["provision"] for each in ten["citations"]] == [article(law, 6).pk, article(law, 8).pk]
    six = client.get(f"/api/provisions/{article(law, 6).pk}/").json()
    assert (six["cited_by"], six["behind"]) == ([article(law, 10).pk], article(law, 7).pk)
    three = client.get(f"/api/provisions/{article(law, 3).pk}/").json()
    assert [part["label"] for part in three["parts"]] == ["أ", "ب", "ج"]
    wide = law.provisions.filter(kind="part").first()
    assert wide is not None
    assert client.get(f"/api/provisions/{wide.pk}/").status_code == 404
    assert sent(client, "post", "laws/", {}).status_code in (401, 403)


def test_topics_are_followed_and_renamed(cast: Cast) -> None:
    row, hala = Topic.objects.create(name_ar="التمويل"), signed_in(cast.hala)
    assert sent(hala, "put", f"topics/{row.pk}/following/").json()["is_followed"]
    assert hala.get("/api/topics/").json()[0]["is_followed"]
    assert not sent(hala, "delete", f"topics/{row.pk}/following/").json()["is_followed"]
    assert sent(hala, "patch", f"topics/{row.pk}/", {"name_ar": "س"}).status_code == 403
    assert sent(signed_in(cast.salma), "patch", f"topics/{row.pk}/", {"name_ar": "س"}).json()["name_ar"] == "س"
