import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.normalise import normalise

ARABIC_TEXT = st.text(st.characters(min_codepoint=0x0600, max_codepoint=0x06FF) | st.characters(codec="utf-8"))


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("إدلب", "ادلب"),
        ("آذار", "اذار"),
        ("ٱلحمد", "الحمد"),
        ("مصطفى", "مصطفي"),
        ("کیلو", "كيلو"),
        ("جمعية", "جمعيه"),
        ("مُحَمَّدٌ", "محمد"),
        ("الرحمٰن", "الرحمن"),
        ("محـــمد", "محمد"),
        ("٢٥ و ۲۵ و २५", "25 و 25 و 25"),
        ("\u200fسلمى\u200e \u202bدرويش\u202c", "سلمي درويش"),
        ("ﻣﺤﻤﺪ ﷲ", "محمد الله"),
        ("  Salma   DARWISH\n", "salma darwish"),
        ("Straße", "strasse"),
    ],
)
def test_normalise_brings_spellings_of_one_word_together(written: str, searched: str) -> None:
    assert normalise(written) == searched


def test_normalise_keeps_words_apart_that_differ() -> None:
    assert normalise("حمص") != normalise("حماة")


@given(ARABIC_TEXT)
def test_normalise_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


@given(ARABIC_TEXT, ARABIC_TEXT)
def test_normalise_finds_a_word_inside_a_sentence(word: str, other: str) -> None:
    assert normalise(word) in normalise(f"{other} {word}")
