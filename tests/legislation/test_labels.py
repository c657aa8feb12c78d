"""Labels as they are printed, in words and in both kinds of digits, order and name provisions."""

from __future__ import annotations

import pytest

from legislation.labels import Label, read_label

READ = {
    "مادة 5": Label(5),
    "المادة ٥": Label(5),
    "المادة /5/": Label(5),
    "مادة (٥)-": Label(5),
    "المادة الأولى": Label(1),
    "الباب الأول": Label(1),
    "الفصل الثاني": Label(2),
    "المادة العاشرة": Label(10),
    "المادة الحادية عشرة": Label(11),
    "المادة الخامسة عشر": Label(15),
    "المادة العشرون": Label(20),
    "المادة الحادية والعشرون": Label(21),
    "المادة التاسعة والتسعون": Label(99),
    "المادة المئة": Label(100),
    "المادة الخامسة بعد المائة": Label(105),
    "مادة 5 مكرر": Label(5, 1),
    "مادة 5 مكرراً": Label(5, 1),
    "المادة 5 مكرر 2": Label(5, 2),
    "المادة 5 مكرراً ثانياً": Label(5, 2),
    "المادة 5 مكرر (ب)": Label(5, 1, 2),
    "أ-": Label(0, 0, 1),
    "ب)": Label(0, 0, 2),
    "هـ -": Label(0, 0, 5),
    "1-": Label(1),
    "٣ -": Label(3),
}


@pytest.mark.parametrize("words", READ)
def test_read_label(words: str) -> None:
    assert read_label(words) == READ[words]


@pytest.mark.parametrize("words", ["", "أحكام عامة", "الباب", "—"])
def test_words_without_number_or_letter_are_no_label(words: str) -> None:
    assert read_label(words) is None


def test_keys_order_as_a_reader_expects() -> None:
    printed = ["مادة 1", "مادة 2", "مادة 5", "مادة 5 مكرر", "مادة 5 مكرر 2", "مادة 6", "مادة 10", "مادة 100"]
    keys = [label.key for words in printed if (label := read_label(words))]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(printed)


def test_tokens_are_ascii_and_tell_apart() -> None:
    tokens = [label.token for words in READ if (label := read_label(words))]
    assert all(token.isascii() for token in tokens)
    assert [Label(5, 1).token, Label(5, 2).token, Label(0, 0, 2).token] == ["5bis", "5bis2", "b"]
