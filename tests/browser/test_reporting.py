"""Two organisations and one project: the lead plans and measures on a desktop, its partner gives, spends and reports
on a phone; each sees what the other does.
"""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.serving import Site

pytestmark = pytest.mark.browser
LATER = 40_000  # ms: a page that others changed is fetched anew in a while, on a slow machine later


@pytest.fixture
def project(site: Site) -> int:
    """The number of a project of Basel's and Omar's associations."""
    return int(site.happen("working", "made", f"مشروع {uuid4().hex[:8]}"))


def send(page: Page) -> None:
    page.locator("form.card .form-actions button").click()


def is_in_order(page: Page, width: int) -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def measure(lead: Page, project: int) -> None:
    """A period that runs, and an indicator."""
    lead.goto(f"/projects/{project}/periods/new/")
    lead.fill("#id_title", "الربع الأول")
    today = timezone.localdate()
    lead.fill("#id_starts_on", str(today - timedelta(20)))
    lead.fill("#id_ends_on", str(today + timedelta(20)))
    send(lead)
    lead.goto(f"/projects/{project}/indicators/new/")
    lead.fill("#id_title", "عدد المستفيدين من خدمات الرعاية المنزلية في القرى البعيدة")
    lead.fill("#id_target", "٢٠٠")
    send(lead)
    expect(lead.locator(".indicator-row")).to_have_count(1)
    is_in_order(lead, 1280)


def test_record_measurement_on_a_phone_and_the_lead_closes_the_period(browse: OpenPage, project: int) -> None:
    lead, partner = browse("basel"), browse("omar", width=360, height=780)
    measure(lead, project)
    partner.goto(f"/projects/{project}/indicators/")
    partner.locator(".indicator-row a.btn").click()
    partner.fill("[name=all_f_adults]", "٣٠")
    partner.fill("[name=all_m_children]", "12")
    expect(partner.locator("[data-sum=all]")).to_have_text("42")
    is_in_order(partner, 360)
    partner.locator("details.counts summary").click()
    partner.fill("[name=with_f_adults]", "40")
    send(partner)
    expect(partner.locator("form .errorlist").first).to_contain_text("ذوي الإعاقة")
    expect(partner.locator("[name=with_f_adults]")).to_be_visible()
    partner.fill("[name=with_f_adults]", "4")
    partner.fill("[name=value]", "50")
    send(partner)
    expect(partner.locator(".indicator-row .big")).to_have_text("50")
    expect(lead.locator(".indicator-row .big")).to_have_text("50", timeout=LATER)
    lead.locator("form[action$='/close/'] button").click()
    expect(lead.locator("#indicators .tag", has_text="مغلقة")).to_be_visible()
    partner.locator(".indicator-row h2 a").click()
    is_in_order(partner, 360)
    partner.locator(".actions a.btn").first.click()
    expect(partner.locator("main")).to_contain_text("لا فترة مفتوحة")


def test_who_gives_what_is_seen_by_the_other(browse: OpenPage, project: int) -> None:
    lead, partner = browse("basel"), browse("omar", width=360, height=780, color_scheme="dark")
    lead.goto(f"/projects/{project}/contributions/")
    partner.goto(f"/projects/{project}/contributions/new/?kind=hours")
    partner.fill("#id_amount", "١٢٫٥")
    partner.fill("#id_title", "تدريب مقدّمي الرعاية على الإسعافات الأولية والتعامل مع الطوارئ")
    is_in_order(partner, 360)
    send(partner)
    expect(lead.locator("#contributions")).to_contain_text("12.5 ساعة", timeout=LATER)
    partner.locator(".money-list a").first.click()
    partner.locator(".actions a.btn").first.click()
    partner.fill("#id_amount", "2.5")
    send(partner)
    expect(partner.locator(".money-list .sum")).to_have_text("2.5 ساعة")
    is_in_order(partner, 360)
    expect(lead.locator("#contributions .money-list b").first).to_have_text("2.5 ساعة", timeout=LATER)
    is_in_order(lead, 1280)


def test_record_expense_on_its_line_with_its_paper(browse: OpenPage, project: int) -> None:
    lead, partner = browse("basel"), browse("omar", width=360, height=780)
    lead.goto(f"/projects/{project}/budget/new/")
    lead.fill("#id_title", "أجور المدرّبين")
    lead.fill("#id_planned", "1,500")
    lead.select_option("#id_currency", "USD")
    send(lead)
    expect(lead.locator("#budget")).to_contain_text("1,500 دولار أمريكي")
    partner.goto(f"/projects/{project}/expenses/new/")
    partner.fill("#id_amount", "300.50")
    partner.select_option("#id_currency", "USD")
    partner.select_option("#id_line", label="أجور المدرّبين")
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
    partner.set_input_files("#id_receipt", {"name": "فاتورة.pdf", "mimeType": "application/pdf", "buffer": pdf})
    is_in_order(partner, 360)
    send(partner)
    expect(partner.locator(".money-list a", has_text="الإيصال")).to_be_visible()
    is_in_order(partner, 360)
    expect(lead.locator("#budget .sums")).to_contain_text("300.50 دولار أمريكي", timeout=LATER)
    is_in_order(lead, 1280)
