from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.authentication import user_of_token
from accounts.models import ApiToken
from tests.accounts.second_factor import code_now, give_app, give_recovery_codes
from tests.factories import PASSWORD, Cast, make_person

pytestmark = pytest.mark.django_db
SIGN_IN = "/api/auth/token/"
TOKENS = "/api/tokens/"


def ask(client: Client, address: str = SIGN_IN, secret: str = "", **given: Any) -> Any:
    headers = {"authorization": f"Token {secret}"} if secret else {}
    return client.post(address, given, content_type="application/json", headers=headers)


def test_credentials_become_a_token(cast: Cast, client: Client) -> None:
    answer = ask(client, username="basel", password=PASSWORD, name="مزامنة", days=7)
    assert answer.status_code == 201
    body = answer.json()
    assert user_of_token(body["token"]) == cast.basel
    assert (body["user"]["id"], body["user"]["username"]) == (cast.basel.pk, "basel")
    token = ApiToken.objects.get()
    assert (token.name, (token.expires_at - timezone.now()).days) == ("مزامنة", 6)


def test_an_e_mail_address_does_as_well(client: Client) -> None:
    make_person(email="b@example.org")
    assert ask(client, username="b@example.org", password=PASSWORD).status_code == 201


@pytest.mark.parametrize(("username", "password"), [("basel", "wrong"), ("nobody", PASSWORD), ("suspended", PASSWORD)])
def test_wrong_credentials(cast: Cast, client: Client, username: str, password: str) -> None:
    make_person(username="suspended", is_active=False)
    answer = ask(client, username=username, password=password)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_credentials")
    assert not ApiToken.objects.exists()


@pytest.mark.parametrize(
    "given",
    [{}, {"username": "basel"}, {"username": [], "password": {}}, {"username": "x", "password": "y", "days": 900}],
)
def test_an_unfinished_question(client: Client, given: dict[str, Any]) -> None:
    answer = ask(client, **given)
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert answer.json()["errors"]


def test_the_second_factor_is_asked(cast: Cast, client: Client) -> None:
    secret = give_app(cast.basel)
    for otp in ({}, {"otp": ""}, {"otp": "000000"}):
        answer = ask(client, username="basel", password=PASSWORD, **otp)
        assert (answer.status_code, answer.json()["code"]) == (400, "second_factor_required")
    assert ask(client, username="basel", password=PASSWORD, otp=code_now(secret)).status_code == 201


def test_a_recovery_code_opens_once(cast: Cast, client: Client) -> None:
    give_app(cast.basel)
    code = give_recovery_codes(cast.basel)[0]
    answers = [ask(client, username="basel", password=PASSWORD, otp=code).status_code for _ in range(2)]
    assert answers == [201, 400]


def test_a_wrong_password_does_not_tell_of_the_second_factor(cast: Cast, client: Client) -> None:
    give_app(cast.basel)
    assert ask(client, username="basel", password="wrong").json()["code"] == "invalid_credentials"


def test_trying_passwords_is_slowed_down(cast: Cast, client: Client) -> None:
    for _ in range(5):
        ask(client, username="basel", password="guess")
    answer = ask(client, username="basel", password=PASSWORD)
    assert (answer.status_code, answer.json()["code"]) == (429, "throttled")
    assert int(answer["Retry-After"]) > 0


def test_trying_codes_is_slowed_down(cast: Cast, client: Client) -> None:
    secret = give_app(cast.basel)
    for _ in range(5):
        ask(client, username="basel", password=PASSWORD, otp="000000")
    assert ask(client, username="basel", password=PASSWORD, otp=code_now(secret)).status_code == 429


def test_signing_in_ignores_a_bad_token(cast: Cast, client: Client) -> None:
    assert ask(client, secret="bad", username="basel", password=PASSWORD).status_code == 201


def test_a_leaked_token_makes_no_tokens(cast: Cast, client: Client) -> None:
    _, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    refused = ask(client, TOKENS, secret, name="آخر", days=365, password="guess")
    assert refused.json()["code"] == "invalid_credentials"
    made = ask(client, TOKENS, secret, name="آخر", days=365, password=PASSWORD)
    assert made.status_code == 201
    assert user_of_token(made.json()["token"]) == cast.basel


def test_tokens_are_ones_own(cast: Cast, client: Client) -> None:
    _, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج باسل", days=1)
    foreign, foreign_secret = actions.create_token(actor=cast.actor("hala"), name="برنامج هالة", days=1)
    headers = {"authorization": f"Token {secret}"}
    assert [row["name"] for row in client.get(TOKENS, headers=headers).json()["results"]] == ["برنامج باسل"]
    assert client.delete(f"{TOKENS}{foreign.pk}/", headers=headers).status_code == 404
    assert user_of_token(foreign_secret) == cast.hala


def test_a_token_revokes_itself(cast: Cast, client: Client) -> None:
    token, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    headers = {"authorization": f"Token {secret}"}
    assert client.delete(f"{TOKENS}{token.pk}/", headers=headers).status_code == 204
    assert client.get(TOKENS, headers=headers).status_code == 401


def test_no_answer_holds_a_digest(cast: Cast, client: Client) -> None:
    token, secret = actions.create_token(actor=cast.actor("basel"), name="برنامج", days=1)
    answer = client.get(TOKENS, headers={"authorization": f"Token {secret}"})
    assert token.digest not in answer.content.decode()


def test_the_list_costs_the_same_for_one_and_three(cast: Cast, client: Client, django_assert_num_queries: Any) -> None:
    _, secret = actions.create_token(actor=cast.actor("basel"), name="أول", days=1)
    client.get(TOKENS, headers={"authorization": f"Token {secret}"})
    for more in (0, 2):
        for _ in range(more):
            actions.create_token(actor=cast.actor("basel"), name="آخر", days=1)
        with django_assert_num_queries(2):  # the token with its person, the list
            client.get(TOKENS, headers={"authorization": f"Token {secret}"})
