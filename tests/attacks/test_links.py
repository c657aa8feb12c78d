"""Secret links and hostile words: used as a browser uses them, logged by nobody, run by no page."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from html.parser import HTMLParser
from io import StringIO
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.actions import update_profile
from chat.actions import update_room
from chat.markdown import TAGS
from organizations.actions import create_invitation, hand_out_reset_link, use_reset_link
from tests.chat.rooms import group_room, said, sector_room
from tests.factories import Cast

PASSWORD = "long-enough-sentence-9"
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt&#58;alert(1))",
    "[a](data:text/html,<script>alert(1)</script>)",
    '[a](/x" onmouseover="alert(1))',
    '[@"><script>alert(1)</script>](/people/1/)',
    "<javascript:alert(1)>",
    "![x](https://evil.example/track.png)",
    "```html\n</code><script>alert(1)</script>\n```",
    "</script><script>alert(1)</script>",
]


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    cache.clear()


def reset_address(cast: Cast) -> str:
    return f"/reset/{hand_out_reset_link(actor=cast.actor('salma'), person=cast.gharib)[1]}/"


def invitation_address(cast: Cast) -> str:
    made = create_invitation(actor=cast.actor("basel"), organization=cast.association, display_name="ضيف")
    return f"/join/{made[1]}/"


@pytest.mark.parametrize("address_of", [reset_address, invitation_address])
def test_a_browser_may_send_the_form_of_a_secret_page(cast: Cast, address_of: Any) -> None:
    """Under `no-referrer` browsers send `Origin: null`, which the CSRF check refuses: the links worked for nobody."""
    page = Client().get(address_of(cast))
    assert page.headers["Referrer-Policy"] in {"same-origin", "strict-origin"}
    assert "no-store" in page.headers["Cache-Control"]


@pytest.fixture
def log() -> Iterator[StringIO]:
    """What the site's own handler writes, with its filters and format."""
    handler = next(each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    written = StringIO()
    before = handler.setStream(written)
    yield written
    handler.setStream(before)


@pytest.mark.parametrize("address_of", [reset_address, invitation_address])
def test_a_refused_form_writes_no_secret_into_the_log(cast: Cast, address_of: Any, log: StringIO) -> None:
    address = address_of(cast)
    Client(enforce_csrf_checks=True).post(address, {"password": PASSWORD, "again": PASSWORD})
    assert "Forbidden" in log.getvalue()
    assert address.split("/")[2] not in log.getvalue()


def test_a_proxys_visitors_do_not_share_their_limits(cast: Cast, settings: Any) -> None:
    """Behind a proxy everybody has one REMOTE_ADDR: one visitor could close the links of all."""
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for _ in range(40):
        Client().get("/join/wrong/", HTTP_X_FORWARDED_FOR="203.0.113.5")
    answer = Client().get(invitation_address(cast), HTTP_X_FORWARDED_FOR="203.0.113.6")
    assert answer.status_code == 200


def test_a_reset_link_is_used_once(cast: Cast) -> None:
    secret = hand_out_reset_link(actor=cast.actor("salma"), person=cast.gharib)[1]
    use_reset_link(actor=cast.actor("gharib"), secret=secret, password=PASSWORD)
    assert Client().get(f"/reset/{secret}/").status_code == 410


class Reader(HTMLParser):
    """What a browser would make of a message: its tags, and every attribute with its value."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.schemes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.schemes |= {urlsplit(value or "").scheme for name, value in attrs if name == "href"}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_stay_words(cast: Cast, words: str) -> None:
    read = Reader(said(cast, "basel", sector_room(cast, "basel"), words).html)
    assert read.tags <= TAGS
    assert read.attributes <= {"dir", "href", "class", "rel"}
    assert read.schemes <= {"", "http", "https", "mailto", "tel"}


@pytest.mark.parametrize("page", ["/rooms/{room}/", "/rooms/", "/", "/people/{person}/", "/rooms/{room}/members/"])
def test_hostile_names_stay_words_on_every_page(cast: Cast, page: str) -> None:
    hostile = '</script><script>alert(1)</script>"><b x='
    room = group_room(cast, "basel", [cast.hala])
    update_room(actor=cast.actor("basel"), room=room, name=hostile, about=hostile)
    update_profile(actor=cast.actor("basel"), display_name=hostile)
    said(cast, "basel", room, hostile)
    browser = Client()
    browser.force_login(cast.hala)
    told = browser.get(page.format(room=room.pk, person=cast.basel.pk)).content.decode()
    assert "<script>alert(1)" not in told
    assert '"><b x=' not in told


@pytest.mark.parametrize("website", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "http://a\nb"])
def test_a_website_is_an_address(cast: Cast, website: str) -> None:
    browser = Client()
    browser.force_login(cast.basel)
    given = json.dumps({"website": website, "client_id": str(uuid4())})
    answer = browser.patch(f"/api/organizations/{cast.association.pk}/", given, "application/json")
    assert answer.status_code == 400


def test_every_page_forbids_frames_and_foreign_scripts(cast: Cast) -> None:
    browser = Client()
    browser.force_login(cast.basel)
    for address in ("/", "/organizations/", "/rooms/", "/accounts/login/", "/api/docs/", "/nowhere/"):
        answer = browser.get(address)
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["X-Frame-Options"] == "DENY"
        assert "unsafe" not in policy
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
