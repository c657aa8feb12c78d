"""The site in Chromium over a village's line: 400 kbit/s down, 600 ms for a round trip, 5 % of requests failing.

`python -m bench.weak_line`: prints the table and puts it into docs/benchmarks.md. The line is bench/line.py, below
HTTP, so the service worker and the socket are slowed and counted as well. A person at a page that did not come reloads
it, and so does the bench; the time goes on meanwhile.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import django
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from bench.line import GOOD, WEAK, Line  # noqa: E402
from bench.report import put  # noqa: E402
from tests.browser.people import open_room, read_all, room_link, say, sign_in  # noqa: E402  needs Django's apps
from tests.browser.serving import FLAGS, Site, chromium_program  # noqa: E402
from tests.browser.waiting import wait_until  # noqa: E402

RUNS = 10
SHELTER, GROUP, NEWS = "المأوى · حلب", "فريق قافلة الشتاء المشتركة بين الجهات العاملة", "إعلانات أمانة السر"
KEPT = "async () => (await caches.keys()).some(name => name.startsWith('multaqa-shell-'))"
GIVE_UP, RELOAD_AFTER = 60.0, 6.0  # seconds
STRETCH = 50.0  # seconds of idling
BEGIN, END = "<!-- weak line: begin -->", "<!-- weak line: end -->"


@dataclass
class Found:
    """Seconds of each run, and bytes on the line."""

    nothing: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    switch: list[float] = field(default_factory=list)
    failed: int = 0
    first: int = 0
    later: int = 0
    idle: float = 0
    marks: int = 0
    text: int = 0


@contextmanager
def person(browser: Browser, line: Line, cookies: list[dict[str, object]] | None = None) -> Iterator[Page]:
    """A fresh browser; with cookies, one that is signed in but has nothing else."""
    context: BrowserContext = browser.new_context(
        base_url=line.url, locale="ar", viewport={"width": 360, "height": 740}
    )
    if cookies:
        context.add_cookies(cookies)  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def until_messages(page: Page, address: str) -> float:
    """Seconds until a message of the room stands on the screen."""
    began = time.monotonic()
    while time.monotonic() - began < GIVE_UP:
        try:
            page.goto(address, wait_until="commit", timeout=GIVE_UP * 1000)
            page.locator(".slot .body").first.wait_for(timeout=RELOAD_AFTER * 1000)
            return time.monotonic() - began
        except Error:
            continue
    return GIVE_UP


def settled(page: Page, line: Line) -> int:
    """The bytes carried once the line has been quiet for two seconds."""
    before = -1
    while before != line.carried:
        before = line.carried
        page.wait_for_timeout(2000)
    return before


def keep_shell(page: Page) -> None:
    wait_until(page, f"async () => await ({KEPT})()", patience=GIVE_UP)


def times(browser: Browser, site: Site, found: Found) -> None:
    """From nothing, again with what the device keeps, and from one room to another."""
    for run in range(RUNS):
        with Line(site.port) as good, person(browser, good) as page:
            sign_in(page, "hala")
            cookies = [{**each} for each in page.context.cookies()]
        with Line(site.port, WEAK, seed=run) as weak, person(browser, weak, cookies) as page:
            found.nothing.append(until_messages(page, "/rooms/1/"))
            page.wait_for_timeout(6_000)
            found.again.append(until_messages(page, "/rooms/1/"))
            found.switch.append(switched(page))
            found.failed += weak.failed
        print(run, found.nothing[-1], found.again[-1], found.switch[-1], flush=True)


def switched(page: Page) -> float:
    """Seconds from a tap on a room that was seen before to its messages."""
    open_again(page, NEWS)
    return open_again(page, SHELTER)


def open_again(page: Page, name: str) -> float:
    page.locator("#room-header a.back").click()
    began = time.monotonic()
    room_link(page, name).click()
    words = "أهلاً بكم" if name == NEWS else "40 أسرة"
    page.locator(".slot .body", has_text=words).first.wait_for(timeout=GIVE_UP * 1000)
    return time.monotonic() - began


def weigh(browser: Browser, site: Site, found: Found) -> None:
    """The bytes of a first and a later visit, of a text, and of an hour, on a good line."""
    with Line(site.port, GOOD) as line, person(browser, line) as page:
        sign_in(page, "hala")
        page.goto("/rooms/1/")
        keep_shell(page)
        settled(page, line)
        found.first = line.down
        open_room(page, GROUP)
        read_all(page)
        settled(page, line)
        before = line.down
        page.reload()
        settled(page, line)
        found.later = line.down - before
        before = line.carried
        say(page, "وصلت الدفعة إلى المستودع، شكراً لكم جميعاً.")
        found.text = settled(page, line) - before
        page.goto("/rooms/2/")
        before = settled(page, line)
        page.wait_for_timeout(STRETCH * 1000)
        found.idle = (line.carried - before) * 3600 / STRETCH
        before = line.carried
        page.evaluate("fetch('/api/rooms/4/').then(answer => answer.text())")
        found.marks = (settled(page, line) - before) * 21


def table(found: Found) -> str:
    def seconds(each: list[float]) -> str:
        return f"median {statistics.median(each):.1f} s, worst {max(each):.1f} s"

    rows = [
        ("a room from nothing (signed in, no copy of anything)", seconds(found.nothing), "≤ 8 s, worst ≤ 20 s"),
        ("the same address again, with what the device keeps", seconds(found.again), "–"),
        ("another room that was seen before", f"median {statistics.median(found.switch) * 1000:.0f} ms", "at once"),
        ("first visit: sign-in, home, a room, what is kept for later", f"{found.first / 1000:.0f} kB down", "200 kB"),
        ("a later visit", f"{found.later / 1000:.1f} kB down", "15 kB"),
        ("an idle hour", f"{found.idle / 1000:.0f} kB", "60 kB"),
        ("… with one's own message waiting to be read", f"{(found.idle + found.marks) / 1000:.0f} kB", "60 kB"),
        ("one text sent, HTTP and frames, both ways", f"{found.text:,} bytes", "2,500 bytes"),
    ]
    lines = ["| What | Measured | Budget |", "|---|---|---|", *(f"| {' | '.join(row)} |" for row in rows)]
    lost = f"{len(found.nothing)} runs; {found.failed} requests were lost on the way."
    said = f"{lost} The hour is reckoned from {STRETCH:.0f} s."
    return "\n".join([*lines, "", said])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--no-report", action="store_true", help="print only")
    asked = parser.parse_args()
    found = Found()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder))
        site.start()
        browser = playwright.chromium.launch(executable_path=chromium_program(), args=FLAGS)
        try:
            weigh(browser, site, found)
            times(browser, site, found)
        finally:
            browser.close()
            site.stop()
    print(table(found))
    if not asked.no_report:
        put(table(found), BEGIN, END)


if __name__ == "__main__":
    main()
