"""The session's room beside the session: on a desktop as the talk itself, on a phone as a button."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.browser.test_meeting import at

pytestmark = pytest.mark.browser
LATER = 40_000
WORDS = "هل وُزِّعت وثائق البند الثاني؟"


@pytest.fixture
def session(site: Site) -> int:
    return int(site.happen("meeting", "opened", f"ملتقى {uuid4().hex[:8]}"))


def beside(page: Page) -> Page:
    """Into the room, without leaving the session."""
    page.get_by_role("button", name="المحادثة إلى جانب الجلسة").click()
    page.wait_for_selector("#talk-beside mq-composer textarea")
    return page


def test_the_talk_stands_beside_the_session(session: int, browse: OpenPage) -> None:
    basel, omar = beside(at(browse("basel"), session)), beside(at(browse("omar"), session))
    assert basel.url == omar.url
    field = basel.locator("#talk-beside textarea")
    field.fill(WORDS)
    field.press("Enter")
    expect(omar.locator("#talk-beside .message")).to_contain_text(WORDS, timeout=LATER)
    assert violations(omar) == []
    box = omar.locator("#talk-beside").bounding_box()
    assert box is not None
    assert box["height"] <= 800
    assert omar.evaluate("document.documentElement.scrollWidth") == 1280
    basel.get_by_role("button", name="بدء البند «اللجنة التنسيقية»").click()  # the session moves, the talk stays
    expect(omar.locator(".agenda-line.in-hand")).to_contain_text("اللجنة التنسيقية", timeout=LATER)
    expect(omar.locator("#talk-beside .message")).to_contain_text(WORDS)


def test_a_thread_opens_in_the_pane_and_leads_back_to_the_talk(session: int, browse: OpenPage) -> None:
    omar = beside(at(browse("omar"), session))
    address, pane = omar.url, omar.locator("#talk-beside")
    pane.locator("textarea").fill(WORDS)
    pane.locator("textarea").press("Enter")
    pane.locator(".message").hover()
    pane.locator(".message button[aria-haspopup]").first.click()
    pane.get_by_role("menuitem", name="الرد في موضوع").click()
    thread = pane.locator("mq-thread")
    thread.locator("textarea").fill("وُزِّعت صباحاً.")
    thread.locator("textarea").press("Enter")
    expect(thread.locator("article.message")).to_contain_text("وُزِّعت صباحاً.")
    assert violations(omar) == []
    thread.get_by_role("button", name="العودة إلى المحادثة").click()
    pane.locator("a.replies").click()
    expect(thread.locator("article.message")).to_contain_text("وُزِّعت صباحاً.")
    assert omar.url == address


def test_on_a_phone_a_button_leads_to_it_and_nothing_is_loaded(session: int, browse: OpenPage) -> None:
    page, asked = browse("omar", width=360, height=740), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    at(page, session)
    expect(page.locator("#talk-beside")).to_be_hidden()
    assert [each for each in asked if "/talk/" in each or "session-room" in each] == []
    page.locator(".room-card button").click()
    page.wait_for_url("**/rooms/*/")
