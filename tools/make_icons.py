"""Draw the icons that phones and desktops ask for, from the one drawing in frontend/icons/multaqa.svg, by Chromium.

`.venv/bin/python -m tools.make_icons`, after the drawing changed. Launchers cut a maskable icon to their own shape and
keep its inner four fifths, so there the ground fills the whole square and the sign stands smaller.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parents[1] / "frontend" / "icons"
DRAWING = (FOLDER / "multaqa.svg").read_text()
WHOLE_SQUARE = DRAWING.replace(' rx="9"', "").replace("<path ", '<path transform="translate(3.2 3.2) scale(.8)" ')
ONLY_THE_SIGN = DRAWING.replace('fill="#0e6e63"', 'fill="none"')  # Android tints the sign of a notice by itself
ICONS = {
    "icon-192.png": (DRAWING, 192),
    "icon-512.png": (DRAWING, 512),
    "icon-maskable-512.png": (WHOLE_SQUARE, 512),
    "icon-apple-180.png": (WHOLE_SQUARE, 180),
    "badge-96.png": (ONLY_THE_SIGN, 96),
}


def draw(browser: Browser, name: str, drawing: str, size: int) -> None:
    """Write one picture, `size` pixels wide and high, transparent where nothing is drawn."""
    page = browser.new_page(viewport={"width": size, "height": size})
    page.set_content(f"<style>*{{margin:0}}svg{{display:block;width:{size}px;height:{size}px}}</style>{drawing}")
    page.screenshot(path=FOLDER / name, omit_background=True)
    page.close()


def main() -> None:
    program = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        for name, (drawing, size) in ICONS.items():
            draw(browser, name, drawing, size)
        browser.close()


if __name__ == "__main__":
    main()
