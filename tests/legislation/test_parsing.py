"""Texts of laws read into a tree, with what looks wrong in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from legislation.parsing import Draft, doubts, letters, parse

LAW = Path("../shared/samples/law-93-1958.ar.txt")
SHORT = """قانون الملتقيات (قانون 7 لعام 2020)
الباب الأول – أحكام عامة
الفصل الأول
التعاريف
مادة 1- يقصد بالملتقى كل اجتماع تنسيقي.
المادة ٢ – يكون للملتقى ما يلي:
أ- أمانة سر.
1- رئيس
2- نائب
ب- لجنة.
يحددها النظام الداخلي.
المادة 2 مكرر: تدعو أمانة السر إلى الاجتماع.
الباب الثاني - العقوبات
المادة الثالثة
تفرض الغرامة على من يخالف.
"""


def codes(text: str) -> list[tuple[str, str]]:
    return [(doubt.code, doubt.node.label if doubt.node else "") for doubt in doubts(parse(text))]


def all_of(draft: Draft) -> str:
    return draft.title + draft.preamble + "".join(n.label + n.heading + n.text for n in draft.walk())


def test_a_text_becomes_a_tree() -> None:
    draft = parse(SHORT)
    assert draft.title == "قانون الملتقيات (قانون 7 لعام 2020)"
    first, second = draft.nodes
    assert (first.label, first.heading) == ("الباب الأول", "أحكام عامة")
    assert (first.parts[0].label, first.parts[0].heading) == ("الفصل الأول", "التعاريف")
    assert [node.label for node in draft.articles()] == ["مادة 1", "المادة ٢", "المادة 2 مكرر", "المادة الثالثة"]
    article = draft.articles()[1]
    assert [(part.kind, part.label, part.text) for part in article.walk()][1:] == [
        ("paragraph", "أ", "أمانة سر."),
        ("item", "1", "رئيس"),
        ("item", "2", "نائب"),
        ("paragraph", "ب", "لجنة.\nيحددها النظام الداخلي."),
    ]
    assert second.parts[0].text == "تفرض الغرامة على من يخالف."
    assert letters(all_of(draft)) == letters(SHORT)
    assert codes(SHORT) == []


def test_words_that_mention_an_article_are_no_head() -> None:
    draft = parse("مادة 1- تسري أحكام\nالمادة الثانية من القانون رقم 10 على ذلك.\nمادة 2- نص.")
    assert [node.label for node in draft.articles()] == ["مادة 1", "مادة 2"]
    assert "المادة الثانية من القانون رقم 10" in draft.articles()[0].text


def test_the_words_of_a_country_head_its_articles() -> None:
    assert [node.kind for node in parse("الفصل 1 - نص\nالفصل 2 - نص", "tn").nodes] == ["article", "article"]
    assert [node.kind for node in parse("الفصل 1 - نص\nالفصل 2 - نص", "sy").nodes] == ["chapter", "chapter"]


def numbered(numbers: list[int]) -> str:
    return "\n".join(f"مادة {number}- نص المادة." for number in numbers)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (numbered([11, 12, 31, 14]), [("gap", "مادة 11"), ("mirrored", "مادة 31")]),
        (numbered([1, 2, 4]), [("gap", "مادة 4")]),
        (numbered([1, 2, 2]), [("repeated", "مادة 2")]),
        (numbered([1, 2, 3, 1]), [("backwards", "مادة 1")]),
        ("مادة 1-\nمادة 2- نص.", [("empty", "مادة 1")]),
        ("الباب الأول - عام\nالباب الثاني - خاص\nمادة 1- نص.", [("empty_part", "الباب الأول")]),
        ("عنوان\nديباجة طويلة\nمادة 1- نص.", [("preamble", "")]),
        ("مادة 1- ال يخل ذلك بغيره.", [("lam_alef", "مادة 1")]),
        ("مادة 1- الشؤون االجتماعية والعمل.", [("lam_alef", "مادة 1")]),
        ("مادة 1- ةيعمجلا ىلع نوناقلا.", [("reversed", "مادة 1")]),
        ("مادة 1- \ufefb يجوز.", [("broken_letters", "مادة 1")]),
        ("مادة 1- نص (عدلت بالمرسوم رقم 224).", [("note", "مادة 1")]),
        ("لا شيء هنا يشبه القانون.", [("no_article", "")]),
    ],
)
def test_doubts(text: str, expected: list[tuple[str, str]]) -> None:
    assert codes(text) == expected


@pytest.mark.skipif(not LAW.exists(), reason="the samples are not here")
def test_the_law_of_associations_comes_in_whole() -> None:
    text = LAW.read_text(encoding="utf-8")
    draft = parse(text)
    assert [node.read.number for node in draft.articles() if node.read] == list(range(1, 76))
    parts = [node for node in draft.walk() if node.kind == "part"]
    chapters = [node for node in draft.walk() if node.kind == "chapter"]
    assert [part.heading for part in parts] == [
        "الجمعيات عموماً",
        "في الجمعيات ذات النفع العام",
        "في أحكام خاصة ببعض الجمعيات",
        "في المؤسسات الخاصة",
        "العقوبات",
    ]
    assert [chapter.heading for chapter in chapters] == ["أحكام عامة", "مجلس الإدارة", "الهيئة العامة", "في حل الجمعية"]
    assert letters(all_of(draft)) == letters(text)
    found = [(doubt.code, doubt.node.label if doubt.node else "") for doubt in doubts(draft)]
    assert ("lam_alef", "2") in found  # «ال يخل» of article 75
    assert ("note", "مادة 31") in found
