"""What a visit, an hour and a message cost, every byte on the line counted. Visits by what comes down, as browsers
count what is transferred; an hour and a message both ways, requests, answers and frames.

Red after a change of yours? `node_modules/.bin/vite build` says how large each script is. What is needed only on first
use belongs behind an `import()`, words of rare dialogs into few, and what a page can ask for later out of the page.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from bench.line import Line
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, read_all, say, sign_in
from tests.browser.serving import Site
from tests.browser.test_offline import keep_shell

pytestmark = pytest.mark.browser
GROUP = "فريق قافلة الشتاء المشتركة بين الجهات العاملة"
NEWS = "إعلانات أمانة السر"
FIRST_VISIT, LATER_VISIT, IDLE_HOUR, ONE_TEXT = 200_000, 15_000, 60_000, 2_500  # bytes
STRETCH = 50_000  # milliseconds; a client pings after 45 s of silence


@pytest.fixture
def line(site: Site) -> Iterator[Line]:
    with Line(site.port) as made:
        yield made


def settled(page: Page, line: Line) -> int:
    """The bytes carried once the line has been quiet for a second and a half."""
    before = -1
    while before != line.carried:
        before = line.carried
        page.wait_for_timeout(1_500)
    return before


def test_a_first_visit_with_all_that_is_kept_for_later(browse: OpenPage, line: Line) -> None:
    """Signing in, home, a room, and what the worker keeps: as browsers count it, what came down."""
    page = browse(base_url=line.url)
    sign_in(page, "hala")
    page.goto("/rooms/1/")
    keep_shell(page)
    settled(page, line)
    assert 50_000 < line.down <= FIRST_VISIT


def test_a_later_visit_and_one_text(browse: OpenPage, line: Line) -> None:
    page = browse("hala", base_url=line.url)
    open_room(page, GROUP)
    read_all(page)
    keep_shell(page)
    settled(page, line)
    before = line.down
    page.reload()
    expect(page.locator(".message").first).to_be_visible()
    visited = settled(page, line)
    assert 1_000 < line.down - before <= LATER_VISIT
    say(page, "وصلت الدفعة إلى المستودع، شكراً لكم جميعاً.")
    expect(page.locator(".message.outgoing")).to_have_count(0)
    assert 200 < settled(page, line) - visited <= ONE_TEXT


def test_an_idle_hour(browse: OpenPage, line: Line) -> None:
    """Reckoned from a stretch of it, with what a small room asks for while one's own message waits to be read
    (read-marks.ts): 10 times in five minutes, then every five minutes.
    """
    page = browse("hala", base_url=line.url)
    open_room(page, NEWS)
    keep_shell(page)
    before = settled(page, line)
    page.wait_for_timeout(STRETCH)
    stretch = line.carried - before
    before = line.carried
    page.evaluate("fetch('/api/rooms/4/').then(answer => answer.text())")
    marks = (settled(page, line) - before) * (10 + 11)
    assert 0 < stretch * 3_600_000 / STRETCH + marks <= IDLE_HOUR
