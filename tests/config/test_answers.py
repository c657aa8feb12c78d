"""What holds for every answer."""

import logging

import pytest
from django.test import Client

from config.logs import HideSecrets
from tests.factories import Cast

pytestmark = pytest.mark.django_db


def test_private_answers_are_kept_by_nobody(cast: Cast) -> None:
    client = Client()
    client.force_login(cast.basel)
    assert client.get("/rooms/")["Cache-Control"] == "private, no-cache"
    assert client.get("/api/rooms/")["Cache-Control"] == "private, no-store"
    assert "Cache-Control" not in Client().get("/organizations/").headers


@pytest.mark.parametrize("path", ["/?x=%00", "/organizations/?q=a%00b", "/api/organizations/?q=%00"])
def test_a_nul_in_an_address_is_refused(path: str) -> None:
    assert Client().get(path).status_code == 400


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_a_nul_in_a_form_is_refused(content_type: str) -> None:
    multipart = '--x\r\nContent-Disposition: form-data; name="governorate"\r\n\r\nSY\0\r\n--x--\r\n'
    body = "governorate=SY%00" if "url" in content_type else multipart
    assert Client().generic("POST", "/apply/", body, content_type).status_code == 400


def test_no_secret_of_a_link_stands_in_a_log() -> None:
    record = logging.LogRecord("x", logging.WARNING, "", 1, "Gone: %s", ("/join/abcdEFGH_ij-kl/",), None)
    assert HideSecrets().filter(record)
    assert record.getMessage() == "Gone: /join/abcd…/"


@pytest.mark.parametrize("path", ["/", "/organizations/", "/about/"])
def test_who_only_asks_whether_a_page_is_there_is_answered(path: str) -> None:
    """Watchdogs and link checkers ask by HEAD."""
    answer = Client().head(path)
    assert (answer.status_code, answer.content) == (200, b"")


def test_a_sheet_of_somebody_signed_out_is_refused_and_not_sent_on(cast: Cast) -> None:
    """Else the browser would say that it is done."""
    sheet = {"X-Sheet": "1"}
    answer = Client().post("/messages/1/report/", headers=sheet)
    assert (answer.status_code, "data-refusal" in answer.content.decode()) == (403, True)
    assert Client().get("/messages/1/report/", headers=sheet).status_code == 302
    assert Client().post("/messages/1/report/").status_code == 302
