"""The pages and calls of documents, and the page that verifies a copy."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from coordination.actions import fail_outcome
from coordination.models import Forum, OutcomeDocument
from coordination.tasks.outcomes import write_outcome
from journal.actors import Actor
from tests.coordination.test_outcomes import approved, asked_for, content_of, forum, frozen, storage
from tests.factories import Cast, signed_in

pytestmark = [pytest.mark.both, pytest.mark.django_db]
__all__ = ["forum", "storage"]  # fixtures


def address(name: str, pk: int) -> str:
    return reverse(f"coordination:{name}", args=[pk])


def verifying(row: OutcomeDocument) -> str:
    return reverse("coordination:verify_outcome", args=[row.code])


def test_from_the_button_to_the_file(cast: Cast, forum: Forum) -> None:
    salma, basel, gharib = signed_in(cast.salma), signed_in(cast.basel), signed_in(cast.gharib)
    at = address("outcomes", forum.body_id)
    assert address("create_outcome", forum.body_id) in salma.get(at).content.decode()
    assert address("create_outcome", forum.body_id) not in basel.get(at).content.decode()
    assert basel.get(address("create_outcome", forum.body_id)).status_code == 403
    assert gharib.get(at).status_code == 404
    answer = salma.post(address("create_outcome", forum.body_id), {"client_id": uuid4(), "what": "outcome"})
    assert answer["Location"] == at
    row = OutcomeDocument.objects.get()
    assert row.shown["site"] == "http://testserver"
    file = address("outcome_pdf", row.pk)
    assert file not in salma.get(at).content.decode()
    assert salma.get(file).status_code == 404
    write_outcome(row.pk)
    page = basel.get(at).content.decode()
    assert file in page
    answer = basel.get(file)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert basel.get(address("outcome_docx", row.pk)).status_code == 200
    assert gharib.get(file).status_code == 404
    assert Client().get(file).status_code == 404


def test_what_could_not_be_made_shows_the_way_to_try_again(cast: Cast, forum: Forum) -> None:
    row, salma = asked_for(cast, forum), signed_in(cast.salma)
    fail_outcome(actor=Actor.clock(), outcome=row)
    at, again = address("outcomes", forum.body_id), address("retry_outcome", row.pk)
    assert again in salma.get(at).content.decode()
    assert again not in signed_in(cast.basel).get(at).content.decode()
    assert signed_in(cast.basel).post(again).status_code == 404
    assert salma.post(again)["Location"] == at
    row.refresh_from_db()
    assert row.status == "making"


def test_the_page_of_minutes_offers_sessions_that_are_approved(cast: Cast, forum: Forum) -> None:
    at, salma = address("create_outcome", forum.body_id), signed_in(cast.salma)
    option = f'<option value="{forum.body.sessions.get().pk}"'
    assert option not in salma.get(at).content.decode()
    session = approved(forum)
    assert option in salma.get(at).content.decode()
    salma.post(at, {"client_id": uuid4(), "what": session.pk})
    assert OutcomeDocument.objects.get().session == session


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_the_same_however_many(
    cast: Cast, forum: Forum, number: int, django_assert_num_queries: Any
) -> None:
    row, client = frozen(cast, forum), signed_in(cast.basel)
    for at in range(1, number):
        row.pk, row.number, row.client_id, row.code = None, at + 1, uuid4(), f"{at:04}-XXXX-XXXX"
        row.save()
    cache.clear()
    client.get("/about/")
    with django_assert_num_queries(27):
        page = client.get(address("outcomes", forum.body_id)).content.decode()
    assert page.count("/document.pdf") == number


def test_verify_outcome_tells_everybody_that_it_is_genuine_and_no_more(cast: Cast, forum: Forum) -> None:
    row = frozen(cast, forum)
    page = Client().get(verifying(row)).content.decode()
    assert row.sha256 in page
    assert forum.body.title in page
    assert address("outcome_pdf", row.pk) not in page
    for secret in ("لجنة المتابعة", str(cast.basel), str(cast.association)):
        assert secret not in page
    assert address("outcome_pdf", row.pk) in signed_in(cast.basel).get(verifying(row)).content.decode()
    public = frozen(cast, forum, is_public=True)
    assert address("outcome_pdf", public.pk) in Client().get(verifying(public)).content.decode()
    assert Client().get(address("outcome_pdf", public.pk)).status_code == 200
    assert Client().get(address("outcome_docx", public.pk)).status_code == 302
    assert signed_in(cast.gharib).get(address("outcome_docx", public.pk)).status_code == 404


def test_verify_outcome_says_that_a_newer_one_stands(cast: Cast, forum: Forum) -> None:
    first, second = frozen(cast, forum, is_public=True), frozen(cast, forum, is_public=True)
    assert verifying(second) in Client().get(verifying(first)).content.decode()
    assert verifying(first) not in Client().get(verifying(second)).content.decode()
    old, _new = frozen(cast, forum), frozen(cast, forum)
    assert "saffron" in Client().get(verifying(old)).content.decode()


def test_verify_outcome_compares_a_copy(cast: Cast, forum: Forum) -> None:
    row, anybody = frozen(cast, forum), Client()
    content = content_of(row.pdf)
    same = anybody.post(verifying(row), {"file": SimpleUploadedFile("نسخة.pdf", content)})
    other = anybody.post(verifying(row), {"file": SimpleUploadedFile("نسخة.pdf", content + b" ")})
    assert (same.context["same"], other.context["same"]) == (True, False)
    assert "notice leaf" in same.content.decode()
    assert "notice brick" in other.content.decode()
    assert "errorlist" in anybody.post(verifying(row), {}).content.decode()
    large = SimpleUploadedFile("x.pdf", b"0" * (15 * 1024 * 1024 + 1))
    assert anybody.post(verifying(row), {"file": large}).context["is_too_much"]


def test_no_document_is_found_by_trying(cast: Cast, forum: Forum) -> None:
    cache.clear()
    row, anybody = frozen(cast, forum), Client()
    for _each in range(30):
        assert anybody.get("/verify/XXXX-XXXX-XXXX/").status_code == 404
    answer = anybody.get(verifying(row))
    assert (answer.status_code, answer["Retry-After"]) == (429, "600")
    assert anybody.get(f"/api/verify/{row.code}/").json()["code"] == "too_many_tries"
    assert Client(REMOTE_ADDR="192.0.2.9").get(verifying(row)).status_code == 200


def test_a_code_is_typed(cast: Cast, forum: Forum) -> None:
    cache.clear()
    row, anybody = frozen(cast, forum), Client()
    at = reverse("coordination:verify")
    assert anybody.get(at).status_code == 200
    assert anybody.post(at, {"code": row.code.lower()})["Location"] == verifying(row)
    assert anybody.get(anybody.post(at, {"code": "x"})["Location"]).status_code == 404


def sent(client: Client, method: str, at: str, body: dict[str, Any] | None = None) -> Any:
    return getattr(client, method)(f"/api/{at}", body or {}, content_type="application/json")


def test_the_api_makes_reads_tries_again_and_verifies(cast: Cast, forum: Forum) -> None:
    cache.clear()
    salma, basel = signed_in(cast.salma), signed_in(cast.basel)
    at, body = f"bodies/{forum.body_id}/outcomes/", {"client_id": str(uuid4())}
    made, again = sent(salma, "post", at, body), sent(salma, "post", at, body)
    assert (made.status_code, again.status_code, made.json()["status"], made.json()["code"]) == (
        201,
        200,
        "making",
        None,
    )
    one = f"outcomes/{made.json()['id']}/"
    assert basel.get(f"/api/{one}").status_code == 404
    fail_outcome(actor=Actor.clock(), outcome=OutcomeDocument.objects.get())
    assert sent(salma, "put", f"{one}making/").json()["status"] == "making"
    write_outcome(made.json()["id"])
    known = basel.get(f"/api/{one}").json()
    assert [each["id"] for each in basel.get(f"/api/{at}").json()["results"]] == [known["id"]]
    assert sent(salma, "put", f"{one}making/").status_code == 409
    assert sent(basel, "put", f"{one}making/").status_code == 403
    told = Client().get(f"/api/verify/{known['code']}/").json()
    assert (told["sha256"], told["is_replaced"], told["body"]) == (known["sha256"], False, forum.body.title)
    assert "shown" not in told
    assert Client().get("/api/verify/XXXX-XXXX-XXXX/").status_code == 404


def test_the_api_refuses_as_the_pages_do(cast: Cast, forum: Forum) -> None:
    at, body = f"bodies/{forum.body_id}/outcomes/", {"client_id": str(uuid4())}
    assert sent(signed_in(cast.basel), "post", at, body).status_code == 403
    assert sent(signed_in(cast.gharib), "post", at, body).status_code == 404
    assert Client().get(f"/api/{at}").status_code == 401
    session = forum.body.sessions.get()
    salma = signed_in(cast.salma)
    answer = sent(salma, "post", at, {**body, "session": session.pk})
    assert (answer.status_code, answer.json()["code"]) == (409, "minutes_not_approved")
    assert sent(salma, "post", at, {**body, "session": 10**9}).status_code == 400
