"""Labels of provisions as they are printed, read into what orders and names them: «مادة ٥ مكرر», «المادة الأولى»,
«/5/», «ب-». No Django here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from arabic.normalise import normalise

ABJAD = "ابجدهوزحطيكلمنسعفصقرشتثخذضظغ"  # how paragraphs are lettered
_LETTER_WORDS = {"ا": "ا", "أ": "ا", "هـ": "ه"}
_ONES = {
    1: "اول اولي",
    2: "ثاني ثانيه",
    3: "ثالث ثالثه",
    4: "رابع رابعه",
    5: "خامس خامسه",
    6: "سادس سادسه",
    7: "سابع سابعه",
    8: "ثامن ثامنه",
    9: "تاسع تاسعه",
}
_FIRST_OF_TENS = {1: "حادي حاديه"}
_TEN = ("عاشر", "عاشره")
_TEENS = ("عشر", "عشره")
_TENS = {
    20: "عشرون عشرين",
    30: "ثلاثون ثلاثين",
    40: "اربعون اربعين",
    50: "خمسون خمسين",
    60: "ستون ستين",
    70: "سبعون سبعين",
    80: "ثمانون ثمانين",
    90: "تسعون تسعين",
}
_HUNDRED = ("مئه", "مائه", "مايه")
_REPEATED = ("مكرر", "مكررا", "مكرره", "bis")
_WORD = re.compile(r"\d+|[^\W\d_]+")


class Label(NamedTuple):
    """What a label says: its number (0 where it has none), how often it was repeated (مكرر: 1, مكرر 2: 2), and the
    place of its letter in the abjad, from 1.
    """

    number: int = 0
    repeat: int = 0
    letter: int = 0

    @property
    def key(self) -> str:
        """What labels of one parent are ordered by, as text: the number, its repetitions, the letter."""
        return f"{self.number:05d}.{self.repeat:02d}.{self.letter:02d}"

    @property
    def token(self) -> str:
        """ASCII, for the provision's name: 5, 5bis, 5bis2, b."""
        letter = "" if not self.letter else _LATIN[self.letter - 1]
        repeat = "" if not self.repeat else "bis" if self.repeat == 1 else f"bis{self.repeat}"
        return f"{self.number or ''}{repeat}{letter}" or "0"


_LATIN = (
    *("a", "b", "j", "d", "h", "w", "z", "hh", "tt", "y", "k", "l", "m", "n", "s", "aa", "f", "ss", "q", "r"),
    *("sh", "t", "th", "kh", "dh", "dd", "zz", "gh"),
)


def _ordinals() -> Iterator[tuple[str, int]]:
    for table in (_ONES, _FIRST_OF_TENS):
        for value, written in table.items():
            yield from ((word, value) for word in written.split())
    yield from ((word, 10) for word in _TEN)
    for value, written in _TENS.items():
        yield from ((word, value) for word in written.split())
    yield from ((word, 100) for word in _HUNDRED)


_VALUES = dict(_ordinals())


def read_label(words: str) -> Label | None:
    """What a label says; None where it has neither number nor letter («أحكام عامة»). Words that head it («مادة»,
    «الباب») may stand before, and signs around it.
    """
    found = _WORD.findall(normalise(words))
    number, rest = _number(found)
    repeat, rest = _repeat(rest)
    letter = _letter(rest)
    if not number and not letter:
        return None
    return Label(number, repeat, letter)


def _number(words: list[str]) -> tuple[int, list[str]]:
    """The number in words or digits and what follows it; (0, all words) where there is none."""
    for at, word in enumerate(words):
        if word.isdigit():
            return int(word), words[at + 1 :]
        if (value := _VALUES.get(_bare(word))) is not None:
            return _ordinal(value, words[at + 1 :])
    return 0, words


def _ordinal(value: int, rest: list[str]) -> tuple[int, list[str]]:
    """«الثالثة عشرة», «الحادي والعشرون», «الخامسة بعد المئة»."""
    if rest and value < 10 and _bare(rest[0]) in _TEENS:
        value, rest = value + 10, rest[1:]
    elif rest and value < 10 and rest[0].startswith("و") and (tens := _VALUES.get(_bare(rest[0][1:]), 0)) in _TENS:
        value, rest = value + tens, rest[1:]
    if len(rest) > 1 and rest[0] == "بعد" and _bare(rest[1]) in _HUNDRED:
        value, rest = value + 100, rest[2:]
    return value, rest


def _bare(word: str) -> str:
    return word.removeprefix("ال")


def _repeat(words: list[str]) -> tuple[int, list[str]]:
    """How often it was repeated: «مكرر», «مكرر 2», «مكرراً ثانياً»."""
    for at, word in enumerate(words):
        if _bare(word) in _REPEATED:
            rest = words[at + 1 :]
            if rest and rest[0].isdigit():
                return int(rest[0]), rest[1:]
            if rest and (value := _VALUES.get(_bare(rest[0]).removesuffix("ا"), 0)):
                return value, rest[1:]
            return 1, rest
    return 0, words


def _letter(words: list[str]) -> int:
    """The place in the abjad of a word that is one letter alone; 0 where there is none."""
    for word in words:
        letter = _LETTER_WORDS.get(word, word)
        if len(letter) == 1 and letter in ABJAD:
            return ABJAD.index(letter) + 1
    return 0
