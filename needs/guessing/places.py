"""Where: the one place that a message names, as a p-code, or nothing where it names two."""

from __future__ import annotations

from needs.guessing.quantities import Sheet
from needs.guessing.signs import signs
from needs.guessing.vocabulary import Found
from needs.guessing.words import forms, known_form

# Names that are words of every day as well: the door, the hill, salt, pictures, the visit, behaviour …
EVERYDAY = frozenset(known_form(name)[0] for name in signs("places that are everyday words"))
KINDS = {
    "مدينه": 3,
    "بلده": 3,
    "ناحيه": 3,
    "مركز": 3,
    "قريه": 3,
    "منطقه": 2,
    "محافظه": 1,
    "ريف": 1,
    "city": 3,
    "town": 3,
    "district": 2,
    "governorate": 1,
}
CUES = signs("before a place") | KINDS.keys()
# Everyday words too, but towns that people speak of: «في الباب» is enough, «باب» is not.
TOWNS = signs("everyday words that are towns")
PREPOSITIONS = signs("where")


def place_of(sheet: Sheet) -> str:
    """The p-code of the place a message speaks of, "" where it names none, two apart, or one of two of that name."""
    mentions = _named(sheet)
    if any("بين" in sheet.texts[max(0, found.start - 1) : found.start] for found in mentions):
        return ""  # between two places
    named = [found for found in mentions if found.end - found.start > 1 or not _is_everyday(sheet, found)]
    certain = {code for found in named for code in found.codes}
    hinted = [found for found in mentions if found not in named and _is_hinted(sheet, found, certain)]
    for found in (*named, *hinted):
        sheet.take(found.start, found.end)
    return _one_place(sheet, [_meant(sheet, found) for found in (*named, *hinted)])


def _named(sheet: Sheet) -> list[Found]:
    found, index = [], 0
    while index < len(sheet.words):
        name = sheet.vocabulary.places.at(sheet.words, index)
        if name is None:
            index += 1
        else:
            found.append(name)
            index = name.end
    return found


def _is_everyday(sheet: Sheet, found: Found) -> bool:
    return not forms(sheet.texts[found.start]).isdisjoint(EVERYDAY)


def _is_hinted(sheet: Sheet, found: Found, certain: set[str]) -> bool:
    """«مدينة الباب», «الباب في ريف حلب», «في حمص»: something says that the word of every day is a place here."""
    before = sheet.texts[found.start - 1] if found.start else ""
    if not forms(before).isdisjoint(CUES):
        return True
    if any(certain.intersection(sheet.vocabulary.ancestors(code)[1:]) for code in found.codes):
        return True
    written = sheet.texts[found.start]
    behind_letter = "ال" + written[2:] if written.startswith("لل") else written[1:]
    return (before in PREPOSITIONS and written in TOWNS) or (written[:1] in "بلعو" and behind_letter in TOWNS)


def _meant(sheet: Sheet, found: Found) -> set[str]:
    """The places a name may mean. Governorate, district and centre of one name are the widest, or what is said."""
    before = sheet.texts[found.start - 1] if found.start else ""
    level = next((KINDS[form] for form in forms(before) if form in KINDS), 0)
    codes = set(found.codes)
    if level:
        at_level = {code for code in codes if sheet.vocabulary.level_of[code] == level}
        codes = at_level or codes
    return {code for code in codes if not codes.intersection(sheet.vocabulary.ancestors(code)[1:])}


def _one_place(sheet: Sheet, meant: list[set[str]]) -> str:
    ancestors = sheet.vocabulary.ancestors
    certain = [next(iter(codes)) for codes in meant if len(codes) == 1]
    for codes in meant:
        if len(codes) > 1:  # «صوران بريف حماة»: the other name tells which
            within = {code for code in codes if set(certain).intersection(ancestors(code))}
            if len(within) != 1:
                return ""
            certain.append(within.pop())
    if not certain:
        return ""
    finest = max(certain, key=lambda code: sheet.vocabulary.level_of[code])
    return finest if set(certain) <= set(ancestors(finest)) else ""
