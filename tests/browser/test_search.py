"""The people around a talk and the search, in the real page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Route, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import say

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [360, 1280])
def test_a_name_opens_a_card_and_the_tick_tells_who_has_read(browse: OpenPage, width: int) -> None:
    page = browse("basel", width=width, height=740)
    page.goto("/rooms/1/")
    page.locator(".message .by a[href^='/people/']").last.click()
    sheet = page.locator("dialog.sheet[open]:not(#panel-sheet)")
    expect(sheet.get_by_role("link", name="الصفحة كاملة")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    say(page, "من قرأ هذه الكلمات؟")
    page.locator(".message:not(.outgoing) button.state").last.click()
    expect(sheet.get_by_role("heading", name="من قرأها")).to_be_visible()
    expect(sheet).to_contain_text("هالة")
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_search_page_pleases_axe_and_leads_on(browse: OpenPage, width: int) -> None:
    page = browse("basel", width=width, height=740)
    page.goto("/rooms/1/")
    page.locator("#room-header a[href^='/search/']").click()
    page.wait_for_url("**/search/**")
    page.locator("input[name=q]").fill("زلزال")
    expect(page.locator("#found h2")).to_have_text("لا نتائج")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.locator("input[name=q]").fill("كلمة " * 60)
    page.keyboard.press("Enter")
    assert not page.locator("input[name=q]").evaluate("field => field.validity.valid")


@pytest.mark.parametrize("address", ["/search/", "/needs/catalogue/"])
def test_what_is_typed_before_the_page_listens_is_found(browse: OpenPage, address: str) -> None:
    page = browse("basel")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/htmx-*.js", hold)
    page.goto(address, wait_until="domcontentloaded")
    page.locator("input[name=q]").fill("كلمة لا يقولها أحد")
    page.wait_for_timeout(600)  # longer than the search waits for the next letter
    for route in held:
        route.continue_()
    expect(page.locator("#found h2")).to_have_text("لا نتائج")
