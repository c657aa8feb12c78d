"""axe-core, run in a page: WCAG 2.2 AA."""

from __future__ import annotations

from itertools import product
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


LOOKS = list(product((1280, 360), ("light", "dark")))
RUN = """async (rules) => {
  const found = await axe.run({ runOnly: rules, resultTypes: ["violations"] });
  return found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map((it) => it.html) }));
}"""


def violations(page: Page) -> list[str]:
    """One line for each rule that the page breaks, with the first elements that do."""
    if not page.evaluate("'axe' in globalThis"):
        # Not add_script_tag: the page's own policy rightly refuses a script that is not the site's.
        page.evaluate(SCRIPT.read_text())
    found: list[dict[str, Any]] = page.evaluate(RUN, RULES)
    return [f"{each['id']}: {each['help']}: " + " · ".join(html[:160] for html in each["nodes"]) for each in found]


def flaws(page: Page, address: str) -> dict[str, object]:
    """{look: what is wrong} with the page that stands there: wide and narrow, light and dark."""
    wrong: dict[str, object] = {}
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        if found := violations(page):
            wrong[f"{address} {width} {scheme}"] = found
        if page.evaluate("document.documentElement.scrollWidth") > width:
            wrong[f"{address} {width} is wider than the screen"] = True
    return wrong
