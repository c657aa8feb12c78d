"""Organisations that put proposals forward together, on the phone: rivals merged with the consent of the other one, one
taken over after it was withdrawn, and one to which another organisation is invited.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.joining import RIVALS
from tests.browser.serving import Site
from tests.browser.test_law_walk import PHONE
from tests.browser.walking import act, fits, follow, number_in, send

pytestmark = pytest.mark.browser
OTHER = "جمعية سنابل الأمل"  # Omar's
AGREED = "خمس عشرة ساعة، وعشر ساعات للطلاب"


def merged(page: Page, row: int) -> int:
    """From the comparison, where one first presses with nothing marked; its number."""
    page.goto(f"/rounds/{row}/")
    page.locator("main a[href*='/provisions/']", has_text="مقارنة جنباً إلى جنب").click()
    press = page.locator(".merge-bar .btn")
    press.click()
    expect(page.locator(".rivals-page .merge-bar")).to_be_visible()
    for box in page.locator("[name=proposal]").all():
        box.check()
    press.click()
    fits(page)
    field = page.locator("textarea[name^=place-]")
    field.fill(field.input_value().replace(RIVALS[0], AGREED))
    send(page)
    return number_in(page, r"/proposals/(\d+)/$")


def agreed(page: Page, proposal: int) -> None:
    """By who signs for the other organisation, who finds it under what waits for them."""
    page.goto("/rounds/")
    follow(page, f"/proposals/{proposal}/")
    fits(page)
    act(page, "/accept/").click()
    expect(act(page, "/accept/")).to_have_count(0)


def test_rivals_become_one_when_the_other_organisation_agrees(site: Site, browse: OpenPage) -> None:
    made = site.happen("joining", "proposed")
    basel, omar = browse("basel", **PHONE), browse("omar", **PHONE)
    proposal = merged(basel, made["round"])
    expect(basel.locator("a[href$='/submit/']")).to_have_count(0)
    agreed(omar, proposal)
    basel.goto(f"/proposals/{proposal}/")
    act(basel, "/settle-merge/").click()
    expect(basel.locator("#proposal")).to_contain_text("للطلاب")
    omar.goto(f"/proposals/{made['theirs']}/")
    follow(omar, f"/proposals/{proposal}/")
    expect(omar.locator("#proposal .tag").first).to_have_text("مقدَّم")
    fits(omar)
    taken_over(omar, basel, made["round"], made["left"])


def taken_over(leaves: Page, takes: Page, row: int, proposal: int) -> None:
    """Withdrawn by one with the reason, begun anew by the other."""
    leaves.goto(f"/rounds/{row}/")
    follow(leaves, f"/proposals/{proposal}/")
    follow(leaves, "/withdraw/")
    leaves.fill("[name=reason]", "نكتفي بالمقترح المشترك.")
    send(leaves)
    expect(leaves.locator("#proposal .tag").first).to_have_text("مسحوب")
    takes.goto(f"/rounds/{row}/")
    follow(takes, f"/proposals/{proposal}/")
    act(takes, "/take-over/").click()
    own = number_in(takes, rf"/proposals/(?!{proposal}/)(\d+)/$")
    fits(takes)
    act(takes, "/hand-in/").click()
    expect(act(takes, "/hand-in/")).to_have_count(0)
    invited(takes, leaves, own)


def invited(asks: Page, asked: Page, proposal: int) -> None:
    """By the signatory, before it is put forward."""
    follow(asks, "/sponsors/new/")
    asks.locator("[name=organization]").select_option(label=OTHER)
    send(asks)
    asks.wait_for_url(f"**/proposals/{proposal}/")
    agreed(asked, proposal)
    asks.goto(f"/proposals/{proposal}/")
    follow(asks, "/submit/")
    send(asks)
    expect(asks.locator("#endorsements")).to_be_visible()
    expect(asks.locator("#proposal .tag.leaf")).to_have_text("مشارِكة")
    fits(asks)
