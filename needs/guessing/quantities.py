"""How many of what: numbers and units around the items that a message names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from arabic.number_words import number_at
from needs.guessing.signs import signs
from needs.guessing.vocabulary import Found, Vocabulary
from needs.guessing.words import ENDS, PAUSES, Word, forms

# Counted by themselves: fifty blankets are fifty pieces, but fifty rice are nothing yet.
COUNTED = signs("units of things that are counted")
PAIRS_OF_SACKS = frozenset({"كيسين", "شوالين"})
VAGUE = signs("vague")
SACKS = signs("sacks")
FILLERS = signs("fillers")
AMOUNT_WORDS = signs("before an amount")
BETWEEN = signs("between two numbers")
# What stands before a number that says a size, an age or a time of day, and after one that counts days or money.
NOT_A_COUNT_BEFORE = signs("before a size")
NOT_A_COUNT_AFTER = signs("after what counts no things")
MORE = signs("more of it")


@dataclass(frozen=True)
class Amount:
    """A number in a message, from which word to which, with the unit said with it. `value` is None where in doubt."""

    value: Decimal | None
    start: int
    end: int
    units: frozenset[str] = frozenset()
    is_sack: bool = False
    noun: int = 0  # where the counted noun begins, which may be the unit itself


@dataclass
class Mention:
    """An item named in a message and what was found to belong to it."""

    found: Found
    code: str
    amount: Amount | None = None
    per_household: bool = False

    @property
    def quantity(self) -> Decimal | None:
        if self.per_household:
            return None
        if self.amount is not None:
            return self.amount.value
        return Decimal(self.found.count) if self.found.count else None


@dataclass
class Sheet:
    """A message as it is worked on: its words and which of them are spoken for."""

    words: list[Word]
    vocabulary: Vocabulary
    taken: set[int] = field(default_factory=set)

    @property
    def texts(self) -> list[str]:
        return [word.text for word in self.words]

    def take(self, start: int, end: int) -> None:
        self.taken.update(range(start, end))


def amounts(sheet: Sheet) -> list[Amount]:
    """The numbers of a message that may count something, each with its unit; ranges and "dozens" are in doubt."""
    texts, found, index = sheet.texts, [], 0
    while index < len(texts):
        amount = None if index in sheet.taken else _amount_at(sheet, texts, index)
        if amount is None:
            index += 1
            continue
        if not _counts_nothing(texts, amount):
            found.append(amount)
        index = max(amount.end, index + 1)
    return found


def _amount_at(sheet: Sheet, texts: Sequence[str], index: int) -> Amount | None:
    return _number_at(sheet, texts, index) or _unit_alone(sheet, texts, index)


def _number_at(sheet: Sheet, texts: Sequence[str], index: int) -> Amount | None:
    number = number_at(texts, index)
    if number is None and texts[index][:1] == "و":  # «وخمسين شادراً»: the number begins behind the "and"
        number = number_at([*texts[:index], texts[index][1:], *texts[index + 1 :]], index)
    if number is not None:
        value, end = number
        second = number_at(texts, end + 1) if end + 1 < len(texts) and texts[end] in BETWEEN else None
        if second is not None:  # 10–15: which of them?
            return _with_unit(sheet, None, index, second[1])
        return _with_unit(sheet, value, index, end)
    if texts[index] in VAGUE or not forms(texts[index]).isdisjoint(VAGUE):
        return _with_unit(sheet, None, index, index + 1)
    return None


def _unit_alone(sheet: Sheet, texts: Sequence[str], index: int) -> Amount | None:
    """«كرتونتين حليب» are two; «طن ونصف» needs no "one"."""
    unit = sheet.vocabulary.units.at(sheet.words, index)
    if unit is not None and unit.count == 2:
        return Amount(Decimal(2), index, unit.end, unit.codes, texts[index] in SACKS)
    if texts[index] in PAIRS_OF_SACKS:
        return Amount(Decimal(2), index, index + 1, is_sack=True)
    if unit is not None and "tonne" in unit.codes:
        return _with_half(sheet, Amount(Decimal(1), index, unit.end, unit.codes))
    return None


def _with_unit(sheet: Sheet, value: Decimal | None, start: int, end: int) -> Amount:
    texts = sheet.texts
    after = end + 1 if end < len(texts) and texts[end] in {"من", "ال"} else end
    if after >= len(texts):
        return Amount(value, start, end, noun=end)
    unit, item = sheet.vocabulary.units.at(sheet.words, after), sheet.vocabulary.items.at(sheet.words, after)
    if unit is not None and item is not None and item.end > unit.end:  # «مئة مقعد مدرسي» counts benches, not seats
        unit = None
    is_sack = not forms(texts[after]).isdisjoint(SACKS)
    if unit is None or unit.count == 2:
        return Amount(value, start, after + 1 if is_sack else end, is_sack=is_sack, noun=after)
    return _with_half(sheet, Amount(value, start, unit.end, unit.codes, is_sack, after))


def _with_half(sheet: Sheet, amount: Amount) -> Amount:
    halves = {"ونصف": Decimal("0.5"), "ونص": Decimal("0.5"), "وربع": Decimal("0.25")}
    more = halves.get(sheet.texts[amount.end]) if amount.end < len(sheet.words) else None
    if more is None or amount.value is None:
        return amount
    return replace(amount, value=amount.value + more, end=amount.end + 1)


def _counts_nothing(texts: Sequence[str], amount: Amount) -> bool:
    before = texts[amount.start - 1] if amount.start else ""
    if not forms(before).isdisjoint(NOT_A_COUNT_BEFORE):
        return True
    after = texts[amount.end] if amount.end < len(texts) else ""
    return not amount.units and not forms(after).isdisjoint(NOT_A_COUNT_AFTER)


def give_amounts(sheet: Sheet, mentions: list[Mention], numbers: list[Amount]) -> None:
    """Each number goes to the item right behind it, else to the one right before it, else, if it has a unit of that
    item, to the last one before it that has none yet.
    """
    free = list(numbers)
    for follows in (_stands_before, _stands_after, _speaks_of):
        for amount in list(free):
            mention = follows(sheet, mentions, amount)
            if mention is not None:
                mention.amount = amount
                free.remove(amount)
    for amount in free:
        if amount.end < len(sheet.words) and sheet.texts[amount.end] in MORE:  # «نحتاج 50 أخرى»
            earlier = [mention for mention in mentions if mention.found.end <= amount.start]
            if earlier:
                again = Found(earlier[-1].found.codes, amount.start, amount.end)
                mentions.append(Mention(again, earlier[-1].code, amount))


def _stands_before(sheet: Sheet, mentions: list[Mention], amount: Amount) -> Mention | None:
    start = amount.end
    while start < len(sheet.words) and sheet.texts[start] in FILLERS and start - amount.end < 2:
        start += 1
    for mention in mentions:
        is_free = mention.amount is None and not mention.found.count and not mention.found.follows_and
        if is_free and mention.found.start == start:
            return mention if not amount.units or units_for(sheet, mention.code, amount) or amount.is_sack else None
    return None


def _stands_after(sheet: Sheet, mentions: list[Mention], amount: Amount) -> Mention | None:
    """«بطانيات: 50», «بطانيات شتوية عدد 50», «رز 200 كغ»."""
    if _has_own_noun(sheet, mentions, amount):
        return None
    for mention in mentions:
        gap = sheet.texts[mention.found.end : amount.start]
        if mention.amount is None and not mention.found.count and 0 <= amount.start - mention.found.end == len(gap):
            says_amount = any(word in AMOUNT_WORDS or word in {":", "="} for word in gap[-2:])
            is_near = len(gap) <= 4 if says_amount else not (set(gap) - {":", "-", "–", "(", "="})
            if is_near and not ENDS.intersection(gap):
                return mention
    return None


def _has_own_noun(sheet: Sheet, mentions: list[Mention], amount: Amount) -> bool:
    if amount.units or amount.is_sack:
        return any(mention.found.start in {amount.end, amount.end + 1} for mention in mentions)
    if amount.end >= len(sheet.words):
        return False
    after = sheet.words[amount.end]
    if after.kind != "word" or after.text.startswith("و"):
        return False
    return after.text not in {"قطعه", "تقريبا", "فقط", "only"} | MORE


def _speaks_of(sheet: Sheet, mentions: list[Mention], amount: Amount) -> Mention | None:
    earlier = [mention for mention in mentions if mention.found.end <= amount.start]
    if not amount.units:
        says_amount = amount.start and sheet.texts[amount.start - 1] in AMOUNT_WORDS
        alone = len(mentions) == 1 and mentions[0].quantity is None
        return mentions[0] if says_amount and alone and not _has_own_noun(sheet, mentions, amount) else None
    for mention in reversed(earlier):
        if mention.quantity is None and units_for(sheet, mention.code, amount):
            return mention
    return None


def units_for(sheet: Sheet, item: str, amount: Amount) -> list[str]:
    """Which units of the item the word said may be."""
    return [unit for unit in sheet.vocabulary.units_of[item] if unit in amount.units]


def unit_of(sheet: Sheet, mention: Mention) -> str:
    """The unit of a mention, "" where it is in doubt: said and known, or the item's own where it is counted."""
    base = sheet.vocabulary.units_of[mention.code][0]
    amount = mention.amount
    if mention.quantity is None:
        return ""
    if amount is not None and (amount.units or amount.is_sack):
        fitting = units_for(sheet, mention.code, amount)
        if amount.is_sack and not fitting:
            return base if base.startswith("sack") else ""
        return fitting[0] if len(fitting) == 1 else ""
    if base in COUNTED:
        return base
    return "trip" if "trip" in sheet.vocabulary.units_of[mention.code] else ""


def sentence_of(words: Sequence[Word], index: int, ends: frozenset[str] = PAUSES) -> tuple[int, int]:
    """The clause in which a word stands, as the indexes of its first word and behind its last."""
    start = index
    while start > 0 and words[start - 1].text not in ends and words[start - 1].written != "\n":
        start -= 1
    end = index
    while end < len(words) and words[end].text not in ends and words[end].written != "\n":
        end += 1
    return start, end
