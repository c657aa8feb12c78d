"""The law as amended, as DOCX with tracked changes."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

import docx
from docx.oxml.ns import qn

from legislation.amending import AFTER, REPEAL, REPLACE, TERM, Change, Clause, Key, amended
from legislation.tracked import tracked

AT = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
FEE = "يحدد رسم الشهر (50) ليرة سورية."
LAW = [
    Clause("p1", "part", "الباب الأول", "الجمعيات", ""),
    Clause("a1", "article", "مادة 1", "", FEE, "p1"),
    Clause("a2", "article", "مادة 2", "", "تدعى الجمعية العمومية\nمرة كل سنة.", "p1"),
    Clause("a3", "article", "مادة 3", "", "تلغى.", "p1"),
]
CHANGES = [
    Change("x1", "x", REPLACE, "a1", text=FEE.replace("(50)", "(500)")),
    Change("y1", "y", TERM, term="الجمعية العمومية", new_term="الهيئة العامة"),
    Change("x2", "x", REPEAL, "a3"),
    Change("z1", "z", AFTER, "a2", text="نص جديد."),
]
CREDITS: dict[Key, str] = {"x1": "جمعية الأمل", "x2": "جمعية الأمل", "y1": "اتحاد الجمعيات"}


def body(changes: list[Change] = CHANGES) -> docx.document.Document:
    content = tracked("القانون بعد التعديل", "30/11/2026", amended(LAW, changes), CREDITS, AT, "لجنة الصياغة")
    return docx.Document(BytesIO(content))


def told(tag: str, inner: str) -> list[tuple[str, str]]:
    """(author, words) of each change of a kind."""
    return [
        (each.get(qn("w:author"), ""), "".join(text.text or "" for text in each.iter(qn(inner))))
        for each in body().element.body.iter(qn(tag))
    ]


def test_what_goes_and_comes_is_marked_with_who_proposed_it() -> None:
    assert [(author, words.strip()) for author, words in told("w:del", "w:delText")] == [
        ("جمعية الأمل", "50"),
        ("اتحاد الجمعيات", "الجمعية العمومية"),
        ("جمعية الأمل", "مادة 3"),
        ("جمعية الأمل", "تلغى."),
    ]
    assert [(author, words.strip()) for author, words in told("w:ins", "w:t")] == [
        ("جمعية الأمل", "500"),
        ("اتحاد الجمعيات", "الهيئة العامة"),
        ("لجنة الصياغة", "مادة 2 مكرر"),
        ("لجنة الصياغة", "نص جديد."),
    ]


def test_every_change_has_a_number_of_its_own_and_its_moment() -> None:
    marks = [each for tag in ("w:del", "w:ins") for each in body().element.body.iter(qn(tag))]
    assert len({each.get(qn("w:id")) for each in marks}) == len(marks)
    assert {each.get(qn("w:date")) for each in marks} == {"2026-11-30T09:00:00Z"}


def test_with_all_refused_the_law_stands_as_it_was_and_with_all_accepted_as_amended() -> None:
    paper = body()
    stays = [words for each in paper.element.body.iter(qn("w:p")) if (words := text_of(each, without=qn("w:ins")))]
    comes = [words for each in paper.element.body.iter(qn("w:p")) if (words := text_of(each, without=qn("w:del")))]
    assert stays[2:] == [
        "الباب الأول – الجمعيات",
        "مادة 1",
        FEE,
        "مادة 2",
        "تدعى الجمعية العموميةمرة كل سنة.",
        "مادة 3",
        "تلغى.",
    ]
    assert comes[2:] == [
        *("الباب الأول – الجمعيات", "مادة 1", FEE.replace("(50)", "(500)"), "مادة 2", "تدعى الهيئة العامةمرة كل سنة."),
        *("مادة 2 مكرر", "نص جديد."),
    ]


def text_of(paragraph: object, without: str) -> str:
    """Its words in a row, line breaks left out."""
    gone = {text for change in paragraph.iter(without) for text in change.iter()}  # type: ignore[attr-defined]
    kept = [each for each in paragraph.iter(qn("w:t"), qn("w:delText")) if each not in gone]  # type: ignore[attr-defined]
    return "".join(each.text or "" for each in kept).strip()


def test_paragraphs_are_read_from_the_right() -> None:
    marked = [
        each for each in body().element.body.iter(qn("w:p")) if each.find(f"{qn('w:pPr')}/{qn('w:bidi')}") is not None
    ]
    assert len(marked) >= 8
