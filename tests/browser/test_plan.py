"""The plan of a project in the page: two people, typed lines, a task above it, a phone."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.browser.test_kanban import Planned, planned  # noqa: F401  the fixture

pytestmark = pytest.mark.browser
LATER = 40_000  # ms: a page that others changed is fetched anew in a while, on a slow machine later


def plan_of(page: Page, made: Planned) -> Page:
    page.goto(f"/projects/{made.pk}/plan/")
    page.wait_for_load_state("networkidle")
    return page


def test_a_typed_line_is_seen_by_the_other(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    basel, omar = plan_of(browse("basel"), planned), plan_of(browse("omar"), planned)
    line = basel.locator("#add-task-0")
    line.fill("طلب شهادة الدفاع المدني")
    line.press("Enter")
    expect(basel.get_by_role("link", name="طلب شهادة الدفاع المدني")).to_be_visible()
    expect(basel.locator("#add-task-0")).to_be_focused()
    expect(omar.get_by_role("link", name="طلب شهادة الدفاع المدني")).to_be_visible(timeout=LATER)


def test_a_task_stands_above_the_plan(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    page = plan_of(browse("basel"), planned)
    page.get_by_role("link", name="رخصة التشغيل").click()
    sheet = page.locator("dialog.sheet")
    sheet.locator("#add-check").fill("صورة عن العقد")
    sheet.locator("#add-check").press("Enter")
    expect(sheet.locator(".checks li")).to_have_count(1)
    sheet.locator(".checks .tick").click()
    expect(sheet.locator(".checks li.done")).to_have_count(1)
    sheet.locator("#say").fill("وصلت **الموافقة**")
    sheet.get_by_role("button", name="إرسال").click()
    expect(sheet.locator(".comments strong")).to_have_text("الموافقة")
    assert violations(page) == []


def test_a_comment_mentions_somebody_by_the_first_letters(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    page = plan_of(browse("basel"), planned)
    page.get_by_role("link", name="رخصة التشغيل").click()
    field = page.locator("dialog.sheet #say")
    field.press_sequentially("ما رأيكم @عم")
    page.get_by_role("option", name="عمر").first.click()
    expect(field).to_have_value(re.compile(r"^ما رأيكم @عمر[^\]]* $"))
    assert violations(page) == []
    page.locator("dialog.sheet").get_by_role("button", name="إرسال").click()
    expect(page.locator("dialog.sheet .comments a.mention")).to_have_text(re.compile("^@عمر"))
    page.locator("dialog.sheet .comments").get_by_role("link", name="تعديل التعليق").click()
    words = page.locator("dialog.sheet textarea[name=body][id=id_body]")
    expect(words).to_have_value(re.compile(r"^ما رأيكم @عمر[^\]]*$"))  # a name here, too, not its link
    words.press("End")
    words.press_sequentially("؟")
    page.locator("dialog.sheet").last.get_by_role("button", name="حفظ").click()
    expect(page.locator("dialog.sheet .comments a.mention")).to_have_text(re.compile("^@عمر"))


def test_a_long_list_keeps_what_was_opened(site: Site, browse: OpenPage) -> None:
    project = site.happen("planning", "long", f"خطة {uuid4().hex[:8]}")
    page = browse("basel", width=360, height=780)
    page.goto(f"/projects/{project}/plan/")
    page.locator(".plan-activity > summary").click()
    rows = page.locator(".plan-activity .task-row")
    expect(rows).to_have_count(50)
    page.locator(".more-tasks a").click()
    expect(rows).to_have_count(100)
    rows.first.locator(".tick").click()
    expect(page.locator(".plan-activity .task-row.done")).to_have_count(1)
    expect(rows).to_have_count(100)  # what one did oneself has the whole plan drawn anew
    expect(page.locator(".plan-activity .sums")).to_contain_text("1", timeout=LATER)
    expect(rows).to_have_count(100)
    line = page.locator(".plan-activity input[name=text]")
    line.fill("سلة الأطفال")
    line.press("Enter")
    expect(page.locator(".plan-activity .task-row", has_text="سلة الأطفال")).to_be_visible()
    page.reload()
    expect(rows).to_have_count(50)
    assert violations(page) == []


def test_a_tick_and_a_goal_with_its_output(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    page = plan_of(browse("basel"), planned)
    row = page.locator(".task-row", has_text="عروض أسعار")
    row.locator(".tick").click()
    expect(page.locator(".task-row.done", has_text="عروض أسعار")).to_be_visible()
    page.locator("#fold-add-goal > summary").click()
    page.locator("#add-goal").fill("دار مجهزة")
    page.locator("#add-goal").press("Enter")
    expect(page.get_by_role("heading", name="دار مجهزة")).to_be_visible()
    assert violations(page) == []


def test_on_a_phone_nothing_is_cut(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    page = browse("omar")
    page.set_viewport_size({"width": 360, "height": 780})
    for address in (f"/projects/{planned.pk}/plan/", "/my-work/"):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        assert violations(page) == []
