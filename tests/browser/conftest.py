"""A site, a Chromium, and people signed in, each with a browser of their own."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from tests.browser.people import arrive
from tests.browser.serving import FLAGS, Site, chromium_program, seed
from tests.migrated import ready_file

expect.set_options(timeout=10_000)
OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each file goes to one worker, in order (pytest-xdist, loadgroup). What has a group of its own comes first, while
    nobody has said anything, and is shared by all workers.
    """
    shared = [item for item in items if item.get_closest_marker("browser") and item.get_closest_marker("xdist_group")]
    for item in items:
        if item.get_closest_marker("browser") and item not in shared:
            item.add_marker(pytest.mark.xdist_group(item.path.stem))
    items[:] = shared + [item for item in items if item not in shared]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data with which every site begins."""
    folder = tmp_path_factory.mktemp("seeded")
    seed(folder, ready_file())
    return folder


@pytest.fixture(scope="module")
def site(seeded: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site for each file of tests: which of them ran before in this worker is chance, and must not be seen."""
    folder = tmp_path_factory.mktemp("site")
    shutil.copytree(seeded, folder, dirs_exist_ok=True)
    made = Site(folder)
    made.start()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(playwright_driver: Playwright) -> Iterator[Browser]:
    browser = playwright_driver.chromium.launch(executable_path=chromium_program(), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def browse(site: Site, chromium: Browser) -> Iterator[OpenPage]:
    """browse("hala", width=360) gives an empty page of a fresh browser in which that person is signed in."""
    contexts: list[BrowserContext] = []

    def open_page(username: str = "", **options: Any) -> Page:
        width, height = options.pop("width", 1280), options.pop("height", 800)
        context = chromium.new_context(
            viewport={"width": width, "height": height}, locale="ar", **{"base_url": site.url, **options}
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        if username:
            arrive(context, username)
        return page

    yield open_page
    for context in contexts:
        context.close()
