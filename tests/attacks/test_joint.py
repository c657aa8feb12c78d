"""Whoever lost a joint project, or never had it, walks every address of it and finds and changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.models import ApiToken, User, digest_of
from chat.models import Message, RoomMembership
from tests.attacks.test_walk import OF_PAGES, OF_THE_API, told
from tests.attacks.world import MARK, filled, routes, words_of
from tests.factories import Cast
from tests.projects.made import room_of
from tests.projects.roles import OUT, Roles, make_roles

REFUSALS = {301, 302, 401, 403, 404, 405, 410}
COUNTED = {"projects.visit", "projects.reading"}  # what reading leaves
READERS = {"guests", "feed-keys", "partnerships"}


@pytest.fixture
def roles(cast: Cast, settings: Any, tmp_path: Any) -> Roles:
    settings.MEDIA_ROOT = tmp_path
    made = make_roles(cast, MARK)
    made.ids["rooms"] = [room_of(made.project).pk]
    made.ids["messages"] = made.ids["m"] = list(Message.objects.values_list("pk", flat=True))[:1]
    made.ids["files"] = [*made.ids["task-files"], *made.ids["versions"]]
    return made


def addresses(roles: Roles) -> Iterator[tuple[str, str]]:
    """(route, address) of whatever lies behind the ids of the project."""
    for route in routes():
        words = words_of(route)
        if words and all(word in roles.ids for word in words):
            for values in product(*(roles.ids[word] for word in words)):
                yield route, filled(route, values)


def browser_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None and not user.is_bot:
        client.force_login(user)
    elif user is not None:
        ends = timezone.now() + timedelta(days=1)
        ApiToken.objects.get_or_create(user=user, digest=digest_of("MQ-walk"), defaults={"name": "x", "expires_at": ends})
        client.defaults["HTTP_AUTHORIZATION"] = "Token MQ-walk"
    return client


def kept() -> dict[str, list[Any]]:
    """Every row of projects, and who is in its room."""
    rows = {
        model._meta.label_lower: list(model._default_manager.order_by("pk").values_list())
        for model in apps.get_app_config("projects").get_models()
        if model._meta.label_lower not in COUNTED
    }
    return rows | {"seats": list(RoomMembership.objects.order_by("pk").values_list("room", "person"))}


def ask(client: Client, method: str, address: str) -> Any:
    cache.clear()
    return getattr(client, method)(address, HTTP_ACCEPT_LANGUAGE="ar")


def opened(roles: Roles, user: User | None, *, writes: bool) -> list[str]:
    """What answered with something, or told a secret."""
    client, found = browser_of(user), []
    for route, address in addresses(roles):
        of_it = OF_THE_API if route.startswith("api/") else OF_PAGES
        for method in of_it if writes else ("get",):
            answer = ask(client, method, address)
            if answer.status_code not in REFUSALS or MARK in told(answer):
                found.append(f"{method} {route} {answer.status_code}")
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*OUT, ""])
def test_nobody_outside_finds_or_changes_anything(roles: Roles, name: str) -> None:
    user = roles.people[name].user if name else None
    before = kept()
    assert opened(roles, user, writes=name in {"former", "suspended", "gharib", ""}) == []
    assert kept() == before
