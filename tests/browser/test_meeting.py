"""A session in the page: the chair takes items up, the wall follows, a delegate comes in and asks for the floor."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
LATER = 40_000  # ms: a page that others changed is fetched anew in a while, on a slow machine later


@pytest.fixture
def session(site: Site) -> int:
    return int(site.happen("meeting", "opened", f"ملتقى {uuid4().hex[:8]}"))


def at(page: Page, session: int, rest: str = "") -> Page:
    page.goto(f"/sessions/{session}/{rest}")
    page.wait_for_load_state("networkidle")
    return page


def test_the_wall_follows_the_chair(session: int, browse: OpenPage) -> None:
    chair, wall = at(browse("basel"), session), at(browse("basel", width=1920, height=1080), session, "projector/")
    chair.get_by_role("button", name="بدء البند «اللجنة التنسيقية»").click()
    expect(chair.locator(".agenda-line.in-hand")).to_contain_text("اللجنة التنسيقية")
    expect(wall.locator(".wall-item h1")).to_have_text("اللجنة التنسيقية", timeout=LATER)
    chair.locator("#show-agenda").click()
    expect(wall.locator(".wall-list .now")).to_contain_text("اللجنة التنسيقية", timeout=LATER)
    assert violations(wall) == []


def test_a_delegate_comes_in_and_is_given_the_floor(session: int, browse: OpenPage) -> None:
    chair, omar = at(browse("basel"), session, "speakers/"), at(browse("omar", width=360, height=740), session)
    omar.get_by_role("button", name="تسجيل حضوري").click()
    expect(omar.locator("[data-inside=people]")).to_have_text("2")
    omar.locator("#ask").click()
    give = chair.get_by_role("button", name="إعطاء الكلمة إلى عمر")
    expect(give).to_be_visible(timeout=LATER)
    give.click()
    expect(chair.locator(".speaking .turn")).to_be_visible()
    expect(omar.locator(".speaking .turn")).to_be_visible(timeout=LATER)
    assert violations(omar) == []
    assert violations(chair) == []


def test_an_agenda_is_put_in_order_by_keyboard(session: int, browse: OpenPage) -> None:
    page = at(browse("basel"), session, "agenda/?arrange")
    last = page.get_by_role("button", name="إلى الأعلى").nth(2)
    button = page.locator(f"#{last.get_attribute('id')}")
    button.focus()
    for place in (1, 0):
        page.keyboard.press("Enter")
        expect(page.locator(".agenda h2").nth(place)).to_have_text("خطط العمل الموحّدة")
        expect(button).to_be_focused()
    assert violations(page) == []
