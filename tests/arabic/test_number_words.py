from decimal import Decimal

import pytest

from arabic.normalise import loosened
from arabic.number_words import number_at


def read(text: str) -> list[str]:
    """Every number of a text, in order."""
    words, found, index = loosened(text).split(), [], 0
    while index < len(words):
        number = number_at(words, index)
        index = number[1] if number else index + 1
        found += [str(number[0])] if number else []
    return found


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("مئة وخمسون", ["150"]),
        ("مية وخمسين", ["150"]),
        ("مائة وخمسة وعشرون", ["125"]),
        ("ثلاثمئة وخمس وسبعون", ["375"]),
        ("تلتمية", ["300"]),
        ("ثلاث مئة", ["300"]),
        ("ألفين", ["2000"]),
        ("ألف ومئتين", ["1200"]),
        ("خمسة آلاف وثلاثمئة", ["5300"]),
        ("مئة ألف", ["100000"]),
        ("عشرين الف وخمسمية", ["20500"]),
        ("3 آلاف", ["3000"]),
        ("1.5 مليون", ["1500000.0"]),
        ("خمسة عشر", ["15"]),
        ("اثنا عشر", ["12"]),
        ("اطنعش", ["12"]),
        ("اربعطعشر", ["14"]),
        ("طن واحد", ["1"]),
        ("ثلاثة ونصف", ["3.5"]),
        ("مئة و خمسون", ["150"]),
        ("آلاف العائلات", []),
        ("مئات", []),
        ("خمسين ستين", ["50", "60"]),
        ("خمسة خمسة", ["5", "5"]),
        ("بطانية", []),
        ("", []),
    ],
)
def test_number_at_reads_what_people_write(text: str, numbers: list[str]) -> None:
    assert [Decimal(number) for number in read(text)] == [Decimal(number) for number in numbers]
