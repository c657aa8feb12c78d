"""Tasks as a table of text: its columns, read from XLSX and CSV, written as both. One format for both ways."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from io import BytesIO, StringIO
from typing import Any

from django.utils.translation import get_language_bidi, gettext_noop, override
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter

from arabic.normalise import normalise
from organizations.cells import MOST_BYTES, OLD_EXCEL, TableError, csv_lines, guarded, refuse, unguarded, xlsx_lines

MOST_ROWS = 2_000
LONGEST_CELL = 9_000
ROWS_ABOVE_HEADINGS = 5
BOLD, FAINT = Font(bold=True), Font(color="808080", size=9)
SHADE = PatternFill("solid", fgColor="E6F0EC")
Values = dict[str, Any]


@dataclass(frozen=True)
class TableColumn:
    """`key` is the code in the second row; `words` are what other programs call it, parted by |."""

    key: str
    title: str
    width: int = 16
    words: str = ""

    @property
    def shown(self) -> str:
        return _(self.title)


COLUMNS = (
    TableColumn("number", gettext_noop("No."), 8, "number|id|رقم المهمة"),
    TableColumn("kind", gettext_noop("Kind"), 10, "type|النوع"),
    TableColumn("title", gettext_noop("Title"), 44, "name|task|task name|summary|اسم المهمة|المهمة"),
    TableColumn("activity", gettext_noop("Activity"), 28, "النشاط|phase"),
    TableColumn("column", gettext_noop("Column"), 16, "status|state|list|الحالة"),
    TableColumn("organization", gettext_noop("Organisation"), 28, "organization|الجهة المسؤولة|الجهة"),
    TableColumn("person", gettext_noop("Person"), 20, "assignee|assigned to|owner|المسؤول|المكلّف"),
    TableColumn("starts_on", gettext_noop("Begins on"), 14, "start|start date|begin|تاريخ البدء"),
    TableColumn("due_on", gettext_noop("Due on"), 14, "due|due date|end|finish|deadline|الاستحقاق|تاريخ الانتهاء"),
    TableColumn("progress", gettext_noop("Progress"), 9, "percent|% complete|نسبة الإنجاز"),
    TableColumn("labels", gettext_noop("Labels"), 22, "tags|الوسوم|labels"),
    TableColumn("description", gettext_noop("Description"), 50, "notes|details|الوصف|ملاحظات"),
)
BY_KEY = {column.key: column for column in COLUMNS}


@cache
def known_headings() -> dict[str, str]:
    """{heading in the search form: key}: our codes and headings in both languages, and what others call the same."""
    found = {normalise(word): column.key for column in COLUMNS for word in column.words.split("|") if word}
    for language in ("en", "ar"):
        with override(language):
            found |= {normalise(column.shown): column.key for column in COLUMNS}
    return found | {column.key: column.key for column in COLUMNS}


# In -------------------------------------------------------------------------------------------------------------------
def read_table(content: bytes) -> list[tuple[int, dict[str, str]]]:
    """[(line of the file, {key: text})] without empty cells; TableError says why a file is none."""
    if len(content) > MOST_BYTES:
        refuse("too_large")
    if content.startswith(OLD_EXCEL):
        refuse("old_format")
    lines = xlsx_lines(content) if content.startswith(b"PK") else text_lines(content)
    written = [(number, cells) for number, cells in enumerate(lines, 1) if any(cells)]
    at, keys = headings(written)
    rows = [(number, values_of(keys, cells)) for number, cells in written[at + 1 :] if not says_codes(cells)]
    rows = [(number, values) for number, values in rows if values]
    if not rows:
        refuse("empty")
    if len(rows) > MOST_ROWS:
        refuse("too_many_rows")
    return rows


def text_lines(content: bytes) -> list[list[str]]:
    if content.lstrip()[:1] in (b"<", b"{"):
        refuse("not_a_table")
    return list(csv_lines(content))


def headings(written: list[tuple[int, list[str]]]) -> tuple[int, list[str]]:
    """Which line they are, among the first ones, and what each of them means ("" for what we do not know)."""
    known = known_headings()
    for at, (_number, cells) in enumerate(written[: ROWS_ABOVE_HEADINGS + 1]):
        keys = [known.get(normalise(unguarded(cell)), "") for cell in cells]
        if "title" in keys or "number" in keys:
            first = {key: keys.index(key) for key in keys if key}
            return at, [key if key and first[key] == place else "" for place, key in enumerate(keys)]
    raise TableError("no_headings" if written else "empty")


def says_codes(cells: list[str]) -> bool:
    return [cell for cell in cells if cell] == [key for key in BY_KEY if key in cells]


def values_of(keys: list[str], cells: list[str]) -> dict[str, str]:
    texts = zip(keys, (unguarded(cell)[:LONGEST_CELL] for cell in cells), strict=False)
    return {key: text for key, text in texts if key and text}


# Out ------------------------------------------------------------------------------------------------------------------
def write_csv(rows: Iterable[Values]) -> bytes:
    """UTF-8 with the mark that tells Excel so; headings in the reader's language, then their codes."""
    written = StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow([column.shown for column in COLUMNS])
    writer.writerow(list(BY_KEY))
    writer.writerows([[guarded(as_text(row.get(key))) for key in BY_KEY] for row in rows])
    return written.getvalue().encode("utf-8-sig")


def as_text(value: object) -> str:
    return "" if value is None else str(value)


def write_xlsx(rows: Iterable[Values], title: str) -> bytes:
    """A sheet in the reader's direction."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet(re.sub(r"[][:*?/\\]", " ", title[:31]))
    sheet.sheet_view.rightToLeft = get_language_bidi()
    sheet.freeze_panes = "A3"
    for at, column in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = column.width
    sheet.append([styled(sheet, column.shown, BOLD) for column in COLUMNS])
    sheet.append([styled(sheet, column.key, FAINT) for column in COLUMNS])
    for row in rows:
        sheet.append(list(written_cells(sheet, row)))
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def styled(sheet: Any, text: str, font: Font) -> Any:
    made = WriteOnlyCell(sheet, text)
    made.font, made.fill = font, SHADE
    return made


def written_cells(sheet: Any, row: Mapping[str, Any]) -> Iterator[Any]:
    """Numbers and days as such; text is never a formula, whatever it begins with."""
    for key in BY_KEY:
        value = row.get(key)
        if isinstance(value, date):
            made = WriteOnlyCell(sheet, datetime.combine(value, time()))
            made.number_format = "yyyy-mm-dd"
            yield made
        elif isinstance(value, str):
            made = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value))
            made.data_type = "s"
            yield made
        else:
            yield value
