"""The pages of a coordination forum: what axe objects to, what a phone cuts; and a secret vote in a hall of phones."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import flaws, violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
LATER = 40_000  # ms: a page that others changed is fetched anew in a while, on a slow machine later
PHONE = {"width": 360, "height": 740, "has_touch": True, "is_mobile": True}


def test_pages_of_a_forum_fit_and_please_axe(site: Site, browse: OpenPage) -> None:
    looks: dict[str, str] = site.happen("recommending", "looked_at", f"ملتقى {uuid4().hex[:8]}")
    pages = {name: browse(name) for name in sorted(set(looks.values()))}
    wrong: dict[str, object] = {}
    for address, name in looks.items():
        answer = pages[name].goto(address)
        assert answer is not None
        assert answer.status == 200, address
        pages[name].wait_for_load_state("load")
        wrong |= flaws(pages[name], address)
    assert wrong == {}


def at(page: Page, address: str) -> Page:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    return page


def test_a_secret_vote_is_cast_on_two_phones_and_shown_on_the_wall(site: Site, browse: OpenPage) -> None:
    made = site.happen("recommending", "voting", f"ملتقى {uuid4().hex[:8]}")
    ballot, session = f"/ballots/{made['ballot']}/", f"/sessions/{made['session']}/"
    chair = at(browse(made["username"]), ballot)
    wall = at(browse(made["username"], width=1920, height=1080), f"{session}projector/")
    chair.get_by_role("button", name="فتح التصويت").click()
    expect(wall.locator(".wall-ballot h1")).to_have_text("رئاسة اللجنة", timeout=LATER)
    expect(wall.locator(".wall-result")).to_have_count(0)
    for name, choice in (("basel", "نعم"), ("omar", "لا")):
        phone = at(browse(name, **PHONE), session)
        phone.get_by_role("link", name="الذهاب إلى التصويت").click()
        phone.get_by_role("button", name=choice, exact=True).click()
        expect(phone.locator(".cast .notice")).to_be_visible()
        expect(phone.locator(".cast-choices")).to_have_count(0)
        assert violations(phone) == []
    expect(wall.locator(".wall-voted")).to_contain_text("2", timeout=LATER)
    chair.get_by_role("button", name="إغلاق التصويت").click()
    expect(wall.locator(".wall-result .yes .number")).to_have_text("1", timeout=LATER)
    expect(wall.locator(".wall-result .no .number")).to_have_text("1")
    expect(wall.locator(".wall-verdict")).to_be_visible()
    assert violations(wall) == []
    chair.goto(f"{ballot}roll/")
    assert "نعم" not in chair.locator(".session-page ul.list").inner_text()
