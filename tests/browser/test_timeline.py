"""A project's time in the page: a bar follows the hand and the arrows, and one sees first what else moves."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser


def happen(site: Site, *words: str) -> str:
    return str(site.happen("planning", *words))


def opened(site: Site, page: Page, title: str, zoom: str = "week") -> Page:
    """The chart of a new plan, once it listens."""
    page.goto(f"/projects/{happen(site, 'planned', title)}/timeline/?zoom={zoom}")
    page.wait_for_load_state("networkidle")
    return page


def bar(page: Page, number: int) -> Locator:
    return page.locator(f'.bar[aria-label^="{number} "]')


def starts(page: Page) -> list[str | None]:
    return [bar(page, number).get_attribute("data-starts") for number in (1, 2, 3, 4)]


def drag(page: Page, number: int, pixels: float) -> None:
    box = bar(page, number).locator(".body").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + pixels / 2, y, steps=4)
    page.mouse.move(x + pixels, y, steps=4)
    page.mouse.up()


def test_a_dragged_bar_shows_what_else_moves_and_moves_it(site: Site, browse: OpenPage) -> None:
    """In Arabic later is to the left: three days of 26 pixels."""
    page = opened(site, browse("basel"), f"خطة {uuid4().hex[:8]}")
    before = starts(page)
    drag(page, 1, -78)
    sheet = page.locator("dialog.sheet")
    expect(sheet.get_by_text("يحرّك أيضاً 3 مهام")).to_be_visible()
    expect(sheet.locator(".others li")).to_have_count(3)
    assert violations(page) == []
    assert starts(page) == before
    sheet.get_by_role("button", name="تحريك 4 مهام").click()
    expect(sheet).to_have_count(0)
    expect(bar(page, 4)).not_to_have_attribute("data-starts", before[3] or "")
    page.reload()
    assert all(now > was for now, was in zip(starts(page), before, strict=True) if now and was)


def test_a_sheet_put_away_leaves_the_plan_as_it_was(site: Site, browse: OpenPage) -> None:
    page = opened(site, browse("basel"), f"خطة {uuid4().hex[:8]}")
    before = starts(page)
    drag(page, 2, -52)
    page.locator("dialog.sheet").get_by_role("link", name="إلغاء").click()
    expect(page.locator("dialog.sheet")).to_have_count(0)
    expect(bar(page, 2)).not_to_have_attribute("transform", "translate(-52 0)")
    page.reload()
    assert starts(page) == before


def test_arrows_move_a_bar_by_days_and_shift_makes_it_longer(site: Site, browse: OpenPage) -> None:
    page = opened(site, browse("omar"), f"خطة {uuid4().hex[:8]}")
    last = bar(page, 4)
    due = last.get_attribute("data-due")
    last.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#gantt-days")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#gantt-days")).to_have_count(0)
    last.focus()
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="حفظ المواعيد").click()
    expect(bar(page, 4)).not_to_have_attribute("data-due", due or "")
    assert bar(page, 4).get_attribute("data-starts") == last.get_attribute("data-starts")


def test_what_others_move_is_told_and_shown_when_asked_for(site: Site, browse: OpenPage) -> None:
    title = f"خطة {uuid4().hex[:8]}"
    page = opened(site, browse("basel"), title)
    before = starts(page)
    happen(site, "moved", title)
    expect(page.locator("#plan-news")).to_be_visible()
    assert starts(page) == before
    page.locator("#plan-news button").click()
    expect(bar(page, 4)).not_to_have_attribute("data-starts", before[3] or "")


def test_on_a_phone_the_days_are_a_list_from_which_one_replans(site: Site, browse: OpenPage) -> None:
    page = opened(site, browse("hala", width=360, height=740), f"خطة {uuid4().hex[:8]}", "month")
    expect(page.locator(".day-section")).to_have_count(4)
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []
    page.locator(".day-tasks a").first.click()
    expect(page.locator("dialog.sheet input[name=due_on]")).to_be_visible()


def test_activities_fold_without_leaving_the_page(site: Site, browse: OpenPage) -> None:
    page = opened(site, browse("hala"), f"خطة {uuid4().hex[:8]}")
    page.locator(".gantt-name.group").click()
    expect(page.locator(".bar")).to_have_count(0)
    page.locator(".gantt-name.group").click()
    expect(page.locator(".bar")).to_have_count(4)
