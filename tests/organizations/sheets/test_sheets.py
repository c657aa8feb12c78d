"""Tables of every app: written and read back, cells that say what is wrong with them, what a row would do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.db import models
from django.utils.translation import override
from openpyxl import load_workbook

from journal.refusals import invalid
from organizations.cells import TableError
from organizations.sheets.brought import line_id, to_write, write_some
from organizations.sheets.columns import Column, shown_keys
from organizations.sheets.planning import RowPlan, counted, rows_in
from organizations.sheets.reading import keyed_rows
from organizations.sheets.values import choice, day, named, percent, whole_number, yes_or_no
from organizations.sheets.writing import Choice, write_book, write_csv, write_xlsx
from organizations.sheets.wrongs import Wrong

COLUMNS = (
    Column("code", "Code", "#meta+code", width=11),
    Column("title", "Title", words="recommendation|التوصية"),
    Column("due_on", "Due on"),
    Column("progress", "Progress"),
)
ROW = {"code": "R-7K3", "title": '=HYPERLINK("x")', "due_on": date(2026, 12, 5), "progress": Decimal("40.5")}
READ = {"code": "R-7K3", "title": '=HYPERLINK("x")', "due_on": "2026-12-05", "progress": "40.5"}
NAMING = ("code", "title")


class State(models.TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"


def sheets_of(content: bytes) -> list[Any]:
    return list(load_workbook(BytesIO(content)).worksheets)


# Out and in -----------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("languages", [("ar", "en"), ("en", "ar")])
def test_what_goes_out_is_read_back_in_the_other_language(form: str, languages: tuple[str, str]) -> None:
    with override(languages[0]):
        content = write_xlsx(COLUMNS, [ROW], "جدول [1]") if form == "xlsx" else write_csv(COLUMNS, [ROW])
    with override(languages[1]):
        assert keyed_rows(content, COLUMNS, NAMING, 10) == [(3, READ)]


def test_a_csv_runs_nothing() -> None:
    assert "\"'=HYPERLINK" in write_csv(COLUMNS, [ROW]).decode("utf-8-sig")


def test_cells_offer_what_stands_in_a_list_beside_them() -> None:
    lists = {"title": Choice(["أ", "ب"], is_open=True), "progress": Choice(["0", "50", "100"])}
    with override("ar"):
        table, beside = sheets_of(write_xlsx(COLUMNS, [ROW], "توصيات", lists))
    assert (table.sheet_view.rightToLeft, table.freeze_panes, beside.sheet_view.rightToLeft) == (True, "A3", True)
    assert list(beside.iter_rows(min_row=2, values_only=True)) == [("أ", "0"), ("ب", "50"), (None, "100")]
    rules = table.data_validations.dataValidation
    found = [(str(rule.sqref), rule.formula1.split("!")[1], bool(rule.showErrorMessage)) for rule in rules]
    assert found == [("B3:B2000", "$A$2:$A$3", False), ("D3:D2000", "$B$2:$B$4", True)]


def test_a_book_has_a_sheet_for_each_of_its_tables() -> None:
    with override("en"):
        first, second = sheets_of(write_book([("One", [["a", "b"], [1, "=x"]]), ("Two: more", [["c"]])], (30, 10)))
    assert (first.title, second.title, first.sheet_view.rightToLeft) == ("One", "Two  more", False)
    assert (first["A2"].value, first["B2"].value, first["B2"].data_type) == (1, "=x", "s")
    assert first.column_dimensions["A"].width == 30


def test_others_call_columns_otherwise_and_of_two_the_first_counts() -> None:
    content = "توصيات المنتدى,,\nrecommendation,Title,code\nأول,ثان,R-1\ntitle,,code\n".encode()
    assert keyed_rows(content, COLUMNS, NAMING, 10) == [(3, {"title": "أول", "code": "R-1"})]


BAD = {
    "no_headings": "شيء,آخر\n1,2\n".encode(),
    "not_a_table": b'{"a": 1}',
    "empty": b"title,code\n",
    "too_many_rows": b"title,code\n" + b"x,y\n" * 11,
}


@pytest.mark.parametrize("code", BAD)
def test_a_file_that_is_no_table_of_ours_is_named(code: str) -> None:
    with pytest.raises(TableError) as refusal:
        keyed_rows(BAD[code], COLUMNS, NAMING, 10)
    assert refusal.value.code == code


def test_headings_of_columns_and_what_is_none() -> None:
    with override("en"):
        assert shown_keys(COLUMNS, ["code", "other"]) == ["Code", "other"]


# Cells ----------------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("read", "text", "value"),
    [
        (day, "5/12/2026", date(2026, 12, 5)),
        (whole_number, "٤٠", 40),
        (percent, "٥٠٪", 50),
        (yes_or_no, "نعم", True),
        (lambda text: choice(text, State), "DONE", "done"),
        (lambda text: named(text, {"حلب": 1}), "حَلَب", 1),
    ],
)
def test_a_cell_says_its_value(read: Any, text: str, value: Any) -> None:
    assert read(text) == value


@pytest.mark.parametrize(
    ("read", "text", "code", "near"),
    [
        (day, "غداً", "not_a_date", []),
        (whole_number, "-3", "not_a_number", []),
        (percent, "101", "not_a_number", []),
        (yes_or_no, "ربما", "yes_or_no", []),
        (lambda text: choice(text, State), "shut", "unknown_choice", ["Open", "Done"]),
        (lambda text: named(text, {"ريف دمشق": "ريف دمشق", "حلب": "حلب"}), "ريف دمش", "unknown", ["ريف دمشق"]),
    ],
)
def test_a_cell_says_what_is_wrong_and_what_may_be_meant(read: Any, text: str, code: str, near: list[str]) -> None:
    with pytest.raises(Wrong) as wrong:
        read(text)
    assert (wrong.value.code, wrong.value.near) == (code, near)
    assert all(word in wrong.value.words for word in near)


# What a row would do --------------------------------------------------------------------------------------------------
READERS: dict[str, Any] = {"title": str, "due_on": lambda text: day(text).isoformat(), "progress": percent}


def test_a_row_reads_its_cells_and_empties_what_may_be_empty() -> None:
    plan = RowPlan(3, "أ", known=object())
    plan.read({"due_on": "-", "progress": "٤٠"}, READERS, {"due_on": None})
    plan.changes = ["progress"]
    assert (plan.values, plan.errors, plan.state) == ({"due_on": None, "progress": 40}, {}, "changed")


def test_each_cell_is_wrong_by_itself() -> None:
    plan = RowPlan(3, "أ")
    plan.read({"title": "-", "due_on": "غداً", "progress": "=\u2061"}, READERS, {"due_on": None})
    plan.wrong("due_on", "later")
    assert (list(plan.errors), plan.state, plan.values) == (["title", "due_on", "progress"], "wrong", {})
    assert plan.errors["due_on"] != "later"


def test_rows_are_counted_by_what_they_would_do() -> None:
    plans = [
        RowPlan(1, "أ"),
        RowPlan(2, "ب", known=1),
        RowPlan(3, "ج", is_known=True),
        RowPlan(4, "د", errors={"a": "b"}),
    ]
    rows = [plan.facts() for plan in plans]
    assert counted(rows) == {"new": 1, "changed": 0, "same": 2, "wrong": 1}
    assert [row["line"] for row in rows_in(rows, "same")] == [2, 3]
    assert len(rows_in(rows, "")) == 4


# Writing --------------------------------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_some_rows_are_written_in_a_turn_and_a_refused_one_holds_up_no_other() -> None:
    rows = [{"line": at, "title": f"سطر {at}", "state": "new"} for at in range(4)]
    written: list[int] = []

    def write(row: dict[str, Any]) -> None:
        if row["line"] == 2:
            raise invalid("لا", code="no", field="title")
        written.append(row["line"])

    assert write_some(rows, 1, write) == (4, [{"line": 2, "title": "سطر 2", "detail": "لا"}])
    assert written == [1, 3]


@pytest.mark.django_db
def test_a_slow_row_ends_the_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(100))
    monkeypatch.setattr("organizations.sheets.brought.time.monotonic", lambda: next(clock))
    assert write_some([{"line": at, "title": "", "state": "new"} for at in range(4)], 0, lambda row: None) == (1, [])


def test_what_a_line_makes_is_known_again() -> None:
    assert line_id("sheet/7", 3) == line_id("sheet/7", 3) != line_id("sheet/7", 3, "check1")
    assert to_write([{"state": "same"}, {"state": "changed"}]) == [{"state": "changed"}]
