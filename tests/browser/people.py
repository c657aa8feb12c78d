"""What people do in the browser, in their words."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.factories import PASSWORD


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.locator("input[name=login]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("form:has(input[name=password]) button").first.click()
    page.wait_for_url("**/")


def arrive(context: BrowserContext, username: str) -> None:
    """Signed in with a session of its own, without drawing the page of sign-in and the one behind it: half the time of
    many a test went there.
    """
    asked = context.request.get("/accounts/login/")
    token = next(each["value"] for each in context.cookies() if each["name"] == "csrftoken")
    form: dict[str, str | float | bool] = {"login": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    answer = context.request.post(asked.url, form=form, headers={"Referer": asked.url}, max_redirects=0)
    assert answer.status == 302, answer.text()


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


def call(page: Page, method: str, path: str, body: dict[str, Any]) -> Any:
    """Do it over the API as the person who is signed in: /api/`path`."""
    answer = page.evaluate(
        """async ([method, path, body]) => {
          const token = /csrftoken=([^;]*)/.exec(document.cookie)[1];
          const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
          const answer = await fetch(`/api/${path}`, { method, headers, body: JSON.stringify(body) });
          return { done: answer.ok, text: await answer.text() };
        }""",
        [method, path, body],
    )
    assert answer["done"], answer["text"]
    return json.loads(answer["text"] or "null")


def read_all(page: Page) -> None:
    """What other tests said is read, so the page stands at the newest and not at the first unread."""
    call(page, "PUT", f"rooms/{page.url.split('/rooms/')[1].split('/')[0]}/read/", {"seq": 100_000})
    page.reload()
    expect(page.locator(".message").first).to_be_visible()
