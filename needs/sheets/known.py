"""What the words of a table mean: items, units, places, sectors … read once, found in memory; for what is not known the
nearest that is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import override

from arabic.normalise import normalise
from arabic.numbers import to_latin_digits
from needs.catalogue import read_units
from needs.models import Item, ItemUnit, Need, TargetGroup, Urgency, Visibility
from needs.queries import offered_items
from organizations.models import Organization, Place, Sector
from organizations.sheets.values import choice, cut, nearest, not_known
from organizations.sheets.wrongs import Wrong

MOST_SUGGESTIONS = 60
PCODE = re.compile(r"SY\d{2,12}")
MORE_UNITS = {"each": "piece", "ea": "piece", "no": "piece", "nr": "piece", "عدد": "piece", "case": "carton"}
MORE_SECTORS = {
    "wash": "WSH",
    "water": "WSH",
    "مياه": "WSH",
    "food": "FSC",
    "food security": "FSC",
    "agriculture": "FSC",
    "shelter": "SHL",
    "nfi": "SHL",
    "shelter/nfi": "SHL",
    "shelter & nfi": "SHL",
    "مأوى": "SHL",
    "غذاء": "FSC",
    "livelihoods": "ERY",
    "early recovery": "ERY",
    "cccm": "CCM",
    "child protection": "PRO-CPN",
    "gbv": "PRO-GBV",
    "cash": "Cash",
    "logistics": "LOG",
    "multi sector": "Multi",
    "emergency telecommunications": "TEL",
}
MORE_URGENCIES = {
    1: "critical|life saving|lifesaving|immediate|حرج|طارئ|فوري",
    2: "urgent|high|عاجل|عالية|عالي|مرتفع",
    3: "medium|moderate|important|متوسط|متوسطة|مهم",
    4: "low|normal|ordinary|minor|منخفض|منخفضة|عادي",
}
Thing = TypeVar("Thing")


class Known:
    """Everything a table's words are compared with. Each reading raises Wrong."""

    def __init__(self) -> None:
        self.suggested = 0

    # Items and units
    @cached_property
    def items(self) -> dict[str, Item]:
        """{name in the search form: item}; a name of its own before another's synonym."""
        found: dict[str, Item] = {}
        offered = list(offered_items())
        for names in (lambda row: [row.code, row.name_ar, row.name_en], lambda row: row.synonyms):
            for item in offered:
                for name in names(item):
                    found.setdefault(bare(normalise(name)), item)
        found.pop("", None)
        return found

    @cached_property
    def items_by_id(self) -> dict[int, Item]:
        return {item.pk: item for item in self.items.values()}

    def item(self, text: str) -> Item:
        wanted = bare(normalise(text))
        found = next((self.items[word] for word in (wanted, wanted.removesuffix("s")) if word in self.items), None)
        return found or self.unknown("unknown_item", text, wanted, self.items, str)

    @cached_property
    def unit_codes(self) -> dict[str, set[str]]:
        """{what people say for a unit, in the search form: codes of units}."""
        found: dict[str, set[str]] = {}
        for unit in read_units():
            for name in (unit["code"], unit["name_ar"], unit["name_en"], *unit["words"]):
                found.setdefault(normalise(name), set()).add(unit["code"])
        for word, code in MORE_UNITS.items():
            found.setdefault(normalise(word), set()).add(code)
        return found

    def unit(self, text: str, item: Item) -> ItemUnit:
        wanted = normalise(text)
        codes = self.unit_codes.get(wanted, set())
        for unit in item.units.all():
            if unit.code in codes or wanted in {normalise(unit.name_ar), normalise(unit.name_en), unit.code}:
                return unit
        raise Wrong(
            "unit_of_another_item" if codes else "unknown_unit",
            _("“%(item)s” is not counted in “%(text)s”.") % {"item": item, "text": cut(text)},
            [str(unit) for unit in item.units.all()],
        )

    # Places
    @cached_property
    def places(self) -> dict[str, Place]:
        return {row.pcode: row for row in Place.objects.select_related("parent__parent")}

    @cached_property
    def places_by_name(self) -> dict[str, list[Place]]:
        found: dict[str, list[Place]] = {}
        for row in self.places.values():
            names = {normalise(name) for name in (row.name_ar, row.name_en, *row.aliases)}
            for name in names | {name.removeprefix("مركز ") for name in names}:
                found.setdefault(name, []).append(row)
        return found

    def place(self, text: str, within: Place | None = None, level: int | None = None) -> Place:
        """By its p-code, wherever it stands in the text, or by a name, within a place and of a level if so asked."""
        if code := PCODE.search(to_latin_digits(text).upper()):
            return self.places.get(code[0]) or self.unknown_place(text, code[0])
        wanted = normalise(re.split(r"[·/|]", text)[-1])
        for level_asked in dict.fromkeys((level, None)):
            found = [
                row
                for row in self.places_by_name.get(wanted, [])
                if (level_asked is None or row.level == level_asked) and is_within(row, within)
            ]
            if found:
                return highest(found, text)
        return self.unknown_place(text, wanted)

    def unknown_place(self, text: str, wanted: str) -> Place:
        spellings = self.places if PCODE.fullmatch(wanted) else {n: rows[0] for n, rows in self.places_by_name.items()}
        return self.unknown("unknown_place", text, wanted, spellings, labelled)

    # The rest
    @cached_property
    def sectors(self) -> dict[str, Sector]:
        rows = list(Sector.objects.filter(is_active=True))
        by_code = {row.code: row for row in rows}
        found = {normalise(word): by_code[code] for word, code in MORE_SECTORS.items() if code in by_code}
        return found | {normalise(name): row for row in rows for name in (row.code, row.name_ar, row.name_en)}

    def sector(self, text: str) -> Sector:
        wanted = normalise(text)
        return self.sectors.get(wanted) or self.unknown("unknown_sector", text, wanted, self.sectors, str)

    @cached_property
    def groups(self) -> dict[str, TargetGroup]:
        return {
            normalise(name): row for row in TargetGroup.objects.all() for name in (row.code, row.name_ar, row.name_en)
        }

    def group(self, text: str) -> TargetGroup:
        wanted = normalise(text)
        return self.groups.get(wanted) or self.unknown("unknown_group", text, wanted, self.groups, str)

    @cached_property
    def organizations(self) -> dict[str, Organization]:
        rows = Organization.objects.filter(status=Organization.Status.VERIFIED, closed_at__isnull=True)
        return {
            normalise(name): row for row in rows for name in (row.name_ar, row.name_en, row.acronym, str(row)) if name
        }

    def organization(self, text: str) -> Organization:
        wanted = normalise(text)
        return self.organizations.get(wanted) or self.unknown(
            "unknown_organization", text, wanted, self.organizations, str
        )

    def urgency(self, text: str) -> int:
        wanted = normalise(text)
        words = urgency_words()
        found = words.get(wanted) or next((n for word, n in words.items() if wanted.startswith(f"{word} ")), None)
        if found is None:
            raise Wrong("unknown_urgency", not_known(text), [short(str(each.label)) for each in Urgency])
        return found

    def visibility(self, text: str) -> str:
        """Also “named”, which only that may say which names organisations already: whom, no table says."""
        try:
            return choice(text, Visibility)
        except Wrong:
            raise unnamed(text) from None

    def kind(self, text: str) -> str:
        return choice(text, Need.Kind)

    def unknown(
        self, code: str, text: str, wanted: str, spellings: dict[str, Thing], words: Callable[[Thing], str]
    ) -> Thing:
        """Raises Wrong with the nearest; looking for them costs time, so only for the first ones of a table."""
        self.suggested += 1
        raise Wrong(
            code, not_known(text), nearest(wanted, spellings, words) if self.suggested <= MOST_SUGGESTIONS else []
        )


def bare(word: str) -> str:
    """Without the article, which some put before an item's name."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def is_within(row: Place, within: Place | None) -> bool:
    return within is None or row.pcode.startswith(within.pcode)


def highest(found: list[Place], text: str) -> Place:
    """Of places of one name that lie within each other the widest; Wrong where they are different places."""
    first = min(found, key=lambda row: row.level)
    if all(row.pcode.startswith(first.pcode) for row in found):
        return first
    raise Wrong(
        "ambiguous_place",
        _("There are several places called “%(text)s”.") % {"text": cut(text)},
        [*map(labelled, found[:4])],
    )


def labelled(place: Place) -> str:
    """«SY020003 حلب · تل رفعت»."""
    top = place
    while top.parent is not None:
        top = top.parent
    return f"{place.pcode} {place}" if top is place else f"{place.pcode} {top} · {place}"


def short(label: str) -> str:
    """Of a choice what stands before the colon: it says what, the rest what it means."""
    return re.split("[:：]", label)[0].strip()


def unnamed(text: str) -> Wrong:
    """For who sees it, with the choices that a table has."""
    return Wrong("unknown_choice", not_known(text), [str(each.label) for each in Visibility if each != "named"])


@lru_cache(maxsize=1)
def urgency_words() -> dict[str, int]:
    words = {normalise(word): number for number, said in MORE_URGENCIES.items() for word in said.split("|")}
    words |= {str(each.value): int(each.value) for each in Urgency}
    for language in ("ar", "en"):
        with override(language):
            for each in Urgency:
                words |= {normalise(str(each.label)): each.value, normalise(short(str(each.label))): each.value}
    return words
