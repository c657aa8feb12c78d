from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.likeness import Sketch, likeness, own_words, title_likeness
from organizations.places import neighbours

DAY = date(2026, 12, 1)
BLANKETS = Sketch(
    "نحتاج 200 بطانية لأسر الدانا",
    "SY070301",
    frozenset({"blanket"}),
    frozenset({"bedding"}),
    frozenset({"displaced"}),
    DAY,
    DAY + timedelta(days=20),
)
titles = st.text("ابتثجحخدرزسشصطعفقكلمنهوي أإةى123", max_size=40)


def likely(**change: object) -> bool:
    return likeness(BLANKETS, replace(BLANKETS, **change), neighbours()).is_likely  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"title": "بطانيات للنازحين في ناحية الدانا"},
        {"title": "حرامات للمخيم"},
        {"place": "SY070300", "title": "بطانيات للدانا"},  # a neighbour
        {"place": "SY07"},
        {"items": frozenset({"quilt"})},
        {"groups": frozenset()},
        {"start": None, "end": None},
    ],
)
def test_the_same_need_in_other_words_is_likely(change: dict[str, object]) -> None:
    assert likely(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"items": frozenset({"rice"}), "families": frozenset({"staples"})},
        {"place": "SY120000"},
        {"start": DAY + timedelta(days=30), "end": None},
        {"groups": frozenset({"students"}), "title": "أغطية لسكن الطالبات", "place": "SY070300"},
    ],
)
def test_another_need_is_not(change: dict[str, object]) -> None:
    assert not likely(**change)


def test_what_every_title_has_tells_nothing() -> None:
    assert own_words("نحتاج بشكل عاجل جداً 200 بطانية لـ أسر") == ["بشكل", "بطانيه"]
    assert title_likeness("بحاجة إلى بطّانيّات", "مطلوب عاجل بطانيات") == 1
    assert title_likeness("أدوية سكري", "ترميم مدرسة") < 0.1


@given(titles, titles)
def test_titles_are_as_like_both_ways(one: str, other: str) -> None:
    assert 0 <= title_likeness(one, other) == title_likeness(other, one) <= 1
    assert title_likeness(one, one) == float(bool(own_words(one)))


def test_needs_are_as_like_both_ways() -> None:
    other = replace(BLANKETS, place="SY070300", groups=frozenset(), title="حرامات")
    assert likeness(BLANKETS, other, neighbours()) == likeness(other, BLANKETS, neighbours())
