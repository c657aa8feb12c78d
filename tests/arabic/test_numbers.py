from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic.numbers import DigitSet, format_number, parse_decimal, parse_integer, to_latin_digits, with_digits

DIGIT_SETS: list[DigitSet] = ["latin", "arabic"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1500", "1500"),
        ("١٥٠٠", "1500"),
        ("۱۵۰۰", "1500"),
        ("1,500", "1500"),
        ("١٬٥٠٠٫٢٥", "1500.25"),
        ("١،٥٠٠", "1500"),
        ("12 500 000", "12500000"),
        (" -3.5 ", "-3.5"),
    ],
)
def test_parse_decimal_reads_every_digit_set(typed: str, meant: str) -> None:
    assert parse_decimal(typed) == Decimal(meant)


@pytest.mark.parametrize("typed", ["", "abc", "1,5", "1.2.3", "12,34", "--1", "1e5", "٥ كيلو", "NaN"])
def test_parse_decimal_refuses_what_is_no_number(typed: str) -> None:
    with pytest.raises(ValueError, match="not a number"):
        parse_decimal(typed)


def test_parse_integer_refuses_a_part() -> None:
    assert parse_integer("٢٫٠") == 2
    with pytest.raises(ValueError, match="not a whole number"):
        parse_integer("٢٫٥")


def test_format_number_uses_the_signs_of_the_digit_set() -> None:
    assert format_number(12500) == "12,500"
    assert format_number(Decimal("12500.50"), "arabic") == "١٢٬٥٠٠٫٥٠"


def test_with_digits_leaves_everything_else_alone() -> None:
    assert with_digits("N-7K3 و ۱۲", "arabic") == "N-٧K٣ و ١٢"
    assert with_digits("N-٧K٣", "latin") == "N-7K3"


def test_to_latin_digits_knows_digits_of_other_scripts() -> None:
    assert to_latin_digits("५ and ٥ and ⁵") == "5 and 5 and ⁵"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3), st.sampled_from(DIGIT_SETS))
def test_parse_decimal_reads_what_format_number_writes(number: Decimal, digits: DigitSet) -> None:
    assert parse_decimal(format_number(number, digits)) == number
