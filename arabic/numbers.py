"""Numbers as people type them and as pages show them: Latin, Arabic-Indic and Persian digits."""

import re
import unicodedata
from decimal import Decimal
from typing import Literal

DigitSet = Literal["latin", "arabic"]

_ARABIC_DIGITS = "٠١٢٣٤٥٦٧٨٩"
_PERSIAN_DIGITS = "۰۱۲۳۴۵۶۷۸۹"
_TO_ARABIC = str.maketrans("0123456789" + _PERSIAN_DIGITS, _ARABIC_DIGITS * 2)
_SEPARATORS_TO_ARABIC = str.maketrans({",": "٬", ".": "٫"})
_FOREIGN_DIGIT = re.compile(r"[^\D0-9]")
_GROUP_SIGN = re.compile(r"(?<=\d)[,٬،\s'](?=\d{3}(?!\d))")
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)


def to_latin_digits(text: str) -> str:
    """Return the text with every decimal digit, of whatever script, as 0–9; everything else stays."""
    return _FOREIGN_DIGIT.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)


def with_digits(text: str, digits: DigitSet = "latin") -> str:
    """Return the text with its digits in the chosen set, for text that is already formatted (dates, codes, phones)."""
    return to_latin_digits(text) if digits == "latin" else text.translate(_TO_ARABIC)


def parse_decimal(text: str) -> Decimal:
    """Read a number typed with any digits.

    «٫» and «.» are the decimal sign; «٬», «,», «،», an apostrophe and spaces may separate groups of three. ValueError
    for anything else, also for "1,5", which one reader takes for one and a half and another for fifteen.
    """
    plain = to_latin_digits(text).replace("٫", ".").replace("−", "-")
    plain = _GROUP_SIGN.sub("", plain.strip())
    if not _NUMBER.fullmatch(plain):
        raise ValueError(f"not a number: {text!r}")
    return Decimal(plain)


def parse_integer(text: str) -> int:
    """Read a whole number typed with any digits; ValueError when it is none."""
    number = parse_decimal(text)
    if number != number.to_integral_value():
        raise ValueError(f"not a whole number: {text!r}")
    return int(number)


def format_number(number: int | Decimal, digits: DigitSet = "latin") -> str:
    """Return the number with grouped thousands: "12,500.5" or "١٢٬٥٠٠٫٥"."""
    latin = f"{number:,f}" if isinstance(number, Decimal) else f"{number:,}"
    return latin if digits == "latin" else latin.translate(_SEPARATORS_TO_ARABIC).translate(_TO_ARABIC)
