"""The part of a text around what was found, cut into pieces that are a hit or not. No Django."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from typing import NamedTuple

from arabic.terms import searched

BEFORE, LENGTH, WORD = 8, 220, 80  # words before the first hit; letters in all; of one word


class Piece(NamedTuple):
    text: str
    is_hit: bool


def excerpt(text: str, terms: Sequence[str]) -> list[Piece]:
    """Some words of a one-line text around the first hit, as pieces that are written one after the other; whole words
    are hits, so that Arabic letters stay joined, but not the points around them. Without a hit (a filter alone was
    asked) the beginning.
    """
    words = text.split()
    hits = places(words, terms)
    first = max(0, min(hits) - BEFORE) if hits else 0
    if first and len(" ".join(words)) <= LENGTH:
        first = 0
    shown = first + fitting(words[first:])
    pieces = [
        Piece(" ".join(shortened(words[number]) for number in numbers), is_hit)
        for is_hit, numbers in groupby(range(first, shown), key=lambda number: number in hits)
    ]
    return list(apart(closed(pieces, cut_before=first > 0, cut_after=shown < len(words))))


def closed(pieces: list[Piece], *, cut_before: bool, cut_after: bool) -> list[Piece]:
    """With a sign where something was left out."""
    before = [Piece("…", False)] if cut_before else []
    return [*before, *pieces, *([Piece("…", False)] if cut_after else [])]


def apart(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The same with the spaces between them written out, and the points around a hit outside of it."""
    plain = ""
    for place, piece in enumerate(pieces):
        plain += " " if place else ""
        before, word, after = bared(piece.text) if piece.is_hit else (piece.text, "", "")
        plain += before
        if word:
            yield from [Piece(plain, False)] if plain else []
            yield Piece(word, True)
            plain = ""
        plain += after
    if plain:
        yield Piece(plain, False)


def bared(text: str) -> tuple[str, str, str]:
    """The points before a word, the word, those behind it; where there is nothing else, they are the word."""
    letters = [place for place, sign in enumerate(text) if not unicodedata.category(sign).startswith("P")]
    if not letters:
        return "", text, ""
    first, last = letters[0], letters[-1] + 1
    return text[:first], text[first:last], text[last:]


def shortened(word: str) -> str:
    return word if len(word) <= WORD else word[: WORD - 1] + "…"


def fitting(words: Sequence[str]) -> int:
    """How many of the words fit, at least one."""
    lengths = list(accumulate(min(len(word), WORD) + 1 for word in words))
    return max(1, bisect_right(lengths, LENGTH)) if words else 0


def places(words: Sequence[str], terms: Sequence[str]) -> set[int]:
    """The numbers of the words that a term touches."""
    spelled = [(number, plain) for number, word in enumerate(words) if (plain := searched(word))]
    starts = [0, *accumulate(len(plain) + 1 for _number, plain in spelled)]
    whole = " ".join(plain for _number, plain in spelled)
    found: set[int] = set()
    for term in terms:
        at = whole.find(term)
        while at >= 0:
            first, last = bisect_right(starts, at) - 1, bisect_right(starts, at + len(term) - 1) - 1
            found |= {spelled[place][0] for place in range(first, last + 1)}
            at = whole.find(term, at + len(term))
    return found
