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


def opened_need(page: Page) -> str:
    write_need(page, TITLE)
    page.locator("button[name=open]").click()
    page.wait_for_url(re.compile(r"/needs/\d+/$"))
    return page.url


def promised(page: Page, need: str) -> str:
    """All of it, by whoever gives."""
    page.goto(need)
    page.locator("main a[href$='/pledge/']").first.click()
    page.locator(".share-row input[inputmode=decimal]").first.fill("250.5")
    send(page)
    expect(page.locator("#pledge h1")).to_contain_text("تعهّد")
    return page.url


def send(page: Page) -> None:
    """The form that is open, which fits on the phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("main form .form-actions .btn").first.click()


def test_a_need_is_promised_sent_counted_and_closed_on_two_phones(browse: OpenPage) -> None:
    """Each step is done by one of the two; the other's page follows by itself."""
    basel, omar = browse("basel", **PHONE), browse("omar", **PHONE)
    need = opened_need(basel)
    pledge = promised(omar, need)

    basel.goto(pledge)
    basel.locator("#pledge form[action$='/accept/'] button").click()

    omar.locator("#pledge a[href$='/dispatch/']").click(timeout=20_000)
    omar.locator("[name=waybill]").fill("٤٥٢١")
    send(omar)
    expect(omar.locator("#pledge .loads .tag")).to_have_text("في الطريق")

    basel.locator("#pledge .loads a[href$='/receipt/']").click(timeout=20_000)
    basel.locator("[name=is_all_there]").check()
    send(basel)
    expect(omar.locator("#pledge .loads .tag")).to_have_text("استُلمت", timeout=20_000)

    basel.goto(need)
    expect(basel.locator("#posting .tag", has_text="مُلبّى")).to_be_visible()
    basel.locator("#posting a[href$='/close/']").click()
    send(basel)
    expect(basel.locator("#posting .tag", has_text="مغلق")).to_be_visible()
