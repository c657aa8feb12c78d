"""Without a line: the site opens from what the device keeps, also after the browser was closed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say, sign_in
from tests.browser.serving import FLAGS, Site, chromium_program
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
FLOODED = "دفتر القافلة"  # room 7
SHELLS = "async () => (await caches.keys()).filter(name => name.startsWith('multaqa-shell-'))"
WAITING = ".message.outgoing .state.waiting"


class Device:
    """A browser with a folder of its own, so that it can be closed and opened again."""

    def __init__(self, chromium: Browser, folder: Path, url: str) -> None:
        self.kind, self.folder, self.url = chromium.browser_type, folder, url
        self.context: BrowserContext | None = None

    def open(self, has_line: bool = True) -> Page:
        """Open the browser, with a line or without, and give its one page."""
        self.context = self.kind.launch_persistent_context(
            self.folder, executable_path=chromium_program(), args=FLAGS, base_url=self.url, locale="ar"
        )
        self.context.set_offline(not has_line)
        return self.context.pages[0]

    def close(self) -> None:
        if self.context:
            self.context.close()
        self.context = None


@pytest.fixture
def device(chromium: Browser, site: Site, tmp_path: Path) -> Iterator[Device]:
    made = Device(chromium, tmp_path, site.url)
    yield made
    made.close()


def keep_shell(page: Page, kept: int = 1) -> None:
    """Wait until the worker keeps so many shells."""
    wait_until(page, f"async many => (await ({SHELLS})()).length === many", kept)


def visit(device: Device, username: str, room: str = SHELTER) -> None:
    """Once with a line: sign in, look into a room, close the browser."""
    page = device.open()
    sign_in(page, username)
    open_room(page, room)
    keep_shell(page)
    page.wait_for_timeout(1_500)  # the list of rooms and the stretch are kept after a second of quiet
    device.close()


def test_a_room_opens_without_a_line_after_the_browser_was_closed(device: Device) -> None:
    visit(device, "hala")
    page = device.open(has_line=False)
    page.goto("/rooms/1/")
    expect(page.locator("#room-header h1")).to_have_text(SHELTER)
    expect(page.locator(".slot .body").first).to_be_visible()
    expect(page.locator("#connection")).to_be_visible()
    page.goto("/rooms/")
    expect(page.locator("a.room").first).to_be_visible()
    page.goto("/organizations/")
    expect(page.locator("#no-room h2")).to_have_text(re.compile("تحتاج هذه الصفحة إلى اتصال"))


def test_what_is_written_without_a_line_outlives_the_browser_and_arrives_once_in_order(
    device: Device, browse: OpenPage, site: Site
) -> None:
    """The server is stopped: the driver's own «offline» does not hold for a worker that wakes for a sync."""
    visit(device, "basel")
    site.stop()
    page = device.open()
    page.goto("/rooms/1/")
    for number in (1, 2, 3):
        say(page, f"بلا شبكة {number}")
        expect(page.locator(WAITING)).to_have_count(number)
    device.close()
    site.start()
    page = device.open()
    page.goto("/rooms/1/")
    said = page.locator(".slot .body", has_text="بلا شبكة")
    expect(said).to_have_text(["بلا شبكة 1", "بلا شبكة 2", "بلا شبكة 3"])
    expect(page.locator(".message.outgoing")).to_have_count(0)
    other = browse("omar")
    open_room(other, SHELTER)
    expect(other.locator(".slot .body", has_text="بلا شبكة")).to_have_count(3)


def test_signing_out_leaves_no_shell(browse: OpenPage) -> None:
    page = browse("hala")
    page.goto("/")
    keep_shell(page)
    page.locator("details.me summary").click()
    page.locator("#sign-out button").click()
    expect(page.locator("body.public")).to_be_visible()
    keep_shell(page, 0)
    page.context.set_offline(True)
    page.goto("/rooms/")
    expect(page.locator("h1")).to_have_text("لا يوجد اتصال")


def test_a_session_ended_elsewhere_leaves_no_shell(browse: OpenPage) -> None:
    here, elsewhere = browse("salma"), browse("salma")
    here.goto("/")
    keep_shell(here)
    elsewhere.goto("/settings/sessions/")
    elsewhere.locator("form[action$='end-others/'] button").click()
    expect(here.locator("dialog.sheet[open]")).to_be_visible()
    keep_shell(here, 0)


def test_the_worker_sends_what_a_page_could_not(browse: OpenPage) -> None:
    """The page's own requests fail; Background Sync sends, and the page hears of it."""
    page = browse("omar")
    open_room(page, SHELTER)
    keep_shell(page)
    page.route("**/api/rooms/*/messages/", lambda route: route.abort())
    say(page, "أرسلها عامل الخدمة")
    expect(page.locator(WAITING)).to_have_count(1)
    dispatch_sync(page)
    expect(page.locator(".message.outgoing")).to_have_count(0)
    expect(page.locator(".slot .body", has_text="أرسلها عامل الخدمة")).to_have_count(1)


def dispatch_sync(page: Page) -> None:
    """As the browser does when the line is back."""
    session = page.context.new_cdp_session(page)
    found: list[str] = []
    session.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(each["registrationId"] for each in event["registrations"]),
    )
    session.send("ServiceWorker.enable")
    origin = page.evaluate("location.origin")
    page.wait_for_timeout(300)
    asked = {"origin": origin, "registrationId": found[-1], "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", asked)


def test_the_words_of_one_person_are_never_sent_as_anothers(browse: OpenPage) -> None:
    """Hala's words wait in the browser; Omar's cookie is there when the worker would send them."""
    page, omar = browse("hala"), browse("omar")
    open_room(page, SHELTER)
    keep_shell(page)
    page.route("**/api/rooms/*/messages/", lambda route: route.abort())
    say(page, "كلام هالة وحدها")
    expect(page.locator(WAITING)).to_have_count(1)
    theirs: list[Any] = [each for each in omar.context.cookies() if each["name"] in ("sessionid", "csrftoken")]
    page.context.add_cookies(theirs)
    dispatch_sync(page)
    page.wait_for_timeout(1_500)
    open_room(omar, SHELTER)
    expect(omar.locator(".slot .body", has_text="كلام هالة وحدها")).to_have_count(0)


def test_two_hundred_waiting_messages_with_restarts_between_arrive_once_in_order(device: Device, site: Site) -> None:
    """The server is gone, the browser is closed twice, the second time in the middle of sending."""
    visit(device, "hala", FLOODED)
    site.stop()
    for first in (1, 101):
        page = device.open()
        page.goto("/rooms/7/")
        expect(page.locator("#say")).to_be_visible()
        write_many(page, first, first + 99)
        device.close()
    site.start()
    page = device.open()
    page.goto("/rooms/7/")
    page.wait_for_timeout(1_000)
    device.close()
    page = device.open()
    page.goto("/rooms/7/")
    wait_until(page, f"async () => (await ({BODIES})()).includes('تحديث مؤجل 200')", patience=120)
    expect(page.locator(".message.outgoing")).to_have_count(0, timeout=120_000)
    said = [body for body in page.evaluate(BODIES) if body.startswith("تحديث مؤجل ")]
    assert said == [f"تحديث مؤجل {number}" for number in range(1, 201)]


BODIES = """async () => {
  const all = [];
  for (let before = "";;) {
    const found = (await (await fetch(`/api/rooms/7/messages/?limit=100${before}`)).json()).results;
    if (!found.length) return all.sort((a, b) => a.seq - b.seq).map(message => message.body ?? "");
    all.push(...found);
    before = `&before_seq=${Math.min(...found.map(message => message.seq))}`;
  }
}"""


WRITE = """async ([first, last]) => {
  const field = document.getElementById("say");
  for (let number = first; number <= last; number++) {
    field.value = `تحديث مؤجل ${number}`;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    while (field.value) await new Promise((later) => setTimeout(later, 1));
  }
}"""


def write_many(page: Page, first: int, last: int) -> None:
    """As fast as the field empties: a hundred messages by hand would take the driver half a minute."""
    page.evaluate(WRITE, [first, last])
    expect(page.locator(WAITING)).to_have_count(last)


def test_a_new_version_waits_until_somebody_wishes_it(browse: OpenPage, site: Site) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    keep_shell(page)
    page.reload()
    page.locator("#say").fill("أكتب الآن")
    page.evaluate("window.stays = true")
    worker = Path(site.environment["DATA_DIR"]) / "service-worker.js"
    worker.write_text(worker.read_text() + "\n// renewed")
    page.evaluate("navigator.serviceWorker.getRegistration().then(found => found.update())")
    bar = page.locator("#update")
    expect(bar).to_contain_text("نسخة جديدة جاهزة")
    assert page.evaluate("window.stays")
    with page.expect_navigation():
        bar.locator("button").click()
    expect(page.locator("#update")).to_have_count(0)
    expect(page.locator("#say")).to_have_value("أكتب الآن")
