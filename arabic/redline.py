"""What changed between two wordings, word by word: for the eye (`redline`), and to put changes together (`merged`).

A word carries the space behind it, so that all words of a text in a row are the text. Words are compared without that
space, so a line broken elsewhere is no change. A change of spelling alone (tashkeel, hamza, ة and ه, digits) is told
apart from one of substance: an editor wants to see it, a committee does not vote on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, NamedTuple

from arabic.normalise import normalise

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u0640"
_WORD = re.compile(rf"(?:[\w{MARKS}]+|[^\w\s])\s*")
CLOSING = re.compile(r"[،؛:.,;!؟?)\]}»\"”-]")

Kind = Literal["same", "removed", "added"]


class Piece(NamedTuple):
    """A run of words that stayed, went or came; `is_spelling` where nothing but their spelling changed."""

    kind: Kind
    text: str
    is_spelling: bool = False


class Edit(NamedTuple):
    """Words `start` up to `end` of a base are replaced by `text`; none where start is end: it is inserted there."""

    start: int
    end: int
    text: str


def words_of(text: str) -> list[str]:
    """The words and signs of a text, each with the space behind it; the space before the first is left out."""
    return _WORD.findall(text.lstrip())


def redline(before: str, after: str) -> list[Piece]:
    """The pieces in reading order, what went before what came in its place."""
    return list(_joined(_pieces(words_of(before), words_of(after))))


def is_spelling_only(before: str, after: str) -> bool:
    """Do two wordings that differ say the same in another spelling?"""
    pieces = [piece for piece in redline(before, after) if piece.kind != "same"]
    return bool(pieces) and all(piece.is_spelling for piece in pieces)


def _bare(words: Iterable[str]) -> list[str]:
    return [word.rstrip() for word in words]


@lru_cache(maxsize=256)
def _base(text: str) -> tuple[str, ...]:
    """The bare words of a text that many others are held against."""
    return tuple(_bare(words_of(text)))


def _plain(words: Iterable[str]) -> list[str]:
    return [normalise(word) for word in words]


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in _steps(_bare(before), _bare(after)):
        if tag == "equal":
            yield Piece("same", "".join(after[j1:j2]))
        else:
            yield from _changed(before[i1:i2], after[j1:j2])


def _changed(before: list[str], after: list[str]) -> Iterator[Piece]:
    """A run that changed, cut where only the spelling did."""
    for tag, i1, i2, j1, j2 in _steps(_plain(before), _plain(after)):
        if i2 > i1:
            yield Piece("removed", "".join(before[i1:i2]), tag == "equal")
        if j2 > j1:
            yield Piece("added", "".join(after[j1:j2]), tag == "equal")


def _steps(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """As difflib says it. What stays at both ends is left out of its search, which takes the square of what it gets:
    most changes are of a few words in a long text.
    """
    first, last = _alike(before, after)
    b_end, a_end = len(before) - last, len(after) - last
    inner = SequenceMatcher(None, before[first:b_end], after[first:a_end], autojunk=False).get_opcodes()
    steps: list[tuple[str, int, int, int, int]] = [
        (tag, i1 + first, i2 + first, j1 + first, j2 + first) for tag, i1, i2, j1, j2 in inner
    ]
    if first:
        steps.insert(0, ("equal", 0, first, 0, first))
    if last:
        steps.append(("equal", b_end, len(before), a_end, len(after)))
    return steps


def _alike(before: Sequence[str], after: Sequence[str]) -> tuple[int, int]:
    """How many words are the same at the beginning, and how many of the others at the end."""
    most, first, last = min(len(before), len(after)), 0, 0
    while first < most and before[first] == after[first]:
        first += 1
    while last < most - first and before[-1 - last] == after[-1 - last]:
        last += 1
    return first, last


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Neighbours of one kind as one piece."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and (last.kind, last.is_spelling) == (piece.kind, piece.is_spelling):
            last = last._replace(text=last.text + piece.text)
            continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


# Putting changes together ---------------------------------------------------------------------------------------------
def edits(base: str, text: str) -> list[Edit]:
    """What must be done to the words of a base to make a text of it, in their order."""
    after = words_of(text)
    steps = _steps(_base(base), _bare(after))
    return [Edit(i1, i2, "".join(after[j1:j2])) for tag, i1, i2, j1, j2 in steps if tag != "equal"]


def compete(one: Iterable[Edit], other: Iterable[Edit]) -> bool:
    """Do two texts on the same base change the same words, or words so near that nobody can say which comes first? The
    same change made by both is no competition. The edits of each stand in their order.
    """
    others = list(other)
    for each in one:
        for its in others:
            if its.start > each.end:
                break
            if touch(each, its) and each != its:
                return True
    return False


def touch(one: Edit, other: Edit) -> bool:
    """Do they change the same words, or does one insert right where the other changes?"""
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def merged(base: str, texts: Sequence[str]) -> str | None:
    """One text that holds the changes of all; None where two of them compete."""
    changes = [edits(base, text) for text in texts]
    for at, one in enumerate(changes):
        if any(compete(one, other) for other in changes[at + 1 :]):
            return None
    return applied(base, {each for change in changes for each in change})


def applied(base: str, changes: Iterable[Edit]) -> str:
    """The base with these edits done, none of which compete."""
    words = words_of(base)
    result: list[str] = []
    at = 0
    for change in sorted(changes):
        result += [*words[at : change.start], change.text]
        at = change.end
    return _spaced([*result, *words[at:]]).strip()


def _spaced(words: Iterable[str]) -> str:
    """Words in a row; where one that stood last in its text had no space behind it, it gets one."""
    text = ""
    for word in words:
        if word and text and not text[-1].isspace() and not CLOSING.match(word) and text[-1] not in "([«":
            text += " "
        text += word
    return text


def carried_over(base: str, newer: str, text: str) -> str | None:
    """A text written against a base, on its newer wording; None where both changed the same words."""
    return merged(base, [newer, text])
