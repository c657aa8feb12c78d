"""Files as other people make them: what is read of them, and which are refused."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from django.utils.translation import override
from openpyxl.worksheet.worksheet import Worksheet

from needs.sheets.columns import known_headings
from organizations.cells import TableError, words_of
from organizations.sheets.reading import MOST_ROWS, Table, read_table
from tests.needs.sheets.made import BLANKETS, HEADINGS, as_csv, as_xlsx, book, row, saved, with_file

pytestmark = pytest.mark.django_db


def read(content: bytes) -> Table:
    return read_table(content, "x", known_headings("need"))


def test_a_good_file_is_read_alike_as_xlsx_and_csv() -> None:
    for content in (as_csv(BLANKETS), as_xlsx(BLANKETS)):
        table = read(content)
        assert (table.headings, table.rows, table.notes) == (list(HEADINGS), [(2, list(BLANKETS))], [])


def test_titles_above_an_hxl_row_and_an_example_are_known() -> None:
    tags = ("#activity+name", "#sector", "#loc+code", "#severity", "#item", "#item+num", "#item+unit", "#inneed+hh")
    title = ("جدول احتياجات حلب", *[""] * 7)
    example = row(title="للمثل فقط")
    table = read(as_csv(title, HEADINGS, tags, example, BLANKETS, headings=()))
    assert table.headings == list(HEADINGS)
    assert table.tags == list(tags)
    assert [line for line, _cells in table.rows] == [5]
    assert table.notes == ["examples"]


def test_two_rows_of_headings_in_two_languages_are_one() -> None:
    english = ("Title", "Sector", "Place (p-code)", "Urgency", "Item", "Quantity", "Unit", "Households")
    table = read(as_csv(HEADINGS, english, BLANKETS, headings=()))
    assert (table.headings, len(table.rows), table.notes) == (list(HEADINGS), 1, ["two_headings"])


def test_a_row_of_groups_above_the_headings_is_no_heading() -> None:
    groups = ("", "", "الموقع", "", "المواد", "", "", "")
    assert read(as_csv(groups, HEADINGS, BLANKETS, headings=())).headings == list(HEADINGS)


def test_merged_cells_say_the_same_in_each_of_their_rows() -> None:
    made = book(BLANKETS, ["", "", "", "", "فرشة", "100", "قطعة", ""])
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("C2:C3")
    rows = read(saved(made)).rows
    assert rows[1][1][0] == BLANKETS[0]
    assert rows[1][1][2] == "SY020001"
    assert rows[1][1][1] == ""


def test_windows_arabic_is_read_and_noted() -> None:
    table = read(as_csv(BLANKETS, encoding="cp1256"))
    assert table.rows[0][1][0] == BLANKETS[0]
    assert table.notes == ["windows"]


def test_a_formula_without_a_result_is_no_value() -> None:
    for content in (as_xlsx(row(quantity="=2*100")), as_csv(row(quantity="=2*100"))):
        assert read(content).rows[0][1][5].startswith("=\u2061")


def bomb() -> bytes:
    return with_file(as_xlsx(BLANKETS), "xl/media/zero.bin", b"\0" * 70_000_000)


REFUSED: dict[str, Callable[[], bytes]] = {
    "macro": lambda: with_file(as_xlsx(BLANKETS), "xl/vbaProject.bin", b"VBA"),
    "too_large": lambda: b"x," * 3_000_000,
    "too_many_columns": lambda: as_csv(range(200), headings=[f"c{at}" for at in range(200)]),
    "old_format": lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 100,
    "empty": as_xlsx,
    "not_a_table": lambda: b"PK\x03\x04 broken",
    "too_many_rows": lambda: as_csv(*[BLANKETS] * (MOST_ROWS + 1)),
}


@pytest.mark.parametrize("code", REFUSED)
def test_bad_files_are_refused_with_words_in_both_languages(code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read(REFUSED[code]())
    assert refusal.value.code == code
    with override("en"):
        english = words_of(refusal.value, MOST_ROWS)
    with override("ar"):
        assert words_of(refusal.value, MOST_ROWS) != english


def test_a_small_file_that_unpacks_to_much_is_refused_at_once() -> None:
    content, begun = bomb(), time.thread_time()
    with pytest.raises(TableError, match="too_large"):
        read(content)
    assert len(content) < 200_000
    assert time.thread_time() - begun < 1


def test_binary_and_empty_files_are_no_tables() -> None:
    for content in (b"", b"\0\1\2" * 50, b"\n\n"):
        with pytest.raises(TableError):
            read(content)
