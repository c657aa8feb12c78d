"""A need is written on a phone, put on the board, and seen to change in another browser; also without JavaScript."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser


def write_need(page: Page, title: str) -> None:
    """By search and by touch: a place, a thing, an amount in Arabic digits, a second line."""
    page.goto("/needs/new/")
    page.fill("#id_title", title)
    page.locator("#place_words").press_sequentially("تل رفعت")
    page.locator("#place-found button", has_text="تل رفعت").click()
    expect(page.locator(".place-chosen")).to_contain_text("SY020402")
    page.locator("#lines-0-name").press_sequentially("بطان")
    page.locator("#lines-0-found button", has_text="بطانية").first.click()
    expect(page.locator("#lines-0-unit")).to_contain_text("بالة")
    expect(page.locator("#lines-0-amount")).to_be_focused()
    page.locator("#lines-0-amount").fill("٢٥٠٫٥")
    page.locator("button[name=more]").click()
    expect(page.locator(".line-row")).to_have_count(2)
    expect(page.locator("#lines-0-amount")).to_have_value("٢٥٠٫٥")


def test_create_need_on_a_phone_and_another_browser_sees_it_end(browse: OpenPage) -> None:
    basel, omar = browse("basel", width=360, height=780), browse("omar")
    write_need(basel, "بطانيات لأسر عادت هذا الصباح من المخيم إلى بيوتها المتضررة")
    assert violations(basel) == []
    assert basel.evaluate("document.documentElement.scrollWidth") <= 360
    basel.locator("button[name=open]").click()
    basel.wait_for_url(re.compile(r"/needs/\d+/$"))
    expect(basel.locator("#posting")).to_contain_text("250.5")
    assert basel.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(basel) == []
    omar.goto(basel.url)
    expect(omar.locator("#posting .tag").first).to_have_text("مهم")
    assert violations(omar) == []
    basel.goto(f"{basel.url}close/")
    basel.fill("#id_reason", "وصلنا ما يكفي من جهة أخرى")
    basel.locator("main form button.btn").first.click()
    expect(omar.locator("#posting")).to_contain_text("وصلنا ما يكفي من جهة أخرى", timeout=20_000)


def test_create_need_without_javascript_loses_nothing(browse: OpenPage) -> None:
    page = browse("hala", width=360, height=780, java_script_enabled=False)
    page.goto("/needs/new/")
    page.fill("#id_title", "خيام بعد العاصفة")
    page.fill("#place_words", "الضمان")
    page.fill("#lines-0-name", "خيمة")
    page.fill("#lines-0-amount", "12")
    page.locator("button[name=more]").click()
    page.locator("#place-found button").first.click()
    expect(page.locator(".place-chosen")).to_be_visible()
    expect(page.locator("#lines-0-amount")).to_have_value("12")
    expect(page.locator("#id_title")).to_have_value("خيام بعد العاصفة")
    page.locator(".form-actions button[name=save]").click()
    page.wait_for_url(re.compile(r"/needs/\d+/$"))
    expect(page.locator("#posting")).to_contain_text("خيمة")
    expect(page.locator("#posting .tag").nth(1)).to_have_text("مسودة")


def test_create_offer_and_find_it_among_the_offers(browse: OpenPage) -> None:
    omar = browse("omar", width=360, height=780, color_scheme="dark")
    omar.goto("/offers/new/")
    omar.fill("#id_title", "كراسٍ متحركة بعد الصيانة")
    omar.select_option("#id_governorate", "SY04")
    expect(omar.locator(".place-chosen")).to_contain_text("حمص")
    omar.fill("#lines-0-name", "كرسي متحرك")
    omar.fill("#lines-0-amount", "6")
    assert violations(omar) == []
    omar.locator("button[name=open]").click()
    omar.wait_for_url(re.compile(r"/offers/\d+/$"))
    omar.goto("/offers/?q=متحركة")
    expect(omar.locator(".posting-row")).to_contain_text("كراسٍ متحركة بعد الصيانة")
    assert violations(omar) == []
    omar.goto("/needs/mine/?of=offers")
    expect(omar.locator(".posting-row")).to_contain_text("كراسٍ متحركة بعد الصيانة")
    assert violations(omar) == []
    assert omar.evaluate("document.documentElement.scrollWidth") <= 360
