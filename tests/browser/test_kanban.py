"""The board of a project in the page: two people, mouse, keyboard and touch, filters, a cut line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
SOON = 6000  # ms within which the others see what one moved; well under 2 s where the machine does nothing else


@dataclass
class Planned:
    """A project of five tasks: three to do, two under way of at most three."""

    site: Site
    title: str
    pk: int = 0

    def happen(self, *words: str) -> Any:
        return self.site.happen("working", *words)

    def open(self, page: Page, query: str = "") -> Page:
        """Once it listens."""
        page.goto(f"/projects/{self.pk}/board/{query}")
        page.wait_for_selector("mq-kanban mq-kanban-add")
        page.wait_for_load_state("networkidle")
        return page


@pytest.fixture
def planned(site: Site) -> Planned:
    made = Planned(site, f"مشروع {uuid4().hex[:8]}")
    made.pk = made.happen("made", made.title)
    return made


def column(page: Page, place: int) -> Locator:
    return page.locator(".kanban-column").nth(place)


def titles(page: Page, place: int) -> Locator:
    return column(page, place).locator(".kanban-title")


def card(page: Page, words: str) -> Locator:
    return page.locator("[data-task]", has_text=words)


def middle(place: Locator, down: float = 0.5) -> tuple[float, float]:
    box: Any = place.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] * down


def drag(page: Page, words: str, to: tuple[float, float]) -> None:
    page.mouse.move(*middle(card(page, words)))
    page.mouse.down()
    page.mouse.move(*to, steps=12)
    page.mouse.up()


def test_a_card_is_dragged_and_the_other_sees_it(planned: Planned, browse: OpenPage) -> None:
    page, other = planned.open(browse("basel")), planned.open(browse("omar"))
    drag(page, "تدريب", middle(card(page, "ترميم"), 0.9))
    wanted = ["ترميم", "تدريب", "دراسة"]
    expect(titles(page, 1)).to_have_text(wanted)
    expect(titles(other, 1)).to_have_text(wanted, timeout=SOON)
    expect(column(other, 1).locator(".kanban-count")).to_have_text("3 من 3")
    expect(titles(other, 0)).to_have_text(["عروض أسعار", "رخصة التشغيل"])
    page.reload()
    expect(titles(page, 1)).to_have_text(wanted)


def test_a_full_column_says_no_and_the_card_goes_back(planned: Planned, browse: OpenPage) -> None:
    page = planned.open(browse("basel"))
    planned.happen("moved", planned.title, "تدريب", "doing")
    expect(titles(page, 1)).to_have_text(["تدريب", "ترميم", "دراسة"], timeout=SOON)
    drag(page, "رخصة", middle(card(page, "ترميم"), 0.9))
    expect(page.locator("#toast")).to_contain_text("لأكثر من 3 مهام")
    expect(titles(page, 0)).to_have_text(["عروض أسعار", "رخصة التشغيل"])
    expect(titles(page, 1)).to_have_count(3)


def test_by_keyboard_from_right_to_left(planned: Planned, browse: OpenPage) -> None:
    page, other = planned.open(browse("hala")), planned.open(browse("omar"))
    page.get_by_role("link", name="رخصة التشغيل", exact=True).focus()
    page.keyboard.press("Space")
    expect(page.locator("#announced")).to_contain_text("رُفعت «رخصة التشغيل»")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#announced")).to_contain_text("الموضع 2 من 3")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    wanted = ["رخصة التشغيل", "ترميم", "دراسة"]
    expect(titles(page, 1)).to_have_text(wanted)
    expect(page.get_by_role("link", name="رخصة التشغيل", exact=True)).to_be_focused()
    expect(titles(other, 1)).to_have_text(wanted, timeout=SOON)
    page.keyboard.press("Space")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Escape")
    expect(titles(page, 1)).to_have_text(wanted)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("link", name="عروض أسعار", exact=True)).to_be_focused()


def test_dragging_among_what_is_filtered_lands_behind_the_visible_one(planned: Planned, browse: OpenPage) -> None:
    """Basel's association has the first, the third and the fifth; the hidden fourth stands before the fifth."""
    page = planned.open(browse("basel"))
    page.get_by_text("تصفية", exact=True).click()
    page.locator("select[name=organization]").select_option(index=1)
    page.wait_for_url("**organization=*")
    page.wait_for_selector("mq-kanban mq-kanban-add")
    expect(titles(page, 0)).to_have_text(["عروض أسعار", "تدريب"])
    expect(titles(page, 1)).to_have_text(["دراسة"])
    expect(column(page, 1).locator(".kanban-count")).to_have_text("2 من 3")
    drag(page, "تدريب", middle(card(page, "دراسة"), 0.9))
    expect(titles(page, 1)).to_have_text(["دراسة", "تدريب"])
    page.wait_for_load_state("networkidle")
    planned.open(page)
    expect(titles(page, 1)).to_have_text(["ترميم", "دراسة", "تدريب"])


def test_without_a_line_a_move_waits_and_is_then_sent(planned: Planned, browse: OpenPage) -> None:
    page, other = planned.open(browse("basel")), planned.open(browse("omar"))
    context: BrowserContext = page.context
    context.set_offline(True)
    drag(page, "تدريب", middle(card(page, "ترميم"), 0.1))
    expect(titles(page, 1)).to_have_text(["تدريب", "ترميم", "دراسة"])
    expect(card(page, "تدريب")).to_contain_text("بانتظار الاتصال")
    expect(titles(other, 1)).to_have_text(["ترميم", "دراسة"])
    context.set_offline(False)
    expect(titles(other, 1)).to_have_text(["تدريب", "ترميم", "دراسة"])
    expect(card(page, "تدريب")).not_to_contain_text("بانتظار الاتصال")


def test_what_somebody_took_elsewhere_goes_where_it_is(planned: Planned, browse: OpenPage) -> None:
    page = planned.open(browse("basel"))
    page.context.set_offline(True)
    drag(page, "تدريب", middle(card(page, "ترميم"), 0.9))
    expect(card(page, "تدريب")).to_contain_text("بانتظار الاتصال")
    planned.happen("moved", planned.title, "تدريب", "done")
    page.context.set_offline(False)
    expect(page.locator("#toast")).to_contain_text("نقل أحدهم هذه المهمة")
    expect(titles(page, 3)).to_have_text(["تدريب"])


def test_a_task_is_added_where_it_will_stand(planned: Planned, browse: OpenPage) -> None:
    page, other = planned.open(browse("hala")), planned.open(browse("omar"))
    column(page, 2).get_by_role("button", name="إضافة مهمة").click()
    page.keyboard.type("موافقة مالك المبنى")
    page.keyboard.press("Enter")
    expect(titles(page, 2)).to_have_text(["موافقة مالك المبنى"])
    expect(titles(other, 2)).to_have_text(["موافقة مالك المبنى"], timeout=SOON)
    expect(column(page, 2).locator(".kanban-count")).to_have_text("1")


def touched(page: Page, way: list[tuple[float, float]]) -> None:
    """A finger that rests until the card is lifted, goes along the way and lets go."""
    finger = page.context.new_cdp_session(page)
    for kind, place in [("touchStart", way[0]), *(("touchMove", each) for each in way)]:
        point = {"x": place[0], "y": place[1]}
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [point]})
        page.wait_for_selector(".kanban-ghost")
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def test_on_a_phone_one_column_at_a_time_and_a_long_press_lifts(planned: Planned, browse: OpenPage) -> None:
    page = planned.open(browse("hala", width=360, height=740, has_touch=True, is_mobile=True))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []
    page.locator(".kanban-tabs a").nth(1).click()
    expect(column(page, 1)).to_be_in_viewport()
    expect(page.locator(".kanban-tabs [aria-current]")).to_contain_text("2 من 3")
    page.locator(".kanban-tabs a").first.click()
    expect(column(page, 0)).to_be_in_viewport()
    card(page, "عروض").scroll_into_view_if_needed()
    x, y = middle(card(page, "عروض"))
    _x, below = middle(card(page, "رخصة"), 0.95)
    touched(page, [(x, y + (below - y) * step / 8) for step in range(9)])
    expect(titles(page, 0)).to_have_text(["رخصة التشغيل", "عروض أسعار", "تدريب"])


@pytest.mark.parametrize("width", [360, 1280])
def test_without_script_it_is_lists_and_a_form_that_moves(planned: Planned, browse: OpenPage, width: int) -> None:
    page = browse("hala", width=width, java_script_enabled=False)
    page.goto(f"/projects/{planned.pk}/board/")
    expect(titles(page, 0)).to_have_text(["عروض أسعار", "رخصة التشغيل", "تدريب"])
    card(page, "تدريب").locator(".kanban-move").click(force=True)
    page.locator("input[name=column]").nth(3).check()
    page.get_by_role("button", name="نقل").click()
    expect(titles(page, 3)).to_have_text(["تدريب"])


def test_the_lead_cuts_the_board(planned: Planned, browse: OpenPage) -> None:
    page = planned.open(browse("basel"))
    assert violations(page) == []
    page.get_by_role("link", name="الأعمدة").click()
    page.get_by_role("link", name="إضافة عمود").click()
    page.get_by_label("اسم العمود").fill("للمراجعة")
    page.get_by_label("الحد الأقصى").fill("2")
    page.get_by_role("button", name="إضافة").click()
    page.get_by_role("button", name="تقديم «للمراجعة» خطوة").click()
    assert violations(page) == []
    planned.open(page)
    expect(column(page, 3).locator("h2")).to_have_text("للمراجعة")
    expect(column(page, 3).locator(".kanban-count")).to_have_text("0 من 2")
