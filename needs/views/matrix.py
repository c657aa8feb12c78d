"""Gaps: place by sector, or place by target group, with the way to the needs behind each number."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.digits import grouped
from needs.forms.board import BY, BoardForm
from needs.permissions import needs_for
from needs.queries import board as queries
from needs.queries.board import GOVERNORATE, MEASURES, Figures
from needs.queries.matrix import Matrix
from needs.queries.matrix import matrix as gathered
from needs.views.addresses import changed
from needs.views.chips import Chip
from needs.wording import AMOUNTS
from organizations.outlines import drawing, has_outlines, place_name, shade_of, thresholds

LARGEST = 6


@require_safe
def matrix(request: HttpRequest) -> HttpResponse:
    """What is needed, promised, arrived and left, by place and sector or target group."""
    form = BoardForm(request.GET)
    form.asked()
    return render(request, "needs/matrix.html", ShownMatrix(request, form).context())


@dataclass(frozen=True)
class ShownCell:
    """One number with what stands behind it; `href` leads to the board with those needs."""

    figures: Figures
    number: str
    shade: int
    words: str
    href: str


@dataclass(frozen=True)
class ShownRow:
    name: str
    href: str
    cells: list[ShownCell | None]
    whole: ShownCell | None


@dataclass(frozen=True)
class Gap:
    """One of the largest cells; `promised` and `arrived` are hundredths, as a bar draws them."""

    place: str
    column: str
    words: str
    href: str
    arrived: int
    promised: int


class ShownMatrix:
    """One answer. Rows are the governorates, or the districts of the one that is asked for."""

    def __init__(self, request: HttpRequest, form: BoardForm) -> None:
        self.form, self.asked, self.query = form, form.asked(), request.GET
        self.measure = form.measure
        self.by_group = self.query.get("across") == "group"
        self.within = self.asked.governorate if has_outlines(self.asked.governorate) else ""
        self.needs = queries.counted(needs_for(request.user), self.asked)
        number_of = [self.number(figures) for figures in self.matrix.cells.values()]
        self.limits = thresholds(max(number_of, default=0))

    @cached_property
    def matrix(self) -> Matrix:
        length = GOVERNORATE + 2 if self.within else GOVERNORATE
        column = self.measure if self.measure in MEASURES else "households"
        places = [*drawing(self.within)["paths"], *([self.within] if self.within else [])]
        if self.by_group:
            groups = [row.pk for row in self.form.groups.values()]
            narrowed = queries.narrowed(self.needs, self.asked)
            return gathered(queries.group_cells(narrowed, length, column), places, groups)
        found = queries.matching(queries.cells(self.needs, length, column), self.asked, besides="place")
        cells = queries.summed(found, lambda cell: (cell.area, cell.sector))
        return gathered(cells, places, [row.pk for row in self.form.sectors.values()])

    def context(self) -> dict[str, Any]:
        return {
            "form": self.form,
            "is_filtered": any(self.form.data.get(name) for name in self.form.fields if name not in {"by", "view"}),
            "columns": [self.column_words(column) for column in self.matrix.columns],
            "rows": [self.row(place) for place in self.ordered()],
            "totals": [self.cell(self.matrix.by_column[column], "", column) for column in self.matrix.columns],
            "whole": self.cell(self.matrix.whole, "", None),
            "gaps": self.gaps(),
            "by_group": self.by_group,
            "across": {"sector": changed(self.query, across=None), "group": changed(self.query, across="group")},
            "counts_by": self.counts_by(),
            "where": place_name(self.within) if self.within else "",
            "up": changed(self.query, place=None) if self.within else "",
        }

    def ordered(self) -> list[str]:
        """The places that lack most first, what belongs to no district last."""
        rows = self.matrix.by_place
        return sorted(rows, key=lambda place: (place == self.within, -self.number(rows[place]), place))

    def number(self, figures: Figures) -> int:
        return figures.needs if self.measure == "needs" else figures.left

    def column_words(self, column: int) -> str:
        rows = self.form.groups if self.by_group else self.form.sectors
        return str(next(row for row in rows.values() if row.pk == column))

    def row(self, place: str) -> ShownRow:
        columns = self.matrix.columns
        found = [(self.matrix.cells.get((place, column)), column) for column in columns]
        cells = [self.cell(figures, place, column) if figures else None for figures, column in found]
        figures = self.matrix.by_place[place]
        is_whole = place == self.within
        name = _("The whole governorate") if is_whole else place_name(place)
        href = changed(self.query, place=place) if not self.within else self.board_address(place, None)
        return ShownRow(name, href, cells, self.cell(figures, place, None) if figures.needs else None)

    def cell(self, figures: Figures, place: str, column: int | None) -> ShownCell:
        number = self.number(figures)
        return ShownCell(
            figures=figures,
            number=grouped(number) if self.measure == "needs" or figures.needed else "–",
            shade=shade_of(number, self.limits) if place and column is not None else 0,
            words=self.words(figures),
            href=self.board_address(place, column),
        )

    def words(self, figures: Figures) -> str:
        """«3 احتياجات: مطلوب 400 أسرة، وصل 60، تُعهّد بـ 120، بقي 220»."""
        needs = AMOUNTS["needs"](figures.needs)
        if self.measure == "needs" or not figures.needed:
            return needs
        return _("%(needs)s: needed %(needed)s, arrived %(arrived)s, promised %(promised)s, left %(left)s") % {
            "needs": needs,
            "needed": AMOUNTS[self.measure](figures.needed),
            "arrived": grouped(figures.arrived),
            "promised": grouped(figures.promised - figures.arrived),
            "left": grouped(figures.left),
        }

    def board_address(self, place: str, column: int | None) -> str:
        wanted: dict[str, str | None] = {"across": None}
        if place:
            wanted["place"] = place
        if column is not None and self.by_group:
            wanted["group"] = next(code for code, row in self.form.groups.items() if row.pk == column)
        elif column is not None:
            wanted["sector"] = next(code for code, row in self.form.sectors.items() if row.pk == column)
        return reverse("needs:board") + changed(self.query, **wanted)

    def gaps(self) -> list[Gap]:
        return [
            Gap(
                place=_("The whole governorate") if place == self.within else place_name(place),
                column=self.column_words(column),
                words=self.words(figures),
                href=self.board_address(place, column),
                arrived=hundredths(figures.arrived, figures.needed),
                promised=hundredths(figures.promised - figures.arrived, figures.needed),
            )
            for place, column, figures in self.matrix.largest(self.number, LARGEST)
        ]

    def counts_by(self) -> list[Chip]:
        if self.measure == "places":
            return []
        return [
            Chip(str(words), changed(self.query, by=name), is_on=self.measure == name) for name, words in BY.items()
        ]


def hundredths(part: int, whole: int) -> int:
    return part * 100 // whole if whole else 0
