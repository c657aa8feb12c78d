"""Pages and calls of dossiers: the whole way, what each sees, how many queries."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from legislation.models import Dossier, Round
from legislation.tasks.dossiers import write_dossier
from tests.factories import Cast, signed_in
from tests.legislation.compiled import asked_for, bare_round, decided_round, frozen_dossier, proposed, sent_dossier

pytestmark = [pytest.mark.both, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def storage(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    cache.clear()


def test_the_whole_way_of_a_dossier_in_the_browser(cast: Cast) -> None:
    round_row, basel = decided_round(cast), signed_in(cast.basel)
    assert basel.get(f"/rounds/{round_row.pk}/dossiers/").status_code == 200
    form = basel.get(f"/rounds/{round_row.pk}/dossiers/new/").content.decode()
    assert "مقترحان" in form  # the letter begins with the usual words
    given = {"client_id": str(uuid4()), "addressee": "وزارة الشؤون", "letter": "تحية طيبة"}
    answer = basel.post(f"/rounds/{round_row.pk}/dossiers/new/", given)
    row = Dossier.objects.get()
    assert answer.headers["Location"] == f"/dossiers/{row.pk}/"
    assert "<progress" in basel.get(f"/dossiers/{row.pk}/").content.decode()
    write_dossier(row.pk)
    page = basel.get(f"/dossiers/{row.pk}/").content.decode()
    for name in ("pdf", "docx", "xlsx", "akn", "json"):
        assert f"/dossiers/{row.pk}/formats/{name}/" in page
        assert basel.get(f"/dossiers/{row.pk}/formats/{name}/").status_code == 200
    assert basel.get(f"/dossiers/{row.pk}/formats/exe/").status_code == 404
    day = timezone.localdate().isoformat()
    assert basel.post(f"/dossiers/{row.pk}/send/", {"sent_on": day, "receipt_number": "5"}).status_code == 302
    row.refresh_from_db()
    assert (row.status, row.receipt_number) == ("sent", "5")
    assert basel.get(f"/dossiers/{row.pk}/void/").status_code == 200
    assert basel.post(f"/dossiers/{row.pk}/void/", {"reason": "خطأ"}).status_code == 302
    row.refresh_from_db()
    assert row.status == "void"


def test_who_does_not_lead_reads_and_does_not_make(cast: Cast) -> None:
    row = frozen_dossier(cast)
    omar = signed_in(cast.omar)
    page = omar.get(f"/dossiers/{row.pk}/").content.decode()
    assert f"/dossiers/{row.pk}/send/" not in page
    assert f"/dossiers/{row.pk}/void/" not in page
    for address in ("send", "void", "receipt"):
        assert omar.get(f"/dossiers/{row.pk}/{address}/").status_code == 403
    assert omar.get(f"/rounds/{row.round_id}/dossiers/new/").status_code == 403
    for client in (signed_in(cast.gharib), Client(), signed_in(cast.rania)):
        assert client.get(f"/dossiers/{row.pk}/").status_code == 404
        assert client.get(f"/rounds/{row.round_id}/dossiers/").status_code == 404
        assert client.get(f"/dossiers/{row.pk}/formats/pdf/").status_code == 404
        assert client.get(f"/api/dossiers/{row.pk}/").status_code in (401, 403, 404)


def test_one_that_is_being_made_is_for_who_leads(cast: Cast) -> None:
    row = asked_for(cast, decided_round(cast))
    assert signed_in(cast.basel).get(f"/dossiers/{row.pk}/").status_code == 200
    assert signed_in(cast.omar).get(f"/dossiers/{row.pk}/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_a_dossier_asks_as_often_whatever_it_holds(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    round_row = bare_round(cast, decided_round(cast).instrument)
    for number in range(rows):
        proposed(cast, round_row, f"مقترح {number}")
    row = sent_dossier(cast, round_row)
    client = signed_in(cast.basel)
    client.get(f"/dossiers/{row.pk}/")
    with django_assert_num_queries(22):
        assert client.get(f"/dossiers/{row.pk}/").status_code == 200


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_of_dossiers_asks_as_often_whatever_it_holds(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, rows: int
) -> None:
    round_row = decided_round(cast)
    for _number in range(rows):
        row = asked_for(cast, round_row)
        Dossier.objects.filter(pk=row.pk).update(status="void")
    client = signed_in(cast.basel)
    client.get(f"/rounds/{round_row.pk}/dossiers/")
    with django_assert_num_queries(19):
        assert client.get(f"/rounds/{round_row.pk}/dossiers/").status_code == 200


def test_days_without_an_answer_are_counted(cast: Cast) -> None:
    row = sent_dossier(cast)
    with time_machine.travel(timezone.now() + timedelta(days=47), tick=False):
        page = signed_in(cast.basel).get(f"/dossiers/{row.pk}/").content.decode()
        assert "47 يوماً بلا رد" in page
        facts = signed_in(cast.basel).get(f"/api/dossiers/{row.pk}/").json()
        assert facts["days_without_answer"] == 47


# For programs ---------------------------------------------------------------------------------------------------------
def test_the_api_makes_sends_and_voids(cast: Cast) -> None:
    round_row, client = decided_round(cast), signed_in(cast.basel)
    given = {"client_id": str(uuid4()), "addressee": "وزارة الشؤون"}
    address = f"/api/rounds/{round_row.pk}/dossiers/"
    made = client.post(address, given, content_type="application/json")
    assert (made.status_code, made.json()["status"], made.json()["code"]) == (201, "making", None)
    assert client.post(address, given, content_type="application/json").status_code == 200
    other = client.post(address, {**given, "client_id": str(uuid4())}, content_type="application/json")
    assert (other.status_code, other.json()["code"]) == (409, "being_made")
    row = Dossier.objects.get()
    write_dossier(row.pk)
    status = f"/api/dossiers/{row.pk}/status/"
    assert client.put(status, {"status": "sent"}, content_type="application/json").status_code == 400
    sent = {"status": "sent", "sent_on": timezone.localdate().isoformat(), "receipt_number": "9"}
    assert client.put(status, sent, content_type="application/json").json()["receipt_number"] == "9"
    receipt = client.put(f"/api/dossiers/{row.pk}/receipt/", {"receipt_number": "10"}, content_type="application/json")
    assert receipt.json()["receipt_number"] == "10"
    assert client.get(address).json()["results"][0]["status"] == "sent"
    void = client.put(status, {"status": "void", "reason": "خطأ"}, content_type="application/json")
    assert void.json()["status"] == "void"
    again = client.put(status, {"status": "making"}, content_type="application/json")
    assert again.status_code == 409
    omar = signed_in(cast.omar)
    assert omar.post(address, given, content_type="application/json").status_code == 403
    Round.objects.filter(pk=round_row.pk).update(status="prepared")
    assert omar.get(address).status_code == 404
