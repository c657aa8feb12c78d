"""The whole road of a need, walked on two phones: promised, accepted, sent, counted, closed."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.test_needs import write_need

pytestmark = pytest.mark.browser
TITLE = "بطانيات لمركز إيواء قبل موجة البرد"
PHONE = {"width": 360, "height": 780}


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_need_is_promised_sent_counted_and_closed_on_two_phones(browse: OpenPage) -> None:
    basel, omar = browse("basel", **PHONE), browse("omar", **PHONE)
    write_need(basel, TITLE)
    basel.locator("button[name=open]").click()
    basel.wait_for_url(re.compile(r"/needs/\d+/$"))
    need = basel.url

    # Omar promises all of it.
    omar.goto(need)
    omar.locator("main a[href$='/pledge/']").first.click()
    omar.locator(".share-row input[inputmode=decimal]").first.fill("250.5")
    fits(omar)
    omar.locator("main form .form-actions .btn").first.click()
    expect(omar.locator("#pledge h1")).to_contain_text("تعهّد")
    pledge = omar.url

    # Basel, who asked, says yes; Omar's page follows.
    basel.goto(pledge)
    fits(basel)
    basel.locator("#pledge form[action$='/accept/'] button").click()
    expect(omar.locator("#pledge a[href$='/dispatch/']")).to_be_visible(timeout=20_000)

    # Omar sends it.
    omar.locator("#pledge a[href$='/dispatch/']").click()
    omar.locator("[name=waybill]").fill("٤٥٢١")
    fits(omar)
    omar.locator("main form .form-actions .btn").first.click()
    expect(omar.locator("#pledge .loads .tag")).to_have_text("في الطريق")

    # Basel counts what came.
    counting = basel.locator("#pledge .loads a[href$='/receipt/']")
    expect(counting).to_be_visible(timeout=20_000)
    counting.click()
    basel.locator("[name=is_all_there]").check()
    fits(basel)
    basel.locator("main form .form-actions .btn").first.click()
    expect(basel.locator("#pledge .loads .tag")).to_have_text("استُلمت")
    expect(omar.locator("#pledge .loads .tag")).to_have_text("استُلمت", timeout=20_000)

    # The need has what it lacked; whoever asked closes it.
    basel.goto(need)
    expect(basel.locator("#posting .tag", has_text="مُلبّى")).to_be_visible()
    basel.locator("#posting a[href$='/close/']").click()
    fits(basel)
    basel.locator("main form .form-actions .btn").first.click()
    expect(basel.locator("#posting .tag", has_text="مغلق")).to_be_visible()
