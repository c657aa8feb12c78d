"""Which items a message asks for: named, not only told of as given away or received."""

from __future__ import annotations

from needs.guessing.quantities import Mention, Sheet, amounts, give_amounts, sentence_of
from needs.guessing.signs import signs
from needs.guessing.words import ENDS, Word, forms

NEEDS = signs("asks")
DONE = signs("done")
HAVE = signs("has")
INSIDE = signs("inside")
WEAK = signs("said of everything")
PER_HOUSEHOLD = signs("for each")


def mentions_of(sheet: Sheet) -> list[Mention]:
    """The items named in a message, in order, each with the number that belongs to it."""
    found = _named(sheet)
    numbers = amounts(sheet)
    _unname_units(sheet, found, {amount.start for amount in numbers} | {amount.end for amount in numbers})
    give_amounts(sheet, found, numbers)
    for mention in found:
        after = sheet.texts[mention.found.end : mention.found.end + 2]
        mention.per_household = not PER_HOUSEHOLD.isdisjoint(after)
    return [mention for mention in found if not _is_beside_the_point(sheet, found, mention)]


def _is_beside_the_point(sheet: Sheet, mentions: list[Mention], mention: Mention) -> bool:
    """«مدرّس متطوع» is one person, «محطة المياه» no drink, «لمركز الإيواء» where the blankets go."""
    start, vocabulary = mention.found.start, sheet.vocabulary
    earlier = [other for other in mentions if other.found.end <= start]
    before, written = sheet.texts[start - 1] if start else "", sheet.texts[start]
    if mention.quantity is not None:
        return False
    if mention.code in vocabulary.persons and earlier and earlier[-1].found.end == start:
        return earlier[-1].code in vocabulary.persons
    if not forms(written).isdisjoint(WEAK) and mention.found.end == start + 1:
        return forms(before).isdisjoint(NEEDS)
    if mention.code not in vocabulary.premises:
        return False
    return before in INSIDE or written.startswith("ب") or (written.startswith("ل") and bool(earlier))


def _named(sheet: Sheet) -> list[Mention]:
    mentions, index = [], 0
    while index < len(sheet.words):
        found = None if index in sheet.taken else sheet.vocabulary.items.at(sheet.words, index)
        if found is None or len(found.codes) != 1:
            index += 1
            continue
        if not (found.end - found.start == 1 and _is_unit_of_next(sheet, index)):
            mentions.append(Mention(found, found.code))
        index = found.end
    return mentions


def _is_unit_of_next(sheet: Sheet, index: int) -> bool:
    """«20 شاحنة بحص»: a word that is a thing and also the unit of the thing named right after it."""
    unit = sheet.vocabulary.units.at(sheet.words, index)
    if unit is None or unit.end >= len(sheet.words):
        return False
    following = sheet.vocabulary.items.at(sheet.words, unit.end)
    return following is not None and any(code in sheet.vocabulary.units_of[following.code] for code in unit.codes)


def _unname_units(sheet: Sheet, mentions: list[Mention], beside_numbers: set[int]) -> None:
    """«ترحيل أنقاض … نحو 40 شاحنة»: the truck is the unit of what was named before."""
    for mention in list(mentions):
        unit = sheet.vocabulary.units.at(sheet.words, mention.found.start)
        if unit is None or unit.end != mention.found.end or unit.end not in beside_numbers:
            continue
        start, end = sentence_of(sheet.words, mention.found.start, ENDS)
        others = (other for other in mentions if other is not mention and start <= other.found.start < end)
        if any(not unit.codes.isdisjoint(sheet.vocabulary.units_of[other.code]) for other in others):
            mentions.remove(mention)


def _once(mentions: list[Mention]) -> list[Mention]:
    """An item named twice is one line, the one that says how many."""
    kept: dict[str, Mention] = {}
    for mention in mentions:
        known = kept.get(mention.code)
        if known is None or (known.quantity is None and mention.quantity is not None):
            kept[mention.code] = mention
    return list(kept.values())


def asks(sheet: Sheet) -> bool:
    """Whether a message says that something is needed, whatever it is."""
    return _has(sheet.words, NEEDS)


def asked_for(sheet: Sheet, mentions: list[Mention]) -> list[Mention]:
    """Without what the message tells as done, and, where it asks for something, without what it says is there."""
    left = [mention for mention in mentions if not _says(sheet, mention, DONE)]
    needed = [mention for mention in left if not _says(sheet, mention, HAVE)]
    return _once(needed or left)


def _says(sheet: Sheet, mention: Mention, cues: frozenset[str]) -> bool:
    start, end = sentence_of(sheet.words, mention.found.start)
    clause = sheet.words[start:end]
    return _has(clause, cues) and not _has(clause, NEEDS)


def _has(words: list[Word], cues: frozenset[str]) -> bool:
    return any(not forms(word.text).isdisjoint(cues) for word in words if word.kind == "word")
