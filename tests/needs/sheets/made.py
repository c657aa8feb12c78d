"""Tables as people make them, for tests: workbooks and text files of needs."""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any
from uuid import uuid4

from openpyxl import Workbook

from journal.actors import Actor
from needs.actions import import_sheet, start_sheet
from needs.models import SheetImport
from needs.sheets.dry_run import look_through
from needs.tasks import write_sheet as carry_out

HEADINGS = ("العنوان", "القطاع", "المكان (الرمز)", "درجة الإلحاح", "المادة", "الكمية", "الوحدة", "الأسر")
BLANKETS = ("بطانيات للعائدين", "SHL", "SY020001", "عاجل", "بطانية", "200", "قطعة", "50")
Cells = Sequence[Any]


def row(**changed: str) -> tuple[str, ...]:
    """A good row, with other cells: title, sector, place, urgency, item, quantity, unit, households."""
    names = ("title", "sector", "place", "urgency", "item", "quantity", "unit", "households")
    given = dict(zip(names, BLANKETS, strict=True)) | changed
    return tuple(given[name] for name in names)


def as_csv(*rows: Cells, headings: Cells = HEADINGS, encoding: str = "utf-8-sig") -> bytes:
    written = StringIO(newline="")
    csv.writer(written).writerows([headings, *rows] if headings else rows)
    return written.getvalue().encode(encoding)


def book(*rows: Cells, headings: Cells = HEADINGS) -> Workbook:
    made = Workbook()
    for cells in [headings, *rows] if headings else rows:
        made.active.append(list(cells))  # type: ignore[union-attr]
    return made


def saved(made: Workbook) -> bytes:
    kept = BytesIO()
    made.save(kept)
    return kept.getvalue()


def as_xlsx(*rows: Cells, headings: Cells = HEADINGS) -> bytes:
    return saved(book(*rows, headings=headings))


def with_file(workbook: bytes, name: str, content: bytes) -> bytes:
    """A workbook with one more file in its zip."""
    kept = BytesIO(workbook)
    with zipfile.ZipFile(kept, "a", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
    return kept.getvalue()


def brought(actor: Actor, *contents: bytes, kind: str = "need") -> SheetImport:
    """Looked through and kept."""
    files = [(f"{number}.csv", content) for number, content in enumerate(contents)]
    return import_sheet(actor=actor, kind=kind, kept=look_through(actor, kind, files), client_id=uuid4())


def written(actor: Actor, *contents: bytes, kind: str = "need", **asked: bool) -> SheetImport:
    """Brought, started and carried out, as the worker does."""
    sheet = start_sheet(actor=actor, sheet=brought(actor, *contents, kind=kind), **asked)
    carry_out(sheet.pk)
    sheet.refresh_from_db()
    return sheet


def errors(sheet: SheetImport) -> dict[str, str]:
    """{column: code} of all that is wrong."""
    return {key: told["code"] for each in sheet.plan for key, told in each["errors"].items()}
