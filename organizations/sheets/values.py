"""What the cells of a table say: days, numbers, one of several words. Wrong says what is wrong and what was meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from arabic.dates import parse_date
from arabic.normalise import normalise
from arabic.numbers import parse_integer
from organizations.sheets.wrongs import Wrong

NEAREST, MOST_NEAR, CLOSE = 3, 8, 0.6
YES = frozenset(map(normalise, ("1", "yes", "y", "true", "x", "نعم", "ن", "صح", "✓")))
NO = frozenset(map(normalise, ("0", "no", "n", "false", "لا", "خطأ", "-")))
Thing = TypeVar("Thing")


def day(text: str) -> date:
    try:
        return parse_date(text)
    except ValueError:
        raise Wrong("not_a_date", _("Write a day as 2026-12-31.")) from None


def whole_number(text: str) -> int:
    try:
        number = parse_integer(text)
    except ValueError:
        number = -1
    if not 0 <= number < 2**31:
        raise Wrong("not_a_number", _("Write a whole number."))
    return number


def percent(text: str) -> int:
    try:
        number = parse_integer(text.strip().removesuffix("%").removesuffix("٪"))
    except ValueError:
        number = -1
    if not 0 <= number <= 100:
        raise Wrong("not_a_number", _("Give a number from 0 to 100."))
    return number


def yes_or_no(text: str) -> bool:
    wanted = normalise(text)
    if wanted in YES | NO:
        return wanted in YES
    raise Wrong("yes_or_no", _("Write yes or no."), [])


def choice(text: str, choices: Any) -> str:
    """The value of one of Django's choices, by its value or its word in either language."""
    wanted, words = normalise(text), choice_words(choices)
    if wanted in words:
        return words[wanted]
    raise Wrong("unknown_choice", not_known(text), [str(label) for label in choices.labels])


@lru_cache(maxsize=32)
def choice_words(choices: Any) -> dict[str, str]:
    words = {normalise(value): str(value) for value in choices.values}
    for language in ("ar", "en"):
        with override(language):
            words |= {normalise(str(label)): str(value) for value, label in choices.choices}
    return words


def named(text: str, known: Mapping[str, Thing], code: str = "unknown", words: Callable[[Thing], str] = str) -> Thing:
    """What is called so, of {name in the search form: what it is}; Wrong with the nearest names."""
    wanted = normalise(text)
    if wanted not in known:
        raise Wrong(code, not_known(text), nearest(wanted, known, words))
    return known[wanted]


def nearest(wanted: str, known: Mapping[str, Thing], words: Callable[[Thing], str] = str) -> list[str]:
    """Of the names that are near those that begin alike first. Costs time: not for every row of a long table."""
    near = get_close_matches(wanted, known, MOST_NEAR, CLOSE)
    near.sort(key=lambda name: -begins_alike(name, wanted))
    return list(dict.fromkeys(words(known[name]) for name in near))[:NEAREST]


def begins_alike(one: str, other: str) -> int:
    """How many letters two words have in common from their beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def not_known(text: str) -> str:
    return _("“%(text)s” is not known here.") % {"text": cut(text)}


def cut(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
