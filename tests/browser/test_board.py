"""The board of needs in the page: it moves while one looks, its map leads on, its address is what was asked."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser


def happen(site: Site, *words: str) -> None:
    site.happen("needing", *words)


def need(site: Site, visibility: str = "public") -> str:
    title = f"بطانيات {uuid4().hex[:10]}"
    happen(site, "opened", title, visibility)
    return title


def board(page: Page, address: str = "/needs/") -> Page:
    """The page, once it listens."""
    page.goto(address)
    page.wait_for_function("document.querySelector('#board-heads')")
    page.wait_for_load_state("networkidle")
    return page


@pytest.mark.parametrize("visibility", ["public", "members"])
def test_a_card_follows_what_is_promised(site: Site, browse: OpenPage, visibility: str) -> None:
    """Also where what the need says is for fewer people than hear the board's stream."""
    title = need(site, visibility)
    page = board(browse("hala"))
    card = page.locator(".need-card", has_text=title)
    expect(card.locator(".need-words")).to_have_text("بقي 100")
    happen(site, "promised", title)
    expect(card.locator(".need-words")).to_have_text("تُعهّد بـ 50 · بقي 50")
    expect(card.locator(".promised")).to_have_attribute("width", "50")


def test_new_needs_are_counted_and_shown_when_asked_for(site: Site, browse: OpenPage) -> None:
    page = board(browse("hala"))
    expect(page.locator("#news")).to_be_hidden()
    title = need(site)
    expect(page.locator("#news")).to_have_text("احتياج جديد: عرضه")
    assert title not in page.locator("#board").inner_text()
    page.locator("#news a").click()
    expect(page.locator(".need-card", has_text=title)).to_be_visible()


def test_the_address_is_what_was_asked(site: Site, browse: OpenPage) -> None:
    title = need(site)
    page = board(browse("hala"))
    page.locator("input[name=q]").fill(title)
    expect(page.locator(".need-card")).to_have_count(1)
    page.wait_for_url("**/needs/?q=*")
    page.reload()
    expect(page.locator(".need-card")).to_have_count(1)
    page.get_by_text("حفظ هذا البحث").click()
    page.locator(".keep-form button").click()
    saved = page.get_by_role("navigation", name="عمليات البحث المحفوظة")
    expect(saved.get_by_role("link")).to_have_text(f"«{title}»")
    page.get_by_role("button", name="حذف من المحفوظات").click()
    expect(saved).to_have_count(0)


def test_the_map_leads_by_keyboard_to_the_districts_and_back(site: Site, browse: OpenPage) -> None:
    need(site)
    page = board(browse("hala"))
    region = page.locator("svg.map a[data-place=SY02]")
    assert "أسرة" in str(region.get_attribute("aria-label"))
    region.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/needs/?place=SY02")
    expect(page.locator("svg.map a")).to_have_count(8)
    page.locator(".places").get_by_role("link", name="جبل سمعان").click()
    expect(page.locator("svg.map a[aria-current]")).to_have_attribute("data-place", "SY0200")
    page.locator("svg.map a[aria-current]").click()
    page.wait_for_url("**/needs/?place=SY02")


@pytest.mark.parametrize("signed_in", [True, False])
def test_on_a_phone_the_list_comes_first_and_the_map_behind_a_switch(
    site: Site, browse: OpenPage, signed_in: bool
) -> None:
    title = need(site)
    page = board(browse("hala" if signed_in else "", width=360, height=740))
    expect(page.locator(".need-card", has_text=title)).to_be_visible()
    expect(page.locator("svg.map")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("link", name="خريطة", exact=True).click()
    expect(page.locator("svg.map")).to_be_visible()
    expect(page.locator(".need-card").first).to_be_hidden()
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 1280])
def test_the_matrix_pleases_axe_and_leads_to_its_needs(site: Site, browse: OpenPage, width: int) -> None:
    title = need(site)
    page = browse("hala", width=width, height=740)
    page.goto("/needs/matrix/")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []
    page.locator(".gap").first.click()
    page.wait_for_url("**/needs/?*place=SY02*")
    expect(page.locator(".need-card", has_text=title)).to_be_visible()
