"""Who does what, where, when, and for whom: the columns of the 4W (5W) table with their HXL tags, and the table as CSV
and XLSX. Each row keeps its code for ever, so that whoever gathers such tables knows it again.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from organizations.cells import guarded

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Column:
    """`tag` as the HXL standard writes it; `width` in letters."""

    key: str
    heading: str
    tag: str
    width: int = 14

    @property
    def shown(self) -> str:
        return _(self.heading)


COLUMNS = (
    Column("code", gettext_noop("Row"), "#activity+code", 11),
    Column("reporting", gettext_noop("Reporting organisation"), "#org+prog+name", 26),
    Column("implementing", gettext_noop("Implementing organisation"), "#org+impl+name", 26),
    Column("implementing_kind", gettext_noop("Its kind"), "#org+impl+type"),
    Column("funder", gettext_noop("Funded by"), "#org+funder+name", 22),
    Column("project_code", gettext_noop("Project"), "#activity+project+code", 11),
    Column("project", gettext_noop("Name of the project"), "#activity+project+name", 30),
    Column("sector", gettext_noop("Sector"), "#sector+name", 18),
    Column("sector_code", gettext_noop("Code of the sector"), "#sector+code", 10),
    Column("subsector", gettext_noop("Sub-sector"), "#subsector+name"),
    Column("activity", gettext_noop("Activity"), "#activity+name", 34),
    Column("item", gettext_noop("Item or service"), "#item+name", 18),
    Column("quantity", gettext_noop("Quantity"), "#item+num", 10),
    Column("unit", gettext_noop("Unit"), "#item+unit", 10),
    Column("modality", gettext_noop("How it is given"), "#modality"),
    Column("adm1", gettext_noop("Governorate"), "#adm1+name"),
    Column("adm1_code", gettext_noop("Code of the governorate"), "#adm1+code+v_pcode", 10),
    Column("adm2", gettext_noop("District"), "#adm2+name"),
    Column("adm2_code", gettext_noop("Code of the district"), "#adm2+code+v_pcode", 10),
    Column("adm3", gettext_noop("Sub-district"), "#adm3+name"),
    Column("adm3_code", gettext_noop("Code of the sub-district"), "#adm3+code+v_pcode", 10),
    Column("site", gettext_noop("Site"), "#loc+name", 18),
    Column("status", gettext_noop("Status"), "#status"),
    Column("starts_on", gettext_noop("Begins on"), "#date+start", 12),
    Column("ends_on", gettext_noop("Ends on"), "#date+end", 12),
    Column("reported_on", gettext_noop("Reported on"), "#date+reported", 12),
    Column("groups", gettext_noop("For whom"), "#beneficiary+type", 20),
    Column("targeted", gettext_noop("People targeted"), "#targeted+ind", 10),
    Column("targeted_households", gettext_noop("Households targeted"), "#targeted+hh", 10),
    Column("reached", gettext_noop("People reached"), "#reached+ind", 10),
    Column("reached_f_children", gettext_noop("Girls (0–17)"), "#reached+f+children", 9),
    Column("reached_m_children", gettext_noop("Boys (0–17)"), "#reached+m+children", 9),
    Column("reached_f_adults", gettext_noop("Women (18–59)"), "#reached+f+adults", 9),
    Column("reached_m_adults", gettext_noop("Men (18–59)"), "#reached+m+adults", 9),
    Column("reached_f_elderly", gettext_noop("Women (60 and above)"), "#reached+f+elderly", 9),
    Column("reached_m_elderly", gettext_noop("Men (60 and above)"), "#reached+m+elderly", 9),
    Column("reached_disabled", gettext_noop("Of them with a disability"), "#reached+disabled", 9),
    Column("reached_households", gettext_noop("Households reached"), "#reached+hh", 10),
    Column("remarks", gettext_noop("Remarks"), "#description", 30),
)
BOLD, FAINT = Font(bold=True), Font(color="808080", size=9)
SHADE = PatternFill("solid", fgColor="E6F0EC")


def written_csv(rows: Iterable[Row]) -> bytes:
    """Headings, tags, rows; UTF-8 with a mark at the beginning, by which spreadsheets know Arabic."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([column.shown for column in COLUMNS])
    writer.writerow([column.tag for column in COLUMNS])
    for row in rows:
        writer.writerow([guarded(as_text(row.get(column.key))) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def written_xlsx(rows: Iterable[Row], title: str) -> bytes:
    """The same as a sheet, from right to left where it is read so; the headings stay in view."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = title[:31]
    sheet.sheet_view.rightToLeft = (get_language() or "ar").startswith("ar")
    sheet.freeze_panes = "A3"
    for at, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
        put(sheet.cell(1, at), column.shown).font = BOLD
        sheet.cell(1, at).fill = SHADE
        put(sheet.cell(2, at), column.tag).font = FAINT
    for number, row in enumerate(rows, start=3):
        for at, column in enumerate(COLUMNS, start=1):
            put(sheet.cell(number, at), row.get(column.key))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def put(cell: Any, value: Any) -> Any:
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"  # never a formula
    elif isinstance(value, date):
        cell.number_format = "yyyy-mm-dd"
    return cell
