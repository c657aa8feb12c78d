"""Gharib and a stranger walk every address of the site with ids that exist, and get nothing that is not public."""

from __future__ import annotations

import logging
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.actions import suspend_person
from accounts.models import User
from journal.followers import run_follower
from organizations.actions import end_membership
from organizations.models import Organization
from search.tasks import search_follows_names, search_follows_rooms
from tests.attacks.world import MARK, PHONE, World, everything_kept, outsider
from tests.factories import Cast

OF_PAGES, OF_THE_API = ("get", "post"), ("get", "post", "put", "patch", "delete")
# Answers that give nothing: sent elsewhere, not so, not signed in, not you, not here, no longer, too often.
REFUSALS = {301, 302, 400, 401, 403, 404, 405, 410, 415, 429}
# The whole table of what answers a stranger; a new public address is entered here on purpose.
PUBLIC = {
    "",
    "about/",
    "manifest.webmanifest",
    "service-worker.js",
    "healthz",
    "readyz",
    "metrics",
    "needs/",
    "needs/matrix/",
    "needs/catalogue/",
    "offers/",
    "challenges/",
    "operations/",
    "public-projects/",
    "public-follow-up/",
    "public-rounds/",
    "api/public-rounds/",
    "laws/",
    "laws/<int:pk>/",
    "laws/<int:pk>/card/",
    "laws/<int:pk>/law.pdf",
    "laws/<int:pk>/law.docx",
    "laws/<int:pk>/scan/",
    "provisions/<int:pk>/",
    "provisions/<int:pk>/card/",
    "provisions/<int:pk>/article.pdf",
    "api/laws/",
    "api/laws/<int:pk>/",
    "api/provisions/",
    "api/provisions/<int:pk>/",
    "api/public-follow-up/",
    "verify/",
    "api/public-projects/",
    "api/needs/",
    "api/offers/",
    "api/items/",
    "api/items/<code>/",
    "organizations/",
    "organizations/<int:pk>/",
    "organizations/<int:pk>/card/",
    "apply/",
    "apply/status/",
    "accounts/login/",
    "accounts/inactive/",
    "accounts/signup/",
    "accounts/password/reset/",
    "accounts/password/reset/done/",
    "accounts/password/reset/key/done/",
    "accounts/password/reset/key/<key>/",
    "accounts/confirm-email/",
    "accounts/confirm-email/<key>/",
    "accounts/2fa/webauthn/login/",
    "api/organizations/",
    "api/organizations/<pk>/",
    "api/places/",
    "api/places/<pk>/",
    "api/sectors/",
    "api/sectors/<code>/",
    "api/needs/figures/",
    "api/schema/",
    "api/docs/",
}
OWN = (
    "notifications/",
    "api/notifications/",
    "settings/",
    "accounts/",
    "api/tokens/",
    "api/me/",
    "rooms/",
    "api/rooms/",
    "api/sync/",
    "language/",
    "saved/",
    "api/saved/",
    "api/reminders/",
)
LISTS = {  # empty to an outsider, or of what is public
    "organizations/export.csv",
    "reports/",
    "my-dossiers/",
    "rounds/",
    "api/rounds/",
    "topics/",
    "api/topics/",
    "api/topics/<int:pk>/following/",
    "provisions/<int:pk>/history/",
    "api/provisions/<int:pk>/texts/",
    "recommendations/",
    "committees/",
    "api/committees/",
    "obligations/",
    "obligations/waiting/",
    "follow-up/",
    "api/follow-up/",
    "api/recommendations/",
    "api/obligations/",
    "api/verifications/",
    "pledges/",
    "needs/overlaps/",
    "projects/",
    "api/projects/",
    "api/partnerships/",
    "api/delegations/",
    "letters/",
    "api/project-templates/",
    "my-work/",
    "forums/",
    "api/forums/",
    "my-work/feed/",
    "my-work/feed/new/",
    "api/my-work/",
    "api/pledges/",
    "api/deliveries/",
    "api/reports/",
    "api/memberships/",
    "bots/",
    "bots/new/",
    "api/archives/",
    "api/bots/",
    "api/webhooks/",
    "api/invitations/",
    "api/applications/",
    "search/",
    "api/search/",
    "shortcuts/",
    "threads/",
    "api/threads/",
    "api/imports/",
    "needs/mine/",
    "challenges/alike/",
    "challenges/place/",
    "api/challenges/",
    "api/operations/",
    "needs/line/",
    "needs/items/",
    "contributions/things/",
    "needs/place/",
    "api/overlaps/",
    "api/saved-filters/",
    "api/sheets/",
    "recommendations/tables/",
    "recommendations/export/",
    "api/recommendations/export/",
}


@pytest.fixture
def world(cast: Cast, settings: Any, tmp_path: Any, caplog: pytest.LogCaptureFixture) -> World:
    """Thousands of refusals are not worth a line of log each; a fault is."""
    caplog.set_level(logging.ERROR, "django.request")
    settings.MEDIA_ROOT = tmp_path
    return World(cast)


def browser_of(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person)
    return client


class Visitor:
    """Asks each thing as a browser that has done nothing yet but sign in. To sign in anew for each would be a third of
    all the work; it does so where an answer changed or ended the session.
    """

    def __init__(self, person: User | None) -> None:
        self.person = person
        self.client = browser_of(None)
        self.is_fresh = False
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, address: str) -> Any:
        """The answer; limits of trying are another test's matter."""
        cache.clear()
        self.refresh()
        answer = getattr(self.client, method)(address, HTTP_ACCEPT_LANGUAGE="ar")
        session = getattr(answer.wsgi_request, "session", None)
        self.is_fresh = session is not None and not session.modified
        return answer

    def refresh(self) -> None:
        self.client.cookies.clear()
        if self.person is None:
            return
        self.client.cookies.load(self.cookies)
        if not self.is_fresh or not self.client.session.exists(self.client.session.session_key or ""):
            self.client.cookies.clear()
            self.client.force_login(self.person)
            self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}


class Answer(NamedTuple):
    """What a walk keeps of an answer: whether it told a secret, not its text."""

    route: str
    asked: str
    status: int
    tells: bool


def walk(world: World, person: User | None, *, reading: bool = False) -> list[Answer]:
    """The answer of every address; `reading` changes nothing and asks only for what is there."""
    visitor, answers = Visitor(person), []
    for route, address in world.addresses():
        for method in ("get",) if reading else OF_THE_API if route.startswith("api/") else OF_PAGES:
            answer = visitor.ask(method, address)
            text = told(answer)
            answers.append(Answer(route, f"{method} {address}", answer.status_code, MARK in text or PHONE in text))
    return answers


def told(answer: Any) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return content.decode(errors="replace") + str(dict(answer.headers))


def secrets_in(answers: list[Answer]) -> list[str]:
    return [answer.asked for answer in answers if answer.tells]


def opened(answers: list[Answer]) -> set[str]:
    """The routes that gave something."""
    return {answer.route for answer in answers if answer.status not in REFUSALS}


def test_a_stranger_finds_what_is_public_and_nothing_else(world: World) -> None:
    before = everything_kept()
    answers = walk(world, None)
    assert secrets_in(answers) == []
    assert opened(answers) - PUBLIC == set()
    assert everything_kept() == before


def test_gharib_finds_himself_and_what_is_public(world: World) -> None:
    before = everything_kept()
    answers = walk(world, world.cast.gharib)
    assert secrets_in(answers) == []
    assert {route for route in opened(answers) - PUBLIC - LISTS if not route.startswith(OWN)} == set()
    assert everything_kept() == before


@pytest.mark.parametrize("status", [Organization.Status.UNVERIFIED, Organization.Status.SUSPENDED])
def test_people_of_organisations_without_trust_read_nothing_of_others(world: World, status: str) -> None:
    assert secrets_in(walk(world, outsider("لبنى", status), reading=True)) == []


def test_an_official_reads_only_what_is_public(world: World) -> None:
    assert secrets_in(walk(world, world.cast.rania, reading=True)) == []


def test_whoever_left_their_organisation_reads_nothing_more(world: World) -> None:
    person = outsider("ميساء", Organization.Status.VERIFIED)
    end_membership(actor=world.cast.actor("salma"), membership=person.memberships.get())
    assert secrets_in(walk(world, person, reading=True)) == []


def test_a_suspended_account_is_a_stranger_at_once(world: World) -> None:
    kept = browser_of(world.cast.hala)
    suspend_person(actor=world.cast.actor("salma"), person=world.cast.hala)
    assert kept.get("/rooms/").headers["Location"].startswith("/accounts/login/")
    assert kept.get("/api/me/").status_code == 401
    assert secrets_in(walk(world, world.cast.hala, reading=True)) == []


@pytest.mark.parametrize("name", ["gharib", "rania", ""])
def test_searches_and_streams_hold_nothing_for_outsiders(world: World, name: str) -> None:
    client = browser_of(getattr(world.cast, name) if name else None)
    streams = [f"room.{room.pk}" for room in world.rooms] + [f"org.{pk}" for pk in world.ids["organizations"]]
    streams += [f"user.{world.cast.basel.pk}", "desk.secretariat"]
    sync = client.get("/api/sync/?" + "&".join(f"{stream}=0" for stream in streams))
    assert MARK not in sync.content.decode()
    if name:
        assert set(map(str, sync.json()["streams"].values())) == {"{'gone': True}"}
    for address in ("/organizations/", "/api/organizations/", "/organizations/export.csv", "/api/memberships/"):
        assert f"جمعية {MARK}" not in client.get(address, {"q": MARK}).content.decode()
    while run_follower(search_follows_rooms) + run_follower(search_follows_names):
        pass
    for address in ("/search/", "/api/search/"):
        assert "قافلة" not in client.get(address, {"q": MARK}).content.decode()
        assert f"/people/{world.cast.basel.pk}/" not in client.get(address, {"kind": "person"}).content.decode()
