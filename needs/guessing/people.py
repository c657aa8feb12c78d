"""For how many: people and households that a message counts. Two groups side by side are in doubt."""

from __future__ import annotations

from decimal import Decimal

from needs.guessing.quantities import Amount, Sheet, amounts
from needs.guessing.signs import signs
from needs.guessing.vocabulary import Names
from needs.guessing.words import known_form


def _names(list_name: str, *, pairs: bool) -> Names:
    names = Names()
    for word in signs(list_name):
        names.add(word, word, with_dual=pairs)
    return names


HOUSEHOLDS, PEOPLE = _names("households", pairs=True), _names("people", pairs=False)
PERSON_DUALS = {"شخصين": 2, "طفلين": 2, "ولدين": 2, "مريضين": 2}
COUNT_OF = signs("a count of")
BEDS = known_form("أسرة")[0]


def count_people(sheet: Sheet) -> tuple[int | None, int | None]:
    """(people, households), each None where nobody counted them or two groups were counted. Their numbers are taken."""
    households, people = [], []
    for amount in amounts(sheet):
        place = amount.noun
        if not place <= amount.end < len(sheet.words) + 1 or place >= len(sheet.words):
            continue
        if (found := HOUSEHOLDS.at(sheet.words, place)) is not None:
            if not _may_be_beds(sheet, amount, place):
                households.append(amount.value)
                sheet.take(amount.start, found.end)
        elif (found := PEOPLE.at(sheet.words, place)) is not None:
            people.append(amount.value)
            sheet.take(amount.start, found.end)
    households += _headed(sheet, HOUSEHOLDS)
    people += _headed(sheet, PEOPLE)
    households += _pairs(sheet)
    people += [Decimal(PERSON_DUALS[text]) for text in sheet.texts if text in PERSON_DUALS]
    return _one(people), _one(households)


def _headed(sheet: Sheet, names: Names) -> list[Decimal | None]:
    """«عدد الأسر: 100»."""
    found: list[Decimal | None] = []
    for amount in amounts(sheet):
        heads = [index for index in range(max(0, amount.start - 3), amount.start) if sheet.texts[index] in COUNT_OF]
        name = names.at(sheet.words, heads[-1] + 1) if heads else None
        if name is not None and name.end <= amount.start and not amount.units:
            found.append(amount.value)
            sheet.take(amount.start, amount.end)
    return found


def _pairs(sheet: Sheet) -> list[Decimal | None]:
    found: list[Decimal | None] = []
    for index in range(len(sheet.words)):
        name = None if index in sheet.taken else HOUSEHOLDS.at(sheet.words, index)
        if name is not None and name.count == 2:
            found.append(Decimal(2))
            sheet.take(index, name.end)
    return found


def _may_be_beds(sheet: Sheet, amount: Amount, place: int) -> bool:
    """Three to ten households are «أسر»: «10 أسرّة» are beds, and so may be «10 أسرة»."""
    word = sheet.words[place]
    is_few = amount.value is not None and 3 <= amount.value <= 10
    return word.text == BEDS and (is_few or "\u0651" in word.written)


def _one(counts: list[Decimal | None]) -> int | None:
    known = {count for count in counts if count is not None}
    return int(known.pop()) if len(counts) == 1 and len(known) == 1 else None
