"""Tables of organisations as files: read from XLSX and CSV, written as both. Knows cells, not organisations."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from itertools import islice
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from arabic.normalise import normalise

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
MOST_SHEET_LINES = 20_000  # with empty ones: sheets end in thousands of them
MOST_COLUMNS = 100
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
ROWS_ABOVE_HEADINGS = 10
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d\s()]+")
_EXAMPLE = ("للمثل", "مثال", "example")


class TableError(ValueError):
    """The file is no table of organisations: too_large, too_many_rows, not_a_table, no_headings, not_text."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


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


def xlsx_lines(content: bytes) -> list[list[str]]:
    """The first sheet. What the file claims to unpack to is asked first: a small file may hold gigabytes."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            unpacked = sum(entry.file_size for entry in packed.infolist())
        return sheet_lines(content) if unpacked <= MOST_UNPACKED else refuse("too_large")
    except TableError:
        raise
    except Exception as error:  # a broken workbook fails in many ways, all of them mean the same
        raise TableError("not_a_table") from error


def sheet_lines(content: bytes) -> list[list[str]]:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True)
    sheet: Any = book.worksheets[0]
    sheet.reset_dimensions()  # what the file claims of its size may be wrong
    found = sheet.iter_rows(values_only=True, max_row=MOST_SHEET_LINES, max_col=MOST_COLUMNS)
    lines = [[text_of(cell) for cell in cells] if any(cells) else [] for cells in found]
    book.close()
    return lines


def refuse(code: str) -> NoReturn:
    raise TableError(code)


def csv_lines(content: bytes) -> Iterator[list[str]]:
    text = decoded(content)
    first = next((line for line in StringIO(text) if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        for cells in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            yield cells[:MOST_COLUMNS]
    except csv.Error as error:
        raise TableError("not_a_table") from error


def decoded(content: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what Excel of an Arabic Windows writes."""
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "cp1256"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise TableError("not_text")


def text_of(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


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
    first = normalise(row.values.get("id", "") + row.values.get("name_ar", ""))
    return first.startswith(tuple(normalise(word) for word in _EXAMPLE))


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


def guarded(text: str) -> str:
    """A cell that a spreadsheet must not run as a formula: an apostrophe before it, save for numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    plain = text.strip()
    return plain[1:] if plain.startswith("'") and _FORMULA.match(plain[1:]) else plain
