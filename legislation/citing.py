"""Words of a law that name other articles or other laws: «المادتين 6 و 8», «المرسوم التشريعي رقم /37/ تاريخ 1966/5/16».
No Django here.

Only what is said with a number is found: «الجهة المذكورة» is for a reader to understand. An article is of the same law
unless another law is named right behind it («المادة 4 من القانون رقم 7 لعام 2020»).
"""

from __future__ import annotations

import re
from typing import NamedTuple

from arabic.numbers import to_latin_digits
from legislation.labels import Label

LAW, LEGISLATIVE_DECREE, DECREE, DECISION, CIRCULAR = "law", "legislative_decree", "decree", "decision", "circular"
_NUMBER = r"[(/\s]*\d{1,5}[)/]*"
_ARTICLES = re.compile(
    rf"(?<![^\W_])[وفبلك]?(?:ال|لل)?(?:مادة|مادتين|مادتان|مواد)\s+(?P<numbers>{_NUMBER}(?:\s*(?:مكرراً|مكررا|مكرر))?"
    rf"(?:\s*(?:و|،|,)\s*{_NUMBER}(?:\s*(?:مكرراً|مكررا|مكرر))?)*)"
)
_ONE = re.compile(r"(\d{1,5})[)/]*\s*(مكرراً|مكررا|مكرر)?")
_INSTRUMENT = re.compile(
    r"(?<![^\W_])[وفبلك]?(?:ال|لل)?(?P<kind>قانون|مرسوم\s+(?:ال)?تشريعي|مرسوم|قرار|تعميم)\s+(?:ذي\s+)?(?:ال)?رقم\s*"
    r"[(/\s]*(?P<number>\d{1,6})[)/]*"
    r"(?:\s*(?:لعام|لسنة|عام|سنة|تاريخ|بتاريخ)\s*(?P<date>\d{1,4}(?:\s*[/\-]\s*\d{1,2}\s*[/\-]\s*\d{1,4})?))?"
)
_KINDS = {"قانون": LAW, "مرسوم": DECREE, "قرار": DECISION, "تعميم": CIRCULAR}
_OF_IT = re.compile(r"^\s*من\s+(?:أحكام\s+)?$")


class Named(NamedTuple):
    """A law or decree as it is named: its kind, its number as printed, its year (None where none is said)."""

    kind: str
    number: str
    year: int | None


class Cited(NamedTuple):
    """Words from `start` on that name articles, another instrument, or articles of another instrument."""

    start: int
    words: str
    articles: tuple[Label, ...]
    instrument: Named | None


def citations(text: str) -> list[Cited]:
    """Everything that is named with its number, in the order of the text; offsets are of the text as it stands."""
    plain = to_latin_digits(text)  # of the same length: a digit for a digit
    instruments = [_instrument(found) for found in _INSTRUMENT.finditer(plain)]
    found: list[Cited] = []
    taken: set[int] = set()
    for words in _ARTICLES.finditer(plain):
        articles = tuple(Label(int(one[1]), int(bool(one[2]))) for one in _ONE.finditer(words["numbers"]))
        other = next((each for each in instruments if _is_right_behind(plain, words.end(), each)), None)
        end = words.end() if other is None else other.start + len(other.words)
        if other is not None:
            taken.add(other.start)
        found.append(Cited(words.start(), text[words.start() : end], articles, other.instrument if other else None))
    alone = [each._replace(words=text[each.start : each.start + len(each.words)]) for each in instruments]
    return sorted([*found, *(each for each in alone if each.start not in taken)])


def _instrument(found: re.Match[str]) -> Cited:
    kind = LEGISLATIVE_DECREE if "تشريعي" in found["kind"] else _KINDS[found["kind"].split()[0]]
    return Cited(found.start(), found[0], (), Named(kind, found["number"], _year(found["date"])))


def _year(words: str | None) -> int | None:
    """Of «1958», «21/9/1969» and «1969/9/21»."""
    years = [int(part) for part in re.findall(r"\d+", words or "") if len(part) == 4]
    return years[0] if years else None


def _is_right_behind(text: str, end: int, named: Cited) -> bool:
    return named.start >= end and bool(_OF_IT.match(text[end : named.start]))


def named_one_by_one(cited: Cited) -> list[tuple[int, str, Label | None]]:
    """Where each thing is named, its words, and which article; None for the other instrument as a whole.
    «المادتين 6 و 8» are two: the words up to the first number, and the second number.
    """
    if not cited.articles:
        return [(cited.start, cited.words, None)]
    if len(cited.articles) == 1:
        return [(cited.start, cited.words, cited.articles[0])]
    found: list[tuple[int, str, Label | None]] = []
    numbers = list(_ONE.finditer(to_latin_digits(cited.words)))[: len(cited.articles)]
    for place, (article, number) in enumerate(zip(cited.articles, numbers, strict=False)):
        first = 0 if place == 0 else number.start(1)
        end = number.end(2) if number[2] else number.end(1)
        found.append((cited.start + first, cited.words[first:end], article))
    return found
