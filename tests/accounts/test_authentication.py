from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.authentication import user_of_session, user_of_token
from accounts.models import ApiToken
from tests.factories import Cast

pytestmark = pytest.mark.django_db
TOKENS = "/api/tokens/"


def test_a_token_opens_the_api(cast: Cast, client: Client) -> None:
    _, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    answer = client.get(TOKENS, headers={"authorization": f"Token {secret}"})
    assert answer.status_code == 200
    assert [row["name"] for row in answer.json()["results"]] == ["برنامج"]


@pytest.mark.parametrize("header", ["Token wrong", "Token", "Token two words", "token \xff"])
def test_a_wrong_token_is_answered_by_401(client: Client, header: str) -> None:
    answer = client.get(TOKENS, headers={"authorization": header})
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert answer["WWW-Authenticate"] == "Token"
    assert answer.json()["code"] == "bad_token"


def test_who_is_not_signed_in_is_told_so(client: Client) -> None:
    answer = client.get(TOKENS)
    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_the_session_opens_the_api_and_writing_needs_csrf(cast: Cast, sign_in: Callable[..., Client]) -> None:
    browser = sign_in(cast.basel)
    assert browser.get(TOKENS).status_code == 200
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = browser.cookies
    answer = strict.delete(f"{TOKENS}1/")
    assert (answer.status_code, answer.json()["code"]) == (403, "permission_denied")


def test_a_token_ends(cast: Cast) -> None:
    _, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    with time_machine.travel(timezone.now() + timedelta(days=1, seconds=1)):
        assert user_of_token(secret) is None


def test_a_token_of_a_suspended_person_opens_nothing(cast: Cast) -> None:
    _, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    actions.suspend_person(actor=cast.actor("salma"), person=cast.basel)
    assert user_of_token(secret) is None


def test_use_is_noted_every_five_minutes(cast: Cast, client: Client, django_assert_num_queries: Any) -> None:
    token, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    with time_machine.travel(timezone.now(), tick=False) as moment:
        seen: list[Any] = []
        for minutes in (0, 4, 2):
            moment.shift(timedelta(minutes=minutes))
            client.get(TOKENS, headers={"authorization": f"Token {secret}"})
            seen.append(ApiToken.objects.get(pk=token.pk).last_used_at)
    assert seen[0] == seen[1]
    assert seen[2] == seen[0] + timedelta(minutes=6)


def test_a_session_belongs_to_who_signed_in(cast: Cast, sign_in: Callable[..., Client]) -> None:
    key = str(sign_in(cast.basel).session.session_key)
    assert user_of_session(key) == cast.basel


def test_no_session_is_nobodys(cast: Cast, client: Client) -> None:
    client.session.save()
    assert [user_of_session(key) for key in ("", "unknown", str(client.session.session_key))] == [None] * 3


def test_a_session_dies_with_the_password_and_with_the_account(cast: Cast, sign_in: Callable[..., Client]) -> None:
    key, hala = str(sign_in(cast.basel).session.session_key), str(sign_in(cast.hala).session.session_key)
    cast.basel.set_password("another-orchard-8")
    cast.basel.save()
    cast.hala.is_active = False
    cast.hala.save()
    assert (user_of_session(key), user_of_session(hala)) == (None, None)


def test_a_session_runs_out(cast: Cast, sign_in: Callable[..., Client]) -> None:
    key = str(sign_in(cast.basel).session.session_key)
    with time_machine.travel(timezone.now() + timedelta(days=61)):
        assert user_of_session(key) is None
