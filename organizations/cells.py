"""Cells of files that people bring and take, XLSX and CSV: read as text, written as both. Knows no columns."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, time
from io import BytesIO, StringIO
from typing import Any, NoReturn

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from accounts.digits import grouped
from arabic.normalise import normalise

MOST_SHEET_LINES = 20_000  # with empty ones: sheets end in thousands of them
MOST_COLUMNS = 100
MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 64 * 1024 * 1024
OLD_EXCEL = bytes.fromhex("d0cf11e0")  # .xls, and any workbook that opens with a password
_FORMULA = re.compile(r"[=+\-@\t\r]")
_NUMBER = re.compile(r"[+-]?[\d\s()]+")
_SEPARATORS = str.maketrans("،;؛|\n", ",,,,,")
_EXAMPLES = tuple(normalise(word) for word in ("للمثل", "مثال", "example"))


class TableError(ValueError):
    """The file is no table that can be read. `code` says why: too_large, too_many_rows, too_many_columns, macro,
    old_format, not_a_table, not_text, no_headings, empty.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def refuse(code: str) -> NoReturn:
    raise TableError(code)


def words_of(error: TableError, most_rows: int) -> str:
    """Why a file was refused and what to do, in the reader's language."""
    words = {
        "too_large": _("The file is too large: at most 5 MB, and 64 MB unpacked. Bring it in parts."),
        "too_many_rows": _("The table has more than %(most)s rows. Bring it in parts.") % {"most": grouped(most_rows)},
        "too_many_columns": _("The table has more than 100 columns. Leave out those that are not needed."),
        "too_many_files": _("Choose from one to four files."),
        "macro": _("The file holds a macro, which is not opened here. Save it as XLSX without macros."),
        "old_format": _("This is an old Excel file, or one with a password. Save it as XLSX without a password."),
        "empty": _("There are no rows in this file."),
        "not_text": _("The letters of this file cannot be read. Save it as XLSX, or as CSV in UTF-8."),
        "no_headings": _("The columns are not named as in the table you can download here."),
    }
    return words.get(error.code, _("This is no table that can be read. Save it as XLSX or CSV."))


# Workbooks ------------------------------------------------------------------------------------------------------------
def xlsx_lines(content: bytes) -> list[list[str]]:
    """The first sheet, its cells as text."""
    with opened_book(content) as book:
        return sheet_lines(book.worksheets[0])


@contextmanager
def opened_book(content: bytes) -> Iterator[Any]:
    """A workbook to read in. What the file claims to unpack to is asked first: a small file may hold gigabytes. A
    broken workbook fails in many ways, all of them mean the same: TableError `not_a_table`.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            check_packed(packed)
        book: Any = load_workbook(BytesIO(content), read_only=True, data_only=True)
        yield book
        book.close()
    except TableError:
        raise
    except Exception as error:
        raise TableError("not_a_table") from error


def check_packed(packed: zipfile.ZipFile) -> None:
    entries = packed.infolist()
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED:
        raise TableError("too_large")
    if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
        raise TableError("macro")


def sheet_lines(sheet: Any, most_columns: int = MOST_COLUMNS) -> list[list[str]]:
    sheet.reset_dimensions()  # what the file claims of its size may be wrong
    found = sheet.iter_rows(values_only=True, max_row=MOST_SHEET_LINES, max_col=most_columns)
    return [[text_of(cell) for cell in cells] if any(cell is not None for cell in cells) else [] for cells in found]


def text_of(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime) and cell.time() == time():
        return str(cell.date())
    return "" if cell is None else str(cell).strip()


# Text files -----------------------------------------------------------------------------------------------------------
def csv_lines(content: bytes, most_columns: int = MOST_COLUMNS) -> Iterator[list[str]]:
    text = decoded(content)
    first = next((line for line in StringIO(text) if line.strip()), "")
    delimiter = max(",;\t", key=first.count)
    try:
        for cells in csv.reader(StringIO(text, newline=""), delimiter=delimiter):
            yield cells[:most_columns]
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


# What stands in a cell ------------------------------------------------------------------------------------------------
def guarded(text: str) -> str:
    """A cell that a spreadsheet must not run as a formula: an apostrophe before it, save for numbers."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def unguarded(text: str) -> str:
    plain = text.strip()
    return plain[1:] if plain.startswith("'") and _FORMULA.match(plain[1:]) else plain


def parts_of(text: str) -> list[str]:
    """Several things in one cell, separated by commas of any kind or lines."""
    return [part.strip() for part in text.translate(_SEPARATORS).split(",") if part.strip()]


def says_example(text: str) -> bool:
    """Does a cell begin with what marks the example row of a form?"""
    return normalise(text).startswith(_EXAMPLES)
