"""What a message asks for: items, how many, where, how urgent, for how many. A doubtful field stays empty.

No Django here: the catalogue and the places come as plain data (`Vocabulary`), so that the table of messages in tests/
needs no database. What is guessed is shown to a person for correction, never stored by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from needs.guessing.items import asked_for, asks, mentions_of
from needs.guessing.people import count_people
from needs.guessing.places import place_of
from needs.guessing.quantities import Sheet, unit_of
from needs.guessing.urgency import urgency_of
from needs.guessing.vocabulary import ItemWords, PlaceWords, UnitWords, Vocabulary
from needs.guessing.words import words_of


@dataclass(frozen=True)
class Line:
    """An item's code; how many, None where in doubt; the code of the unit, "" where in doubt."""

    item: str
    quantity: Decimal | None
    unit: str


@dataclass(frozen=True)
class Guess:
    """What a message says. `place` is a p-code or ""; `urgency` 1–4 or None; people and households None if unsaid."""

    lines: tuple[Line, ...] = ()
    place: str = ""
    urgency: int | None = None
    people: int | None = None
    households: int | None = None


def guess(message: str, vocabulary: Vocabulary) -> Guess:
    """Read a message, in Arabic of any kind or in English. One that only tells what was done asks for nothing."""
    sheet = Sheet(words_of(message), vocabulary)
    place = place_of(sheet)
    people, households = count_people(sheet)
    mentions = mentions_of(sheet)
    asked = asked_for(sheet, mentions)
    if not asked and not (asks(sheet) and not mentions):
        return Guess()
    lines = tuple(Line(mention.code, mention.quantity, unit_of(sheet, mention)) for mention in asked)
    return Guess(lines, place, urgency_of(message), people, households)
