"""How a sign-in ends, and what then becomes of what this browser holds."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, read_all, say
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
STORES = "indexedDB.databases().then(all => all.map(each => each.name).filter(name => name.startsWith('multaqa-')))"


def test_a_session_ended_elsewhere_shows_what_is_unsent_and_then_forgets_it(browse: OpenPage) -> None:
    here, elsewhere = browse("hala"), browse("hala")
    open_room(here, SHELTER)
    here.route("**/api/rooms/*/messages/", lambda route: route.abort())
    say(here, "كُتبت قبل انتهاء الجلسة")
    expect(here.locator(".state.waiting")).to_have_count(1)
    elsewhere.goto("/settings/sessions/")
    elsewhere.locator("form[action$='end-others/'] button").click()
    dialog = here.locator("dialog.sheet[open]")
    expect(dialog.locator(".unsent")).to_contain_text("كُتبت قبل انتهاء الجلسة")
    expect(here.locator(".message")).to_have_count(0)
    assert not [name for name in here.evaluate(STORES) if "copies" in name]
    dialog.locator(".form-actions .btn").click()
    expect(here).to_have_url(re.compile("/accounts/login/"))
    assert here.evaluate(STORES) == []


def test_whoever_changes_their_own_password_goes_on_without_a_word(browse: OpenPage) -> None:
    salma, elsewhere, omar = browse("salma"), browse("salma"), browse("omar")
    open_room(salma, SHELTER)
    read_all(salma)
    open_room(elsewhere, SHELTER)
    settings = salma.context.new_page()
    with salma.expect_event("websocket"):
        change_password(settings, PASSWORD, "كلمة-سر-أخرى-2026")
    expect(elsewhere.locator("dialog.sheet[open]")).to_be_visible()
    open_room(omar, SHELTER)
    say(omar, "بعد تغيير كلمة المرور")
    expect(salma.locator(".slot .body", has_text="بعد تغيير كلمة المرور")).to_have_count(1)
    expect(salma.locator("dialog.sheet[open]")).to_have_count(0)
    change_password(settings, "كلمة-سر-أخرى-2026", PASSWORD)


def change_password(page: Page, old: str, new: str) -> None:
    page.goto("/accounts/password/change/")
    for name, value in (("oldpassword", old), ("password1", new), ("password2", new)):
        page.locator(f"input[name={name}]").fill(value)
    page.locator("form:has(input[name=oldpassword]) button").first.click()
    page.wait_for_load_state()
    expect(page.locator(".errorlist")).to_have_count(0)
