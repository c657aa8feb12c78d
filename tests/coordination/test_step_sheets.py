"""Steps of recommendations on the second sheet of their workbook: out, and in with a dry run."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from coordination.actions import add_milestone, edit_milestone, import_recommendation_sheet
from coordination.forms.sheets import brought
from coordination.models import Forum, Milestone, Recommendation, RecommendationSheet
from coordination.recommendation_table import WRITTEN, read_steps
from coordination.table_downloads import table_answer, template_answer
from organizations.sheets.writing import add_sheet, saved, table_book
from tests.coordination.brought import write
from tests.coordination.followed import adopted_recommendation, draft_recommendation
from tests.coordination.made import standing_forum
from tests.factories import Cast, signed_in
from tests.meetings.made import chair_of

pytestmark = [pytest.mark.both, pytest.mark.django_db]
QUERIES = 20
HEAD = ["الرمز", "رقم الخطوة", "الخطوة", "الوزن", "الاستحقاق"]


def step(cast: Cast, row: Recommendation, title: str, **more: Any) -> Milestone:
    return add_milestone(actor=chair_of(cast), recommendation=row, client_id=uuid4(), title=title, **more)


def reached(step: Milestone) -> None:
    Milestone.objects.filter(pk=step.pk).update(done_at=timezone.now())


def book(*steps: list[Any]) -> bytes:
    made = table_book(WRITTEN, [{"text": "توصية جديدة من الجدول."}], "التوصيات")
    add_sheet(made, "الخطوات", [HEAD, *steps], (16,))
    return saved(made)


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("توصيات.xlsx", content)


def bring(cast: Cast, forum: Forum, content: bytes) -> RecommendationSheet:
    found = brought(chair_of(cast), forum.body, upload(content))
    return import_recommendation_sheet(actor=chair_of(cast), body=forum.body, brought=found, client_id=uuid4())


def test_steps_go_out_on_a_second_sheet_and_come_back_as_they_went(cast: Cast) -> None:
    forum = standing_forum(cast)
    row, day = adopted_recommendation(cast, forum), timezone.localdate() + timedelta(days=30)
    step(cast, row, "تشكيل اللجنة", weight=3, due_on=day)
    reached(step(cast, row, "إقرار الخطة"))
    content = table_answer(Recommendation.objects.filter(pk=row.pk), cast.salma, "xlsx").content
    _recommendations, second = load_workbook(BytesIO(content)).worksheets
    lines: list[Any] = list(second.values)
    heading, first, last = lines
    assert heading[2] == "الخطوة"
    assert (first[:4], last[:4]) == ((row.code, 1, "تشكيل اللجنة", 3), (row.code, 2, "إقرار الخطة", 1))
    assert (first[4].date(), first[5], last[5]) == (day, "مفتوحة", "أُنجزت")
    sheet = bring(cast, forum, content)
    assert sheet.counts == {"new": 0, "changed": 0, "same": 3, "wrong": 0}
    assert "تشكيل اللجنة" not in table_answer(Recommendation.objects.all(), cast.salma, "csv").content.decode()


def test_steps_are_written_by_number_and_by_title(cast: Cast) -> None:
    forum = standing_forum(cast)
    row, day = adopted_recommendation(cast, forum), timezone.localdate() + timedelta(days=30)
    first, second = step(cast, row, "تشكيل اللجنة", due_on=day), step(cast, row, "إقرار الخطة")
    steps = (
        [row.code, 1, "تشكيل لجنة المتابعة", 5, "-"],
        [row.code, None, "إقرار الخطة", 2],
        [row.code.lower(), None, "نشر الخطة", "٤", day],
    )
    sheet = bring(cast, forum, book(*steps))
    assert [each["state"] for each in sheet.rows] == ["new", "changed", "changed", "new"]
    write(cast, sheet)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.title, first.weight, first.due_on, second.weight) == ("تشكيل لجنة المتابعة", 5, None, 2)
    made = row.milestones.get(title="نشر الخطة")
    assert (made.weight, made.due_on, made.position) == (4, day, 3)
    again = bring(cast, forum, book([row.code, 3, "نشر الخطة", 4, day]))
    assert [each["state"] for each in again.rows] == ["same", "same"]


def test_what_is_wrong_with_a_step_is_said_at_its_cell(cast: Cast) -> None:
    forum = standing_forum(cast)
    row, draft = adopted_recommendation(cast, forum), draft_recommendation(cast, forum)
    reached(step(cast, row, "تشكيل اللجنة"))
    wrong: dict[str, list[Any]] = {
        "code": ["R-9-999", None, "خطوة"],
        "step": [row.code, None, None, 4],
        "weight": [row.code, None, "أ", 101],
        "due_on": [row.code, None, "ب", 1, "بعد حين"],
        "number": [row.code, 7, "ج"],
    }
    rows = bring(cast, forum, book(*wrong.values(), [row.code, 1, "د"], [draft.code, None, "هـ"])).rows[1:]
    assert [list(each["errors"]) for each in rows] == [*([key] for key in wrong), ["step"], ["code"]]
    twice = bring(cast, forum, book([row.code, None, "و"], [row.code, None, "و"])).rows[1:]
    assert [list(each["errors"]) for each in twice] == [[], ["step"]]


def test_a_step_that_others_changed_since_the_look_stays(cast: Cast) -> None:
    forum = standing_forum(cast)
    row = adopted_recommendation(cast, forum)
    one = step(cast, row, "تشكيل اللجنة")
    sheet = bring(cast, forum, book([row.code, 1, "تشكيل لجنتين"]))
    edit_milestone(actor=chair_of(cast), milestone=one, title="تشكيل ثلاث لجان")
    written = write(cast, sheet)
    one.refresh_from_db()
    assert (one.title, [each["title"] for each in written.refused]) == ("تشكيل ثلاث لجان", ["تشكيل لجنتين"])


def test_the_look_shows_steps_and_their_faults_as_such(cast: Cast) -> None:
    forum, salma = standing_forum(cast), signed_in(cast.salma)
    row = adopted_recommendation(cast, forum)
    given = {"client_id": uuid4(), "file": upload(book([row.code, None, "نشر الخطة", 500]))}
    answer = salma.post(reverse("coordination:recommendation_sheets", args=[forum.body_id]), given, follow=True)
    page = answer.content.decode()
    assert ("نشر الخطة" in page, "<b>الوزن</b>" in page) == (True, True)
    sheet = RecommendationSheet.objects.get()
    told = salma.get(f"/api/recommendation-sheets/{sheet.pk}/?state=wrong").json()["rows"]
    assert [(each["sheet"], list(each["errors"])) for each in told] == [("steps", ["weight"])]


def test_the_dry_run_of_steps_asks_the_same_however_many(cast: Cast, django_assert_num_queries: Any) -> None:
    forum = standing_forum(cast)
    row = adopted_recommendation(cast, forum)
    for number in (1, 3):
        content = book(*([row.code, None, f"خطوة {each}"] for each in range(number)))
        with django_assert_num_queries(QUERIES):
            brought(chair_of(cast), forum.body, upload(content))


def test_the_empty_table_has_the_sheet_and_its_example_does_no_harm(cast: Cast) -> None:
    content = template_answer(standing_forum(cast).body, "xlsx").content
    assert "الخطوات" in load_workbook(BytesIO(content)).sheetnames
    assert read_steps(content, "x.xlsx") == []
