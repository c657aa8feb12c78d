"""What people do in the browser, in their words."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.factories import PASSWORD


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("form:has(input[name=password]) button").first.click()
    page.wait_for_url("**/")


def room_link(page: Page, name: str) -> Locator:
    """The room of that name in the list."""
    return page.locator("a.room", has=page.locator(f'b bdi:text-is("{name}")'))


def open_room(page: Page, name: str) -> None:
    page.goto("/rooms/")
    room_link(page, name).click()
    expect(page.locator("#room-header h1")).to_have_text(name)
    expect(page.locator(".message").first).to_be_visible()


def say(page: Page, words: str) -> None:
    page.locator("#say").fill(words)
    page.locator("button.send").click()


def read_all(page: Page) -> None:
    """What other tests said is read, so the page stands at the newest and not at the first unread."""
    page.evaluate(
        """async () => {
          const token = /csrftoken=([^;]*)/.exec(document.cookie)[1];
          const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
          const body = JSON.stringify({ seq: 100000 });
          await fetch(`/api/rooms/${location.pathname.split("/")[2]}/read/`, { method: "PUT", headers, body });
        }"""
    )
    page.reload()
    expect(page.locator(".message").first).to_be_visible()
