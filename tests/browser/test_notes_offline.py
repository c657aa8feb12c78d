"""A note that was opened on a device opens there without a line, also after a reload; sign-out forgets it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.browser.test_notes import STATE, TEXT, begun, opened, write
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser
KEPT = """async () => (await Promise.all((await caches.keys()).filter(name => name.startsWith("multaqa-pages-"))
  .map(async name => (await (await caches.open(name)).keys()).map(each => new URL(each.url).pathname)))).flat()"""


def wait_for(page: Page, condition: str) -> None:
    """`condition` of `kept`, the paths that the device keeps."""
    wait_until(page, f"async () => {{ const kept = await ({KEPT})(); return {condition}; }}")


def kept(page: Page, note: int) -> Page:
    """Wait until the device keeps the page with its script, and the worker answers for it."""
    wait_until(page, "navigator.serviceWorker.ready.then(worker => worker.active?.state === 'activated')")
    opened(page, note)  # under the worker's eyes
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    wait_for(page, f"kept.includes('/notes/{note}/') && kept.some(path => /note-.*[.]js$/.test(path))")
    return page


def test_a_note_opens_without_a_line_and_what_is_written_there_arrives(site: Site, browse: OpenPage) -> None:
    note = begun(site, "محضر بلا شبكة")
    basel = kept(opened(browse("basel", width=360), note), note)
    write(basel, "قبل الانقطاع")
    expect(basel.locator(STATE)).to_have_attribute("data-state", "saved")
    basel.context.set_offline(True)
    basel.reload()
    expect(basel.locator(TEXT)).to_contain_text("قبل الانقطاع")
    expect(basel.locator(STATE)).to_have_attribute("data-state", "offline")
    write(basel, " وبعده")
    expect(basel.locator(STATE)).to_have_attribute("data-state", "kept")
    basel.wait_for_timeout(1_000)  # the browser writes it down
    basel.reload()
    expect(basel.locator(TEXT)).to_contain_text("قبل الانقطاع وبعده")
    expect(basel.locator(STATE)).to_have_attribute("data-state", "kept")
    omar = opened(browse("omar"), note)
    basel.context.set_offline(False)
    expect(omar.locator(TEXT)).to_contain_text("قبل الانقطاع وبعده")
    expect(basel.locator(STATE)).to_have_attribute("data-state", "saved")


def test_only_notes_that_were_opened_here_are_kept_and_sign_out_forgets_them(site: Site, browse: OpenPage) -> None:
    first, other = begun(site, "محضر مفتوح"), begun(site, "محضر لم يُفتح")
    page = kept(opened(browse("basel"), first), first)
    page.context.set_offline(True)
    page.goto(f"/notes/{other}/")
    expect(page.locator("#note-text")).to_have_count(0)
    page.context.set_offline(False)
    page.goto("/projects/")
    page.wait_for_load_state("networkidle")  # the scripts are here, and hear of it
    page.evaluate("document.querySelector('#sign-out').requestSubmit()")
    expect(page.locator("body.public")).to_be_visible()
    assert page.evaluate(KEPT) == []
    page.context.set_offline(True)
    page.goto(f"/notes/{first}/")
    expect(page.locator("h1")).to_have_text("لا يوجد اتصال")


def test_whoever_may_not_see_it_any_more_keeps_nothing_of_it(site: Site, browse: OpenPage) -> None:
    note = begun(site, "محضر يُحذف")
    page = kept(opened(browse("basel"), note), note)
    site.happen("noting", "taken_away", note)
    page.reload()
    wait_for(page, f"!kept.includes('/notes/{note}/')")
