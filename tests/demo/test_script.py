"""The written conversations: readable, and many."""

from __future__ import annotations

import pytest

from demo.script import ScriptError, exchanges, read_exchanges
from demo.wording import counted

TEXT = """== HEA any
let n=20..40/10 m=n:2
A: نحتاج {n كيس}
| - اليوم
+ 👍*3
~ 2h
B > A: عندنا {m}
edit عندنا {m} فقط
A >> B: منذ متى؟
title الأكياس
"""


def test_an_exchange_is_read_line_by_line() -> None:
    (exchange,) = read_exchanges(TEXT, "health")
    first, second, beside = exchange.lines
    assert (exchange.tags, exchange.speakers) == (frozenset({"HEA", "any"}), ["A", "B"])
    assert (first.body, first.reactions) == ("نحتاج {n كيس}\n- اليوم", [("👍", 3)])
    assert (second.answers, second.pause, second.edited) == ("A", "2h", "عندنا {m} فقط")
    assert (beside.answers, beside.is_beside, beside.title, second.is_beside) == ("B", True, "الأكياس", False)


@pytest.mark.parametrize("text", ["A: قبل البداية", "== HEA\nكلام بلا قائل", "== HEA\nA: كلام\n? ما هذا"])
def test_what_is_not_understood_is_said(text: str) -> None:
    with pytest.raises(ScriptError):
        read_exchanges(text, "wrong")


def test_more_than_two_hundred_and_fifty_lines_are_written_and_none_twice() -> None:
    said = [line.body for exchange in exchanges() for line in exchange.lines]
    assert len(set(said)) > 600
    assert len(said) - len(set(said)) < 10


@pytest.mark.parametrize(
    ("number", "words"), [(5, "5 أكياس"), (14, "14 كيساً"), (120, "120 كيساً"), (200, "200 كيس"), (305, "305 أكياس")]
)
def test_a_noun_follows_its_number(number: int, words: str) -> None:
    assert counted(number, "كيس") == words
