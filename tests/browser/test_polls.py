"""A poll is asked in one browser and answered in another; what stands out of the talk is kept."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"


def ask(page: Page, question: str, *options: str) -> None:
    page.locator(".adds > summary").click()
    page.locator(".adds .act", has_text="استطلاع").click()
    sheet = page.locator("dialog.sheet[open]")
    sheet.locator("input[name=question]").fill(question)
    for number, option in enumerate(options, start=1):
        sheet.locator(f"input[name=option_{number}]").fill(option)
    sheet.locator(".form-actions button").click()
    expect(sheet).to_have_count(0)


def test_a_poll_is_asked_and_answered_live(browse: OpenPage) -> None:
    basel, omar = browse("basel"), browse("omar", width=360, height=780)
    open_room(basel, SHELTER)
    open_room(omar, SHELTER)
    ask(basel, "متى نوزع المواد؟", "السبت صباحاً", "الأحد بعد اجتماع التنسيق في مركز المدينة مع مندوبي الجهات كلها")
    asked, answered = (page.locator("mq-poll", has_text="متى نوزع المواد؟") for page in (basel, omar))
    answered.scroll_into_view_if_needed()  # one's own vote is asked for when the poll stands on the screen
    answered.locator("input").nth(1).check()
    answered.locator("button").click()
    expect(asked.locator(".number").nth(1)).to_have_text("1")
    expect(answered.locator("input").nth(1)).to_be_checked()
    assert omar.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(basel) == []


def test_a_message_is_saved_by_its_menu_and_found_again(browse: OpenPage) -> None:
    omar = browse("omar")
    open_room(omar, SHELTER)
    say(omar, "رقم المستودع الجديد في الأسفل")
    line = omar.locator(".slot", has_text="رقم المستودع الجديد في الأسفل")
    line.locator(".more").click(force=True)
    omar.get_by_role("menuitem", name="حفظ لوقت لاحق").click()
    expect(omar.locator("#toast")).to_be_visible()
    omar.goto("/saved/")
    expect(omar.locator("main")).to_contain_text("رقم المستودع الجديد في الأسفل")
