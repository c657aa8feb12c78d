"""The registration desk in the browser: two desks hear of each other, and one goes on without a line."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.browser.test_notes_offline import KEPT
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser
NAMES = ["هالة الأحمد", "سامر العلي", "ليلى الحسن"]
SOON = 15_000


@dataclass
class Gathered:
    pk: int
    codes: dict[str, str]
    username: str


@pytest.fixture
def forum(site: Site) -> Gathered:
    made = site.happen("gathering", "convened", f"ملتقى {uuid4().hex[:8]}", NAMES)
    return Gathered(made["forum"], made["codes"], made["username"])


def desk(page: Page, forum: Gathered) -> Page:
    page.goto(f"/forums/{forum.pk}/desk/")
    page.wait_for_selector("mq-desk li")
    page.wait_for_load_state("networkidle")
    return page


def enter(page: Page, words: str) -> None:
    page.fill("#desk-text", words)
    page.press("#desk-text", "Enter")


def says(page: Page, count: str) -> None:
    expect(page.locator("mq-desk dd").first).to_have_text(count, timeout=SOON)


def test_two_desks_count_together(site: Site, browse: OpenPage, forum: Gathered) -> None:
    first, second = desk(browse(forum.username, width=360), forum), desk(browse(forum.username), forum)
    enter(first, "هاله الاحمد")
    expect(first.locator(".desk-result.new")).to_contain_text("هالة الأحمد")
    says(second, "1 من 3")
    enter(second, forum.codes["هالة الأحمد"].lower())
    expect(second.locator(".desk-result.known")).to_contain_text("هالة الأحمد")
    assert violations(first) == []
    second.get_by_role("button", name="إلغاء التسجيل").click()
    says(first, "0 من 3")
    assert site.happen("gathering", "arrived", forum.pk) == []


def test_a_desk_goes_on_without_a_line_and_after_a_reload(site: Site, browse: OpenPage, forum: Gathered) -> None:
    page = desk(browse(forum.username, width=360), forum)
    wait_until(page, "navigator.serviceWorker.ready.then(worker => worker.active?.state === 'activated')")
    desk(page, forum)  # under the worker's eyes
    wait_until(page, f"async () => (await ({KEPT})()).includes('/forums/{forum.pk}/desk/')")
    page.context.set_offline(True)
    enter(page, forum.codes["سامر العلي"])
    enter(page, "D-2222-3333")
    says(page, "1 من 3")
    expect(page.locator("mq-desk .notice")).to_have_text("تسجيلان بانتظار الإرسال.")
    page.wait_for_timeout(1_000)  # the browser writes it down
    page.reload()
    says(page, "1 من 3")
    expect(page.locator("mq-desk .notice")).to_have_text("تسجيلان بانتظار الإرسال.")
    page.context.set_offline(False)
    expect(page.locator("mq-desk .notice")).to_have_count(0, timeout=40_000)
    expect(page.locator(".desk-result.no")).to_contain_text("D-2222-3333")
    assert site.happen("gathering", "arrived", forum.pk) == ["سامر العلي"]
