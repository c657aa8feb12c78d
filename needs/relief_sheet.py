"""A workbook of several sheets; texts stay texts, whatever they begin with. Knows no Django."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

WIDE, NARROW = 36, 16


def book(sheets: Sequence[tuple[str, Sequence[Sequence[Any]]]], *, right_to_left: bool) -> bytes:
    """(title, rows) for each sheet; the first row is a heading and stays in view."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets:
        sheet = made.create_sheet(title[:31])
        sheet.sheet_view.rightToLeft = right_to_left
        sheet.freeze_panes = "A2"
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row, start=1):
                write(sheet.cell(number, column), value, is_heading=number == 1)
        for at in range(1, max(map(len, rows), default=0) + 1):
            sheet.column_dimensions[chr(64 + at)].width = WIDE if at == 1 else NARROW
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def write(cell: Any, value: Any, *, is_heading: bool) -> None:
    cell.value = value
    cell.font = Font(bold=is_heading)
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    else:
        cell.number_format = "#,##0.###" if isinstance(value, float) else "#,##0"
