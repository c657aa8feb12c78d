"""The board's map and its twin, a table of places."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from needs.forms.board import BY
from needs.models import Item
from needs.queries import board as queries
from needs.queries.board import GOVERNORATE, Asked, Cell, Figures
from needs.views.addresses import changed
from needs.views.chips import Chip
from needs.wording import AMOUNTS, quantity
from needs.wording import needs as needs_words
from organizations.outlines import ShadedMap, drawing, has_outlines, place_name, shaded_map


@dataclass(frozen=True)
class PlaceRow:
    """A line of the map's twin."""

    name: str
    href: str
    needs: int
    left: str
    is_here: bool


class BoardMap:
    """What is left in each place, counted by `measure` from the board's `cells`, or of one `item` in its unit."""

    def __init__(self, query: QueryDict, asked: Asked, measure: str, cells: Sequence[Cell], item: Item | None) -> None:
        self.query, self.asked, self.measure = query, asked, measure
        self.cells, self.item = cells, item

    def context(self) -> dict[str, Any]:
        return {
            "map": self.map(),
            "place_rows": self.place_rows(),
            "counts_by": self.counts_by(),
            "up": self.up(),
            "where": place_name(self.within) if self.within else "",
        }

    @property
    def within(self) -> str:
        """The governorate whose districts the map shows, "" for the whole country."""
        return self.asked.governorate if has_outlines(self.asked.governorate) else ""

    @cached_property
    def by_place(self) -> dict[str, Figures]:
        """{p-code of each region drawn: figures}; a need of the whole governorate belongs to none of its districts."""
        length = GOVERNORATE + 2 if self.within else GOVERNORATE
        found = queries.matching(self.cells, self.asked, besides="place")
        return queries.summed(found, lambda cell: cell.area[:length])

    def number(self, figures: Figures) -> int:
        return figures.needs if self.measure == "needs" and self.item is None else figures.left

    def amount(self, number: int) -> str:
        """A number of the map with what it counts."""
        if self.item is not None:
            return quantity(number)
        return AMOUNTS[self.measure](number)

    def left(self, figures: Figures) -> str:
        """What is left, or a stroke where no need says how many households, people or places it is about."""
        is_silent = self.measure != "needs" and figures.needs > 0 and figures.needed == 0
        return "–" if is_silent else self.amount(self.number(figures))

    def place_words(self, code: str) -> str:
        figures = self.by_place.get(code, Figures())
        said = needs_words(figures.needs)
        if self.measure == "needs" or not figures.needed:
            return said
        return _("%(needs)s, left: %(amount)s") % {"needs": said, "amount": self.left(figures)}

    def address(self, code: str) -> str:
        """Where a tap on a place leads: a second tap on a district leads back out to its governorate."""
        return changed(self.query, place=self.within if self.asked.place == code else code)

    def map(self) -> ShadedMap:
        numbers = {code: self.number(figures) for code, figures in self.by_place.items()}
        return shaded_map(
            numbers, words=self.place_words, address=self.address, within=self.within, here=self.asked.place
        )

    def place_rows(self) -> list[PlaceRow]:
        """Each place drawn, the greatest lack first, and what is of the whole governorate."""
        codes = list(drawing(self.within)["paths"])
        if self.within in self.by_place:
            codes.append(self.within)
        rows = sorted(codes, key=lambda code: (-self.number(self.by_place.get(code, Figures())), code))
        return [self.place_row(code) for code in rows]

    def place_row(self, code: str) -> PlaceRow:
        figures = self.by_place.get(code, Figures())
        name = _("The whole governorate") if code == self.within else place_name(code)
        is_here = code != self.within and self.asked.place.startswith(code)
        return PlaceRow(name, self.address(code), figures.needs, self.left(figures), is_here)

    def up(self) -> str:
        return changed(self.query, place=None) if self.within else ""

    def counts_by(self) -> list[Chip]:
        """What the map counts; of care gaps and of one item there is but one answer."""
        if self.measure == "places" or self.item is not None:
            return []
        return [
            Chip(str(words), changed(self.query, by=name), is_on=self.measure == name) for name, words in BY.items()
        ]
