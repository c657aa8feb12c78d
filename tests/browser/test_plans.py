"""Two organisations write one plan: the overlap is seen while typing, both sign, one makes a project of its lines."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
LATER = 40_000  # ms: a page that others changed is fetched anew in a while, on a slow machine later
BASKETS = "توزيع سلال غذائية على الأسر النازحة"


@pytest.fixture
def plan(site: Site) -> int:
    return int(site.happen("uniting", "begun", f"خطة {uuid4().hex[:8]}")["plan"])


def write(page: Page, plan: int, activity: str) -> None:
    page.goto(f"/plans/{plan}/lines/new/")
    page.fill("#id_activity", activity)
    page.select_option("#id_place", "SY02")


def keep(page: Page) -> None:
    page.get_by_role("button", name="حفظ").click()
    page.wait_for_url(re.compile(r"/plans/\d+/(#line-\d+)?$"))


def sign(page: Page) -> None:
    page.get_by_role("link", name="القراءة والتوقيع").click()
    assert violations(page) == []
    page.get_by_role("button", name="التوقيع عن مؤسستنا").click()
    page.wait_for_url(re.compile(r"/plans/\d+/$"))


def is_narrow(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def test_two_organisations_write_and_sign_one_plan(site: Site, plan: int, browse: OpenPage) -> None:
    hala, omar = browse("hala"), browse("omar", width=360, height=740)
    omar.goto(f"/plans/{plan}/")
    expect(omar.get_by_role("heading", name="لا بنود بعد")).to_be_visible()
    omar.wait_for_load_state("networkidle")
    write(hala, plan, BASKETS)
    expect(hala.locator("#likely .notice.leaf")).to_be_visible()
    assert violations(hala) == []
    keep(hala)
    expect(omar.locator(".plan-lines")).to_contain_text(BASKETS, timeout=LATER)

    write(omar, plan, "السلال الغذائية")
    expect(omar.locator("#likely")).to_contain_text("العمل نفسه على الأرجح")
    expect(omar.locator("#likely")).to_contain_text(BASKETS)
    assert is_narrow(omar)
    assert violations(omar) == []
    omar.fill("#id_activity", "ترميم مدارس")
    expect(omar.locator("#likely .notice.leaf")).to_be_visible()
    omar.fill("#id_activity", "توزيع السلال الغذائية")
    expect(omar.locator("#likely .notice.saffron")).to_be_visible()
    keep(omar)
    expect(omar.locator(".meeting")).to_have_count(1)
    assert is_narrow(omar)
    assert violations(omar) == []

    site.happen("uniting", "put_to_signing", plan)
    basel = browse("basel")
    for page in (basel, omar):
        page.goto(f"/plans/{plan}/")
        sign(page)
    expect(omar.locator("#plan .tag.leaf").first).to_be_visible()
    basel.reload()
    assert violations(basel) == []
    basel.get_by_role("link", name="تحويل بنودكم إلى مشروع").click()
    basel.get_by_role("button", name="تحويل إلى مشروع").click()
    basel.wait_for_url(re.compile(r"/projects/\d+/$"))
    basel.goto(f"/plans/{plan}/")
    expect(basel.locator(".plan-lines .tag", has_text="في مشروع")).to_have_count(1)
