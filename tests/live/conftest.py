"""A hub in the test's own loop, people with sessions and tokens, and verbs run as a request would run them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from typing import Any, ParamSpec, TypeVar

import pytest
import pytest_asyncio
from django.db import connections
from django.test import Client as Browser
from django.utils import timezone

from accounts.models import ApiToken, User, digest_of
from journal import announcements
from live.hub import Hub
from live.running import current_hub, hubs
from tests.factories import Cast, make_cast

Given = ParamSpec("Given")
Made = TypeVar("Made")


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest_asyncio.fixture
async def hub(cast: Cast) -> AsyncIterator[Hub]:
    """The hub of this test; gone afterwards with its threads and connections."""
    hub = current_hub()
    yield hub
    await hubs.pop(hub.loop).close()


@pytest.fixture
def unheard(monkeypatch: pytest.MonkeyPatch) -> None:
    """Verbs announce nothing: every hint is lost, and the audit does not come by itself."""
    monkeypatch.setattr(announcements, "local_listeners", [])
    monkeypatch.setattr(announcements.publisher, "put", lambda heads: None)


def session_of(person: User) -> str:
    """The key of a new session in which the person is signed in."""
    browser = Browser()
    browser.force_login(person)
    key = browser.session.session_key
    assert key
    return key


def token_of(person: User) -> str:
    secret = f"secret-of-{person.username}"
    ApiToken.objects.create(
        user=person, name="test", digest=digest_of(secret), expires_at=timezone.now() + timedelta(days=1)
    )
    return secret


async def act(verb: Callable[Given, Made], *args: Given.args, **kwargs: Given.kwargs) -> Made:
    """Run something that uses the database in a thread, as a request does."""

    def run() -> Any:
        try:
            return verb(*args, **kwargs)
        finally:
            connections.close_all()

    made: Made = await asyncio.to_thread(run)
    return made
