"""Two people in two browsers talk through a real server."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.people import open_room, room_link, say
from tests.browser.serving import Site
from tests.browser.waiting import wait_until

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
GROUP = "فريق قافلة الشتاء المشتركة بين الجهات العاملة"
MISSED = "متابعة ترميم المدارس"  # nobody else opens it
WAITING = ".message.outgoing .state.waiting"


def line(page: Page, words: str) -> Locator:
    """A message that the server has, by its words; what still waits stands in no slot."""
    return page.locator(".slot .body", has_text=words)


def test_a_message_appears_on_the_other_screen(browse: OpenPage) -> None:
    basel, omar = browse("basel"), browse("omar")
    open_room(basel, SHELTER)
    open_room(omar, SHELTER)
    say(basel, "وصلت الشاحنة إلى المستودع")
    expect(line(omar, "وصلت الشاحنة إلى المستودع")).to_have_count(1)
    expect(line(basel, "وصلت الشاحنة إلى المستودع")).to_have_count(1)
    expect(basel.locator(".message.outgoing")).to_have_count(0)


def test_a_message_waits_while_the_server_is_away_and_arrives_once(browse: OpenPage, site: Site) -> None:
    basel, omar = browse("basel"), browse("omar")
    open_room(basel, SHELTER)
    open_room(omar, SHELTER)
    site.stop()
    say(basel, "أولاً بلا خادم")
    say(basel, "ثانياً بلا خادم")
    expect(basel.locator(WAITING)).to_have_count(2)
    expect(basel.locator("#say")).to_have_value("")
    site.start()
    expect(basel.locator(".message.outgoing")).to_have_count(0, timeout=75_000)
    expect(omar.locator(".message .body", has_text="بلا خادم")).to_have_text(
        ["أولاً بلا خادم", "ثانياً بلا خادم"], timeout=75_000
    )


def test_a_lost_line_shows_soon_and_covers_nothing(browse: OpenPage, site: Site) -> None:
    page = browse("hala", width=360, height=740)
    open_room(page, SHELTER)
    line = page.locator("#connection")
    expect(line).to_be_hidden()
    site.stop()
    try:
        expect(line).to_be_visible(timeout=4_500)
        shown, name = line.bounding_box(), page.locator("#room-header h1").bounding_box()
        assert shown
        assert name
        assert shown["y"] + shown["height"] <= name["y"]
    finally:
        site.start()
    expect(line).to_be_hidden(timeout=60_000)


def test_what_was_read_a_moment_before_leaving_counts(browse: OpenPage) -> None:
    """The badge and the title of the next page know it, and so does the server."""
    page, omar = browse("basel"), browse("omar")
    open_room(omar, SHELTER)
    say(omar, "خبر قبل المغادرة مباشرة")
    expect(line(omar, "خبر قبل المغادرة مباشرة")).to_have_count(1)
    open_room(page, SHELTER)
    expect(line(page, "خبر قبل المغادرة مباشرة")).to_be_in_viewport()
    page.locator(".rail a[href='/']").click()
    expect(page.locator("h1")).to_contain_text("باسل")
    room = page.evaluate("fetch('/api/rooms/1/').then((answer) => answer.json())")
    assert room["read_seq"] == room["seq"]
    page.reload()
    expect(page).to_have_title(re.compile(rf"^\({page.locator('.tile b').first.inner_text()}\)"))


def test_the_title_names_the_room_that_is_open(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    room_link(page, GROUP).click()
    expect(page).to_have_title(re.compile(f"{GROUP} · "))
    page.go_back()
    expect(page).to_have_title(re.compile(f"{SHELTER} · "))


def test_ones_own_messages_are_told_by_their_ground(browse: OpenPage) -> None:
    page = browse("omar")
    open_room(page, SHELTER)
    own, other = page.locator(".message.mine").first, page.locator(".message:not(.mine)").first
    grounds = [each.evaluate("it => getComputedStyle(it).backgroundColor") for each in (own, other)]
    assert grounds[0] != grounds[1]


def test_the_outbox_outlives_a_reload(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    page.route("**/api/rooms/*/messages/", lambda route: route.abort())
    say(page, "رسالة من قبو بلا تغطية")
    expect(page.locator(WAITING)).to_have_count(1)
    page.reload()
    expect(page.locator(WAITING)).to_have_count(1)
    page.unroute_all()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator(".message.outgoing")).to_have_count(0)
    expect(line(page, "رسالة من قبو بلا تغطية")).to_have_count(1)


def test_a_refused_message_stops_visibly_and_may_be_discarded(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    refusal = {
        "type": "about:blank",
        "title": "لا",
        "status": 403,
        "code": "forbidden",
        "detail": "لا يمكنكم الكتابة هنا.",
    }
    page.route("**/api/rooms/*/messages/", lambda route: route.fulfill(status=403, json=refusal))
    say(page, "رسالة مرفوضة")
    expect(page.locator(".refused")).to_contain_text("لا يمكنكم الكتابة هنا.")
    page.locator(".refused .danger").click()
    expect(page.locator(".message.outgoing")).to_have_count(0)


ALL_READ = "fetch('/api/rooms/1/').then((answer) => answer.json()).then((room) => room.read_seq === room.seq)"


def test_the_unread_line_stands_before_what_is_new(browse: OpenPage) -> None:
    hala, omar = browse("hala", width=360, height=740), browse("omar")
    hala.goto("/rooms/1/")
    say(omar_in(omar), "قبل الغياب")
    expect(line(hala, "قبل الغياب")).to_have_count(1)
    wait_until(hala, ALL_READ)  # what is read is told at most every five seconds
    hala.goto("/settings/")
    say(omar, "أثناء الغياب")
    expect(line(omar, "أثناء الغياب")).to_have_count(1)
    hala.goto("/rooms/1/")
    expect(hala.locator(".unread-line + .slot .body")).to_have_text("أثناء الغياب")


def omar_in(page: Page) -> Page:
    open_room(page, SHELTER)
    return page


def test_a_long_absence_opens_at_the_first_unread_message(browse: OpenPage) -> None:
    page = browse("omar", height=600)
    page.goto("/rooms/")
    badge = room_link(page, MISSED).locator(".dot")
    expect(badge).to_contain_text("60")
    room_link(page, MISSED).click()
    expect(page.locator(".unread-line")).to_be_in_viewport()
    expect(page.locator(".to-newest")).to_be_visible()
    page.locator(".to-newest").click()
    expect(line(page, "المدرسة رقم 60:")).to_be_in_viewport()
    expect(badge).to_have_count(0)


def test_older_messages_come_without_moving_what_one_reads(browse: OpenPage) -> None:
    page = browse("basel")
    open_room(page, GROUP)
    page.locator(".to-newest").click()
    expect(line(page, "تحديث رقم 120:")).to_be_in_viewport()
    first = page.locator(".message").first
    name = f"#{first.get_attribute('id')}"
    page.locator(".talk").evaluate("talk => talk.scrollTop = -talk.scrollHeight")
    before = page.locator(name).bounding_box()
    page.wait_for_function("name => document.querySelector('.message').id !== name.slice(1)", arg=name)
    after = page.locator(name).bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) < 60  # the button «older» stood above it


def test_react_reply_edit_and_delete(browse: OpenPage) -> None:
    hala, basel = browse("hala"), browse("basel")
    open_room(hala, SHELTER)
    open_room(basel, SHELTER)
    say(basel, "من يستلم الدفعة؟")
    asked = hala.locator(".slot", has_text="من يستلم الدفعة؟").last
    asked.locator(".more").click()
    hala.locator("mq-message-menu .emoji button").first.click()
    expect(basel.locator(".slot", has_text="من يستلم الدفعة؟").locator(".reaction")).to_contain_text("1")
    asked.locator(".more").click()
    hala.locator("mq-message-menu").get_by_role("menuitem", name="رد", exact=True).click()
    say(hala, "نحن نستلمها")
    expect(basel.locator(".slot", has_text="نحن نستلمها").locator(".quote")).to_contain_text("من يستلم الدفعة؟")
    hala.locator("#say").press("ArrowUp")
    expect(hala.locator("#say")).to_have_value("نحن نستلمها")
    say(hala, "نحن نستلمها عند التاسعة")
    edited = basel.locator(".slot", has_text="نحن نستلمها عند التاسعة")
    edited.locator(".edited").click()
    expect(basel.locator("dialog.sheet[open]")).to_contain_text("نحن نستلمها")
    basel.keyboard.press("Escape")
    removed = edited.locator(".message").get_attribute("id")
    hala.locator(".slot", has_text="نحن نستلمها عند التاسعة").locator(".more").click()
    hala.locator("mq-message-menu .grave").click()
    hala.locator("dialog.sheet[open] .btn").first.click()
    expect(basel.locator(f"#{removed} .gone")).to_have_count(1)


def test_mentions_are_offered_and_ring_the_other(browse: OpenPage) -> None:
    basel, omar = browse("basel"), browse("omar")
    omar.goto("/")
    open_room(basel, SHELTER)
    basel.locator("#say").press_sequentially("شكراً @عم")
    basel.locator(".suggestions li").first.click()
    expect(basel.locator("#say")).to_have_value(re.compile("@عمر عبد الرحمن"))
    basel.locator("button.send").click()
    expect(basel.locator(".message .mention").last).to_contain_text("@عمر")
    omar.goto("/rooms/")
    expect(room_link(omar, SHELTER).locator(".dot.mention")).to_be_visible()


def test_rooms_change_without_a_new_page_and_the_way_back_works(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    page.evaluate("window.stays = true")
    room_link(page, "باسل").click()
    expect(page.locator("#room-header h1")).to_have_text("باسل")
    expect(line(page, "أرسل الكتاب الموقّع")).to_have_count(1)
    page.go_back()
    expect(page.locator("#room-header h1")).to_have_text(SHELTER)
    assert page.evaluate("window.stays")


def test_a_draft_stays_with_its_room(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    page.locator("#say").fill("مسودة لم تكتمل")
    page.wait_for_timeout(600)
    room_link(page, "باسل").click()
    expect(page.locator("#say")).to_have_value("")
    page.reload()
    room_link(page, SHELTER).click()
    expect(page.locator("#say")).to_have_value("مسودة لم تكتمل")


def test_typing_is_seen_by_others(browse: OpenPage) -> None:
    basel, omar = browse("basel"), browse("omar")
    open_room(basel, SHELTER)
    open_room(omar, SHELTER)
    for page, other, words in ((basel, omar, "أول السلام"), (omar, basel, "وعليكم السلام")):
        say(page, words)
        expect(line(other, words)).to_have_count(1)  # both lines stand
    basel.locator("#say").press_sequentially("أكتب ما يكفي كي يُعلَن أنني أكتب", delay=130)
    expect(omar.locator(".typing")).to_contain_text("باسل")


def test_two_tabs_share_one_socket(browse: OpenPage) -> None:
    first = browse("hala")
    sockets: list[str] = []
    open_room(first, SHELTER)
    second = first.context.new_page()
    second.on("websocket", lambda socket: sockets.append(socket.url))
    open_room(second, SHELTER)
    say(first, "من اللسان الأول")
    expect(line(second, "من اللسان الأول")).to_have_count(1)
    assert sockets == []
    first.close()
    say(second, "اللسان الأول أُغلق")
    expect(line(second, "اللسان الأول أُغلق")).to_have_count(1)
    expect(second.locator(".message.outgoing")).to_have_count(0)


@pytest.mark.parametrize("address", ["/rooms/", "/rooms/1/?around=1", "/rooms/4/"])
def test_only_the_parts_of_the_page_scroll(browse: OpenPage, address: str) -> None:
    page = browse("omar", height=420)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("[scrollY, document.documentElement.scrollHeight - innerHeight]") == [0, 0]


def test_a_message_read_by_everybody_says_so(browse: OpenPage) -> None:
    hala, basel = browse("hala"), browse("basel")
    open_room(hala, "باسل")
    say(hala, "هل وصلكم الكتاب؟")
    mine = hala.locator(".message", has_text="هل وصلكم الكتاب؟")
    expect(mine.locator(".state")).to_have_count(1)
    expect(mine.locator(".state.read")).to_have_count(0)
    open_room(basel, "هالة")
    with basel.expect_response("**/read/"):
        pass
    basel.locator("#say").press_sequentially("وصل")
    expect(mine.locator(".state.read")).to_have_count(1)


def test_a_room_seen_before_stands_there_before_the_network_answers(browse: OpenPage) -> None:
    page = browse("hala")
    open_room(page, SHELTER)
    say(page, "يبقى هذا الكلام في المتصفح")
    expect(line(page, "يبقى هذا الكلام في المتصفح")).to_have_count(1)
    room_link(page, "باسل").click()
    expect(line(page, "أرسل الكتاب الموقّع")).to_have_count(1)
    page.route(re.compile("/api/|/header/|/panel/"), lambda route: route.abort())
    room_link(page, SHELTER).click()
    expect(line(page, "يبقى هذا الكلام في المتصفح")).to_be_visible()
    expect(page.locator("#room-header h1")).to_have_text(SHELTER)
