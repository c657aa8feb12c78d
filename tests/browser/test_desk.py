"""The registration desk in the browser: two desks hear of each other, and one goes on without a line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import pypdfium2
import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import arrive
from tests.browser.serving import FLAGS, Site, chromium_program
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


# The camera -----------------------------------------------------------------------------------------------------------
SCAN, STOP = "مسح البطاقات", "إيقاف الكاميرا"
HELD = (640, 480)  # what a cheap camera sees
Held = Callable[[bytes], Page]


def filmed(badges: bytes, film: Path) -> Path:
    """The printed sheet's first badge, held before a camera a little aslant, as its film (YUV4MPEG2, grey)."""
    paper = pypdfium2.PdfDocument(badges)[0].render(scale=3).to_pil().convert("L")
    badge = paper.crop((0, 0, paper.width // 2, paper.height // 4)).resize((600, 420))
    frame = Image.new("L", HELD, 90)
    frame.paste(badge.rotate(5, expand=False, fillcolor=90), (20, 30))
    colours = bytes([128]) * (HELD[0] * HELD[1] // 2)
    shot = b"FRAME\n" + frame.tobytes() + colours
    film.write_bytes(b"YUV4MPEG2 W%d H%d F10:1 Ip A1:1 C420jpeg\n" % HELD + shot * 20)
    return film


@pytest.fixture
def hold(site: Site, forum: Gathered, tmp_path: Path, playwright_driver: Playwright) -> Iterator[Held]:
    """hold(badges) gives a phone at the desk whose camera sees the first of these badges."""
    opened: list[BrowserContext] = []

    def held(badges: bytes) -> Page:
        film = f"--use-file-for-fake-video-capture={filmed(badges, tmp_path / 'badge.y4m')}"
        phone = playwright_driver.chromium.launch_persistent_context(
            tmp_path / "phone",
            executable_path=chromium_program(),
            args=[*FLAGS, film],
            viewport={"width": 360, "height": 740},
            locale="ar",
            base_url=site.url,
        )
        opened.append(phone)
        arrive(phone, forum.username)
        return desk(phone.pages[0], forum)

    yield held
    for phone in opened:
        phone.close()


@pytest.fixture
def badges(site: Site, browse: OpenPage, forum: Gathered) -> bytes:
    """The sheet as it is printed: everybody's badge."""
    answer = browse(forum.username).request.get(f"/forums/{forum.pk}/badges.pdf")
    assert answer.status == 200
    return answer.body()


def test_the_camera_reads_a_printed_badge(site: Site, forum: Gathered, badges: bytes, hold: Held) -> None:
    page = hold(badges)
    page.get_by_role("button", name=SCAN).click()
    expect(page.locator(".desk-result.new")).to_be_visible(timeout=SOON)
    says(page, "1 من 3")
    expect(page.locator("video.desk-camera")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []
    page.wait_for_timeout(3_500)  # the badge is still held there: once more it is known, and nobody is counted twice
    expect(page.locator(".desk-result.known")).to_be_visible(timeout=SOON)
    says(page, "1 من 3")
    page.get_by_role("button", name=STOP).click()
    expect(page.locator("video.desk-camera")).to_have_count(0)
    assert len(site.happen("gathering", "arrived", forum.pk)) == 1


def test_the_camera_reads_without_a_line_and_it_is_sent_later(
    site: Site, forum: Gathered, badges: bytes, hold: Held
) -> None:
    """Also where the page was opened without a line: what reads badges was kept with it."""
    page = hold(badges)
    wait_until(page, "navigator.serviceWorker.ready.then(worker => worker.active?.state === 'activated')")
    desk(page, forum)  # under the worker's eyes
    kept = f"async () => {{ const kept = await ({KEPT})(); return kept.includes('/forums/{forum.pk}/desk/') && "
    wait_until(page, kept + "kept.some(path => /decode-.*[.]js$/.test(path)); }")
    page.context.set_offline(True)
    page.reload()
    page.get_by_role("button", name=SCAN).click()
    expect(page.locator(".desk-result.new")).to_be_visible(timeout=SOON)
    expect(page.locator("mq-desk .notice")).to_have_text("تسجيل واحد بانتظار الإرسال.")
    assert site.happen("gathering", "arrived", forum.pk) == []
    page.get_by_role("button", name=STOP).click()
    page.context.set_offline(False)
    expect(page.locator("mq-desk .notice")).to_have_count(0, timeout=40_000)
    assert len(site.happen("gathering", "arrived", forum.pk)) == 1


def test_where_the_camera_is_refused_code_and_name_remain(browse: OpenPage, forum: Gathered) -> None:
    page = desk(browse(forum.username, width=360), forum)
    no = "async () => { throw new DOMException('', 'NotAllowedError'); }"
    page.evaluate(f"() => {{ navigator.mediaDevices.getUserMedia = {no}; }}")
    page.get_by_role("button", name=SCAN).click()
    expect(page.locator(".desk-result.no")).to_contain_text("تعذّر استخدام الكاميرا")
    expect(page.locator("video.desk-camera")).to_have_count(0)
    enter(page, forum.codes["ليلى الحسن"])
    expect(page.locator(".desk-result.new")).to_contain_text("ليلى الحسن")
    enter(page, "سامر العلي")
    says(page, "2 من 3")
