"""What files say, as lines, and which files are refused."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement

from legislation.parsing import parse
from legislation.sources import Unreadable, format_of, text_of
from tests.files.samples import pdf, png

LINES = ["قانون الملتقيات", "مادة 1- نص المادة الأولى.", "مادة 2- نص المادة الثانية."]


def as_docx(lines: list[str], *, tracked: bool = False) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if tracked:
        document.paragraphs[-1]._p.append(OxmlElement("w:ins"))
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def refused(content: bytes) -> str:
    with pytest.raises(Unreadable) as no:
        text_of(content)
    return no.value.code


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1256"])
def test_plain_text_is_read_in_the_encodings_that_people_have(encoding: str) -> None:
    content = "\r\n\r\n".join(LINES).encode(encoding)
    assert format_of(content) == "txt"
    assert text_of(content) == "\n".join(LINES)


def test_a_docx_is_read_with_its_tables() -> None:
    document = docx.Document(BytesIO(as_docx(LINES)))
    row = document.add_table(1, 2).rows[0]
    row.cells[0].text, row.cells[1].text = "مادة 3-", "نص في جدول."
    file = BytesIO()
    document.save(file)
    assert format_of(file.getvalue()) == "docx"
    assert [node.label for node in parse(text_of(file.getvalue())).articles()] == ["مادة 1", "مادة 2", "مادة 3"]


def test_a_page_is_read_without_what_is_not_shown() -> None:
    content = (
        "<!DOCTYPE html><html><head><title>لا</title><style>p{}</style></head><body><script>لا</script>"
        "<h1>قانون الملتقيات</h1><p>مادة 1- نص <b>المادة</b>\nالأولى.</p>"
        "<div>مادة 2- نص المادة الثانية.<br></div></body></html>"
    )
    assert text_of(content.encode()) == "\n".join(LINES)


def test_files_of_which_nobody_can_say_what_the_law_is_are_refused() -> None:
    assert refused(as_docx(LINES, tracked=True)) == "tracked_changes"
    assert refused(b"PK\x03\x04 not a zip") == "damaged"
    assert refused(b"%PDF-1.7 not one") == "damaged"
    assert refused(b"  \n ") == "empty"
    assert refused(png((4, 4))) == "not_text"


def test_a_scan_says_that_it_has_no_text() -> None:
    assert refused(pdf()) == "no_text"


def test_a_text_without_end_is_refused() -> None:
    assert refused(("مادة 1- نص.\n" * 300_000).encode()) == "too_long"
