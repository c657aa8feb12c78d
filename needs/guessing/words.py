"""A message as words, numbers and marks, and the forms under which a written word may stand in a list of names."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from arabic.normalise import loosened
from arabic.numbers import to_latin_digits

# Dates, times, phone numbers, sizes (4×6), shares and codes hold digits and count nothing.
_NO_QUANTITY = (
    r"\d{1,4}[/\\]\d{1,2}(?:[/\\]\d{1,4})?|\d{1,2}:\d{2}|\+?\d{9,}|\d+(?:\.\d+)?\s*[×x*]\s*\d+(?:\.\d+)?"
    r"|\d+(?:\.\d+)?\s*[%٪]|[A-Za-z]+-[0-9A-Z]+\b"
)
_NUMBER = r"\d{1,3}(?:[,٬]\d{3})+(?!\d)|\d+(?:[.٫]\d+)?"
_WORD = r"(?:[^\W\d_]|[\u064b-\u065f\u0670])+"
_HYPHEN = re.compile("(?<=[A-Za-z])-(?=[A-Za-z])")  # Deir-ez-Zor, ready-to-eat
_PART = re.compile(rf"(?P<skip>{_NO_QUANTITY})|(?P<number>{_NUMBER})|(?P<word>{_WORD})|(?P<mark>\n|\S)")
# Between sentences and clauses; a colon or a dash joins what it stands between.
ENDS = frozenset(".!؟?\n؛;")
PAUSES = ENDS | frozenset("،,")


@dataclass(frozen=True)
class Word:
    """A part of a message: `text` in the search form, `written` as it stood.

    `kind` is word, number, mark, or skip, whose text is "#".
    """

    text: str
    written: str
    kind: str


def words_of(message: str) -> list[Word]:
    """Split a message. Numbers have Latin digits, no group signs and a point."""
    found = []
    for part in _PART.finditer(_HYPHEN.sub(" ", to_latin_digits(message))):
        kind = part.lastgroup or "mark"
        written = part[0]
        if kind == "number":
            text = re.sub("[,٬]", "", written).replace("٫", ".")
        else:
            text = {"mark": written, "skip": "#"}.get(kind) or loosened(written)
        if text:
            found.append(Word(text, written, kind))
    return found


@cache
def forms(word: str) -> frozenset[str]:
    """The forms under which a word may be known: «وللبطانيات» is also «بطانيات», «شادرا» also «شادر».

    Short words keep their first letter: «ورد» is no «رد». English words lose the s of the plural.
    """
    if word.isascii():
        return frozenset({word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("'s")} - {""})
    found = {word}
    if word[:1] == "و" and len(word) > 2:
        found.add(word[1:])
    if word[:1] == "ف" and len(word) > 3:
        found.add(word[1:])
    for form in tuple(found):
        if form.startswith("لل") and len(form) > 3:
            found.add(form[2:])
        elif form[:1] in "بلكع" and len(form) > 3:
            found.add(form[1:])
    found |= {form[2:] for form in found if form.startswith("ال") and len(form) > 3}
    found |= {form[:-1] for form in found if form.endswith("ا") and len(form) > 3}
    return frozenset(found)


def known_form(name: str) -> tuple[str, ...]:
    """A name as words in the form that lists keep: search form, without the article."""
    return tuple(
        word[2:] if word.startswith("ال") and len(word) > 3 else word
        for word in re.findall(rf"\d+|{_WORD}", loosened(name))
    )


def dual_of(word: str) -> tuple[str, ...]:
    """«بطانية» → «بطانيتين», «بطانيتان»; «كيس» → «كيسين», «كيسان». Search form in, search forms out."""
    stem = word[:-1] + "ت" if word.endswith("ه") else word
    return stem + "ين", stem + "ان"
