"""A message becomes a need on a phone: what was read is corrected, the other organisation is warned of the same."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
WORDS = "بدنا ٤٣ مخدة وعشرين كيس طحين لـ 17 عائلة بجرابلس"


def test_a_message_becomes_a_need_and_warns_of_the_same(browse: OpenPage) -> None:
    omar = browse("omar", width=360, height=780)
    open_room(omar, SHELTER)
    say(omar, WORDS)
    line = omar.locator(".slot", has_text=WORDS)
    line.locator(".more").click(force=True)
    omar.get_by_role("menuitem", name="تسجيل احتياج منها").click()
    expect(omar.locator("#lines-0-name")).to_have_value("وسادة")
    expect(omar.locator("#lines-0-amount")).to_have_value("43")
    expect(omar.locator("#lines-1-amount")).to_have_value("")  # twenty sacks of what size?
    expect(omar.locator("input[name=households]")).to_have_value("17")
    assert violations(omar) == []
    omar.locator("#lines-1-unit").select_option("sack50")
    omar.locator("#lines-1-amount").fill("٢٠")
    omar.locator("button[name=open]").click()
    expect(omar.locator("main")).to_contain_text("20 كيس 50 كغ")
    expect(omar.locator("blockquote")).to_contain_text(WORDS)

    basel = browse("basel")
    basel.goto("/needs/new/")
    basel.locator("select[name=governorate]").select_option("SY02")
    basel.locator("#lines-0-name").fill("وسادة")
    basel.locator("input[name=title]").fill("مخدات")
    basel.locator("input[name=title]").blur()
    expect(basel.locator("#likely-title")).to_be_visible()
    assert violations(basel) == []
