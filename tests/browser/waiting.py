"""Waiting for what a page promises: Playwright's `wait_for_function` takes a promise itself for a yes."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import Page

PATIENCE = 20.0  # seconds


def wait_until(page: Page, question: str, arg: Any = None, patience: float = PATIENCE) -> None:
    """Ask until the answer is true; `question` is a function, or an expression, that may give a promise."""
    end = time.monotonic() + patience
    while not page.evaluate(question, arg):
        assert time.monotonic() < end, question
        page.wait_for_timeout(200)
