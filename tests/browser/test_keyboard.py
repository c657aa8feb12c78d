"""Everything by keyboard, and what a screen reader hears."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, room_link, say

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
GROUP = "فريق قافلة الشتاء المشتركة بين الجهات العاملة"
ARABIC = {"KeyJ": "ت", "KeyK": "ن", "KeyR": "ق", "KeyG": "ل", "KeyH": "ا", "KeyE": "ث", "KeyM": "ة", "KeyC": "ؤ"}
PRESS = """([key, code, shift]) => {
  const told = { key, code, shiftKey: shift, bubbles: true, cancelable: true };
  (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", told));
}"""

IN_DIALOG = "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"


def press(page: Page, code: str) -> None:
    """A key of an Arabic keyboard, which Chromium's driver cannot press."""
    page.evaluate(PRESS, [ARABIC[code], code, False])


def focused(page: Page) -> Any:
    return page.evaluate("document.activeElement.closest('[data-seq]')?.dataset.seq ?? null")


def test_walk_answer_and_edit_by_letters_on_an_arabic_keyboard(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    say(page, "كلام هالة لتعدّله")
    expect(page.locator(".slot .body", has_text="كلام هالة لتعدّله")).to_have_count(1)
    page.keyboard.press("Escape")  # from the field to the newest message
    newest = focused(page)
    assert newest
    press(page, "KeyK")
    assert int(focused(page)) < int(newest)
    press(page, "KeyJ")
    assert focused(page) == newest
    press(page, "KeyK")
    press(page, "KeyR")
    expect(page.locator(".composer .context")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".composer .context")).to_have_count(0)
    page.keyboard.press("Escape")
    press(page, "KeyE")
    expect(page.locator("#say")).to_have_value("كلام هالة لتعدّله")


def test_react_from_the_keyboard_and_back_to_the_message(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    page.locator(".message[data-seq]").last.focus()
    page.keyboard.press("+")
    expect(page.locator("mq-message-menu .emoji button").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("mq-message-menu")).to_have_count(0)
    assert page.evaluate("document.activeElement.matches('.message .more')")


def test_places_rooms_and_the_search_field(browse: OpenPage) -> None:
    page, omar = browse("hala"), browse("omar")
    open_room(page, SHELTER)
    open_room(omar, GROUP)
    say(omar, "جديد في الفريق")
    expect(room_link(page, GROUP).locator(".dot")).to_be_visible()
    page.locator(".message[data-seq]").last.focus()
    page.keyboard.press("Alt+ArrowDown")
    expect(page.locator("#room-header h1")).not_to_have_text(SHELTER)
    page.locator("body").click(position={"x": 1, "y": 1})
    page.keyboard.press("/")
    expect(page.locator("mq-room-list input")).to_be_focused()
    page.keyboard.type("gh")
    expect(page).to_have_url(re.compile("/rooms/"))
    page.evaluate("document.activeElement.blur()")
    press(page, "KeyG")
    press(page, "KeyH")
    expect(page.locator("h1")).to_contain_text("هالة")


def test_typing_is_never_taken_for_a_shortcut(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    page.locator("#say").focus()
    page.keyboard.type("gh ? / + r j")
    expect(page.locator("#say")).to_have_value("gh ? / + r j")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_the_sheet_lists_them_keeps_the_focus_and_switches_letters_off(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    page.locator(".message .more").last.focus()
    page.keyboard.press("Shift+?")
    sheet = page.locator("dialog#shortcuts")
    expect(sheet.locator("dt", has_text="الرد على الرسالة")).to_be_visible()
    assert violations(page) == []
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate(IN_DIALOG)
    sheet.locator("input[type=checkbox]").uncheck()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator(".message .more").last).to_be_focused()
    page.keyboard.press("Shift+?")
    page.wait_for_timeout(300)
    expect(sheet).to_have_count(0)
    page.locator("details.me summary").click()
    page.locator("[data-shortcuts]").click()
    expect(sheet).to_be_visible()
    sheet.locator("input[type=checkbox]").check()


def test_new_messages_are_announced_and_many_are_counted(browse: OpenPage) -> None:
    page, omar = browse("hala"), browse("omar")
    open_room(page, SHELTER)
    open_room(omar, SHELTER)
    said = page.locator("#announced[role=status]")
    expect(page.locator(".talk")).to_have_attribute("aria-live", "off")
    say(omar, "نداء واحد")
    expect(said).to_have_text(re.compile(r"^عمر .*: نداء واحد$"))
    for number in range(5):
        say(omar, f"نداء {number}")
    expect(said).to_have_text(re.compile(r"^[0-9٠-٩]+ رسائل جديدة$"))


def test_the_focus_stays_where_it_is_while_messages_come_and_go(browse: OpenPage) -> None:
    page, omar = browse("hala"), browse("omar")
    open_room(page, SHELTER)
    open_room(omar, SHELTER)
    message = page.locator(".message[data-seq]").nth(1)
    message.focus()
    seq = focused(page)
    say(omar, "وصل جديد أثناء القراءة")
    expect(page.locator(".slot .body", has_text="وصل جديد أثناء القراءة")).to_have_count(1)
    assert focused(page) == seq


def test_a_dialog_gives_the_focus_back(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    say(page, "ستبقى هذه")
    mine = page.locator(".slot", has_text="ستبقى هذه").last
    mine.locator(".more").click()
    page.locator("mq-message-menu .grave").click()
    expect(page.locator("dialog[open]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(mine.locator(".more")).to_be_focused()


def test_the_first_tab_leads_past_the_navigation(browse: OpenPage) -> None:
    page = browse("hala")
    page.goto("/organizations/")
    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
