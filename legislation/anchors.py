"""Where words that somebody remarked on stand now: a remark is anchored by the words it quotes and those before them,
never by a place in the text. Knows no database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from arabic.normalise import normalise
from arabic.redline import words_of

_ENOUGH = 0.6  # of the quoted words must still stand there, in their order
_BEFORE = 8  # words before the quotation that tell two alike apart


class Place(NamedTuple):
    """Letters `start` up to `end` of a text; `is_exact` where the words stand as they were quoted, but for spelling."""

    start: int
    end: int
    is_exact: bool


def place_of(text: str, quoted: str, before: str = "") -> Place | None:
    """Where the quoted words stand; of several like them the one behind the words of `before`. None where too few of
    them are left.
    """
    words, wanted = words_of(text), _plain(words_of(quoted))
    if not wanted:
        return None
    plain = _plain(words)
    found = _best(plain, wanted, _plain(words_of(before))[-_BEFORE:])
    if found is None:
        return None
    first, last = found
    offset = len(text) - len(text.lstrip())
    start = offset + sum(len(word) for word in words[:first])
    end = offset + len("".join(words[:last]).rstrip())
    return Place(start, end, plain[first:last] == wanted)


def _plain(words: Sequence[str]) -> list[str]:
    return [normalise(word) for word in words]


def _best(words: list[str], wanted: list[str], before: list[str]) -> tuple[int, int] | None:
    exact = [(at, at + len(wanted)) for at in _exact(words, wanted)]
    if exact:
        return max(exact, key=lambda span: _like(words[: span[0]], before))
    return _near(words, wanted)


def _exact(words: list[str], wanted: list[str]) -> Iterator[int]:
    return (at for at in range(len(words) - len(wanted) + 1) if words[at : at + len(wanted)] == wanted)


def _like(words: list[str], before: list[str]) -> int:
    """How many words right before are those of `before`, from the end."""
    pairs = zip(reversed(words), reversed(before), strict=False)
    alike = 0
    for one, other in pairs:
        if one != other:
            break
        alike += 1
    return alike


def _near(words: list[str], wanted: list[str]) -> tuple[int, int] | None:
    """From the first to the last of the quoted words that are left, where enough of them are."""
    blocks = [each for each in SequenceMatcher(None, words, wanted, autojunk=False).get_matching_blocks() if each.size]
    if not blocks or sum(each.size for each in blocks) < _ENOUGH * len(wanted):
        return None
    first, last = blocks[0].a, blocks[-1].a + blocks[-1].size
    return (first, last) if last - first <= 2 * len(wanted) else None
