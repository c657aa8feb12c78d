"""Signing in as people do, and reading what the journal kept."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from journal.models import Entry
from tests.factories import PASSWORD

SignIn = Callable[..., Client]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Rate limits are counted in the cache, which outlives a test."""
    cache.clear()


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser of its own, signed in over the page as this person."""

    def signed_in(person: User, **headers: Any) -> Client:
        client = Client(**headers)
        answer = client.post(reverse("account_login"), {"login": person.username, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        return client

    return signed_in


@pytest.fixture
def sign_in_anew(sign_in: SignIn) -> SignIn:
    """As `sign_in`, and the password was confirmed just now: what guards the account asks for that."""

    def confirmed(person: User) -> Client:
        client = sign_in(person)
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return client

    return confirmed


@pytest.fixture
def entries(db: None) -> Callable[[User], list[tuple[str, dict[str, Any]]]]:
    """What a person's stream holds: (event, facts), oldest first."""

    def kept(person: User) -> list[tuple[str, dict[str, Any]]]:
        rows = Entry.objects.filter(stream__name=f"user.{person.pk}").order_by("number")
        return [(row.event, row.facts) for row in rows]

    return kept
