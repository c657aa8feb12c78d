"""Tables of organisations as files: which columns they have, read from XLSX and CSV, written as both."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from arabic.normalise import normalise
from organizations.cells import MOST_BYTES, TableError, csv_lines, guarded, says_example, unguarded, xlsx_lines

HEADINGS = {
    "id": gettext_noop("Number"),
    "name_ar": gettext_noop("Name in Arabic"),
    "name_en": gettext_noop("Name in English"),
    "acronym": gettext_noop("Acronym"),
    "kind": gettext_noop("Kind"),
    "licence_number": gettext_noop("Licence number"),
    "governorate": gettext_noop("Governorate"),
    "sectors": gettext_noop("Sectors"),
    "places": gettext_noop("Places of work"),
    "phone": gettext_noop("Phone"),
    "email": gettext_noop("E-mail"),
    "website": gettext_noop("Website"),
    "address": gettext_noop("Address"),
    "about": gettext_noop("About"),
    "status": gettext_noop("Standing"),
}
MOST_ROWS = 1000
MOST_LINES = MOST_ROWS + 1000  # with titles and examples; empty ones are not counted
ROWS_ABOVE_HEADINGS = 10


@dataclass(frozen=True)
class Row:
    """A row as typed: its line in the file (from 1) and {column key: text}, empty cells left out."""

    line: int
    values: dict[str, str]


# Reading --------------------------------------------------------------------------------------------------------------
def read_table(content: bytes) -> list[Row]:
    """The rows below the headings; headings may be our keys, Arabic or English, below up to ten rows of titles.

    Empty rows and rows marked as examples are left out. TableError with a code.
    """
    if len(content) > MOST_BYTES:
        raise TableError("too_large")
    read = xlsx_lines(content) if content.startswith(b"PK") else csv_lines(content)
    written = ((number, cells) for number, cells in enumerate(read, start=1) if any(cells))
    lines = list(islice(written, MOST_LINES + 1))
    if len(lines) > MOST_LINES:
        raise TableError("too_many_rows")
    start, keys = headings_of([cells for _number, cells in lines])
    rows = [row_of(number, keys, cells) for number, cells in lines[start + 1 :]]
    rows = [row for row in rows if row.values and not is_example(row)]
    if len(rows) > MOST_ROWS:
        raise TableError("too_many_rows")
    return rows


def headings_of(lines: Sequence[Sequence[str]]) -> tuple[int, list[str | None]]:
    """The index of the line of headings, and the column key of each of its cells."""
    known = known_headings()
    for index, cells in enumerate(lines[:ROWS_ABOVE_HEADINGS]):
        keys = [known.get(normalise(cell)) for cell in cells]
        if "name_ar" in keys:
            return index, keys
    raise TableError("no_headings")


def known_headings() -> dict[str, str]:
    known = {key: key for key in HEADINGS}
    for language in ("ar", "en"):
        with override(language):
            known |= {normalise(_(heading)): key for key, heading in HEADINGS.items()}
    return known


def row_of(line: int, keys: Sequence[str | None], cells: Sequence[str]) -> Row:
    values = {key: unguarded(cell) for key, cell in zip(keys, cells, strict=False) if key}
    return Row(line, {key: text for key, text in values.items() if text})


def is_example(row: Row) -> bool:
    return says_example(row.values.get("id", "") + row.values.get("name_ar", ""))


# Writing --------------------------------------------------------------------------------------------------------------
def headings() -> list[str]:
    """In the reader's language."""
    return [_(heading) for heading in HEADINGS.values()]


def write_csv(rows: Iterable[dict[str, str]]) -> bytes:
    """UTF-8 with the mark that tells Excel so."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(headings())
    writer.writerows([[guarded(row.get(key, "")) for key in HEADINGS] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def write_xlsx(rows: Iterable[dict[str, str]], *, right_to_left: bool) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.sheet_view.rightToLeft = right_to_left
    sheet.append(headings())
    for number, row in enumerate(rows, start=2):
        for column, key in enumerate(HEADINGS, start=1):
            cell = sheet.cell(number, column, row.get(key, ""))
            cell.data_type = "s"  # never a formula, whatever it begins with
    dress(sheet)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def dress(sheet: Any) -> None:
    sheet.freeze_panes = "C2"
    for column, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        cell.alignment = Alignment(vertical="center")
        sheet.column_dimensions[get_column_letter(column)].width = 14 if column in {1, 4} else 28
