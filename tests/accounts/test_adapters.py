"""Signing in and out, passwords and mails, over the pages that allauth makes."""

import logging
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.adapters import AccountAdapter
from accounts.authentication import user_of_session
from accounts.models import User
from tests.accounts.second_factor import code_now, give_app, give_recovery_codes
from tests.factories import PASSWORD, Cast, make_person

pytestmark = pytest.mark.django_db
Entries = Callable[[User], list[tuple[str, dict[str, Any]]]]
SignIn = Callable[..., Client]
LOGIN = "/accounts/login/"
GOOD = "walnut-terrace-41"
DEAD_CACHE = {"default": {"BACKEND": "journal.cache.ForgivingRedisCache", "LOCATION": "redis://127.0.0.1:1/0"}}


def attempt(client: Client, login: str, password: str = PASSWORD) -> Any:
    return client.post(LOGIN, {"login": login, "password": password})


def is_signed_in(client: Client) -> bool:
    return user_of_session(client.session.session_key or "") is not None


@pytest.mark.parametrize("login", ["basel7", "BASEL7", "basel٧", "b@example.org", "B@Example.org"])
def test_one_signs_in_by_username_or_e_mail(client: Client, login: str) -> None:
    make_person(username="basel7", email="b@example.org")
    assert attempt(client, login).status_code == 302
    assert is_signed_in(client)


@pytest.mark.parametrize(("login", "password"), [("basel", "wrong"), ("nobody", PASSWORD), ("n@example.org", PASSWORD)])
def test_wrong_credentials_are_refused_alike(cast: Cast, client: Client, login: str, password: str) -> None:
    answer = attempt(client, login, password)
    assert answer.status_code == 200
    assert not is_signed_in(client)
    assert "errorlist" in answer.content.decode()


def test_signing_in_goes_where_one_was_going(cast: Cast, client: Client) -> None:
    form = {"login": "basel", "password": PASSWORD, "next": "/settings/"}
    assert client.post(LOGIN, form)["Location"] == "/settings/"
    away = client.post(LOGIN, {**form, "next": "https://elsewhere.example/"})
    assert "elsewhere" not in away["Location"]


def test_a_suspended_person_is_told_and_stays_outside(client: Client) -> None:
    make_person(username="basel", is_active=False)
    assert attempt(client, "basel")["Location"] == reverse("account_inactive")
    assert not is_signed_in(client)


def test_nobody_signs_up_alone(client: Client) -> None:
    page = reverse("account_signup")
    client.post(page, {"username": "nada", "password1": GOOD, "password2": GOOD})
    assert not User.objects.filter(username="nada").exists()
    assert client.get(page).status_code == 200


def test_trying_passwords_is_slowed_down(cast: Cast, client: Client) -> None:
    for _ in range(5):
        attempt(client, "basel", "guess")
    attempt(client, "basel")
    assert not is_signed_in(client)
    assert attempt(client, "hala").status_code == 302


def test_a_flood_from_one_address_gets_a_page_that_says_so(client: Client, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
    answers = [attempt(client, "nobody").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_a_dead_cache_lets_people_in_and_says_so(
    cast: Cast, client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.CACHES = DEAD_CACHE
    with caplog.at_level(logging.WARNING, "journal.cache"):
        assert attempt(client, "basel").status_code == 302
    assert is_signed_in(client)
    assert "cache unreachable" in caplog.text


def test_signing_out_is_written_down(cast: Cast, sign_in: SignIn, entries: Entries) -> None:
    browser = sign_in(cast.basel)
    key = browser.session.session_key
    browser.post(reverse("account_logout"))
    assert user_of_session(str(key)) is None
    assert entries(cast.basel) == [("session_ended", {"sessions": [key]})]


def test_changing_the_password_signs_out_everywhere_else(cast: Cast, sign_in: SignIn, entries: Entries) -> None:
    here, there = sign_in(cast.basel), sign_in(cast.basel)
    key = there.session.session_key
    form = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD}
    here.post(reverse("account_change_password"), form)
    assert here.get("/settings/").status_code == 200
    assert there.get("/settings/").status_code == 302
    assert entries(cast.basel) == [("session_ended", {"sessions": [key]}), ("password_changed", {})]
    assert attempt(Client(), "basel", GOOD).status_code == 302


@pytest.mark.parametrize(
    "wrong", [{"oldpassword": "x"}, {"password2": "x"}, {"password1": "short", "password2": "short"}]
)
def test_a_wrong_change_of_password_changes_nothing(cast: Cast, sign_in: SignIn, wrong: dict[str, str]) -> None:
    form = {"oldpassword": PASSWORD, "password1": GOOD, "password2": GOOD, **wrong}
    answer = sign_in(cast.basel).post(reverse("account_change_password"), form)
    assert "errorlist" in answer.content.decode()
    assert User.objects.get(pk=cast.basel.pk).check_password(PASSWORD)


def test_a_forgotten_password_is_replaced_by_mail(
    cast: Cast, sign_in: SignIn, entries: Entries, client: Client
) -> None:
    cast.basel.email = "b@example.org"
    cast.basel.save()
    browser = sign_in(cast.basel)
    client.post(reverse("account_reset_password"), {"email": "b@example.org"})
    (letter,) = mail.outbox
    address = re.search(r"https?://[^/]+(/\S+)", str(letter.body))
    assert address
    form = client.get(address[1], follow=True).request["PATH_INFO"]
    client.post(form, {"password1": GOOD, "password2": GOOD})
    assert attempt(Client(), "basel", GOOD).status_code == 302
    assert browser.get("/settings/").status_code == 302
    assert entries(cast.basel) == [("password_changed", {}), ("session_ended", {"all": True, "tokens": []})]


def test_an_unknown_address_looks_the_same_and_gets_no_mail(client: Client) -> None:
    answer = client.post(reverse("account_reset_password"), {"email": "n@example.org"})
    assert answer["Location"] == reverse("account_reset_password_done")
    assert mail.outbox == []


def test_a_dead_mail_server_fails_no_page(
    cast: Cast, client: Client, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = (
        "django.core.mail.backends.smtp.EmailBackend",
        "127.0.0.1",
        1,
    )
    cast.basel.email = "b@example.org"
    cast.basel.save()
    assert client.post(reverse("account_reset_password"), {"email": "b@example.org"}).status_code == 302
    assert "was not sent" in caplog.text


def test_mails_speak_the_readers_language(cast: Cast, client: Client) -> None:
    cast.basel.email, cast.basel.language = "b@example.org", "en"
    cast.basel.save()
    client.post(reverse("account_reset_password"), {"email": "b@example.org"})
    assert "Password Reset" in mail.outbox[0].subject


def test_the_second_factor_is_asked_after_the_password(cast: Cast, client: Client) -> None:
    secret = give_app(cast.basel)
    assert attempt(client, "basel")["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert not is_signed_in(client)
    client.post(reverse("mfa_authenticate"), {"code": code_now(secret)})
    assert is_signed_in(client)


def test_a_recovery_code_opens_once(cast: Cast) -> None:
    give_app(cast.basel)
    code = give_recovery_codes(cast.basel)[0]
    opened = []
    for _ in range(2):
        client = Client()
        attempt(client, "basel")
        client.post(reverse("mfa_authenticate"), {"code": code})
        opened.append(is_signed_in(client))
    assert opened == [True, False]


def test_an_app_is_set_up_by_its_code(cast: Cast, sign_in_anew: SignIn) -> None:
    browser = sign_in_anew(cast.basel)
    page = browser.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code>(\w+)</code>", page)
    assert secret
    assert "data:image/svg+xml" in page
    browser.post(reverse("mfa_activate_totp"), {"code": code_now(secret[1])})
    assert attempt(Client(), "basel")["Location"] == reverse("mfa_authenticate")


def test_a_second_factor_is_set_up_only_after_confirming_the_password(cast: Cast, sign_in: SignIn) -> None:
    answer = sign_in(cast.basel).get(reverse("mfa_activate_totp"))
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_person_whose_mail_waits_for_confirmation_may_set_up_an_app(cast: Cast, sign_in_anew: SignIn) -> None:
    browser = sign_in_anew(cast.basel)
    browser.post(reverse("account_email"), {"email": "b@example.org", "action_add": "1"})
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200


def test_without_an_address_the_asker_counts_as_this_machine(rf: Any) -> None:
    request = rf.get("/")
    request.META["REMOTE_ADDR"] = ""
    assert AccountAdapter(request).get_client_ip(request) == "127.0.0.1"
