"""What looks wrong in a text that was read. PDFs mirror digits, turn words around and swap letters of joined signs;
people mistype. Whoever brings the text in looks at each place; what would spoil the law (`is_grave`) must be answered.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, NamedTuple

from arabic.normalise import normalise
from legislation.parsing.lines import Draft, Node
from legislation.structure import ARTICLE, WIDE, may_contain

GRAVE = frozenset(
    (
        *("gap", "mirrored", "repeated", "backwards", "empty", "reversed", "broken_letters", "no_article"),
        *("wide_text", "misplaced", "long_heading", "other_country", "other_law"),
    )
)
_PRESENTATION = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc\ufffd]")
_WORD = re.compile(r"[ء-ي\u064b-\u0652]+")
_LAM_ALEF = re.compile(r"(?:^|\W)(ال|اال[ء-ي]+|إال|أال|ا\u0644\u0625لا)(?=\W|$)")
_NOTE = re.compile(r"\(([^()]*(?:استبدلت|عدلت|أضيفت|ألغيت|المعدلة|بموجب)[^()]*)\)")
_NEVER_FIRST = ("ة", "ى", "ء")  # no Arabic word begins with these: one that does is written backwards
_REVERSED = frozenset({"نم", "ىلع", "يف", "ىلإ", "نأ", "نوناقلا", "ةيعمجلا", "ةداملا", "ةدام"})
_CLOSE = 0.82
LONGEST_HEADING = 200  # a longer one has most likely swallowed a text


class Doubt(NamedTuple):
    """`code` says what kind, `facts` what stands there and what was expected; `node` where, None for the whole."""

    code: str
    node: Node | None
    facts: dict[str, Any]

    @property
    def is_grave(self) -> bool:
        return self.code in GRAVE


def doubts(draft: Draft) -> list[Doubt]:
    """Everything that looks wrong, in the order of the text."""
    found = [*_of_whole(draft), *_of_numbers(draft), *_of_nodes(draft), *_of_words(draft)]
    place = {id(node): at for at, node in enumerate(draft.walk())}
    return sorted(found, key=lambda doubt: place.get(id(doubt.node), -1))


def _of_whole(draft: Draft) -> Iterator[Doubt]:
    if not draft.articles():
        yield Doubt("no_article", None, {})
    if draft.preamble:
        yield Doubt("preamble", None, {"words": draft.preamble[:300]})


def _of_numbers(draft: Draft) -> Iterator[Doubt]:
    """Numbers of articles run upward through the whole law, those of parts within what they stand in."""
    yield from _of_row(draft.articles())
    yield from _of_row([node for node in draft.nodes if node.kind in WIDE])
    for node in draft.walk():
        yield from _of_row([part for part in node.parts if part.kind != ARTICLE])


def _of_row(nodes: list[Node]) -> Iterator[Doubt]:
    last = 0
    for node in nodes:
        read = node.read
        if read is None:
            continue
        number = read.number or read.letter
        expected = last + 1
        facts = {"found": number, "expected": expected}
        if number == last and read.repeat:
            continue
        if number == expected:
            last = number
        elif str(number) == str(expected)[::-1]:
            last = expected
            yield Doubt("mirrored", node, facts)
        elif number == last:
            yield Doubt("repeated", node, facts)
        elif number < last:
            yield Doubt("backwards", node, facts)
        else:
            last = number
            yield Doubt("gap", node, facts)


def _of_nodes(draft: Draft) -> Iterator[Doubt]:
    for node in draft.walk():
        yield from _of_shape(node)
        words = f"{node.heading} {node.text}"
        if broken := _PRESENTATION.findall(words):
            yield Doubt("broken_letters", node, {"letters": "".join(sorted(set(broken)))[:20]})
        if _is_reversed(words):
            yield Doubt("reversed", node, {"words": words.strip()[:60]})
        for found in _LAM_ALEF.finditer(words):
            yield Doubt("lam_alef", node, {"word": found[1]})
        for note in _NOTE.finditer(words):
            yield Doubt("note", node, {"words": note[1][:300]})


def _of_shape(node: Node) -> Iterator[Doubt]:
    """What it has and what stands in it."""
    if not node.has_sign:
        yield Doubt("no_sign", node, {"words": node.text[:60]})
    if node.kind == ARTICLE and not node.text and not node.parts:
        yield Doubt("empty", node, {})
    if node.kind in WIDE and not node.parts:
        yield Doubt("empty_part", node, {})
    if node.kind in WIDE and node.text:
        yield Doubt("wide_text", node, {"words": node.text[:60]})
    if len(node.heading) > LONGEST_HEADING:
        yield Doubt("long_heading", node, {"words": node.heading[:60]})
    for part in node.parts:
        if not may_contain(node.kind, part.kind):
            yield Doubt("misplaced", part, {"kind": part.kind, "outer": node.kind})


def _is_reversed(words: str) -> bool:
    """Does a tenth of the words begin as none can, or stand there turned around?"""
    found = _WORD.findall(words)
    odd = sum(word[0] in _NEVER_FIRST or word in _REVERSED for word in found)
    return odd > 1 and odd * 10 >= len(found)


def _of_words(draft: Draft) -> Iterator[Doubt]:
    """A word that stands here once and nearly is one that stands here often."""
    counts: Counter[str] = Counter()
    first: dict[str, Node] = {}
    for node in draft.walk():
        for word in _WORD.findall(node.text):
            plain = _stem(word)
            counts[plain] += 1
            first.setdefault(plain, node)
    known = [word for word, count in counts.items() if count > 1 and len(word) > 5]
    for word, count in counts.items():
        if count == 1 and len(word) > 6 and (near := _near(word, known)):
            yield Doubt("word", first[word], {"word": word, "near": near})


def _stem(word: str) -> str:
    return normalise(word).removeprefix("ال")


def _near(word: str, known: list[str]) -> str | None:
    """A known word that differs in one letter in the middle: a change at an end is grammar."""
    for other in known:
        if len(other) != len(word) or other[:2] != word[:2] or other[-2:] != word[-2:]:
            continue
        if sum(a != b for a, b in zip(word, other, strict=True)) == 1:
            return other
        if SequenceMatcher(None, word, other).ratio() > _CLOSE + 0.1:
            return other
    return None
