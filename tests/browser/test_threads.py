"""Threads beside the talk: two people, one of them with a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
REPLIES = "#thread .slot .body"


def begin_thread(page: Page, words: str) -> None:
    """Say something and open the thread that begins with it."""
    say(page, words)
    message = page.locator("#room .slot .message", has_text=words)
    message.hover()
    message.locator(".more").click()
    page.get_by_role("menuitem", name="الرد في موضوع").click()
    expect(page.locator(".thread-root")).to_contain_text(words)


def reply(page: Page, words: str) -> None:
    page.locator("#thread textarea").fill(words)
    page.locator("#thread button.send").click()


def test_a_thread_is_opened_replied_in_and_named_by_two(browse: OpenPage) -> None:
    basel, omar = browse("basel"), browse("omar", width=360, height=740)
    for page in (basel, omar):
        open_room(page, SHELTER)
    begin_thread(basel, "من عنده شاحنة يوم السبت؟")
    reply(basel, "نحتاجها من الثامنة")
    line = omar.locator("#room a.replies", has_text="رد واحد")
    expect(line).to_be_visible()
    line.click()
    expect(omar.locator("#room")).to_be_hidden()
    reply(omar, "عندنا واحدة")
    expect(basel.locator(REPLIES)).to_have_text(["نحتاجها من الثامنة", "عندنا واحدة"])
    basel.get_by_role("button", name="تسمية الموضوع").click()
    basel.locator("#thread input[name=title]").fill("شاحنة السبت")
    basel.keyboard.press("Enter")
    expect(omar.locator("#thread h1")).to_have_text("شاحنة السبت")
    expect(basel.locator("#room a.replies", has_text="شاحنة السبت")).to_contain_text("ردّان")
    assert [violations(page) for page in (basel, omar)] == [[], []]
    omar.get_by_role("button", name="العودة إلى المحادثة").click()
    expect(omar.locator("#room")).to_be_visible()
    assert re.search(r"/rooms/\d+/$", omar.url)


def test_what_is_unread_in_a_thread_shows_apart_and_goes_when_it_is_read(browse: OpenPage) -> None:
    basel, omar = browse("basel"), browse("omar")
    for page in (basel, omar):
        open_room(page, SHELTER)
    begin_thread(omar, "كم بقي من العوازل؟")
    reply(omar, "أسأل عن المقاس الكبير")
    basel.locator("#room .message", has_text="كم بقي من العوازل؟").locator("a.replies").click()
    reply(basel, "ثلاثون")
    expect(omar.locator(REPLIES)).to_have_count(2)
    omar.goto("/rooms/")
    reply(basel, "والصغير مئة")
    dot = omar.locator("#followed-threads .dot")
    expect(dot).to_have_text("1", timeout=25_000)
    omar.locator("#followed-threads").click()
    omar.locator("ul.list a.row", has_text="كم بقي من العوازل؟").click()
    expect(omar.locator("#thread [data-unread]")).to_be_visible()
    expect(omar.locator(REPLIES)).to_have_count(3)
    expect(dot).to_be_hidden(timeout=25_000)


def test_a_reply_waits_without_a_line_and_arrives_once_in_its_thread(browse: OpenPage, site: Site) -> None:
    basel = browse("basel")
    open_room(basel, SHELTER)
    begin_thread(basel, "قائمة الأسر جاهزة؟")
    site.stop()
    reply(basel, "تصل الليلة")
    expect(basel.locator("#thread .state.waiting")).to_have_count(1)
    expect(basel.locator("#room .outgoing")).to_have_count(0)
    site.start()
    expect(basel.locator(REPLIES)).to_have_text(["تصل الليلة"], timeout=75_000)
    expect(basel.locator("#room a.replies").last).to_contain_text("رد واحد", timeout=20_000)
