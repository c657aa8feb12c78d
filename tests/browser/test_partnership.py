"""Two organisations and one project: proposed on a phone, asked, accepted by a signatory, seen live, left."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser
TITLE = "دار رعاية المسنّين وتدريب مقدّمي الرعاية في طرطوس"


def propose(page: Page) -> None:
    page.goto("/projects/new/")
    page.fill("#id_title", TITLE)
    page.fill("#id_aim", "ستون مكاناً لمن لا معيل لهم")
    page.select_option("#id_template", label="دار رعاية")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.locator("main form button.btn").last.click()
    page.wait_for_url(re.compile(r"/projects/\d+/$"))


def invite(page: Page, organization: str) -> None:
    page.locator(".tabs a", has_text="الشركاء").click()
    page.get_by_role("link", name="دعوة جهة").click()
    page.select_option("#id_organization", label=organization)
    page.fill("#id_share", "ترميم الطابقين وتجهيز المطبخ")
    page.get_by_role("button", name="إرسال الدعوة").click()
    expect(page.locator("#invited-title")).to_be_visible()


def own_organization(page: Page) -> str:
    return str(page.evaluate("fetch('/api/me/').then(r => r.json()).then(me => me.memberships[0].organization.name)"))


def test_from_invitation_to_acceptance_to_leaving(browse: OpenPage) -> None:
    basel, omar = browse("basel", width=360, height=780), browse("omar")
    omar.goto("/projects/")
    asked = own_organization(omar)
    propose(basel)
    invite(basel, asked)
    assert violations(basel) == []
    assert basel.evaluate("document.documentElement.scrollWidth") <= 360
    answer(omar)
    expect(basel.locator("#partners")).to_contain_text("شريكة منذ", timeout=20_000)
    expect(basel.locator("#invited-title")).to_have_count(0, timeout=20_000)
    leave(omar)
    basel.goto(basel.url.replace("partners/", "activity/"))
    expect(basel.locator("#happened li").first).to_contain_text("مغادرة شريك")
    assert violations(basel) == []


def answer(omar: Page) -> None:
    omar.goto("/projects/")
    omar.locator("a.row", has_text=TITLE).first.click()
    expect(omar.locator("main")).to_contain_text("ستون مكاناً لمن لا معيل لهم")
    expect(omar.locator("main")).to_contain_text("ترميم الطابقين وتجهيز المطبخ")
    assert violations(omar) == []
    omar.get_by_role("button", name="قبول باسم جهتنا").click()
    omar.wait_for_url(re.compile(r"/projects/\d+/$"))
    expect(omar.locator("#far-title")).to_be_visible()
    assert violations(omar) == []


def leave(omar: Page) -> None:
    address = omar.url
    omar.goto(f"{address}leave/")
    omar.fill("#id_reason", "انتهى تمويلنا لهذا العام")
    omar.get_by_role("button", name="مغادرة المشروع").click()
    omar.wait_for_url(re.compile(r"/partnerships/\d+/$"))
    expect(omar.locator("main")).to_contain_text("انتهى تمويلنا لهذا العام")
    expect(omar.locator("main")).to_contain_text("ستون مكاناً لمن لا معيل لهم")
    assert violations(omar) == []
    answered = omar.goto(address)
    assert answered is not None
    assert answered.status == 404
