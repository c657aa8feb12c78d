"""Minutes in the page: two who write at once see what the other wrote, and lose nothing of their own."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import flaws, violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.browser.test_meeting import LATER, at

pytestmark = pytest.mark.browser


@pytest.fixture
def session(site: Site) -> int:
    return int(site.happen("meeting", "opened", f"ملتقى {uuid4().hex[:8]}"))


def write(page: Page, text: str, kind: str = "") -> None:
    page.locator("#minute-writing textarea").fill(text)
    if kind:
        page.locator(".minute-kinds .chip", has_text=kind).click()
    page.locator("#keep-minute").click()
    expect(page.locator("#minute-writing textarea")).to_have_value("")


def test_two_write_at_once_and_see_each_other(session: int, browse: OpenPage) -> None:
    basel, hala = at(browse("basel"), session), at(browse("hala", width=360, height=740), session)
    expect(hala.locator("#minute-writing")).to_be_visible()
    hala.locator("#minute-writing textarea").fill("نصف فقرة لم تُ")
    write(basel, "عرضت أمانة السر أسماء المرشحين", "توصية")
    expect(basel.locator("#minutes-list")).to_contain_text("عرضت أمانة السر", timeout=LATER)
    expect(hala.locator("#minutes-list")).to_contain_text("عرضت أمانة السر", timeout=LATER)
    expect(hala.locator("#minutes-list .tag")).to_have_text("توصية")
    basel.get_by_role("button", name="بدء البند «اللجنة التنسيقية»").click()
    expect(hala.locator(".agenda-line.in-hand")).to_contain_text("اللجنة التنسيقية", timeout=LATER)
    expect(hala.locator("#minute-writing textarea")).to_have_value("نصف فقرة لم تُ")  # the page came anew around it
    hala.locator("#minute-writing textarea").fill("كتبتها هالة")
    hala.locator("#minute-writing textarea").press("Control+Enter")
    expect(hala.locator("#minute-writing textarea")).to_have_value("")
    expect(hala.locator("#minute-writing textarea")).to_be_focused()
    expect(basel.locator("#minutes-list")).to_contain_text("كتبتها هالة", timeout=LATER)
    assert violations(basel) == []
    assert violations(hala) == []
    assert hala.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_next_paragraph_goes_to_the_item_in_hand(session: int, browse: OpenPage) -> None:
    basel, hala = at(browse("basel"), session), at(browse("hala"), session)
    expect(hala.locator("#minute-writing select[name=item]")).to_have_value("")
    basel.get_by_role("button", name="بدء البند «اللجنة التنسيقية»").click()
    choice = hala.locator("#minute-writing select[name=item] option:checked")
    expect(choice).to_contain_text("اللجنة التنسيقية", timeout=LATER)


def test_the_whole_minutes_follow_who_writes_and_who_edits(session: int, browse: OpenPage) -> None:
    basel, omar = (
        at(browse("basel"), session, "minutes/"),
        at(browse("omar", width=360, height=740), session, "minutes/"),
    )
    write(basel, "تُشكَّل لجنة تنسيقية", "قرار")
    expect(basel.locator(".minutes .minute")).to_contain_text("تُشكَّل لجنة تنسيقية", timeout=LATER)
    expect(omar.locator(".minutes .minute")).to_contain_text("تُشكَّل لجنة تنسيقية", timeout=LATER)
    expect(omar.locator("#minute-writing")).to_have_count(0)
    basel.locator(".minute-acts a[id^=edit-]").click()
    basel.locator("textarea[name=text]").fill("تُشكَّل لجنة تنسيقية من تسع جهات")
    basel.locator(".form-actions button").click()
    expect(omar.locator(".minutes .minute")).to_contain_text("من تسع جهات", timeout=LATER)
    omar.locator(".minute-versions summary").click()
    expect(omar.locator(".minute-versions .prose")).to_have_text("تُشكَّل لجنة تنسيقية")
    assert violations(basel) == []
    assert violations(omar) == []
    assert omar.evaluate("document.documentElement.scrollWidth") <= 360


def test_they_are_reviewed_objected_to_and_approved(session: int, browse: OpenPage) -> None:
    basel, hala = at(browse("basel"), session), at(browse("hala"), session, "minutes/")
    omar = at(browse("omar", width=360, height=740), session, "minutes/")
    write(hala, "اتُّفق على سنتين")
    basel.get_by_role("button", name="إغلاق الجلسة").click()
    expect(hala.get_by_role("button", name="عرض المحضر للمراجعة")).to_be_visible(timeout=LATER)
    hala.get_by_role("button", name="عرض المحضر للمراجعة").click()
    omar.locator("a[href$='/object/']").first.click(timeout=LATER)
    omar.locator("textarea[name=text]").fill("اتُّفق على سنة واحدة")
    omar.locator(".form-actions button").click()
    expect(omar.locator(".objection.open")).to_contain_text("سنة واحدة")
    at(basel, session, "minutes/").get_by_role("link", name="الرد على الاعتراض").click()
    basel.locator("input[value=accepted]").check()
    basel.locator(".form-actions button").click()
    expect(omar.locator(".objection.accepted")).to_be_visible(timeout=LATER)
    assert flaws(basel, "minutes") == {}
    basel.set_viewport_size({"width": 1280, "height": 800})
    basel.get_by_role("button", name="اعتماد المحضر").click()
    expect(omar.locator("#state-title ~ p .tag.leaf")).to_be_visible(timeout=LATER)
    expect(hala.locator("#minute-writing")).to_have_count(0, timeout=LATER)
