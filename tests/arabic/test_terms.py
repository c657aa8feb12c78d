"""What is asked for, as the search understands it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.normalise import loosened
from arabic.terms import LETTERS, TooMuch, searched, terms


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("دواء السكري", ["دواء", "سكري"]),
        ("«دواء السكري»", ["دواء السكري"]),
        ('حلب "سلة غذائية" 25', ["سله غذاييه", "حلب", "25"]),
        ("للمدرسة والمدرسة بالمدرسة", ["مدرسه"]),
        ("الله إلى بالغين", ["الله", "الي", "بالغين"]),
        ("مؤسسة، (قائمة)", ["موسسه", "قايمه"]),
        ("٢٥ ماء", ["25", "ماء"]),
        ("Salma@Example.ORG", ["salma@example.org"]),
        ('كلمة "بلا نهاية', ["كلمه", "بلا", "نهايه"]),
        ("*مهم* report_final", ["مهم", "reportfinal"]),
        ("؟ ، .", ["؟", "،", "."]),
        ("**", []),
        ("حلب حلب", ["حلب"]),
    ],
)
def test_terms_of_a_query(query: str, asked: list[str]) -> None:
    assert terms(query) == asked


@pytest.mark.parametrize(
    "query", ["ا" * (LETTERS + 1), " ".join(f"كلمة{number}" for number in range(13)), "ب" * 10_000]
)
def test_too_much_is_refused(query: str) -> None:
    with pytest.raises(TooMuch):
        terms(query)


@given(st.text(max_size=60))
def test_loosening_twice_changes_nothing(text: str) -> None:
    assert loosened(loosened(text)) == loosened(text)


@given(st.text(st.characters(min_codepoint=0x0620, max_codepoint=0x064A) | st.just(" "), max_size=40))
def test_a_text_has_every_term_of_itself(text: str) -> None:
    """Asking for what stands there finds it: terms only ever ask for less than was typed."""
    if len(text.split()) <= 12:
        assert all(term in searched(text) for term in terms(text))
