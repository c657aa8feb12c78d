"""What a reader of messages knows: items and their units by every name, and places. Plain data in, indexes out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from arabic.normalise import loosened
from needs.guessing.words import Word, dual_of, forms, known_form

ENGLISH_ARTICLES = frozenset({"al", "ar", "as", "ash", "an", "at", "az", "ad"})


@dataclass(frozen=True)
class ItemWords:
    """An item by its code, its names and synonyms, and the codes of its units, the base unit first."""

    code: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    is_person: bool = False  # «معلمين» is a plural, not two
    is_place: bool = False  # «في مستودع»: where, not what


@dataclass(frozen=True)
class UnitWords:
    code: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class PlaceWords:
    """A place by its p-code; `parent` is "" for a governorate."""

    pcode: str
    parent: str
    level: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A name found in a message: for what it stands, from which word to which, and 2 where it was a dual."""

    codes: frozenset[str]
    start: int
    end: int
    count: int | None = None
    follows_and: bool = False  # «وقرطاسية»: it begins something new

    @property
    def code(self) -> str:
        return next(iter(self.codes))


class Names:
    """Names of one or more words, found in a message under any form of its words; the longest wins."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], tuple[set[str], int | None]]] = defaultdict(dict)

    def add(self, name: str, code: str, *, with_dual: bool = True) -> None:
        """Know a name. Two things may share one: then it stands for both."""
        words = known_form(name)
        if not words:
            return
        self._put(words, code, None)
        if with_dual and not words[0].isascii():
            for place, dual in enumerate(dual_of(words[0])):
                self._put((dual, *words[1:]), code, 2)
                self._put((dual, *(dual_of(word)[place] for word in words[1:])), code, 2)

    def _put(self, words: tuple[str, ...], code: str, count: int | None) -> None:
        names = self._by_first[words[0]]
        known = names.get(words)
        if known is None or (known[1] and not count):  # a plural that looks like a dual is a plural
            names[words] = ({code}, count)
        elif known[1] == count:
            known[0].add(code)

    def at(self, words: Sequence[Word], start: int) -> Found | None:
        """The longest name that begins at a word."""
        best: Found | None = None
        for form in forms(words[start].text):
            for name, (codes, count) in self._by_first.get(form, {}).items():
                end = start + len(name)
                if (best is None or end > best.end) and self._continues(words, start, name):
                    best = Found(frozenset(codes), start, end, count, words[start].text.startswith("و" + form[:1]))
        return best

    @staticmethod
    def _continues(words: Sequence[Word], start: int, name: tuple[str, ...]) -> bool:
        if start + len(name) > len(words):
            return False
        return all(part in forms(words[start + offset].text) for offset, part in enumerate(name) if offset)


class Vocabulary:
    """Everything a message is read against; made once and kept, for it indexes thousands of names."""

    def __init__(
        self, items: Iterable[ItemWords], units: Iterable[UnitWords], places: Iterable[PlaceWords] = ()
    ) -> None:
        self.items, self.units, self.places = Names(), Names(), Names()
        self.units_of: dict[str, tuple[str, ...]] = {}
        self.persons: set[str] = set()
        self.premises: set[str] = set()
        self.parent_of: dict[str, str] = {}
        self.level_of: dict[str, int] = {}
        for item in items:
            self.units_of[item.code] = item.units
            if item.is_person:
                self.persons.add(item.code)
            if item.is_place:
                self.premises.add(item.code)
            for name in item.names:
                self.items.add(name, item.code, with_dual=not item.is_person)
        for unit in units:
            for name in unit.names:
                self.units.add(name, unit.code)
        for place in places:
            self.parent_of[place.pcode], self.level_of[place.pcode] = place.parent, place.level
            for name in place.names:
                self._add_place(name, place.pcode)

    def _add_place(self, name: str, pcode: str) -> None:
        words = loosened(name).replace("-", " ").split()
        if len(words) > 1 and words[0] in ENGLISH_ARTICLES:
            self.places.add(" ".join(words[1:]), pcode, with_dual=False)
        if words[:1] == ["مركز"] and len(words) > 1:
            words = words[1:]
        self.places.add(" ".join(words), pcode, with_dual=False)
        if len(words) > 1 and not words[0].isascii():  # «ديرالزور», «كفرنبل»
            self.places.add("".join(words), pcode, with_dual=False)

    def ancestors(self, pcode: str) -> list[str]:
        """The place itself, its district, its governorate."""
        chain = [pcode]
        while self.parent_of.get(chain[-1]):
            chain.append(self.parent_of[chain[-1]])
        return chain
