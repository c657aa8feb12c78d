"""What is handed on: the page and the DOCX say the same, run as their words run, and hold no command of anybody's."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from io import BytesIO
from urllib.parse import unquote

import docx
import pypdfium2
import pytest
from django.test import RequestFactory
from docx.oxml.ns import qn
from icalendar import Calendar

from paper.answers import made_answer
from paper.codes import printed_code, shown_code
from paper.feeds import feed_answer
from paper.ics import Item, calendar
from paper.sections import Section, Sheet, Table, as_source
from paper.typesetting import as_pdf, page, quoted, spoken, titled
from paper.word import Lined, as_docx

TABLE = Table(
    ["الجهة", "المهمة", ""], [["الهلال", 'سقف "أول"', "40"], ["Relief Ltd", "#panic()", "–"]], [3, 5, 2], frozenset({2})
)
SECTION = Section("القرارات", ["السطر الأول\nالسطر الثاني"], [("من يفعل ماذا", TABLE)], ["أعداد لا أسماء"])


def sheet(language: str = "ar") -> Sheet:
    return Sheet("محضر اللقاء", "٣ كانون الأول", "وُضع اليوم", [SECTION], language)


def text_of(pdf: bytes) -> str:
    return "".join(each.get_textpage().get_text_range() for each in pypdfium2.PdfDocument(pdf))


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_a_page_runs_as_its_language_does(language: str, direction: str) -> None:
    assert f'lang: "{language}", dir: {direction}' in as_source(sheet(language))
    assert as_pdf(as_source(sheet(language)))[:5] == b"%PDF-"


def test_what_people_write_is_never_a_command() -> None:
    wicked = '"); #panic("x") \\ #read("/etc/passwd")\x07'
    source = page(wicked, "ar", foot=wicked) + titled(wicked, wicked) + spoken(wicked)
    said = text_of(as_pdf(source))
    assert said.count("passwd") == 4  # the title, the line, the text and the foot, as mere words
    assert quoted('a"\\\n\x00') == '"a\\"\\\\\\n"'


def test_a_code_is_shown_and_printed() -> None:
    address = "https://multaqa.example/check/7K3QFM/?a=1&b=2"
    assert unquote(shown_code(address)).startswith("data:image/svg+xml")
    bare = as_pdf(as_source(sheet()))
    with_code = as_pdf(as_source(sheet(), [f"#{printed_code(address)}"]))
    assert len(with_code) > len(bare)


def test_a_docx_says_the_same_and_runs_as_its_words_do() -> None:
    paper = docx.Document(BytesIO(as_docx(sheet())))
    said = [each.text for each in paper.paragraphs]
    assert said == [
        "محضر اللقاء",
        "٣ كانون الأول",
        "القرارات",
        "السطر الأول\nالسطر الثاني",
        "من يفعل ماذا",
        "أعداد لا أسماء",
    ]
    table = paper.tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        row[:2] for row in (TABLE.headings, *TABLE.rows)
    ]
    assert table._tbl.tblPr.find(qn("w:bidiVisual")) is not None
    first, second = table.rows[1].cells[0].paragraphs[0], table.rows[2].cells[0].paragraphs[0]
    assert [each._p.pPr is not None and each._p.pPr.find(qn("w:bidi")) is not None for each in (first, second)] == [
        True,
        False,
    ]


def test_words_of_a_cell_are_struck_out_and_underlined() -> None:
    words = Lined([("same", "خلال "), ("removed", "ستين"), ("added", "ثلاثين "), ("same", "يوماً\nمن طلبه")])
    table = Table(["النص"], [[words]], [1])
    paper = docx.Document(BytesIO(as_docx(Sheet("", "", "", [Section("", tables=[("", table)])], "ar"))))
    (line,) = paper.tables[0].rows[1].cells[0].paragraphs
    assert line.text == "خلال ستين ثلاثين يوماً\nمن طلبه"
    assert [each.text for each in line.runs if each.font.strike] == ["ستين"]
    assert [(each.text, each.bold) for each in line.runs if each.underline] == [("ثلاثين", True)]
    assert all(each.font.rtl for each in line.runs if each.text.strip())


def test_the_marks_of_a_docx_stand_where_the_standard_wants_them() -> None:
    paper = docx.Document(BytesIO(as_docx(sheet())))
    names = [child.tag for child in paper.tables[0]._tbl.tblPr]
    assert names.index(qn("w:bidiVisual")) < names.index(qn("w:tblW"))
    assert paper.sections[0].footer.paragraphs[0].text == "وُضع اليوم"


def test_an_answer_says_what_it_is_and_under_which_name_it_is_kept() -> None:
    answer = made_answer(b"x", "محضر/1.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "/" not in unquote(answer["Content-Disposition"].split("''")[1])
    assert made_answer(b"x", "P-1.pdf", is_shown=True)["Content-Disposition"] == 'inline; filename="P-1.pdf"'


def test_what_has_an_hour_keeps_people_busy_and_a_day_does_not() -> None:
    start = datetime(2026, 12, 5, 9, 30, tzinfo=timezone(timedelta(hours=3)))
    more = {
        "title": "الجلسة الأولى",
        "about": "",
        "url": "https://multaqa.example/x",
        "changed_at": start,
        "sequence": 2,
    }
    item = Item("s-1@x", start, start + timedelta(hours=2), where="دمشق، قاعة ١", is_cancelled=True, **more)  # type: ignore[arg-type]
    (event,) = Calendar.from_ical(calendar("البرنامج", [item])).walk("VEVENT")
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (start, start + timedelta(hours=2))
    assert (event["location"], event["status"], event.get("transp")) == ("دمشق، قاعة ١", "CANCELLED", None)


def test_a_feed_is_sent_once_and_not_too_often(rf: RequestFactory) -> None:
    first = feed_answer(rf.get("/x.ics"), "test.feed", lambda: b"BEGIN")
    again = feed_answer(rf.get("/x.ics", headers={"if-none-match": first["ETag"]}), "test.feed", lambda: b"BEGIN")
    assert (first.status_code, first.content, again.status_code) == (200, b"BEGIN", 304)
    codes = [feed_answer(rf.get("/x.ics"), "test.feed", lambda: b"BEGIN").status_code for _ in range(10)]
    assert codes[-1] == 429
