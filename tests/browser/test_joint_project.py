"""One project from its first word to its closing report: Basel's association at its desk, Omar's on a phone, in Arabic.

Each part of a project has tests of its own; here what one does is what the other works on with.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import docx
import pypdfium2
import pytest
from django.utils import timezone
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import OpenPage
from tests.browser.test_kanban import card, column, drag, middle, titles
from tests.browser.test_notes import STATE, TEXT, write
from tests.browser.test_partnership import own_organization
from tests.browser.test_reporting import LATER, send

pytestmark = pytest.mark.browser
AIM = "ستون مكاناً لكبار السنّ الذين لا معيل لهم"
GOAL, ACTIVITY = "عيش كريم لكبار السنّ", "تجهيز الطابق الأول"
TASK, NEXT_TASK = "شراء الأسرّة", "طلب رخصة التشغيل"
MEASURED = "عدد المستفيدين من خدمات الرعاية"


@dataclass
class Walk:
    """The lead at a desk, its partner on a phone, and their project."""

    lead: Page
    partner: Page
    title: str
    address: str = ""

    def at(self, page: Page, rest: str = "") -> Page:
        page.goto(f"{self.address}{rest}")
        page.wait_for_load_state("networkidle")
        return page

    def in_order(self, page: Page) -> None:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_two_organisations_walk_from_invitation_to_closing_report(browse: OpenPage) -> None:
    lead, partner = browse("basel"), browse("omar", width=360, height=780, has_touch=True, is_mobile=True)
    walk = Walk(lead, partner, f"دار المسنّين {uuid4().hex[:6]}")
    propose(walk)
    accept(walk)
    begin(walk)
    plan(walk)
    move(walk)
    write_together(walk)
    give(walk)
    spend(walk)
    measure(walk)
    close(walk)
    read_the_reports(walk)


# They come together ---------------------------------------------------------------------------------------------------
def propose(walk: Walk) -> None:
    """The lead proposes the project and invites the other."""
    walk.partner.goto("/projects/")
    asked = own_organization(walk.partner)
    page = walk.lead
    page.goto("/projects/new/")
    page.fill("#id_title", walk.title)
    page.fill("#id_aim", AIM)
    page.get_by_role("button", name="اقتراح المشروع").click()
    page.wait_for_url(re.compile(r"/projects/\d+/$"))
    walk.address = page.url
    walk.at(page, "partners/invite/")
    page.select_option("#id_organization", label=asked)
    page.fill("#id_share", "ترميم الطابق الأول وتجهيزه")
    page.get_by_role("button", name="إرسال الدعوة").click()
    expect(page.locator("#invited-title")).to_be_visible()


def accept(walk: Walk) -> None:
    """A signatory of the other reads what it is asked and says yes on the phone; the lead sees it without asking."""
    page = walk.partner
    page.goto("/projects/")
    page.locator("a.row", has_text=walk.title).first.click()
    expect(page.locator("main")).to_contain_text("ترميم الطابق الأول وتجهيزه")
    walk.in_order(page)
    page.get_by_role("button", name="قبول باسم جهتنا").click()
    page.wait_for_url(walk.address)
    expect(walk.lead.locator("#partners")).to_contain_text("شريكة منذ", timeout=LATER)


def begin(walk: Walk) -> None:
    """Whoever looks at the overview for a while has read what happened until then."""
    step(walk, "active")
    with walk.partner.expect_response(re.compile("/read/$")) as heard:
        expect(walk.at(walk.partner).locator("main")).to_contain_text("نشط")
    assert heard.value.ok


def step(walk: Walk, status: str) -> None:
    """The lead takes the project to another state."""
    page = walk.at(walk.lead, "status/")
    page.check(f"input[name=status][value={status}]")
    page.get_by_role("button", name="حفظ").click()
    page.wait_for_url(walk.address)


# They work ------------------------------------------------------------------------------------------------------------
def plan(walk: Walk) -> None:
    """The lead writes from the goal down to the first task, the partner adds one on the phone."""
    page = walk.at(walk.lead, "plan/")
    for words, text in (("إضافة هدف", GOAL), ("إضافة مخرج", "دار جاهزة"), ("إضافة نشاط", ACTIVITY)):
        page.locator(".adder-fold > summary", has_text=words).first.click()
        typed(page.get_by_label(words).first, text)
        expect(page.locator("#plan")).to_contain_text(text)
    typed(page.locator(".plan-activity input[name=text]"), TASK)
    expect(page.get_by_role("link", name=TASK)).to_be_visible()
    phone = walk.at(walk.partner, "plan/")
    typed(phone.locator("#add-task-0"), NEXT_TASK)
    expect(phone.get_by_role("link", name=NEXT_TASK)).to_be_visible()
    walk.in_order(phone)
    expect(page.get_by_role("link", name=NEXT_TASK)).to_be_visible(timeout=LATER)


def typed(field: Locator, words: str) -> None:
    field.fill(words)
    field.press("Enter")


def move(walk: Walk) -> None:
    """A card is dragged at the desk, and stands elsewhere on the phone."""
    page, phone = walk.at(walk.lead, "board/"), walk.at(walk.partner, "board/")
    expect(card(phone, TASK)).to_have_count(1)
    drag(page, TASK, middle(column(page, 1)))
    expect(titles(page, 1)).to_have_text([TASK])
    expect(titles(phone, 1)).to_have_text([TASK], timeout=LATER)
    expect(titles(phone, 0)).to_have_text([NEXT_TASK])
    walk.in_order(phone)


def write_together(walk: Walk) -> None:
    """Two hands in one note; it is taken along as DOCX and PDF."""
    page, phone = walk.at(walk.lead, "notes/new/"), walk.partner
    page.fill("#id_title", "محضر اللقاء الأول")
    page.get_by_role("button", name="بدء").click()
    expect(page.locator("#note-text.is-live")).to_be_visible()
    walk.at(phone, "documents/")
    phone.locator(".documents a", has_text="محضر اللقاء الأول").click()
    expect(phone.locator("#note-text.is-live")).to_be_visible()
    write(page, "اتفقنا على موعد التسليم")
    expect(phone.locator(TEXT)).to_contain_text("اتفقنا على موعد التسليم")
    write(phone, " والتركيب على جهتنا")
    expect(page.locator(TEXT)).to_contain_text("والتركيب على جهتنا")
    expect(phone.locator(STATE)).to_have_attribute("data-state", "saved")
    page.locator(".note-more > summary").click()
    words = "اتفقنا على موعد التسليم والتركيب على جهتنا"
    note = docx.Document(BytesIO(taken(page, page.locator("a[href$='/docx/']"))))
    assert words in "\n".join(each.text for each in note.paragraphs)
    assert pages_of(taken(page, page.locator("a[href$='/pdf/']"))) == 1


# They account for it --------------------------------------------------------------------------------------------------
def give(walk: Walk) -> None:
    """Hours promised on the phone; the lead reads it, and records what came with the phone's owner."""
    phone = walk.at(walk.partner, "contributions/new/?kind=hours")
    phone.fill("#id_amount", "١٢٫٥")
    phone.fill("#id_title", "تركيب الأسرّة")
    walk.in_order(phone)
    send(phone)
    expect(walk.at(walk.lead, "contributions/").locator("#contributions")).to_contain_text("12.5 ساعة")
    phone.locator(".money-list a").first.click()
    phone.locator(".actions a.btn").first.click()
    phone.fill("#id_amount", "7.5")
    send(phone)
    expect(phone.locator(".money-list .sum")).to_have_text("7.5 ساعة")
    expect(walk.lead.locator("#contributions .money-list b").first).to_have_text("7.5 ساعة", timeout=LATER)


def spend(walk: Walk) -> None:
    """A line of the budget at the desk, what was paid of it on the phone."""
    page, phone = walk.at(walk.lead, "budget/new/"), walk.partner
    page.fill("#id_title", "أسرّة وفرش")
    page.fill("#id_planned", "1,500")
    page.select_option("#id_currency", "USD")
    send(page)
    walk.at(phone, "expenses/new/")
    phone.fill("#id_amount", "300.50")
    phone.select_option("#id_currency", "USD")
    phone.select_option("#id_line", label="أسرّة وفرش")
    send(phone)
    expect(phone.locator(".money-list")).to_contain_text("300.50 دولار أمريكي")
    expect(page.locator("#budget .sums")).to_contain_text("300.50 دولار أمريكي", timeout=LATER)


def measure(walk: Walk) -> None:
    """An indicator of the activity; the partner counts people, no names; the lead closes the period."""
    page, phone, today = walk.at(walk.lead, "periods/new/"), walk.partner, timezone.localdate()
    page.fill("#id_title", "الشهر الأول")
    page.fill("#id_starts_on", str(today - timedelta(20)))
    page.fill("#id_ends_on", str(today + timedelta(20)))
    send(page)
    walk.at(page, "indicators/new/")
    page.fill("#id_title", MEASURED)
    page.fill("#id_target", "٦٠")
    page.select_option("#id_activity", label=ACTIVITY)
    send(page)
    walk.at(phone, "indicators/").locator(".indicator-row a.btn").click()
    phone.fill("[name=all_f_adults]", "٣٠")
    phone.fill("[name=all_m_adults]", "12")
    walk.in_order(phone)
    send(phone)
    expect(phone.locator(".indicator-row .big")).to_have_text("42")
    expect(page.locator(".indicator-row .big")).to_have_text("42", timeout=LATER)
    page.locator("form[action$='/close/'] button").click()
    expect(page.locator("#indicators .tag", has_text="مغلقة")).to_be_visible()


# They end it ----------------------------------------------------------------------------------------------------------
def close(walk: Walk) -> None:
    """What is left is done; the lead completes the project, and the phone says so."""
    phone = walk.at(walk.partner, "plan/")
    for task in (TASK, NEXT_TASK):
        phone.locator(".task-row", has_text=task).locator(".tick").click()
        expect(phone.locator(".task-row.done", has_text=task)).to_be_visible()
    walk.at(phone)
    step(walk, "completed")
    expect(walk.lead.locator("main")).to_contain_text("مكتمل")
    expect(walk.lead.locator(".far-number")).to_contain_text("100%")
    walk.in_order(walk.lead)


def read_the_reports(walk: Walk) -> None:
    """The closing report is there for both, and says what both did."""
    phone, page = walk.at(walk.partner, "reports/"), walk.at(walk.lead, "reports/")
    for each in (phone, page):
        walk.in_order(each)
    paper = taken(phone, phone.locator("button[formaction$='.docx']"))
    text = words_of(paper)
    for said in (
        walk.title,
        AIM,
        "مكتمل",
        MEASURED,
        "42",
        "تركيب الأسرّة",
        "أسرّة وفرش",
        "300.50",
        own_organization(phone),
    ):
        assert said in text, said
    printed = phone.context.request.get(f"{walk.address}report/")
    assert printed.headers["content-type"] == "application/pdf"
    assert pages_of(printed.body()) >= 1
    sheet = load_workbook(BytesIO(taken(page, page.locator("a[href$='four-w.xlsx']")))).worksheets[0]
    assert sheet.sheet_view.rightToLeft
    assert any(ACTIVITY in row and 42 in row for row in sheet.iter_rows(values_only=True))


def taken(page: Page, link: Locator) -> bytes:
    """The file that a click brings down."""
    with page.expect_download() as waited:
        link.click()
    return Path(waited.value.path()).read_bytes()


def words_of(paper: bytes) -> str:
    """Everything that stands in a DOCX."""
    opened = docx.Document(BytesIO(paper))
    cells = (cell.text for table in opened.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(each.text for each in opened.paragraphs), *cells])


def pages_of(paper: bytes) -> int:
    return len(pypdfium2.PdfDocument(paper))
