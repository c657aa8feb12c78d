"""`make screenshots`: the named pages, light and dark, on a phone and on a desktop, into screenshots/.

`DATA_DIR=… python -m tests.browser.screenshots --readme` writes the few that the README shows into docs/images/, from a
copy of the demo in that folder (`make demo`).
"""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path

import django
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

DEMO = os.environ.pop("DATA_DIR", "")  # looked at in a copy, by its own settings
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.browser.settings")
django.setup()

from tests.browser.people import sign_in  # noqa: E402  its factories need Django's apps
from tests.browser.serving import FLAGS, TEST_SETTINGS, Site, seed  # noqa: E402
from tests.factories import PASSWORD  # noqa: E402

PAGES = {
    "landing": ("", "/"),
    "sign-in": ("", "/accounts/login/"),
    "apply": ("", "/apply/"),
    "home": ("hala", "/"),
    "rooms": ("hala", "/rooms/"),
    "room": ("hala", "/rooms/1/"),
    "new-group": ("hala", "/rooms/new/"),
    "members": ("hala", "/rooms/4/members/"),
    "needs": ("hala", "/needs/"),
    "needs-map": ("hala", "/needs/?view=map"),
    "gaps": ("hala", "/needs/matrix/"),
    "directory": ("hala", "/organizations/"),
    "organization": ("hala", "/organizations/1/"),
    "person": ("hala", "/people/2/"),
    "settings": ("hala", "/settings/"),
    "not-found": ("hala", "/nowhere/"),
}
README = {
    ("room", 1280, "light"),
    ("room", 1280, "dark"),
    ("room", 360, "light"),
    ("directory", 1280, "light"),
    ("home", 1280, "light"),
    ("needs", 1280, "light"),
}
DEMO_PASSWORD = "multaqa-demo"
HEIGHTS = {360: 740, 1280: 800}


@contextmanager
def site() -> Iterator[Site]:
    """A site with the tests' rooms, or a copy of the demo, in a folder of its own, for as long as the block runs."""
    with tempfile.TemporaryDirectory() as folder:
        if DEMO:
            shutil.copytree(DEMO, folder, dirs_exist_ok=True)
        else:
            seed(Path(folder))
        made = Site(Path(folder), "config.settings" if DEMO else TEST_SETTINGS)
        made.start()
        try:
            yield made
        finally:
            made.stop()


def pages(browser: Browser, url: str, width: int, scheme: str) -> Iterator[tuple[str, Page]]:
    """Each named page, loaded at that width in that scheme by the one who sees it."""
    for person in ("", "hala"):
        context = browser.new_context(
            base_url=url,
            viewport={"width": width, "height": HEIGHTS[width]},
            color_scheme="dark" if scheme == "dark" else "light",
            locale="ar-SY",
            has_touch=width < 500,
        )
        page = context.new_page()
        if person:
            sign_in(page, person, DEMO_PASSWORD if DEMO else PASSWORD)
        for name, (whose, address) in PAGES.items():
            if whose == person:
                look_at(page, name, address)
                yield name, page
        context.close()


def look_at(page: Page, name: str, address: str) -> None:
    """The page, come to rest. Of the demo's rooms the liveliest is shown: the first of the list."""
    page.goto("/rooms/" if DEMO and name == "room" else address)
    if DEMO and name == "room":
        page.locator("a.room").first.click()
        page.locator(".message").first.wait_for()
    page.wait_for_load_state("networkidle")


def take(page: Page, path: Path) -> None:
    """A picture in a palette of 256 colours: a third of the bytes, and nobody sees it."""
    page.screenshot(path=path)
    with Image.open(path) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)


def main(for_readme: bool) -> None:
    """Take the pictures; those of the README only when asked for them."""
    folder = Path("docs/images" if for_readme else "screenshots")
    folder.mkdir(parents=True, exist_ok=True)
    program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    with site() as running, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        for width, scheme in product(HEIGHTS, ("light", "dark")):
            for name, page in pages(browser, running.url, width, scheme):
                if not for_readme or (name, width, scheme) in README:
                    take(page, folder / f"{name}-{width}-{scheme}.png")
        browser.close()
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}/")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--readme", action="store_true", help="only the pictures of the README, into docs/images/")
    main(parser.parse_args().readme)
