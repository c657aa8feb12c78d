"""The words around what was found."""

from __future__ import annotations

import pytest

from arabic.excerpts import LENGTH, excerpt
from arabic.terms import terms


def marked(text: str, query: str) -> str:
    return "".join(f"[{piece.text}]" if piece.is_hit else piece.text for piece in excerpt(text, terms(query)))


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("وصل الدواءُ إلى المستودع", "دواء", "وصل [الدواءُ] إلى المستودع"),
        ("وصلت السلّة الغذائية أمس", '"سلة الغذائية"', "وصلت [السلّة الغذائية] أمس"),
        ("العدد ٢٥ سلة", "25", "العدد [٢٥] سلة"),
        ("the Report is here", "report", "the [Report] is here"),
        ("ــ حلب", "حلب", "ــ [حلب]"),
        ("وصل (الدواء)، ثم الحليب.", "دواء حليب", "وصل ([الدواء])، ثم [الحليب]."),
        ("قال: «السلة الغذائية»؟ نعم", '"السلة الغذائية"', "قال: «[السلة الغذائية]»؟ نعم"),
        ("نعم ؟ لا", "؟", "نعم [؟] لا"),
        ("لا شيء هنا", "دواء", "لا شيء هنا"),
        ("", "دواء", ""),
    ],
)
def test_hits_are_marked_as_whole_words(text: str, query: str, shown: str) -> None:
    assert marked(text, query) == shown


def test_a_long_text_is_cut_on_both_sides_of_the_hit() -> None:
    text = " ".join(["قبل"] * 100 + ["الدواء"] + ["بعد"] * 100)
    shown = marked(text, "دواء")
    assert shown.startswith("… قبل")
    assert shown.endswith("بعد …")
    assert "[الدواء]" in shown
    assert len(shown) < LENGTH + 20


def test_an_endless_word_is_cut() -> None:
    assert len(marked("x" * 8000, "xxx")) < 100
