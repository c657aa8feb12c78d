"""Tables of organisations as files: which columns they have, in one format for both ways."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_noop

from organizations.sheets.columns import Column
from organizations.sheets.reading import keyed_rows

COLUMNS = (
    Column("id", gettext_noop("Number"), width=14),
    Column("name_ar", gettext_noop("Name in Arabic"), width=28),
    Column("name_en", gettext_noop("Name in English"), width=28),
    Column("acronym", gettext_noop("Acronym"), width=14),
    Column("kind", gettext_noop("Kind"), width=28),
    Column("licence_number", gettext_noop("Licence number"), width=28),
    Column("governorate", gettext_noop("Governorate"), width=28),
    Column("sectors", gettext_noop("Sectors"), width=28),
    Column("places", gettext_noop("Places of work"), width=28),
    Column("phone", gettext_noop("Phone"), width=28),
    Column("email", gettext_noop("E-mail"), width=28),
    Column("website", gettext_noop("Website"), width=28),
    Column("address", gettext_noop("Address"), width=28),
    Column("about", gettext_noop("About"), width=28),
    Column("status", gettext_noop("Standing"), width=28),
)
HEADINGS = {column.key: column.heading for column in COLUMNS}
MOST_ROWS = 1000


@dataclass(frozen=True)
class Row:
    """A row as typed: its line in the file (from 1) and {column key: text}, empty cells left out."""

    line: int
    values: dict[str, str]


def read_table(content: bytes) -> list[Row]:
    """The rows below the headings; headings may be our keys, Arabic or English, below rows of titles.

    Empty rows and rows marked as examples are left out. TableError with a code.
    """
    return [Row(*row) for row in keyed_rows(content, COLUMNS, frozenset({"name_ar"}), MOST_ROWS)]
