"""Numbers written as words, in standard Arabic, in the dialect of Syria, and the few English ones people mix in.

Words are in their search form (`arabic.normalise.loosened`): «مئة» and «مية» are both «ميه».
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

_STEMS = {
    3: "ثلاث تلات تلت",
    4: "اربع",
    5: "خمس",
    6: "ست سته",
    7: "سبع",
    8: "ثمان ثماني تمان تماني تمن",
    9: "تسع",
}
_ONES = {
    1: "واحد واحده one",
    2: "اثنان اثنين اتنين تنين اثنتان اثنتين اتنتين تنتين اثنا اثني اثنتا اثنتي two",
    3: "ثلاث ثلاثه تلات تلاته تلت three",
    4: "اربع اربعه four",
    5: "خمس خمسه five",
    6: "ست سته six",
    7: "سبع سبعه seven",
    8: "ثمان ثماني ثمانيه تمان تماني تمانيه تمن eight",
    9: "تسع تسعه nine",
    10: "عشر عشره ten",
    11: "احدعش حدعش احداعش حداعش ايدعش eleven",
    12: "اطنعش اتنعش تنعش طنعش اثنعش twelve",
    13: "تلتعش تلطعش تلاتعش تلاتطعش ثلاثتعش",
    14: "اربعتعش اربعطعش",
    15: "خمستعش خمسطعش fifteen",
    16: "ستعش سطعش",
    17: "سبعتعش سبعطعش",
    18: "تمنتعش تمنطعش",
    19: "تسعتعش تسعطعش",
}
_TENS = {
    20: "عشرون عشرين twenty",
    30: "ثلاثون ثلاثين تلاتين thirty",
    40: "اربعون اربعين forty",
    50: "خمسون خمسين fifty",
    60: "ستون ستين sixty",
    70: "سبعون سبعين seventy",
    80: "ثمانون ثمانين تمانين eighty",
    90: "تسعون تسعين ninety",
}
_HUNDRED = ("ميه", "مايه", "ميات", "hundred")
_SCALES = {
    "الف": 1000,
    "الفا": 1000,
    "الاف": 1000,
    "تلاف": 1000,
    "thousand": 1000,
    "مليون": 1_000_000,
    "مليونا": 1_000_000,
    "ملايين": 1_000_000,
}
_PAIRS = {
    "الفين": 2000,
    "الفان": 2000,
    "مليونين": 2_000_000,
    "ميتا": 200,
    "ميتين": 200,
    "ميتان": 200,
    "مايتين": 200,
    "مايتان": 200,
}
_TEN_AFTER_ONES = {"عشر", "عشره"}  # «خمسة عشر»
_PLURALS_ALONE = {"الاف", "تلاف", "ملايين", "ميات"}  # "thousands of families" says no number
_DIGITS = re.compile(r"\d+(?:\.\d+)?", re.ASCII)


def _words() -> Iterator[tuple[str, int]]:
    for table in (_ONES, _TENS):
        for value, written in table.items():
            for word in written.split():
                yield word, value
                if word.endswith("عش"):
                    yield word + "ر", value
    for value, written in _STEMS.items():
        for stem in written.split():
            yield from ((stem + hundred, value * 100) for hundred in ("ميه", "مايه"))
            yield stem + "تلاف", value * 1000
    yield "عشرتلاف", 10_000
    yield from _PAIRS.items()
    yield from ((word, 100) for word in _HUNDRED)
    yield from _SCALES.items()


_VALUES = dict(_words())


def number_at(words: Sequence[str], start: int) -> tuple[Decimal, int] | None:
    """Read the number that begins at a word: its value and the index after it; None where none begins.

    Digits count as a word ("3" before «آلاف»); «و» may stand apart or on the next word. A plural alone («آلاف») is no
    number, nor are two numbers side by side one.
    """
    reading = _Reading()
    index = start
    while index < len(words):
        step = reading.taken(words, index)
        if not step:
            break
        index += step
    if index == start or (index == start + 1 and words[start] in _PLURALS_ALONE):
        return None
    return reading.value, index


class _Reading:
    """A number as far as it was read: whole thousands put aside, and what is below them."""

    def __init__(self) -> None:
        self.thousands = Decimal(0)
        self.current = Decimal(0)
        self.has_begun = False

    @property
    def value(self) -> Decimal:
        return self.thousands + self.current

    def taken(self, words: Sequence[str], index: int) -> int:
        """How many words from here belong to the number; 0 when it has ended."""
        word = words[index]
        if not self.has_begun:
            self.has_begun = self._begins(word)
            return int(self.has_begun)
        if self._multiplies(word):
            return 1
        if word == "و" and index + 1 < len(words):
            return 2 if self._adds(words[index + 1]) else 0
        return int(word.startswith("و") and self._adds(word[1:]))

    def _begins(self, word: str) -> bool:
        if _DIGITS.fullmatch(word):
            self.current = Decimal(word)
            return True
        value = _VALUES.get(word)
        if value is None:
            return False
        self._put(value)
        return True

    def _put(self, value: int) -> None:
        if value >= 1000:
            self.thousands += value
        else:
            self.current += value

    def _multiplies(self, word: str) -> bool:
        """«خمسة عشر», «ثلاث مئة», «مئة ألف», "3 آلاف"."""
        if word in _TEN_AFTER_ONES and 1 <= self.current <= 9 and not self.thousands:
            self.current += 10
        elif word in _HUNDRED and 1 <= self.current <= 9:
            self.current *= 100
        elif word in _SCALES and self.current and not self.thousands % 1_000_000:
            self.thousands += self.current * _SCALES[word]
            self.current = Decimal(0)
        else:
            return False
        return True

    def _adds(self, word: str) -> bool:
        """«مئة وخمسة وعشرون»: hundreds, then ones, then tens; anything else begins another number."""
        if word in {"نصف", "نص", "ربع"}:
            self.current += Decimal("0.25") if word == "ربع" else Decimal("0.5")
            return True
        value = _VALUES.get(word)
        if value is None or self.value != int(self.value):
            return False
        below = int(self.current) % 100
        is_tens_after_ones = value in _TENS and 1 <= below <= 9
        fits = value < 1000 and (not self.current or (value < 100 and not below) or is_tens_after_ones)
        if not fits and not (1000 <= value < self.thousands and not self.current):
            return False
        self._put(value)
        return True
