from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts import actions
from tests.factories import Cast

pytestmark = pytest.mark.django_db
PAGE = "/accounts/login/"


def test_pages_are_arabic_whatever_the_browser_prefers(client: Client) -> None:
    answer = client.get(PAGE, headers={"accept-language": "en"})
    assert answer["Content-Language"] == "ar"
    assert 'lang="ar" dir="rtl"' in answer.content.decode()


def test_what_an_open_page_fetches_by_itself_is_no_use_of_it(cast: Cast, sign_in: Callable[..., Client]) -> None:
    """Three hundred phones that fetch a vote at once would write three hundred lines."""
    browser = sign_in(cast.basel)
    cache.clear()
    UserSession.objects.all().delete()
    browser.get("/settings/", headers={"HX-Request": "true"})
    assert not UserSession.objects.exists()
    browser.get("/settings/")
    assert UserSession.objects.count() == 1


def test_a_session_that_is_over_signs_nobody_in(cast: Cast, sign_in: Callable[..., Client]) -> None:
    browser = sign_in(cast.basel)
    assert browser.get("/settings/").status_code == 200
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert browser.get("/settings/").status_code == 302
    Session.objects.all().delete()
    assert browser.get("/settings/").status_code == 302


def test_a_stranger_chooses_by_cookie(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": PAGE})
    assert 'lang="en" dir="ltr"' in client.get(PAGE).content.decode()


@pytest.mark.parametrize("cookie", ["fr", "../x", ""])
def test_an_unknown_cookie_is_arabic(client: Client, cookie: str) -> None:
    client.cookies["language"] = cookie
    assert client.get(PAGE)["Content-Language"] == "ar"


def test_a_person_reads_in_their_own_language(cast: Cast, sign_in: Callable[..., Client]) -> None:
    browser = sign_in(cast.basel)
    actions.update_profile(actor=cast.actor("basel"), language="en")
    browser.cookies["language"] = "ar"
    assert browser.get("/settings/")["Content-Language"] == "en"


def test_a_programs_refusals_speak_its_persons_language(cast: Cast, client: Client) -> None:
    actions.update_profile(actor=cast.actor("basel"), language="en")
    _, secret = actions.create_token(actor=cast.actor("basel"), name="x", days=1)
    answer = client.delete("/api/tokens/999999/", headers={"authorization": f"Token {secret}"})
    assert answer.json()["detail"] == "There is nothing here that you may see."


def test_use_of_a_session_is_noted_seldom(cast: Cast, sign_in: Callable[..., Client]) -> None:
    browser = sign_in(cast.basel, HTTP_USER_AGENT="Firefox on Android")
    start = UserSession.objects.get().last_seen_at
    browser.get("/settings/")
    noted = UserSession.objects.get()
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        browser.get("/settings/")
        assert UserSession.objects.get().last_seen_at == noted.last_seen_at
        cache.clear()  # as after ten minutes
        browser.get("/settings/")
    assert UserSession.objects.get().last_seen_at > start
    assert noted.user_agent == "Firefox on Android"
