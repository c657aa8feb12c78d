"""Whether a sign-in still holds, asked for many sockets at once, agrees with what a request would be told."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from accounts.models import ApiToken, User
from live.credentials import Credential, of_session, of_token, still_valid
from tests.factories import Cast
from tests.live.conftest import session_of, token_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def change_password(person: User) -> None:
    person.set_password("another-orchard-9")
    person.save()


def suspend(person: User) -> None:
    User.objects.filter(pk=person.pk).update(is_active=False)


def run_out(person: User) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))


def end(person: User) -> None:
    Session.objects.all().delete()
    ApiToken.objects.update(revoked_at=timezone.now())


def credentials_of(person: User) -> dict[str, Credential]:
    session, token = of_session(session_of(person)), of_token(token_of(person))
    assert session
    assert token
    assert session[1] == token[1] == person
    return {"session": session[0], "token": token[0]}


def test_running_ones_hold(cast: Cast) -> None:
    gathered = {*credentials_of(cast.basel).values(), *credentials_of(cast.omar).values()}
    assert still_valid([*gathered, Credential("session", "unknown"), Credential("token", "unknown")]) == gathered
    assert still_valid([]) == set()


@pytest.mark.parametrize("ending", [suspend, run_out, end])
def test_ended_ones_do_not(cast: Cast, ending: Callable[[User], None]) -> None:
    gathered = credentials_of(cast.basel)
    ending(cast.basel)
    assert still_valid(gathered.values()) == set()
    assert of_session(gathered["session"].key) is None
    assert of_token(f"secret-of-{cast.basel.username}") is None


def test_changed_password_ends_sessions_only(cast: Cast) -> None:
    gathered = credentials_of(cast.basel)
    change_password(cast.basel)
    assert still_valid(gathered.values()) == {gathered["token"]}


def test_token_is_kept_as_its_digest_only(cast: Cast) -> None:
    assert "secret-of" not in credentials_of(cast.basel)["token"].key
