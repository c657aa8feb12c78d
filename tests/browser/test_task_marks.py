"""A message of a project's room becomes a task: where the room is open on another screen the mark comes by itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage
from tests.browser.people import say
from tests.browser.serving import Site
from tests.browser.test_notes import begun

pytestmark = pytest.mark.browser
MAKE = """async ([room, words, title]) => {
  const ask = (path, more = {}) => fetch(path, more).then(answer => answer.json());
  const { results } = await ask(`/api/rooms/${room}/messages/?limit=20`);
  const message = results.find(each => each.body === words).id;
  const project = (await ask("/api/projects/")).results.find(each => each.title.includes(title)).id;
  const token = /csrftoken=([^;]+)/.exec(document.cookie)[1];
  const body = JSON.stringify({ client_id: crypto.randomUUID(), project, title: "شراء المدافئ" });
  const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
  return (await fetch(`/api/messages/${message}/task/`, { method: "POST", headers, body })).status;
}"""
ROOM = """async title => {
  const { results } = await (await fetch("/api/rooms/")).json();
  return results.find(each => each.name.includes(title)).id;
}"""
TITLE, WORDS = "مشروع العلامات", "نشتري المدافئ قبل الخميس"


def test_the_mark_comes_by_itself(site: Site, browse: OpenPage) -> None:
    begun(site, TITLE)
    phone, desk = browse("basel", width=360), browse("basel")
    desk.goto("/projects/")
    room = desk.evaluate(ROOM, TITLE)
    for page in (phone, desk):
        page.goto(f"/rooms/{room}/")
        expect(page.locator("#say")).to_be_visible()
    say(desk, WORDS)
    expect(phone.locator(".slot", has_text=WORDS)).to_be_visible()
    phone.wait_for_timeout(2_500)  # what is asked for once the talk stands has been answered
    assert desk.evaluate(MAKE, [room, WORDS, TITLE]) == 201
    expect(phone.locator(".slot .became")).to_have_text("شراء المدافئ", timeout=30_000)
