"""Messages as people write them, and how well they are read.

messages.json has 72: 60 were written before the reader was (of the 241 things they say it read 222 at once, and
invented 13), 12 more when it had been mended (58 of 63). held_out.json has ten written last, after which the reader
was not mended: 43 of 45.
"""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from needs.guessing import guess
from tests.needs.reading import fields, marks, messages, shipped_vocabulary


@pytest.mark.parametrize(
    ("name", "count", "right", "invented"), [("messages.json", 72, 0.98, 2), ("held_out.json", 10, 0.95, 3)]
)
def test_the_table_of_messages_is_read(name: str, count: int, right: float, invented: int) -> None:
    """`right`: the share of what is said; `invented`: fields filled where nothing was said or it was in doubt."""
    rows = messages(name)
    counted, wrong = marks(rows)
    said = counted["right"] + counted["missed"] + counted["other"]
    assert len(rows) == count
    assert counted["right"] / said >= right >= 0.8, wrong
    assert counted["other"] + counted["invented"] <= invented, wrong


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("بطانيتين", {"blanket.quantity": 2.0, "blanket.unit": "piece"}),
        ("٢٥٠ حرام", {"blanket.quantity": 250.0}),
        ("2,500 بطانية", {"blanket.quantity": 2500.0}),
        ("بين 50 و 60 بطانية", {}),
        ("عشرات البطانيات", {"blanket.quantity": None}),
        ("10-15 بطانية", {"blanket.quantity": None}),
        ("كيسين رز", {"rice.quantity": 2.0, "rice.unit": None}),
        ("3 أكياس 25 كغ رز", {"rice": "rice"}),
        ("نحتاج بطانيات، الهاتف 0933123456", {"blanket.quantity": None}),
        ("نحتاج شادر 4×6", {"tarpaulin.quantity": None}),
        ("بطانيتين لكل عائلة", {"blanket.quantity": None}),
        ("نحتاج 12 سريراً", {"bed_frame.quantity": None}),
        ("عنا 8 أسرّة فارغة", {"households": None}),
        ("عنا 8 أسر محتاجة", {"households": 8}),
        ("نحتاج حليب أطفال في صوران", {"place": None}),
        ("نحتاج حليب أطفال في صوران بريف حماة", {"place": "SY050101"}),
        ("نحتاج حليب أطفال في الدانا بريف إدلب", {"place": "SY070301"}),
        ("نحتاج بطانيات في درعا وحمص", {"place": None}),
        ("100 كيلو حمص وملح", {"chickpeas.quantity": 100.0, "place": None, "salt": "salt"}),
        ("نحتاج بطانيات بحمص", {"place": "SY04", "chickpeas": None}),
        ("نحتاج باب خشب للبيت", {"doors": "doors", "place": None}),
        ("الأمر غير مستعجل، نحتاج بطانيات", {"urgency": 4}),
    ],
)
def test_a_message_is_read_as_a_person_would(message: str, expected: dict[str, object]) -> None:
    found = fields(message)
    assert {name: found.get(name) for name in expected} == expected


def test_a_message_that_tells_what_was_done_asks_for_nothing() -> None:
    assert fields("وزعنا 100 بطانية في درعا") == fields("")


@given(st.text("نحتاج بطانية طن عشرون مئة و ال 0123456789٠١٢٣٫.,،:-/×%\n ليتر درعا أسرة", max_size=60))
def test_nothing_that_people_type_breaks_the_reader(message: str) -> None:
    found = guess(message, shipped_vocabulary())
    assert all(line.quantity is None or line.quantity >= 0 for line in found.lines)


@given(st.integers(3, 9999))
def test_a_number_before_an_item_is_its_quantity_in_either_digits(number: int) -> None:
    eastern = re.sub(r"\d", lambda digit: chr(0x0660 + int(digit[0])), str(number))
    for written in (str(number), eastern):
        line = guess(f"نحتاج {written} بطانية", shipped_vocabulary()).lines[0]
        assert (line.item, line.quantity, line.unit) == ("blanket", Decimal(number), "piece")
