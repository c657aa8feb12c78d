"""Opening a room moves nothing that stands on the screen: what comes later finds its place free."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import call

pytestmark = pytest.mark.browser
MOST = 0.05  # HOUSE 8
WATCH = """
  globalThis.shifted = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => globalThis.shifted.push(entry.value)))
    .observe({ type: "layout-shift", buffered: true });
"""


def lively_room(page: Page) -> str:
    """The address of a new group of the reader with a pinned message and, at its end, a poll in which they may vote."""
    page.goto("/")  # any page of the site, whose cookies are ours
    asked: dict[str, Any] = {"kind": "group", "name": "لجنة التوزيع", "people": []}
    room = f"rooms/{call(page, 'POST', 'rooms/', {**asked, 'client_id': str(uuid4())})['id']}/"
    for number in range(1, 13):
        said = {"body": f"القافلة {number} وصلت إلى المستودع.", "client_id": str(uuid4())}
        message = call(page, "POST", f"{room}messages/", said)
    call(page, "PUT", f"messages/{message['id']}/pin/", {"days": 7})
    poll = {"question": "متى نوزع المواد؟", "options": ["السبت", "الأحد", "الاثنين"], "client_id": str(uuid4())}
    call(page, "POST", f"{room}polls/", poll)
    return f"/{room}"


def shift(page: Page) -> float:
    """What moved since the page was opened, once all that comes later has come."""
    expect(page.locator(".poll input").first).to_be_visible()
    expect(page.locator(".pins button")).to_be_visible()
    page.evaluate("document.fonts.ready")
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return float(sum(page.evaluate("globalThis.shifted")))


@pytest.mark.parametrize("width", [360, 1280])
def test_opening_a_room_moves_nothing(browse: OpenPage, width: int) -> None:
    page = browse("hala", width=width, height=740)
    room = lively_room(page)
    page.context.add_init_script(WATCH)
    page.goto(room)
    assert shift(page) <= MOST
    page.reload()
    assert shift(page) <= MOST
