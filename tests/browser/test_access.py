"""Every page of the site, by its address: axe, light and dark, wide and narrow; zoom, targets, motion."""

from __future__ import annotations

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver
from playwright.sync_api import Page, expect

from tests.browser.axe import flaws
from tests.browser.conftest import OpenPage
from tests.browser.people import open_room

pytestmark = pytest.mark.browser
SHELTER = "المأوى · حلب"
VALUES = {"rooms": 1, "people": 2, "organizations": 1, "messages": 1, "m": 1, "direct": 2, "members": 2}
SHEAVES = 5
NOT_PAGES = ("api/", "admin/", "static/", "accounts/logout/", "rooms/shell/")
SMALLEST = """() => {
  const inText = '.visually-hidden, .body, .by, p, .skip, dl, h1, h2, b';  // links in lines of text are excepted
  const all = [...document.querySelectorAll('button, a[href], summary, input:not([type=hidden]), select')];
  return all.filter(it => it.checkVisibility({checkOpacity: true, checkVisibilityCSS: true}) && !it.closest(inText))
    .map(it => [it, (it.closest('label') ?? it).getBoundingClientRect()])
    .filter(([it, box]) => box.width && (box.height < 43.5 || box.width < 43.5))
    .map(([it, box]) => `${it.outerHTML.slice(0, 90)} ${Math.round(box.width)}×${Math.round(box.height)}`);
}"""
MOVING = """() => [...document.querySelectorAll('*')]
  .filter(it => getComputedStyle(it).transitionDuration.split(',').some(each => parseFloat(each) > 0)).length"""


def patterns(resolver: URLResolver, before: str = "") -> list[str]:
    found = []
    for each in resolver.url_patterns:
        route = before + str(each.pattern)
        found += (
            patterns(each, route) if isinstance(each, URLResolver) else [route] if isinstance(each, URLPattern) else []
        )
    return found


def addresses() -> list[str]:
    """Every address of a page whose words before the numbers have an object in the seed."""
    found = set()
    for route in patterns(get_resolver()):
        words = re.findall(r"(\w[\w-]*)/<", route)
        if route.startswith(NOT_PAGES) or "^" in route or any(word not in VALUES for word in words):
            continue
        found.add("/" + re.sub(r"(\w[\w-]*)/<[^>]+>", lambda part: f"{part[1]}/{VALUES[part[1]]}", route))
    return sorted(found)


def is_page(page: Page, address: str) -> bool:
    """A page for reading: what only takes a form, is a fragment or a file, or leads elsewhere is left out."""
    answer = page.request.get(address, max_redirects=0)
    return answer.status == 200 and answer.headers["content-type"].startswith("text/html") and "<html" in answer.text()


def sheaf(number: int) -> object:
    """A sheaf of the addresses, which whatever worker is free may take."""
    return pytest.param(addresses()[number::SHEAVES], marks=pytest.mark.xdist_group(f"axe {number}"), id=str(number))


@pytest.mark.parametrize("taken", [sheaf(number) for number in range(SHEAVES)])
def test_axe_objects_to_no_page(browse: OpenPage, taken: list[str]) -> None:
    page = browse("salma")
    wrong: dict[str, object] = {}
    walked = [address for address in taken if is_page(page, address)]
    assert len(walked) >= 5
    for address in walked:
        page.goto(address)
        page.wait_for_load_state("load")
        wrong |= flaws(page, address)
    assert wrong == {}


@pytest.mark.parametrize("width", [640, 320])
def test_a_room_at_two_and_four_hundred_percent_loses_nothing(browse: OpenPage, width: int) -> None:
    """1,280 px at 200 % are 640, at 400 % 320 (WCAG 1.4.10)."""
    page = browse("hala", width=width, height=400 if width == 640 else 256)
    open_room(page, SHELTER)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    for name in ("#say", "button.send", "#room-header [data-panel]", "#room-header a.back"):
        expect(page.locator(name)).to_be_visible()
    page.locator("#say").scroll_into_view_if_needed()
    expect(page.locator("#say")).to_be_in_viewport()
    assert page.locator(".talk").evaluate("talk => talk.clientHeight") >= 40


@pytest.mark.parametrize("address", ["/", "/rooms/", "/rooms/1/", "/organizations/", "/settings/"])
def test_what_one_touches_is_large_enough(browse: OpenPage, address: str) -> None:
    page = browse("hala", width=360, height=740, has_touch=True, is_mobile=True)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    found = page.evaluate(SMALLEST)
    assert not found, "\n".join(found)


def test_nothing_moves_for_whoever_asked_for_calm(browse: OpenPage) -> None:
    page = browse("hala", reduced_motion="reduce")
    open_room(page, SHELTER)
    assert page.evaluate("document.getAnimations().length") == 0
    assert page.evaluate(MOVING) == 0
