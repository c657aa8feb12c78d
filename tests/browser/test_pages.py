"""Every page: nothing cut on a phone, nothing that axe objects to, no error in the console, a light first visit."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import flaws, violations
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, say, sign_in

pytestmark = pytest.mark.browser
PUBLIC = ["/", "/accounts/login/", "/apply/", "/organizations/", "/nowhere/"]
OWN = [
    "/",
    "/rooms/",
    "/rooms/1/",
    "/rooms/new/",
    "/rooms/4/members/",
    "/organizations/",
    "/organizations/1/",
    "/people/2/",
    "/settings/",
]
FIRST_VISIT = 200_000  # bytes
LATER_VISIT = 15_000
COUNT_SHIFTS = """() => {
    window.shift = 0;
    const count = list => list.getEntries().forEach(each => { window.shift += each.value; });
    new PerformanceObserver(count).observe({type: "layout-shift"});
}"""


@pytest.mark.parametrize("address", PUBLIC)
def test_public_pages_fit_a_phone_and_please_axe(browse: OpenPage, address: str) -> None:
    page = browse(width=360, height=740)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert violations(page) == []


def test_own_pages_fit_and_please_axe(browse: OpenPage) -> None:
    page = browse("hala")
    wrong: dict[str, object] = {}
    for address in OWN:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        wrong |= flaws(page, address)
    assert wrong == {}


def test_no_page_breaks_its_own_policy(browse: OpenPage) -> None:
    page = browse("hala")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    for address in OWN:
        page.goto(address)
        page.wait_for_load_state("networkidle")
    assert said == []


def test_the_scripts_of_passkeys_come_when_they_are_asked_for(browse: OpenPage) -> None:
    page = browse()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/accounts/login/")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "webauthn" in url] == []
    with page.expect_request("**/2fa/webauthn/login/"):
        page.locator("#passkey_login").click()


def test_the_first_visit_is_light(browse: OpenPage) -> None:
    page = browse()
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    sign_in(page, "hala")
    page.goto("/rooms/1/")
    page.wait_for_load_state("networkidle")
    assert sum(sizes) <= FIRST_VISIT


def test_a_later_visit_is_light(browse: OpenPage) -> None:
    """A room of 120 messages, with everything the page asks for by itself."""
    page = browse("hala")
    open_room(page, "فريق قافلة الشتاء المشتركة بين الجهات العاملة")
    page.wait_for_load_state("networkidle")
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    sizes: list[float] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert 1_000 < sum(sizes) <= LATER_VISIT


def test_messages_arrive_without_shifting_the_page(browse: OpenPage) -> None:
    page, other = browse("hala"), browse("omar")
    open_room(page, "المأوى · حلب")
    open_room(other, "المأوى · حلب")
    page.evaluate(COUNT_SHIFTS)
    for number in range(5):
        say(other, f"خبر جديد {number}")
        expect(page.locator(".message .body", has_text=f"خبر جديد {number}")).to_be_in_viewport()
    assert page.evaluate("window.shift") <= 0.05


def test_signing_out_leaves_nothing_in_the_browser(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, "المأوى · حلب")
    page.locator("details.me summary").click()
    page.locator("#sign-out button").click()
    expect(page.locator("body.public")).to_be_visible()
    assert page.evaluate("indexedDB.databases()") == []
    page.goto("/rooms/")
    expect(page).to_have_url(re.compile("/accounts/login/"))


SIGN_OUT_WITHOUT_SCRIPTS = "HTMLFormElement.prototype.submit.call(document.querySelector('#sign-out'))"
NOTHING_KEPT = "async () => !(await indexedDB.databases()).length"


def test_signing_out_before_the_scripts_are_there_leaves_nothing(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, "المأوى · حلب")
    page.wait_for_function("async () => (await indexedDB.databases()).length")
    page.evaluate(SIGN_OUT_WITHOUT_SCRIPTS)
    expect(page.locator("body.public")).to_be_visible()
    page.wait_for_function(NOTHING_KEPT)


def test_words_that_wait_are_kept_for_their_writer_who_may_delete_them(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, "المأوى · حلب")
    page.route("**/api/rooms/*/messages/", lambda route: route.abort())
    say(page, "لم تُرسل قبل الخروج")
    expect(page.locator(".state.waiting")).to_have_count(1)
    page.evaluate(SIGN_OUT_WITHOUT_SCRIPTS)
    expect(page.locator("body.public")).to_be_visible()
    page.goto("/accounts/login/")
    place = page.locator("#words-waiting")
    expect(place).to_be_visible()
    place.locator("button").click()
    expect(place).to_be_hidden()
    page.wait_for_function(NOTHING_KEPT)


def test_signing_out_warns_of_what_is_unsent(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, "المأوى · حلب")
    page.route("**/api/rooms/*/messages/", lambda route: route.abort())
    say(page, "لم تُرسل بعد")
    expect(page.locator(".state.waiting")).to_have_count(1)
    page.locator("details.me summary").click()
    page.locator("#sign-out button").click()
    dialog = page.locator("dialog.sheet[open]")
    expect(dialog).to_be_visible()
    dialog.locator(".btn.quiet").click()
    expect(page.locator(".state.waiting")).to_have_count(1)


def test_the_keyboard_alone_is_enough_to_answer(browse: OpenPage) -> None:
    page: Page = browse("hala")
    open_room(page, "المأوى · حلب")
    page.locator(".message .more").last.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("End")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    expect(page.locator("mq-message-menu")).to_have_count(0)
    page.locator("#say").focus()
    page.keyboard.type("من لوحة المفاتيح")
    page.keyboard.press("Enter")
    expect(page.locator(".message .body", has_text="من لوحة المفاتيح")).to_have_count(1)
