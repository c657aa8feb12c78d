"""What the long walks do on every page: press what a form ends with, follow a link, look whether it fits the phone."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page


def send(page: Page) -> None:
    """The form that is open."""
    page.locator("main form[method=post] .form-actions .btn").first.click()


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]


def number_in(page: Page, pattern: str) -> int:
    page.wait_for_url(re.compile(pattern))
    found = re.search(pattern, page.url)
    assert found
    return int(found[1])


def act(page: Page, rest: str) -> Locator:
    """The button of the form that goes to an address with this end."""
    return page.locator(f"main form[action$='{rest}'] button").first


def follow(page: Page, rest: str) -> None:
    """The link to an address with this end."""
    page.locator(f"main a[href$='{rest}']").first.click()
