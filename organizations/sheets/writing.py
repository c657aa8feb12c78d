"""Tables as files: CSV, and XLSX in the reader's direction, with lists from which its cells are chosen."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from organizations.cells import guarded
from organizations.sheets.columns import Column

Values = Mapping[str, Any]
FILLED = 2000  # rows that offer lists
FIRST_ROW = 3  # below the headings and the codes
BOLD, FAINT = Font(bold=True), Font(color="808080", size=9)
SHADE = PatternFill("solid", fgColor="E6F0EC")
DAYS = "yyyy-mm-dd"


@dataclass(frozen=True)
class Choice:
    """What the cells of a column offer; where it `is_open` other words may be typed too."""

    values: Sequence[str]
    is_open: bool = False


Lists = Mapping[str, Choice]


# Text -----------------------------------------------------------------------------------------------------------------
def write_csv(columns: Sequence[Column], rows: Iterable[Values]) -> bytes:
    """Headings in the reader's language, their codes or tags, rows of {key: value}."""
    keys = [column.key for column in columns]
    head = [[column.shown for column in columns], [column.code for column in columns]]
    return write_lines([*head, *([row.get(key) for key in keys] for row in rows)], heads=len(head))


def write_lines(lines: Iterable[Sequence[Any]], *, heads: int = 1) -> bytes:
    """UTF-8 with the mark that tells Excel so; below the headings nothing that a spreadsheet would run."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    for number, line in enumerate(lines):
        cells = [as_text(value) for value in line]
        writer.writerow(cells if number < heads else [guarded(cell) for cell in cells])
    return written.getvalue().encode("utf-8-sig")


def as_text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


# Workbooks ------------------------------------------------------------------------------------------------------------
def write_xlsx(columns: Sequence[Column], rows: Iterable[Values], title: str, lists: Lists | None = None) -> bytes:
    """Headings, codes or tags, rows of {key: value}; headings stay in view. `lists`: {key: what its cells offer}, on a
    sheet beside it.
    """
    return saved(table_book(columns, rows, title, lists))


def table_book(columns: Sequence[Column], rows: Iterable[Values], title: str, lists: Lists | None = None) -> Workbook:
    """As `write_xlsx`, to which further sheets may be added before it is `saved`."""
    book = Workbook(write_only=True)
    sheet = new_sheet(book, title, [column.width for column in columns], FIRST_ROW)
    if lists:
        offer_lists(book, sheet, columns, lists)
    sheet.append([styled(sheet, column.shown, BOLD) for column in columns])
    sheet.append([styled(sheet, column.code, FAINT) for column in columns])
    for row in rows:
        sheet.append([cell(sheet, row.get(column.key)) for column in columns])
    return book


def write_book(sheets: Iterable[tuple[str, Iterable[Sequence[Any]]]], widths: Sequence[int] = (36, 16)) -> bytes:
    """(title, lines) for each sheet; the first line is a heading and stays in view. The last of `widths` holds for all
    columns that follow.
    """
    book = Workbook(write_only=True)
    for title, lines in sheets:
        add_sheet(book, title, lines, widths)
    return saved(book)


def add_sheet(book: Workbook, title: str, lines: Iterable[Sequence[Any]], widths: Sequence[int]) -> None:
    """A further sheet, as `write_book`."""
    rows = [list(line) for line in lines]
    many = max(map(len, rows), default=0)
    sheet = new_sheet(book, title, [widths[min(at, len(widths) - 1)] for at in range(many)], 2)
    for line in rows[:1]:
        sheet.append([styled(sheet, as_text(value), BOLD) for value in line])
    for line in rows[1:]:
        sheet.append([cell(sheet, value) for value in line])


def new_sheet(book: Workbook, title: str, widths: Sequence[int], first_row: int) -> Any:
    """In the reader's direction; what stands above `first_row` stays in view."""
    sheet: Any = book.create_sheet(sheet_title(title))
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = f"A{first_row}"
    for at, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    return sheet


def saved(book: Workbook) -> bytes:
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def sheet_title(title: str) -> str:
    """As a workbook takes it: without some signs, at most 31 letters."""
    return re.sub(r"[][:*?/\\]", " ", title)[:31]


def styled(sheet: Any, text: str, font: Font) -> Any:
    made = WriteOnlyCell(sheet, text)
    made.data_type, made.font, made.fill = "s", font, SHADE
    made.alignment = Alignment(vertical="center", wrap_text=True)
    return made


def cell(sheet: Any, value: Any) -> Any:
    """Numbers and days as such; text is never a formula, whatever it begins with."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, date):
        made = WriteOnlyCell(sheet, datetime.combine(value, time()))
        made.number_format = DAYS
        return made
    if not isinstance(value, str):
        return value
    text = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not text.startswith(("=", "#")):
        return text
    made = WriteOnlyCell(sheet, text)
    made.data_type = "s"
    return made


# Lists ----------------------------------------------------------------------------------------------------------------
def offer_lists(book: Workbook, sheet: Any, columns: Sequence[Column], lists: Lists) -> None:
    shown = {column.key: column.shown for column in columns}
    title = _("Lists")
    add_sheet(book, title, [[shown[key] for key in lists], *list_lines(lists)], (34,))
    for number, (key, choice) in enumerate(lists.items(), start=1):
        at = next(at for at, column in enumerate(columns, start=1) if column.key == key)
        offered, own = get_column_letter(number), get_column_letter(at)
        source = f"'{title}'!${offered}$2:${offered}${len(choice.values) + 1}"
        rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=not choice.is_open)
        rule.errorTitle, rule.error = shown[key], _("Choose from the list.")
        rule.add(f"{own}{FIRST_ROW}:{own}{FILLED}")
        sheet.data_validations.append(rule)


def list_lines(lists: Lists) -> Iterator[list[str | None]]:
    """The lists side by side."""
    columns = [choice.values for choice in lists.values()]
    for at in range(max(map(len, columns), default=0)):
        yield [values[at] if at < len(values) else None for values in columns]
