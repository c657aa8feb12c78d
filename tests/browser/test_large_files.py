"""Files that no single request takes: beside a task and in a folder, in pieces."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.test_kanban import Planned, planned  # noqa: F401  the fixture

pytestmark = pytest.mark.browser
LATER = 120_000  # ms: seventeen pieces on a slow machine


def paper(megabytes: int) -> Any:
    body = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\n" + b"%" + b"x" * (megabytes << 20)
    body += b"\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    return {"name": "مخططات الطابق الأول.pdf", "mimeType": "application/pdf", "buffer": body}


def test_a_large_file_beside_a_task(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    page = browse("basel", width=360, height=780)
    page.goto(f"/projects/{planned.pk}/plan/")
    page.get_by_role("link", name="رخصة التشغيل").click()
    files = page.locator("dialog.sheet #files")
    files.locator("input[type=file]").set_input_files(paper(17))
    files.get_by_role("button", name="إرفاق").click()
    expect(files.locator(".pieces")).to_contain_text("مخططات الطابق الأول.pdf")
    assert violations(page) == []
    expect(files.get_by_role("link", name="مخططات الطابق الأول.pdf")).to_be_visible(timeout=LATER)


def test_a_large_document_goes_on_after_a_cut_line(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    page = browse("basel")
    page.goto(f"/projects/{planned.pk}/documents/new/")
    cut = {"times": 1}

    def break_once(route: Any) -> None:
        if route.request.method == "PATCH" and cut["times"]:
            cut["times"] -= 1
            route.abort()
        else:
            route.continue_()

    page.route("**/api/uploads/**", break_once)
    page.set_input_files("#id_file", paper(5))
    page.get_by_role("button", name="إضافة", exact=True).click()
    expect(page.get_by_role("link", name="مخططات الطابق الأول")).to_be_visible(timeout=LATER)
    assert cut["times"] == 0


def test_a_large_file_can_be_stopped(planned: Planned, browse: OpenPage) -> None:  # noqa: F811
    page = browse("basel")
    page.goto(f"/projects/{planned.pk}/documents/new/")
    page.route("**/api/uploads/**", lambda route: route.abort())
    page.set_input_files("#id_file", paper(3))
    page.get_by_role("button", name="إضافة", exact=True).click()
    page.locator(".pieces button").click()
    expect(page.locator(".pieces button")).to_have_count(0)
    expect(page.get_by_role("button", name="إضافة", exact=True)).to_be_enabled()
