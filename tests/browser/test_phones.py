"""What is made for phones: long messages fold, and no dot is left alone at the end of a line."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, read_all, say
from tests.browser.test_pages import COUNT_SHIFTS

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
LINES = "\n".join(f"{number}. سلة للأسرة رقم {number}" for number in range(1, 21))
DOTS = """dots => dots.filter(dot => {
    const after = document.createRange();
    after.setStartAfter(dot);
    after.setEndAfter(dot.parentElement.lastChild);
    const next = [...after.getClientRects()].find(box => box.width > 0);
    const [box] = dot.getClientRects();
    const isOnTheLine = next && Math.abs(next.bottom - box.bottom) < 8;
    return next && (box.width > 3) !== isOnTheLine;
}).map(dot => dot.parentElement.textContent)"""


def long_message(page: Page, words: str) -> Locator:
    return page.locator(".message", has=page.locator(".body", has_text=words))


def said_at_length(browse: OpenPage, words: str, **options: Any) -> Page:
    """Hala's page, on which a long message of Omar's has just arrived."""
    page, other = browse("hala", **options), browse("omar")
    open_room(page, SHELTER)
    read_all(page)
    open_room(other, SHELTER)
    page.evaluate(COUNT_SHIFTS)
    say(other, f"{words}\n\n{LINES}")
    expect(long_message(page, words)).to_be_visible()
    return page


def test_a_long_message_folds_on_a_phone_and_opens_by_keyboard(browse: OpenPage) -> None:
    page = said_at_length(browse, "قائمة الأسر الأولى", width=360, height=740)
    message = long_message(page, "قائمة الأسر الأولى")
    more = message.locator(".unfold")
    expect(more).to_be_visible()
    folded = message.locator(".body").evaluate(
        "each => each.clientHeight / parseFloat(getComputedStyle(each).lineHeight)"
    )
    assert 11.5 <= folded <= 12.5
    more.focus()
    top = message.evaluate("each => each.getBoundingClientRect().top")
    page.keyboard.press("Enter")
    expect(more).to_be_hidden()
    expect(message).to_be_focused()
    assert abs(message.evaluate("each => each.getBoundingClientRect().top") - top) < 2
    assert page.evaluate("window.shift") <= 0.05


def test_a_message_that_is_looked_for_opens_and_a_wide_page_folds_none(browse: OpenPage) -> None:
    page = said_at_length(browse, "قائمة الأسر الثانية")
    message = long_message(page, "قائمة الأسر الثانية")
    expect(message.locator(".unfold")).to_be_hidden()
    seq = message.get_attribute("data-seq")
    room = page.url.split("/")[4]
    phone = browse("basel", width=360, height=740)
    phone.goto(f"/rooms/{room}/m/{message.get_attribute('data-id')}/")
    expect(phone.locator(f'[data-seq="{seq}"] .body')).to_be_visible()
    expect(phone.locator(f'[data-seq="{seq}"] .unfold')).to_be_hidden()


@pytest.mark.parametrize("width", [360, 420, 1280])
def test_no_dot_hangs_at_the_end_of_a_line(browse: OpenPage, width: int) -> None:
    page = browse("hala", width=width)
    shown = 0
    for address in (
        "/",
        "/rooms/1/",
        "/rooms/1/members/",
        "/organizations/",
        "/organizations/1/",
        "/people/2/",
        "/needs/",
    ):
        page.goto(address)
        page.wait_for_load_state("networkidle")
        dots = page.locator(".between:visible")
        shown += dots.count()
        assert dots.evaluate_all(DOTS) == [], address
    assert shown > 3
