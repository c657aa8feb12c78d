import tracemalloc
import zipfile
from io import BytesIO

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from openpyxl.styles import Font

from organizations.cells import TableError
from organizations.sheets.writing import write_csv, write_xlsx
from organizations.tables import COLUMNS, read_table

ROW = {"id": "7", "name_ar": "جمعية الزيتون", "phone": "+963 11 234", "about": '=HYPERLINK("x")', "status": "موثَّقة"}


def as_xlsx() -> bytes:
    with override("ar"):
        return write_xlsx(COLUMNS, [ROW], "جهات")


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_what_is_written_is_read_back(form: str) -> None:
    content = as_xlsx() if form == "xlsx" else write_csv(COLUMNS, [ROW])
    (row,) = read_table(content)
    assert (row.line, row.values) == (3, ROW)


def test_the_sheet_runs_from_right_to_left_and_holds_no_formula() -> None:
    sheet = load_workbook(BytesIO(as_xlsx())).worksheets[0]
    assert sheet.sheet_view.rightToLeft
    assert "f" not in {cell.data_type for cell in sheet[3]}


def test_a_formula_in_csv_is_guarded() -> None:
    assert "\"'=HYPERLINK" in write_csv(COLUMNS, [ROW]).decode("utf-8-sig")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_of_any_spreadsheet(encoding: str, delimiter: str) -> None:
    text = f"الاسم بالعربية{delimiter}kind\r\nجمعية الزيتون{delimiter}جمعية\r\n".replace("الاسم بالعربية", "name_ar")
    (row,) = read_table(text.encode(encoding))
    assert row.values == {"name_ar": "جمعية الزيتون", "kind": "جمعية"}


def test_titles_above_and_examples_below_the_headings_are_left_out() -> None:
    text = "جدول الجهات,\n,\nname_ar,acronym\nللمثل فقط,x\n,\nجمعية الزيتون,y\n"
    assert [(row.line, row.values["name_ar"]) for row in read_table(text.encode())] == [(6, "جمعية الزيتون")]


def test_empty_lines_cost_nothing() -> None:
    tracemalloc.start()
    rows = read_table(b"name_ar\n" + b"\n" * 300_000 + b"x\n")
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [(row.line, row.values) for row in rows] == [(300_002, {"name_ar": "x"})]
    assert most < 8_000_000


def test_a_sheet_that_ends_in_empty_lines_is_read() -> None:
    book = load_workbook(BytesIO(as_xlsx()))
    book.worksheets[0].cell(4000, 1).font = Font(bold=True)
    kept = BytesIO()
    book.save(kept)
    assert len(read_table(kept.getvalue())) == 1


def bomb() -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as written:
        written.writestr("xl/worksheets/sheet1.xml", b"0" * (65 * 1024 * 1024))
    return packed.getvalue()


BAD = {
    "no_headings": b"a,b\n1,2\n",
    "not_a_table": b"PK\x03\x04broken",
    "not_text": b"a,b\n" * 2000 + b"\x00",
    "too_many_columns": b"name_ar" + b"," * 100 + b"acronym\nx" + b"," * 100 + b"y\n",
    "too_large": b"x" * (5 * 1024 * 1024 + 1),
    "too_many_rows": b"name_ar\n" + "جمعية\n".encode() * 1001,
}


@pytest.mark.parametrize("code", BAD)
def test_a_bad_file_is_named(code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_table(BAD[code])
    assert refusal.value.code == code


def test_a_zip_bomb_is_not_unpacked() -> None:
    with pytest.raises(TableError) as refusal:
        read_table(bomb())
    assert refusal.value.code == "too_large"
