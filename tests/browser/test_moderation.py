"""What is reported, removed and suspended, and a circular that is acknowledged: each seen by the other person."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say

pytestmark = pytest.mark.browser
SHELTER, NEWS = "المأوى · حلب", "إعلانات أمانة السر"
SOLD = "بطانيات للبيع، راسلوني على الخاص"
GONE = "رسالة تُحذف قبل أن يُذكَّر بها"
ASKED = "تعميم: تُرسل الخطط على الاستمارة الموحدة"


def line(page: Page, words: str) -> Locator:
    return page.locator(".slot", has_text=words)


def choose(page: Page, words: str, act: str) -> Locator:
    """Choose an act of a message's menu; gives the sheet that asks about it."""
    line(page, words).locator(".more").click(force=True)
    page.get_by_role("menuitem", name=act).click()
    sheet = page.locator("dialog.sheet[open]")
    expect(sheet.locator("form")).to_be_visible()
    return sheet


def test_a_reported_message_is_removed_and_its_author_reads_why(browse: OpenPage) -> None:
    omar, basel, salma = browse("omar"), browse("basel", width=360, height=780), browse("salma")
    open_room(omar, SHELTER)
    say(omar, SOLD)
    open_room(basel, SHELTER)
    sheet = choose(basel, SOLD, "إبلاغ")
    sheet.locator("input[value=spam]").check()
    assert basel.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(basel) == []
    sheet.locator(".form-actions button").click()
    expect(basel.locator("#toast")).to_contain_text("بلاغ")

    salma.goto("/reports/")
    report = salma.locator(".report", has_text=SOLD)
    report.locator("a.danger").click()
    expect(salma.locator("input[value=spam]")).to_be_checked()
    salma.locator("textarea").fill("الغرفة للتنسيق بين الجهات")
    salma.locator("button.danger").click()
    salma.wait_for_url("**/rooms/1/reports/")
    assert violations(salma) == []

    for page in (omar, basel):
        expect(page.locator(".gone", has_text="أزال")).to_be_visible()
        expect(line(page, SOLD)).to_have_count(0)
    omar.locator(".gone a").click()
    expect(omar.locator("main")).to_contain_text("الغرفة للتنسيق بين الجهات")


def test_a_sheet_that_is_refused_says_why(browse: OpenPage) -> None:
    """What was deleted meanwhile: the server's own sentence, not that there is no line."""
    omar, basel = browse("omar"), browse("basel", width=360, height=780)
    open_room(omar, SHELTER)
    open_room(basel, SHELTER)
    say(omar, GONE)
    sheet = choose(basel, GONE, "ذكّرني")
    sheet.locator("input[type=radio]").first.check()
    line(omar, GONE).locator(".more").click(force=True)
    omar.get_by_role("menuitem", name="حذف").click()
    omar.locator("dialog[open] .btn").first.click()
    expect(line(basel, GONE)).to_have_count(0)
    sheet.locator(".form-actions button").click()
    expect(basel.locator("#toast")).to_contain_text("غير موجودة")


def test_who_is_suspended_reads_why_and_until_when(browse: OpenPage) -> None:
    omar, salma = browse("omar", width=360, height=780), browse("salma")
    open_room(omar, SHELTER)
    person = omar.evaluate("fetch('/api/me/').then((answer) => answer.json()).then((me) => me.id)")
    salma.goto(f"/rooms/1/members/{person}/suspend/")
    salma.locator("input[value=abuse]").check()
    salma.locator("textarea").fill("نرجو احترام الزملاء")
    assert violations(salma) == []
    salma.locator(".form-actions button").click()
    notice = omar.locator("mq-composer .notice.brick")
    expect(notice).to_contain_text("نرجو احترام الزملاء")
    expect(omar.locator("#say")).to_have_count(0)
    assert omar.evaluate("document.documentElement.scrollWidth") <= 360
    salma.get_by_role("button", name="إنهاء الإيقاف").click()
    expect(omar.locator("#say")).to_be_visible()


def test_a_circular_is_acknowledged_and_its_author_sees_it(browse: OpenPage) -> None:
    salma, basel = browse("salma"), browse("basel", width=360, height=780)
    for page in (salma, basel):
        open_room(page, NEWS)
    salma.locator("label.check input").check()
    say(salma, ASKED)
    number = line(salma, ASKED).locator(".acknowledge a")
    expect(number).to_contain_text("0")
    line(basel, ASKED).locator(".acknowledge button").click()
    expect(line(basel, ASKED).locator(".tag.leaf")).to_be_visible()
    expect(number).to_contain_text("1")
    number.click()
    expect(salma.locator("main")).to_contain_text("جمعية ينابيع الياسمين")
    assert violations(salma) == []
