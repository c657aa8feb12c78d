"""Gaps by place and sector, or by place and target group: what is needed, promised, arrived and left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from needs.queries.board import Figures, in_all


@dataclass(frozen=True)
class Matrix:
    """`cells` are by (place, column); totals of rows and columns are of the cells, not of the needs, as a
    need for two groups counts in two columns.
    """

    places: list[str]
    columns: list[int]
    cells: Mapping[tuple[str, int], Figures]
    by_place: Mapping[str, Figures]
    by_column: Mapping[int, Figures]
    whole: Figures

    def largest(self, number: Callable[[Figures], int], count: int) -> list[tuple[str, int, Figures]]:
        """The cells that lack most, most first."""
        lacking = [(place, column, figures) for (place, column), figures in self.cells.items() if number(figures) > 0]
        return sorted(lacking, key=lambda cell: (-number(cell[2]), cell[0], cell[1]))[:count]


def matrix(cells: Mapping[tuple[str, int], Figures], places: Iterable[str], columns: Iterable[int]) -> Matrix:
    """All places asked for, and those columns that hold anything, in the given orders."""
    shown = list(places)
    known = set(shown)
    kept = {key: figures for key, figures in cells.items() if key[0] in known}
    held = {column for _, column in kept}
    by_place = {place: in_all(f for (row, _), f in kept.items() if row == place) for place in shown}
    by_column = {column: in_all(f for (_, key), f in kept.items() if key == column) for column in held}
    ordered = [column for column in columns if column in held]
    return Matrix(shown, ordered, kept, by_place, by_column, in_all(by_place.values()))
