"""Links that open a door work in a real browser, with its referrers and origins."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser
NEW_PASSWORD = "olive-terrace-41"


def test_an_invitation_is_made_and_accepted(browse: OpenPage) -> None:
    basel = browse("basel")
    basel.goto("/organizations/1/invite/")
    basel.locator("input[name=display_name]").fill("سناء رمضان")
    basel.locator("main form button").last.click()
    link = basel.locator(".copy code").first.inner_text().strip()
    guest = browse()
    guest.goto(link)
    guest.locator("input[name=username]").fill("sanaa")
    for field in guest.locator("input[type=password]").all():
        field.fill(NEW_PASSWORD)
    guest.locator("main form button").last.click()
    expect(guest.locator(".rail, nav").first).to_be_visible()
    expect(guest.locator("body")).not_to_contain_text("403")
    guest.goto("/settings/")
    expect(guest.locator("main")).to_contain_text("sanaa")
