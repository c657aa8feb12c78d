"""A forum from the first word to the evidence, by five people: whoever convenes it and a deputy, two signatories on
their phones, a wall, and a stranger who verifies the printed outcome.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site
from tests.browser.walking import act, fits, number_in, send

pytestmark = pytest.mark.browser
LATER = 40_000  # ms: what others changed is fetched anew in a while
PHONE = {"width": 360, "height": 740}
TITLE, SESSION = "الملتقى التنسيقي الثالث", "الجلسة العامة الأولى"
QUESTION = "تشكيل لجنة تنسيقية من سبع جهات"
WORDS = "أوصى الملتقى بتشكيل لجنة تنسيقية تتابع تنفيذ توصياته وتجتمع كل شهر."
DONE = "عُقد الاجتماع التأسيسي للجنة بحضور الجهات السبع."


# Before it ------------------------------------------------------------------------------------------------------
def convened(chair: Page, guests: list[str]) -> int:
    """A forum is made, a session planned, the organisations invited; its number."""
    day = timezone.localdate()
    chair.goto("/forums/new/")
    chair.fill("[name=title]", TITLE)
    chair.fill("[name=starts_on]", day.isoformat())
    chair.fill("[name=ends_on]", (day + timedelta(days=1)).isoformat())
    send(chair)
    forum = number_in(chair, r"/forums/(\d+)/$")
    chair.goto(f"/forums/{forum}/delegations/invite/?show=1")
    for name in guests:
        chair.locator("ul.choices label", has_text=name).locator("input").check()
    send(chair)
    moved(chair, forum, "convened")
    return forum


def moved(chair: Page, forum: int, status: str) -> None:
    chair.goto(f"/forums/{forum}/status/")
    chair.locator(f"[name=status][value={status}]").check()
    send(chair)
    expect(chair.locator("#forum")).to_be_visible()


def accepted(page: Page, forum: int) -> None:
    """The signatory says yes on the phone, and names who comes."""
    page.goto(f"/forums/{forum}/")
    fits(page)
    page.locator(".notice a[href*='/delegations/']").first.click()
    act(page, "/accept/").click()
    page.locator("a[href$='/delegates/new/']").first.click()
    page.locator("[name=person]").select_option(index=1)
    page.locator("[name=role]").select_option("head")
    send(page)
    expect(page.locator("main")).to_contain_text("رئيس الوفد")


def planned(chair: Page, forum: int) -> int:
    """A session with one item of its agenda, open; its number."""
    now = timezone.localtime()
    chair.goto(f"/forums/{forum}/programme/")
    chair.locator("a[href$='/sessions/new/']").first.click()
    chair.fill("[name=title]", SESSION)
    chair.fill("[name=starts_at]", now.strftime("%Y-%m-%dT%H:%M"))
    chair.fill("[name=ends_at]", (now + timedelta(hours=2)).strftime("%Y-%m-%dT%H:%M"))
    send(chair)
    session = number_in(chair, r"/sessions/(\d+)/")
    chair.goto(f"/sessions/{session}/agenda/new/")
    chair.fill("[name=title]", "اللجنة التنسيقية")
    send(chair)
    for status in ("convened", "open"):
        chair.goto(f"/sessions/{session}/")
        chair.locator(f"form:has([name=status][value={status}]) button").click()
        expect(chair.locator(f"form:has([name=status][value={status}])")).to_have_count(0)
    return session


# In it ------------------------------------------------------------------------------------------------------
def voted(chair: Page, wall: Page, phones: list[Page], session: int) -> int:
    """A named vote that both signatories cast on their phones, and that the wall shows; its number."""
    for phone in phones:
        phone.goto(f"/sessions/{session}/")
        act(phone, "/enter/").click()
        expect(act(phone, "/leave/")).to_be_visible()
        fits(phone)
    wall.goto(f"/sessions/{session}/projector/")
    chair.goto(f"/sessions/{session}/ballots/new/")
    chair.fill("[name=question]", QUESTION)
    send(chair)
    ballot = number_in(chair, r"/ballots/(\d+)/$")
    act(chair, "/open/").click()
    for phone in phones:
        phone.locator("#ballot-panel a[href*='/ballots/']", has_text="إلى التصويت").click(timeout=LATER)
        phone.locator(".cast-choices button").first.click()
        expect(phone.locator(".cast .notice")).to_be_visible()
        fits(phone)
    act(chair, "/close/").click()
    expect(chair.locator("main")).to_contain_text("2")
    expect(wall.locator("#main")).to_contain_text(QUESTION, timeout=LATER)
    return ballot


def minuted(chair: Page, session: int) -> int:
    """A paragraph of the minutes becomes a decision and a recommendation that is adopted by it; the latter's number."""
    chair.goto(f"/sessions/{session}/minutes/")
    chair.locator("#minute-writing textarea").fill(WORDS)
    chair.locator("#minute-writing [name=kind][value=recommendation]").check(force=True)
    chair.locator("#keep-minute").click()
    expect(chair.locator("ol.minutes")).to_contain_text(WORDS, timeout=LATER)
    chair.locator("ol.minutes a[href*='/decisions/new/']").first.click()
    send(chair)
    number_in(chair, r"/decisions/(\d+)/")
    chair.goto(f"/sessions/{session}/minutes/")
    chair.locator("ol.minutes a[href*='/recommendations/new/']").first.click()
    if not chair.locator("[name=text]").input_value():
        chair.fill("[name=text]", WORDS)
    send(chair)
    recommendation = number_in(chair, r"/recommendations/(\d+)/$")
    chair.locator("a[href$='/adopt/']").click()
    chair.locator("[name=decision]").select_option(index=1)
    send(chair)
    expect(chair.locator("#recommendation")).to_contain_text(WORDS)
    return recommendation


# After it ------------------------------------------------------------------------------------------------------
def answered_for(chair: Page, phone: Page, recommendation: int, organization: str) -> int:
    """An organisation is asked, takes it on, and reports what it did with evidence; the report's number."""
    chair.goto(f"/recommendations/{recommendation}/ask/")
    chair.locator("[name=organization]").select_option(label=organization)
    send(chair)
    phone.goto(f"/recommendations/{recommendation}/")
    phone.locator("a[href$='/accept/']").click()
    fits(phone)
    phone.locator("[name=focal_point]").select_option(index=1)
    send(phone)
    act(phone, "/begin/").click()
    phone.locator("a[href$='/report/']").first.click()
    phone.fill("[name=narrative]", DONE)
    phone.fill("[name=percent]", "100")
    phone.locator("[name=is_done]").check()
    fits(phone)
    send(phone)
    update = number_in(phone, r"/updates/(\d+)/")
    phone.fill("[name=url]", "https://example.org/minutes-of-the-committee")
    phone.locator("form[action$='/evidence/'] .btn").first.click()
    expect(phone.locator("main")).to_contain_text("example.org")
    act(phone, "/submit/").click()
    expect(act(phone, "/submit/")).to_have_count(0)
    return update


def verified(deputy: Page, phone: Page, update: int, recommendation: int) -> None:
    """Whoever reports does not verify; somebody who runs the forum does."""
    phone.goto(f"/updates/{update}/")
    expect(phone.locator("form[action$='/confirm/']")).to_have_count(0)
    deputy.goto(f"/updates/{update}/")
    act(deputy, "/confirm/").click()
    deputy.goto(f"/recommendations/{recommendation}/")
    expect(deputy.locator("#recommendation .tag").first).to_have_text("اعتمدتها اللجنة")
    assert violations(deputy) == []


def approved(chair: Page, deputy: Page, session: int) -> None:
    """The session is closed, its minutes are put to review by one and approved by another."""
    chair.goto(f"/sessions/{session}/")
    chair.locator("form:has([name=status][value=closed]) button").click()
    chair.goto(f"/sessions/{session}/minutes/")
    act(chair, "/review/").click()
    expect(act(chair, "/review/")).to_have_count(0)
    deputy.goto(f"/sessions/{session}/minutes/")
    act(deputy, "/approve/").click()
    expect(deputy.locator("main")).to_contain_text(WORDS)
    expect(act(deputy, "/approve/")).to_have_count(0)


def published(chair: Page, stranger: Page, forum: int) -> None:
    """The outcome document is made, and verified by somebody who holds a copy and belongs to nobody."""
    chair.goto(f"/forums/{forum}/")
    chair.locator("nav.tabs a[href$='/outcomes/']").click()
    chair.locator("main a[href$='/outcomes/new/']").first.click()
    send(chair)
    pdf = chair.locator("#outcomes a[href$='.pdf']").first
    expect(pdf).to_be_visible(timeout=90_000)
    made = chair.request.get(pdf.get_attribute("href") or "")
    assert made.body().startswith(b"%PDF")
    stranger.goto(chair.locator("#outcomes a[href^='/verify/']").first.get_attribute("href") or "")
    expect(stranger.locator(".tag.leaf")).to_be_visible()
    stranger.locator("[name=file]").set_input_files(
        {"name": "copy.pdf", "mimeType": "application/pdf", "buffer": made.body()}
    )
    stranger.locator("main form[enctype] .btn").click()
    expect(stranger.locator(".notice.leaf")).to_be_visible()
    fits(stranger)
    assert violations(stranger) == []


def test_a_forum_is_convened_held_voted_minuted_and_followed_up(site: Site, browse: OpenPage) -> None:
    names: Any = site.happen("convening", "union", TITLE)
    chair, deputy = browse(names["chair"]), browse(names["deputy"])
    basel, omar = browse("basel", **PHONE), browse("omar", **PHONE)
    wall = browse(names["chair"], width=1920, height=1080)
    guests: Any = site.happen("convening", "guests")
    forum = convened(chair, list(guests.values()))
    for phone in (basel, omar):
        accepted(phone, forum)
    moved(chair, forum, "open")
    session = planned(chair, forum)
    voted(chair, wall, [basel, omar], session)
    recommendation = minuted(chair, session)
    update = answered_for(chair, omar, recommendation, guests["omar"])
    verified(deputy, omar, update, recommendation)
    approved(chair, deputy, session)
    moved(chair, forum, "closed")
    published(chair, browse(**PHONE), forum)
