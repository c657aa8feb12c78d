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
from journal.followers import run_follower
from projects.models import FeedKey
from search.tasks import search_follows_notes, search_follows_projects, search_follows_tasks
from tests.attacks.test_walk import OF_PAGES, OF_THE_API, told
from tests.attacks.world import MARK, filled, routes, words_of
from tests.factories import Cast
from tests.projects.made import room_of
from tests.projects.roles import LOST, OUT, Roles, make_roles

REFUSALS = {301, 302, 401, 403, 404, 405, 410, 415}
ELSEWHERE = ("api/messages/", "messages/", "api/rooms/")  # walked by others; they read what is sent before they look
COUNTED = {"projects.visit", "projects.reading"}  # what reading leaves


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
        if words and all(word in roles.ids for word in words) and not route.startswith(ELSEWHERE):
            for values in product(*(roles.ids[word] for word in words)):
                yield route, filled(route, values)


def browser_of(user: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if user is not None and not user.is_bot:
        client.force_login(user)
    elif user is not None:
        ends = timezone.now() + timedelta(days=1)
        ApiToken.objects.get_or_create(user=user, name="x", digest=digest_of("MQ-walk"), expires_at=ends)
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
def test_who_left_finds_and_changes_nothing(roles: Roles) -> None:
    before = kept()
    assert opened(roles, roles.people["former"].user, writes=True) == []
    assert kept() == before


@pytest.mark.django_db
def test_nobody_else_outside_reads_anything(roles: Roles) -> None:
    """By each way of losing it, by none of having had it, by a program, and by the secretariat."""
    for name in ("suspended", "guest_suspended", "bot", "salma"):
        assert (name, opened(roles, roles.people[name].user, writes=False)) == (name, [])


@pytest.mark.django_db
def test_streams_search_and_feeds_hold_nothing_for_those_outside(roles: Roles) -> None:
    while (
        run_follower(search_follows_projects) + run_follower(search_follows_tasks) + run_follower(search_follows_notes)
    ):
        pass
    streams = {roles.project.stream, room_of(roles.project).stream}
    assert MARK in browser_of(roles.people["hala"].user).get("/api/search/", {"q": MARK}).content.decode()
    for name in OUT:
        client = browser_of(roles.people[name].user)
        synced = client.get("/api/sync/", dict.fromkeys(streams, 0)).json()["streams"]
        assert (name, list(synced.values())) == (name, [{"gone": True}] * 2)
        assert MARK not in client.get("/api/search/", {"q": MARK}).content.decode()
        assert client.get(f"/api/rooms/{room_of(roles.project).pk}/").status_code == 404
        assert MARK not in client.get("/my-work/").content.decode()


@pytest.mark.django_db
def test_the_secret_address_of_a_calendar_ends_with_the_project(roles: Roles) -> None:
    for name in LOST:
        secret = f"MQ-{name}"
        FeedKey.objects.create(person=roles.people[name].user, project=roles.project, digest=digest_of(secret))
        assert (name, Client().get(f"/feeds/{secret}.ics").status_code) == (name, 404)
