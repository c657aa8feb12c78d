"""Words of a law that name other articles or other laws."""

from __future__ import annotations

import pytest

from legislation.citing import Named, citations
from legislation.labels import Label


def told(text: str) -> list[tuple[str, tuple[Label, ...], Named | None]]:
    return [(each.words, each.articles, each.instrument) for each in citations(text)]


@pytest.mark.parametrize(
    ("text", "words", "articles"),
    [
        ("وفقاً لأحكام المادة 4 من هذا القانون", "المادة 4", (Label(4),)),
        ("وفقاً لأحكام المادة /٤/ من هذا القانون", "المادة /٤/", (Label(4),)),
        ("من يخالف أحكام المادتين 6 و 8", "المادتين 6 و 8", (Label(6), Label(8))),
        ("في المواد (3) و(4) و5 مكرر", "المواد (3) و(4) و5 مكرر", (Label(3), Label(4), Label(5, 1))),
        ("عملاً بالمادة 12 مكرراً", "بالمادة 12 مكرراً", (Label(12, 1),)),
    ],
)
def test_articles_are_named_by_their_numbers(text: str, words: str, articles: tuple[Label, ...]) -> None:
    assert told(text) == [(words, articles, None)]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("بالمرسوم التشريعي رقم /224/ تاريخ 1969/9/21", Named("legislative_decree", "224", 1969)),
        ("الصادر بالقانون رقم 93 لعام 1958", Named("law", "93", 1958)),
        ("القرار رقم 1330 تاريخ 13/10/1958", Named("decision", "1330", 1958)),
        ("التعميم رقم ١٢", Named("circular", "12", None)),
    ],
)
def test_laws_are_named_by_kind_number_and_year(text: str, named: Named) -> None:
    assert [instrument for _words, _articles, instrument in told(text)] == [named]


def test_an_article_of_another_law_is_told_with_it() -> None:
    text = "استناداً إلى المادة 4 من القانون رقم 7 لعام 2020 والمادة 9 من هذا القانون"
    assert told(text) == [
        ("المادة 4 من القانون رقم 7 لعام 2020", (Label(4),), Named("law", "7", 2020)),
        ("والمادة 9", (Label(9),), None),
    ]


def test_offsets_are_of_the_text_as_it_stands() -> None:
    text = "من يخالف أحكام المادتين ٦ و ٨ من هذا القانون"
    (found,) = citations(text)
    assert text[found.start :].startswith(found.words)


@pytest.mark.parametrize("text", ["", "المادة الغذائية", "مادة قانونية", "رقم 5", "المواد الإغاثية 30 طناً"])
def test_what_names_nothing_is_left_alone(text: str) -> None:
    assert told(text) == []
