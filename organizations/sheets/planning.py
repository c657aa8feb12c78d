"""What the rows of a table would do, before anything is written: the dry run. Copy projects/queries/sheets.py."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from organizations.sheets.reading import FORMULA
from organizations.sheets.wrongs import Wrong

EMPTY = "-"  # in a cell: nothing, where something stands
ON_A_PAGE = 50
STATES = ("new", "changed", "same", "wrong")
Facts = dict[str, Any]


@dataclass
class RowPlan:
    """What a row would do: `values` are JSON, as they are kept until they are written; `known` is the row of ours that
    it is about, `changes` the keys that say something else than it; `is_known`: it was brought before.
    """

    line: int
    title: str
    values: Facts = field(default_factory=dict)
    known: Any = None
    changes: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    is_known: bool = False

    @property
    def state(self) -> str:
        if self.is_known:
            return "same"
        if self.errors:
            return "wrong"
        if self.known is None:
            return "new"
        return "changed" if self.changes else "same"

    def read(
        self, cells: Mapping[str, str], readers: Mapping[str, Callable[[str], Any]], empty: Mapping[str, Any]
    ) -> None:
        """Read the cells for which there is a reader. An empty cell says nothing; `EMPTY` empties what stands, where
        `empty` says what then stands there.
        """
        for key, read in readers.items():
            if key in cells:
                self.read_cell(key, cells[key], read, empty)

    def read_cell(self, key: str, text: str, read: Callable[[str], Any], empty: Mapping[str, Any]) -> None:
        try:
            self.values[key] = emptied(key, empty) if text == EMPTY else read(unformulated(text))
        except Wrong as wrong:
            self.errors[key] = wrong.words

    def wrong(self, key: str, words: str) -> None:
        """Said once of each cell."""
        self.errors.setdefault(key, words)

    def facts(self) -> Facts:
        """As it is kept and shown."""
        return {
            "line": self.line,
            "state": self.state,
            "title": self.title,
            "values": self.values,
            "changes": self.changes,
            "errors": self.errors,
            "notes": self.notes,
        }


def emptied(key: str, empty: Mapping[str, Any]) -> Any:
    if key not in empty:
        raise Wrong("required", _("This cannot be left empty."))
    return empty[key]


def unformulated(text: str) -> str:
    if text.startswith(FORMULA):
        raise Wrong("formula", _("This is a formula without a result: write the value."))
    return text


def counted(rows: Iterable[Facts]) -> dict[str, int]:
    counts = Counter(row["state"] for row in rows)
    return {state: counts[state] for state in STATES}


def rows_in(rows: Iterable[Facts], state: str) -> list[Facts]:
    """Those of a state; of none, all."""
    return [row for row in rows if not state or row["state"] == state]
