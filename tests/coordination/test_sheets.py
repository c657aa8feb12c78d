"""Recommendations out and in: tables that come back as they went, those of others, and what a table may not do."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override
from openpyxl import load_workbook

from coordination.actions import (
    adopt_recommendation,
    create_theme,
    drop_recommendation,
    edit_recommendation,
    map_recommendation_sheet,
    start_recommendation_sheet,
)
from coordination.forms.sheets import check_columns, look
from coordination.models import Recommendation, Theme
from coordination.permissions import (
    recommendations_for,
)
from coordination.queries.sheets import clusters, table_rows
from coordination.recommendation_table import WRITTEN, read_file
from coordination.tasks.sheets import write_sheet
from journal.refusals import Conflict, Refused
from meetings.permissions import grant_person
from organizations.actions import suspend_organization
from organizations.cells import TableError
from organizations.sheets.writing import write_csv, write_xlsx
from organizations.sheets.wrongs import Wrong
from tests.coordination.brought import HEAD, THEIRS, as_csv, bring, write
from tests.coordination.followed import (
    TEXT,
    adopted_recommendation,
    asked,
    assigned_recommendation,
    draft_recommendation,
    make_decision,
)
from tests.coordination.made import standing_forum
from tests.factories import Cast
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
Row = dict[str, object]


# Out ------------------------------------------------------------------------------------------------------------------
def test_a_table_comes_back_as_it_went(cast: Cast) -> None:
    forum = standing_forum(cast)
    theme = create_theme(actor=chair_of(cast), body=forum.body, name="الصحة، والمأوى")
    day = timezone.localdate() + timedelta(days=40)
    first = assigned_recommendation(cast, forum, text="=شراء\nوسطر ثانٍ", due_on=day, theme=theme)
    draft_recommendation(cast, forum, parent=first)
    asked(cast, first, cast.other, "support")
    seen = recommendations_for(cast.salma).filter(body=forum.body)
    for language in ("ar", "en"):
        with override(language):
            told = list(table_rows(seen, cast.salma))
            files = [write_csv(WRITTEN, told), write_xlsx(WRITTEN, told, "التوصيات")]
        for content in files:
            sheet = bring(cast, forum.body, content)
            assert [row["errors"] for row in sheet.rows] == [{}, {}]
            assert sheet.counts == {"new": 0, "changed": 0, "same": 2, "wrong": 0}
            assert sheet.is_sure


def test_who_was_suspended_since_comes_back_as_it_went_and_is_not_asked_anew(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    asked(cast, row, cast.other, "support")
    other = adopted_recommendation(cast, row.body.forum, text="توصية أخرى")
    for organization in (cast.association, cast.other):
        suspend_organization(actor=cast.actor("salma"), organization=organization, reason="تدقيق")
    told = list(table_rows(recommendations_for(cast.salma).filter(pk=row.pk), cast.salma))
    assert (told[0]["organization"], told[0]["supporting"]) == (str(cast.association), str(cast.other))
    sheet = bring(cast, row.body, write_csv(WRITTEN, told))
    assert (sheet.rows[0]["errors"], sheet.rows[0]["state"]) == ({}, "same")
    anew = bring(cast, row.body, as_csv({"code": other.code, "organization": str(cast.other)}))
    assert list(anew.rows[0]["errors"]) == ["organization"]


def test_what_may_have_been_meant_is_said_in_arabic() -> None:
    with override("ar"):
        assert Wrong("unknown", "غير معروف.", ["درعا", "دمر"]).words == "غير معروف. لعله: درعا، دمر"


def test_the_workbook_runs_from_right_to_left_and_holds_no_formula(cast: Cast) -> None:
    row = draft_recommendation(cast, text="=HYPERLINK(1)")
    with override("ar"):
        content = write_xlsx(WRITTEN, table_rows(Recommendation.objects.all(), cast.salma), "التوصيات")
    page: Any = load_workbook(BytesIO(content)).worksheets[0]
    assert page.sheet_view.rightToLeft
    assert [cell.value for cell in page[2]] == [key for key in HEAD if key != "source"]
    assert (page["A3"].value, page["C3"].value, page["C3"].data_type) == (row.code, "=HYPERLINK(1)", "s")


def test_names_of_people_are_for_verified_people(cast: Cast) -> None:
    assigned_recommendation(cast, visibility="public")
    rows = Recommendation.objects.all()
    assert next(table_rows(rows, cast.omar))["focal_point"] == str(cast.hala)
    assert "focal_point" not in next(table_rows(rows, cast.gharib))


# In -------------------------------------------------------------------------------------------------------------------
def test_a_table_says_what_it_would_do_and_is_written_once(cast: Cast) -> None:
    forum = standing_forum(cast)
    first, second = draft_recommendation(cast, forum, text="أ"), draft_recommendation(cast, forum, text="ب")
    rows: list[Row] = [
        {"code": first.code, "text": "أ معدّلة", "due_on": "5/12/2026", "report_every": "٦٠"},
        {"code": second.code.lower(), "text": "ب"},
        {"text": "جديدة", "theme": "الصحة", "places": "حلب، SY03", "reference": "٤", "source": "البيان الختامي"},
        {"code": "R-9-999", "text": "لا وجود لها"},
    ]
    sheet = bring(cast, forum.body, as_csv(*rows))
    assert [row["state"] for row in sheet.rows] == ["changed", "same", "new", "wrong"]
    assert sheet.rows[0]["changes"] == ["text", "due_on", "report_every"]
    assert list(sheet.rows[3]["errors"]) == ["code"]
    assert clusters(sheet.rows) == [{"name": "الصحة", "count": 1, "is_new": True}]
    assert Recommendation.objects.count() == 2
    written = write(cast, sheet, makes_themes=True)
    assert (written.state, written.done, written.refused, written.rows) == ("finished", 2, [], [])
    first.refresh_from_db()
    assert (first.text, first.due_on, first.report_every) == ("أ معدّلة", date(2026, 12, 5), 60)
    new = Recommendation.objects.get(text="جديدة")
    assert (new.status, str(new.theme), new.origin.page) == ("draft", "الصحة", "البيان الختامي · ٤")
    assert sorted(place.pcode for place in new.places.all()) == ["SY02", "SY03"]
    write_sheet(sheet.pk)
    assert Recommendation.objects.count() == 3


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"due_on": "2026-12-01"}, "text"),
        ({"text": "ن" * 4001}, "text"),
        ({"text": "م", "title": "ن" * 161}, "title"),
        ({"text": "م", "due_on": "32/12/2026"}, "due_on"),
        ({"text": "م", "due_on": "2090-12-01"}, "due_on"),
        ({"text": "م", "report_every": "400"}, "report_every"),
        ({"text": "م", "report_every": "شهر"}, "report_every"),
        ({"text": "م", "places": "أطلانتس"}, "places"),
        ({"text": "م", "committee": "لجنة أخرى"}, "committee"),
        ({"text": "م", "visibility": "للجيران"}, "visibility"),
        ({"text": "م", "parent": "R-9-001"}, "parent"),
        ({"text": "م", "theme": "ن" * 121}, "theme"),
        ({"text": "م", "reference": "ن" * 41}, "reference"),
        ({"text": "-"}, "text"),
        ({"code": "R-9-001"}, "code"),
    ],
)
def test_what_is_wrong_with_a_row(cast: Cast, row: Row, key: str) -> None:
    assert list(bring(cast, standing_forum(cast).body, as_csv(row)).rows[0]["errors"]) == [key]


def test_a_table_does_not_change_an_adopted_text(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    changed: list[Row] = [{"code": row.code, "text": "غير ما اعتُمد", "due_on": "2027-01-05"}]
    sheet = bring(cast, row.body, as_csv(*changed))
    assert (sheet.rows[0]["state"], list(sheet.rows[0]["errors"])) == ("wrong", ["text"])
    with pytest.raises(Conflict) as refusal:
        write(cast, sheet)
    assert refusal.value.code == "nothing_to_write"
    title = bring(cast, row.body, as_csv({"code": row.code, "title": "عنوان آخر"}))
    assert list(title.rows[0]["errors"]) == ["title"]


def test_one_that_was_adopted_since_the_look_keeps_its_text(cast: Cast) -> None:
    row = draft_recommendation(cast)
    sheet = bring(cast, row.body, as_csv({"code": row.code, "text": "غير ما اعتُمد"}))
    adopt_recommendation(actor=chair_of(cast), recommendation=row, decision=make_decision(cast, row.body))
    write(cast, sheet)
    sheet.refresh_from_db()
    row.refresh_from_db()
    assert (row.text, [each["line"] for each in sheet.refused]) == (TEXT, [2])


def test_what_a_table_changes_of_an_adopted_one(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    with override("ar"):
        public = Recommendation(visibility="public").get_visibility_display()
    given: Row = {
        "code": row.code,
        "text": TEXT,
        "visibility": public,
        "due_on": "2027-01-05",
        "theme": "الحوكمة",
        "places": "حلب",
        "organization": str(cast.association),
        "supporting": f"{cast.other}",
        "status": "أي شيء",
        "percent": "99",
    }
    sheet = write(cast, bring(cast, row.body, as_csv(given)), makes_themes=True)
    assert (sheet.refused, sheet.done) == ([], 1)
    row.refresh_from_db()
    assert (row.due_on, str(row.theme), row.visibility) == (date(2027, 1, 5), "الحوكمة", "public")
    assert (row.status, row.percent) == ("adopted", 0)
    answers = row.responsibilities.order_by("role").values_list("organization", "role", "status")
    assert list(answers) == [(cast.association.pk, "lead", "asked"), (cast.other.pk, "support", "asked")]
    again = bring(cast, row.body, as_csv(given))
    assert again.rows[0]["state"] == "same"


def test_who_answers_is_not_replaced_and_names_its_own_people(cast: Cast) -> None:
    row = assigned_recommendation(cast)
    sheet = bring(cast, row.body, as_csv({"code": row.code, "organization": str(cast.other)}))
    assert list(sheet.rows[0]["errors"]) == ["organization"]
    sheet = bring(cast, row.body, as_csv({"code": row.code, "focal_point": str(cast.basel)}))
    assert list(sheet.rows[0]["errors"]) == ["focal_point"]
    grant_person(row.body, cast.basel, ["see_body", "minute_body", "chair_body"])
    basel = cast.actor("basel")
    nobody = bring(cast, row.body, as_csv({"code": row.code, "focal_point": "عمر"}), basel)
    assert list(nobody.rows[0]["errors"]) == ["focal_point"]
    named: Row = {"code": row.code, "focal_point": str(cast.basel), "alternate": str(cast.hala)}
    write(cast, bring(cast, row.body, as_csv(named), basel), basel)
    lead = row.responsibilities.get()
    assert (lead.focal_point, lead.alternate) == (cast.basel, cast.hala)


def test_what_has_ended_stays(cast: Cast) -> None:
    row = adopted_recommendation(cast)
    decision = make_decision(cast, row.body)
    drop_recommendation(actor=chair_of(cast), recommendation=row, decision=decision, reason="لم تعد لازمة")
    sheet = bring(cast, row.body, as_csv({"code": row.code, "due_on": "2027-01-05"}))
    assert list(sheet.rows[0]["errors"]) == ["due_on"]
    assert bring(cast, row.body, as_csv({"code": row.code, "text": TEXT})).rows[0]["state"] == "same"


def test_a_dash_empties_and_an_empty_cell_changes_nothing(cast: Cast) -> None:
    row = draft_recommendation(cast, due_on=timezone.localdate(), report_every=60)
    sheet = bring(cast, row.body, as_csv({"code": row.code, "due_on": "-"}))
    assert sheet.rows[0]["changes"] == ["due_on"]
    write(cast, sheet)
    row.refresh_from_db()
    assert (row.due_on, row.report_every, row.text) == (None, 60, TEXT)


def test_what_changed_since_the_look_is_not_overwritten(cast: Cast) -> None:
    row = draft_recommendation(cast)
    sheet = bring(cast, row.body, as_csv({"code": row.code, "text": "من الجدول"}, {"text": "جديدة"}))
    edit_recommendation(actor=chair_of(cast), recommendation=row, text="من زميل")
    write(cast, sheet)
    sheet.refresh_from_db()
    assert [each["line"] for each in sheet.refused] == [2]
    assert set(Recommendation.objects.values_list("text", flat=True)) == {"من زميل", "جديدة"}


def test_nothing_is_written_twice(cast: Cast) -> None:
    """A mended file is brought as a whole; and a table that says a thing twice is told so."""
    body = standing_forum(cast).body
    write(cast, bring(cast, body, as_csv({"text": "أولى"}, {"text": "ثانية", "due_on": "x"})))
    again = bring(cast, body, as_csv({"text": "أولى"}, {"text": "ثانية", "due_on": "2026-12-02"}, {"text": "ثانية"}))
    assert [row["state"] for row in again.rows] == ["same", "new", "wrong"]


# Tables of others -----------------------------------------------------------------------------------------------------
def test_columns_of_others_are_guessed_and_corrected(cast: Cast) -> None:
    body = standing_forum(cast).body
    sheet = bring(cast, body, THEIRS.encode())
    assert (sheet.columns, sheet.is_sure) == (["reference", "text", "theme", "source", ""], False)
    assert sheet.counts["new"] == 3
    with pytest.raises(Conflict) as refusal:
        start_recommendation_sheet(actor=chair_of(cast), sheet=sheet)
    assert refusal.value.code == "columns_unknown"
    columns = ["reference", "text", "theme", "", ""]
    rows = look(chair_of(cast), body, sheet.table, columns)
    mapped = map_recommendation_sheet(actor=chair_of(cast), sheet=sheet, columns=columns, rows=rows)
    assert (mapped.is_sure, mapped.rows[0]["values"]["reference"]) == (True, "121.1")
    write(cast, mapped, makes_themes=True)
    assert sorted(Theme.objects.filter(body=body).values_list("name", flat=True)) == ["Bodies", "Norms"]
    assert Recommendation.objects.filter(theme__name="Norms").count() == 2
    again = bring(cast, body, THEIRS.encode())  # the same headings are read as they were the last time
    assert (again.columns, again.is_sure, again.counts["same"]) == (columns, True, 3)


def test_new_themes_are_left_out_where_nobody_wants_them(cast: Cast) -> None:
    body = standing_forum(cast).body
    write(cast, bring(cast, body, as_csv({"text": "أولى", "theme": "الصحة"})))
    assert (Recommendation.objects.get().theme, Theme.objects.count()) == (None, 0)


def test_a_new_theme_is_wrong_for_who_makes_none(cast: Cast) -> None:
    body = standing_forum(cast).body
    create_theme(actor=chair_of(cast), body=body, name="الصحة")
    grant_person(body, cast.hala, ["see_body", "minute_body"])
    rows = bring(
        cast, body, as_csv({"text": "أ", "theme": "الصحه"}, {"text": "ب", "theme": "الصحتين"}), cast.actor("hala")
    )
    assert [list(row["errors"]) for row in rows.rows] == [[], ["theme"]]
    assert "الصحة" in rows.rows[1]["errors"]["theme"]
    with pytest.raises(Refused):
        start_recommendation_sheet(actor=cast.actor("hala"), sheet=rows, makes_themes=True)


@pytest.mark.parametrize(
    "columns", [["text"], ["text", "text"], ["text", "status"], ["title", ""], ["text", "zqx"]], ids=str
)
def test_columns_that_are_none(columns: list[str]) -> None:
    with pytest.raises(ValidationError):
        check_columns(columns, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"text\n", "empty"),
        (b"<html><body>text</body></html>", "not_a_table"),
        (b"PK\x03\x04broken", "not_a_table"),
        (bytes.fromhex("d0cf11e0") + b"x" * 100, "old_format"),
        (b"text\n" + b"x\n" * 2001, "too_many_rows"),
        (b"text\n" + b"x" * (5 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_is_no_table(content: bytes, code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_file(content, "t.csv")
    assert refusal.value.code == code
