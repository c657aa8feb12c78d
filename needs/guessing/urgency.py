"""How urgent a message says it is, on the board's scale: 1 within a day, 2 a week, 3 a month, 4 standing."""

from __future__ import annotations

import re

from arabic.normalise import loosened

# Not urgent is asked before urgent, "very urgent" before "urgent"; search form.
_SIGNS = {
    4: (
        r"(?:غير|ليس|ليست|مو|مش|ما هو|not) (?:عاجل|مستعجل|ضروري|urgent)\w*",
        r"شهريا|سنويا|بشكل دايم|standing|monthly",
    ),
    1: (
        r"عاجل جدا|عاجل للغايه|ضروري جدا|مستعجل (?:جدا|كتير|كثير)|فورا|فوري|حالا|اسعافي\w*|طاري\w*|الليله",
        r"خلال 24 ساعه|خلال (?:يوم|ساعات)\b|حرجه|خطر\w* علي الحياه|انقاذ",
        r"very urgent|emergency|immediately|within 24 hours|asap|tonight",
    ),
    2: (
        r"عاجل\w*|مستعجل\w*|ضروري\w*|ب?اسرع وقت|(?:خلال|هذا|ها|نهايه|اخر) ?ال?اسبوع|خلال (?:ايام|يومين)",
        r"urgent\w*|this week|within a week|by the end of the week",
    ),
    3: (r"مهم(?: جدا)?|(?:خلال|نهايه|اخر|هذا) ?ال?شهر", r"this month|within a month|important"),
}
_PATTERNS = {
    level: re.compile(rf"(?<!\w)(?:و|ال|ب|ل|لل)?(?:{'|'.join(signs)})(?!\w)") for level, signs in _SIGNS.items()
}


def urgency_of(message: str) -> int | None:
    """1 to 4 as the message says; None when it says nothing about it."""
    text = loosened(message)
    return next((level for level, pattern in _PATTERNS.items() if pattern.search(text)), None)
