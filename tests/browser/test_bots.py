"""A bot is made, let into a room, and speaks with its token; another program reports by an address."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from journal.posting import post
from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser
NAME = "منبّه مستودع حمص للمواد الشتوية"


def press(page: Page, words: str) -> None:
    page.locator("main").get_by_role("button", name=words, exact=True).click()


def tell(url: str, said: dict[str, str], **headers: str) -> int:
    """POST JSON as a program does; the status that was answered."""
    body = json.dumps(said).encode()
    return post(url, body, {"Content-Type": "application/json", **headers}, inside=True).status


def make_group(page: Page, name: str) -> str:
    """A room in which one moderates; its address."""
    page.goto("/rooms/new/")
    page.locator("main [name=name]").fill(name)
    page.locator("main form:has([name=name]) .form-actions button").first.click()
    page.wait_for_url(lambda url: url.rstrip("/").rsplit("/", 1)[-1].isdigit())
    return page.url.removeprefix(page.evaluate("location.origin"))


def make_bot(page: Page) -> None:
    page.goto("/bots/new/")
    page.locator("main [name=name]").fill(NAME)
    page.locator("main [name=about]").fill("يخبر الغرفة كل مساء بما بقي في المستودع.")
    press(page, "إنشاء الحساب")
    expect(page.locator("h1")).to_have_text(NAME)


def make_token(page: Page) -> str:
    page.locator("main a[href$='/tokens/new/']").click()
    if page.locator("main input[name=password]").count():
        page.locator("main input[name=password]").fill(PASSWORD)
        page.locator("main form:has(input[name=password]) button").first.click()
    page.locator("main [name=name]").fill("الحاسوب في المستودع")
    page.locator("main [name=rooms]").first.check()
    press(page, "إنشاء الرمز")
    return page.locator(".copy code").first.inner_text().strip()


def test_programs_speak_in_a_room(browse: OpenPage, site: Site) -> None:
    basel = browse("basel", width=360, height=780)
    make_bot(basel)
    bot = basel.url
    room = make_group(basel, "مخزون الشتاء")
    basel.goto(f"{room}programs/")
    basel.locator("select[name=bot]").select_option(label=NAME)
    press(basel, "إدخال إلى الغرفة")
    expect(basel.locator("main")).to_contain_text(NAME)
    assert basel.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(basel) == []
    basel.goto(bot)
    token = make_token(basel)
    said = {"body": "بقي **120** بطانية", "client_id": str(uuid4())}
    assert tell(f"{site.url}/api{room}messages/", said, Authorization=f"Token {token}") == 201
    basel.goto(room)
    line = basel.locator(".message", has_text="بقي 120 بطانية")
    expect(line).to_contain_text("آلي")


def test_an_address_takes_what_slack_takes(browse: OpenPage) -> None:
    basel = browse("basel")
    room = make_group(basel, "أخبار الطرق")
    basel.goto(f"{room}programs/incoming/")
    basel.locator("main [name=name]").fill("الطرق والطقس")
    press(basel, "إنشاء الرابط")
    address = basel.locator(".copy code").first.inner_text().strip()
    assert violations(basel) == []
    assert tell(address, {"text": "*طريق حمص*: <https://example.org/|سالك>"}) == 200
    basel.goto(room)
    expect(basel.locator(".message", has_text="طريق حمص: سالك")).to_contain_text("الطرق والطقس")
