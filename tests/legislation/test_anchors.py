"""A remark finds its words again after the text was edited."""

from __future__ import annotations

import pytest

from legislation.anchors import place_of

TEXT = "تدعى الهيئة العامة مرة كل سنة. وتدعى الهيئة العامة أيضاً بناءً على طلب ثلث الأعضاء خلال ثلاثين يوماً."


def words_at(text: str, quoted: str, before: str = "") -> tuple[str, bool] | None:
    place = place_of(text, quoted, before)
    return None if place is None else (text[place.start : place.end], place.is_exact)


def test_words_are_found_where_they_stand() -> None:
    assert words_at(TEXT, "ثلث الأعضاء") == ("ثلث الأعضاء", True)
    assert place_of(f"  {TEXT}", "تدعى الهيئة") == (2, 13, True)


def test_of_two_alike_the_words_before_decide() -> None:
    first, second = place_of(TEXT, "الهيئة العامة", "تدعى"), place_of(TEXT, "الهيئة العامة", "كل سنة. وتدعى")
    assert first is not None
    assert second is not None
    assert first.start < second.start


def test_an_edit_elsewhere_moves_nothing() -> None:
    edited = TEXT.replace("مرة كل سنة", "مرتين في السنة على الأقل")
    assert words_at(edited, "ثلث الأعضاء خلال ثلاثين يوماً") == ("ثلث الأعضاء خلال ثلاثين يوماً", True)


def test_spelling_is_no_edit() -> None:
    assert words_at(TEXT, "ثلث الاعضاء خلال ثلاثين يوما") == ("ثلث الأعضاء خلال ثلاثين يوماً", True)


def test_words_of_which_most_are_left_are_found() -> None:
    edited = TEXT.replace("ثلاثين يوماً", "خمسة عشر يوماً")
    assert words_at(edited, "ثلث الأعضاء خلال ثلاثين يوماً") == ("ثلث الأعضاء خلال خمسة عشر يوماً", False)


@pytest.mark.parametrize("quoted", ["", "   ", "لا شيء من هذا القبيل يرد هنا"])
def test_words_that_are_gone_have_no_place(quoted: str) -> None:
    assert words_at(TEXT, quoted) is None
