"""The thing of a contribution: an item of the catalogue by its name, as needs find it, and one of its units. Without a
script the page is asked again, and loses nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from needs.models import Item, ItemUnit
from needs.queries import found_items, item_named, offered_items

LONGEST = 80
SHORTEST = 2  # letters that are worth a search


@dataclass
class Thing:
    """What was typed, and what it was understood as; `found` is what it may mean where that is in doubt."""

    words: str = ""
    item: Item | None = None
    unit_code: str = ""
    found: list[Item] = field(default_factory=list)

    @property
    def units(self) -> list[ItemUnit]:
        return list(self.item.units.all()) if self.item else []

    @property
    def unit(self) -> ItemUnit | None:
        """The chosen one, else the base unit."""
        return next((unit for unit in self.units if unit.code == self.unit_code), next(iter(self.units), None))

    @property
    def refusal(self) -> str:
        """What is left to ask; "" where it is understood, or nothing was typed."""
        if not self.words or self.item is not None:
            return ""
        if self.found:
            return _("Choose what you mean.")
        return _("This is not in the catalogue. Write it in your own words below.")


def thing_sent(given: Mapping[str, str]) -> Thing:
    """By the button that was pressed (`choose`); else by the code that came with the name, as long as the name was not
    changed since; else by the name alone.
    """
    words, pressed = given.get("thing", "").strip()[:LONGEST], given.get("choose", "")
    thing = Thing(words, unit_code=given.get("thing_unit", ""))
    chosen = offered_items().filter(code=pressed or given.get("thing_item", "")).first()
    if chosen is not None and (pressed or words in {str(chosen), chosen.name_ar, chosen.name_en}):
        thing.item = chosen
    elif words:
        thing.item = item_named(words)
        thing.found = [] if thing.item else things_found(words)
    if thing.item is not None:
        thing.words = str(thing.item)
    return thing


def things_found(words: str) -> list[Item]:
    words = words.strip()[:LONGEST]
    return found_items(words) if len(words) >= SHORTEST else []
