"""Lists of a room as files: rows into CSV and XLSX."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from organizations.cells import guarded


def acknowledgement_rows(have: Iterable[Any], missing: Iterable[Any]) -> list[list[str]]:
    """Headings, then one line for each person who has acknowledged, then the organisations of which nobody has."""
    rows = [[_("Organisation"), _("Acknowledged"), _("By"), _("On")]]
    for each in have:
        for given in each.people:
            at = f"{timezone.localtime(given.at):%Y-%m-%d %H:%M}"
            rows.append([str(each.organization), _("Yes"), str(given.person), at])
    return rows + [[str(each.organization), _("No"), "", ""] for each in missing]


def as_csv(rows: Sequence[Sequence[str]]) -> bytes:
    """UTF-8 with the mark that tells Excel so; nothing a spreadsheet would run."""
    written = StringIO(newline="")
    csv.writer(written).writerows([[guarded(cell) for cell in row] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def as_xlsx(rows: Sequence[Sequence[str]], *, right_to_left: bool) -> bytes:
    book = Workbook()
    sheet: Any = book.active
    sheet.sheet_view.rightToLeft = right_to_left
    for number, row in enumerate(rows, start=1):
        for column, text in enumerate(row, start=1):
            cell = sheet.cell(number, column, text)
            cell.data_type = "s"  # never a formula, whatever it begins with
            cell.font = Font(bold=number == 1)
    for letter, width in zip("ABCD", (40, 14, 28, 20), strict=True):
        sheet.column_dimensions[letter].width = width
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()
