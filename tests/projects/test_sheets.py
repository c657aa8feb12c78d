"""Tasks out and in: tables that come back as they went, Trello's boards, and every way in which a file can be bad."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override
from openpyxl import Workbook, load_workbook

from journal.refusals import Conflict, Refused
from organizations.actions import suspend_organization
from organizations.cells import TableError
from organizations.sheets.writing import write_csv, write_xlsx
from projects.actions import (
    create_label,
    delete_task,
    discard_task_sheet,
    edit_task,
    fail_task_sheet,
    forget_task_sheet,
    import_task_sheet,
    start_task_sheet,
    write_task_sheet,
)
from projects.forms.sheets import brought
from projects.models import Column, Project, Task, TaskSheet
from projects.permissions import can_discard_task_sheet, can_import_task_sheet, can_start_task_sheet, task_sheets_for
from projects.queries.sheets import table_rows
from projects.task_table import COLUMNS, read_table
from projects.tasks.sheets import give_up_sheet, write_sheet
from tests.entries import entries_left
from tests.factories import NAMES, Cast, signed_in
from tests.projects.made import make_task
from tests.projects.sheets import HEAD, bring, table, write
from tests.projects.trello import exported

pytestmark = [pytest.mark.both, pytest.mark.django_db]


# Out ------------------------------------------------------------------------------------------------------------------
def test_a_table_comes_back_as_it_went(cast: Cast, project: Project) -> None:
    day = timezone.localdate()
    label = create_label(actor=cast.actor("basel"), project=project, name="عاجل")
    more: dict[str, Any] = {"organization": cast.other, "person": cast.omar, "labels": [label], "description": "=1+1"}
    make_task(cast, project, title="=شراء", starts_on=day, due_on=day + timedelta(3), progress=40, **more)
    make_task(cast, project, kind="milestone", due_on=day)
    for language in ("ar", "en"):
        with override(language):
            files = [write_csv(COLUMNS, table_rows(project)), write_xlsx(COLUMNS, table_rows(project), "مهام [1]: خطة")]
        for content in files:
            assert bring(cast, project, content).counts == {"new": 0, "changed": 0, "same": 2, "wrong": 0}


def test_the_workbook_runs_from_right_to_left_and_holds_no_formula(cast: Cast, project: Project) -> None:
    make_task(cast, project, title="=HYPERLINK(1)")
    with override("ar"):
        sheet: Any = load_workbook(BytesIO(write_xlsx(COLUMNS, table_rows(project), "مهام"))).worksheets[0]
    assert sheet.sheet_view.rightToLeft
    assert [cell.value for cell in sheet[2]] == HEAD
    assert (sheet["C3"].value, sheet["C3"].data_type) == ("=HYPERLINK(1)", "s")


def test_the_pages_and_calls_are_for_those_who_see_the_project(cast: Cast, project: Project) -> None:
    make_task(cast, project)
    addresses = [f"/projects/{project.pk}/tasks/sheet/", f"/projects/{project.pk}/tasks/export/?form=csv"]
    addresses += [f"/api/projects/{project.pk}/tasks/sheet/?form=xlsx"]
    for address in addresses:
        assert signed_in(cast.hala).get(address).status_code == 200
        for name in ("salma", "rania", "gharib"):
            assert signed_in(getattr(cast, name)).get(address).status_code == 404


# In -------------------------------------------------------------------------------------------------------------------
def test_a_table_says_what_it_would_do(cast: Cast, project: Project) -> None:
    first, second = make_task(cast, project, title="أ"), make_task(cast, project, title="ب")
    rows: list[dict[str, object]] = [
        {"number": first.number, "title": "أ", "progress": "٥٠"},
        {"number": second.number, "title": "ب"},
        {
            "title": "جديدة",
            "organization": str(cast.other),
            "person": "عمر",
            "due_on": "5/12/2026",
            "labels": "صحة، مأوى",
        },
        {"number": 99, "title": "لا وجود لها"},
    ]
    sheet = bring(cast, project, table(*rows))
    assert [row["state"] for row in sheet.rows] == ["changed", "same", "new", "wrong"]
    assert sheet.rows[0]["changes"] == ["progress"]
    assert list(sheet.rows[3]["errors"]) == ["number"]
    assert Task.objects.count() == 2


def test_what_was_shown_is_written_once(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, title="أ")
    done = Column.objects.get(project=project, kind="done")
    rows: list[dict[str, object]] = [
        {"number": task.number, "title": "أ معدّلة", "column": done.title, "labels": "صحة"},
        {"title": "جديدة", "person": "عمر", "starts_on": "2026-12-01", "due_on": "2026-12-05", "labels": "صحة"},
    ]
    sheet = write(cast, bring(cast, project, table(*rows)))
    assert (sheet.state, sheet.done, sheet.refused, sheet.rows) == ("finished", 2, [], [])
    task.refresh_from_db()
    assert (task.title, task.column, task.done_at is not None) == ("أ معدّلة", done, True)
    new = Task.objects.get(title="جديدة")
    assert (new.organization, new.person, new.due_on) == (cast.other, cast.omar, date(2026, 12, 5))
    assert [label.name for label in new.labels.all()] == ["صحة"]
    write_sheet(sheet.pk)
    assert Task.objects.count() == 2


@pytest.mark.parametrize(
    ("row", "key"),
    [
        ({"due_on": "2026-12-01"}, "title"),
        ({"title": "ن" * 201}, "title"),
        ({"title": "م", "due_on": "32/12/2026"}, "due_on"),
        ({"title": "م", "starts_on": "2026-12-05", "due_on": "2026-12-01"}, "due_on"),
        ({"title": "م", "kind": "معلم"}, "due_on"),
        ({"title": "م", "kind": "ملحمة"}, "kind"),
        ({"title": "م", "activity": "لا نشاط"}, "activity"),
        ({"title": "م", "column": "-"}, "column"),
        ({"title": "م", "organization": "جمعية ليست شريكة"}, "organization"),
        ({"title": "م", "person": "غريب"}, "person"),
        ({"title": "م", "progress": "120%"}, "progress"),
        ({"title": "م", "number": "abc"}, "number"),
        ({"title": "م", "due_on": "2027-06-01"}, "due_on"),
    ],
)
def test_what_is_wrong_with_a_row(cast: Cast, project: Project, row: dict[str, object], key: str) -> None:
    project.ends_on = date(2027, 5, 1)
    assert list(bring(cast, project, table(row)).rows[0]["errors"]) == [key]


def test_a_dash_empties_and_an_empty_cell_changes_nothing(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, description="وصف", due_on=timezone.localdate(), organization=cast.other)
    sheet = bring(cast, project, table({"number": task.number, "description": "-", "due_on": "-"}))
    assert sheet.rows[0]["changes"] == ["due_on", "description"]
    write(cast, sheet)
    task.refresh_from_db()
    assert (task.description, task.due_on, task.organization) == ("", None, cast.other)


def test_what_changed_since_the_look_is_not_overwritten(cast: Cast, project: Project) -> None:
    one, other = make_task(cast, project, title="أ"), make_task(cast, project, title="ب")
    rows: list[dict[str, object]] = [
        {"number": one.number, "title": "أ من الجدول"},
        {"number": other.number, "title": "ب من الجدول"},
        {"title": "ج"},
    ]
    sheet = bring(cast, project, table(*rows))
    edit_task(actor=cast.actor("basel"), task=one, title="أ من زميل")
    delete_task(actor=cast.actor("basel"), task=other)
    write(cast, sheet)
    assert [row["line"] for row in sheet.refused] == [2, 3]
    assert set(Task.objects.filter(deleted_at=None).values_list("title", flat=True)) == {"أ من زميل", "ج"}


def test_other_peoples_headings_are_known(cast: Cast, project: Project) -> None:
    book = Workbook()
    page: Any = book.active
    page.append(["خطة الفريق"])
    page.append(["Task name", "Deadline", "Status", "Colour"])
    page.append(["شراء", date(2026, 12, 1), "To do", "red"])
    kept = BytesIO()
    book.save(kept)
    assert read_table(kept.getvalue()) == [(3, {"title": "شراء", "due_on": "2026-12-01", "column": "To do"})]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty"),
        (b"title\n", "empty"),
        (b"a,b\n1,2\n", "no_headings"),
        (b"<html><body>title</body></html>", "not_a_table"),
        (b"PK\x03\x04broken", "not_a_table"),
        (bytes.fromhex("d0cf11e0") + b"x" * 100, "old_format"),
        (b"title\n" + b"x\n" * 2001, "too_many_rows"),
        (b"title\n" + b"x" * (5 * 1024 * 1024 + 1), "too_large"),
    ],
)
def test_what_is_no_table(content: bytes, code: str) -> None:
    with pytest.raises(TableError) as refusal:
        read_table(content)
    assert refusal.value.code == code


def test_a_mended_file_is_brought_as_a_whole(cast: Cast, project: Project) -> None:
    good: dict[str, object] = {"title": "شراء", "due_on": "2026-12-01"}
    write(cast, bring(cast, project, table(good, {"title": "نقل", "due_on": "x"})))
    again = bring(cast, project, table(good, {"title": "نقل", "due_on": "2026-12-02"}))
    assert [row["state"] for row in again.rows] == ["same", "new"]


# The verbs ------------------------------------------------------------------------------------------------------------
def test_who_may_bring_and_start(cast: Cast, project: Project) -> None:
    assert cast.who(can_import_task_sheet, project) == "basel hala omar"
    sheet = bring(cast, project, table({"title": "م"}))
    assert cast.who(can_start_task_sheet, sheet) == cast.who(can_discard_task_sheet, sheet) == "omar"
    assert [name for name in NAMES if sheet in task_sheets_for(getattr(cast, name))] == ["omar"]
    for name in ("salma", "gharib"):
        with pytest.raises(Refused):
            bring(cast, project, table({"title": "م"}), who=name)
    with pytest.raises(Refused):
        start_task_sheet(actor=cast.actor("basel"), sheet=sheet)
    with pytest.raises(Refused):
        discard_task_sheet(actor=cast.actor("basel"), sheet=sheet)


def test_the_entries_of_a_table(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        sheet = write(cast, bring(cast, project, table({"title": "م"})))
    task = Task.objects.get()
    own = f"user.{cast.omar.pk}"
    assert left == [
        (own, "task_sheet_started", sheet.pk, {}),
        (project.stream, "task_created", task.pk, {}),
        (own, "task_sheet_finished", sheet.pk, {}),
    ]


def test_import_task_sheet_repeated(cast: Cast, project: Project) -> None:
    client_id = uuid4()
    found = brought(project, SimpleUploadedFile("t.csv", table({"title": "م"})), False)
    given: dict[str, Any] = {"actor": cast.actor("omar"), "project": project, "client_id": client_id}
    assert import_task_sheet(brought=found, **given) == import_task_sheet(brought=found, **given)
    other = brought(project, SimpleUploadedFile("t.csv", table({"title": "ن"})), False)
    with pytest.raises(Conflict):
        import_task_sheet(brought=other, **given)


def test_nobody_leaves_many_lying(cast: Cast, project: Project) -> None:
    sheets = [bring(cast, project, table({"title": str(at)})) for at in range(7)]
    assert set(TaskSheet.objects.all()) == set(sheets[2:])


def test_discard_and_forget_leave_what_was_started(cast: Cast, project: Project) -> None:
    waiting, forgotten, started = (bring(cast, project, table({"title": str(at)})) for at in range(3))
    start_task_sheet(actor=cast.actor("omar"), sheet=started)
    discard_task_sheet(actor=cast.actor("omar"), sheet=waiting)
    for sheet in (forgotten, started):
        forget_task_sheet(actor=cast.actor("omar"), sheet=sheet)
    assert list(TaskSheet.objects.all()) == [started]
    with pytest.raises(Conflict):
        discard_task_sheet(actor=cast.actor("omar"), sheet=started)


def test_a_table_with_nothing_to_write_is_not_started(cast: Cast, project: Project) -> None:
    with pytest.raises(Conflict) as refusal:
        start_task_sheet(actor=cast.actor("omar"), sheet=bring(cast, project, table({"due_on": "2026-12-01"})))
    assert refusal.value.code == "nothing_to_write"


def test_writing_goes_on_where_it_stopped(cast: Cast, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("organizations.sheets.brought.TURN", 0)  # one row a turn
    sheet = bring(cast, project, table(*({"title": f"م{at}"} for at in range(3))))
    start_task_sheet(actor=cast.actor("omar"), sheet=sheet)
    assert write_task_sheet(actor=cast.actor("omar"), sheet=sheet)
    give_up_sheet(sheet.pk)
    write_sheet(sheet.pk)
    assert Task.objects.count() == 1
    write(cast, sheet)
    assert (sheet.state, Task.objects.count()) == ("finished", 3)


def test_who_lost_the_project_writes_no_more(cast: Cast, project: Project) -> None:
    sheet = bring(cast, project, table({"title": "م"}))
    start_task_sheet(actor=cast.actor("omar"), sheet=sheet)
    suspend_organization(actor=cast.actor("salma"), organization=cast.other, reason="تحقّق")
    write_sheet(sheet.pk)
    sheet.refresh_from_db()
    assert (sheet.state, Task.objects.count()) == ("failed", 0)
    with entries_left() as left:
        fail_task_sheet(actor=cast.actor("omar"), sheet=sheet)
    assert [each.event for each in left] == ["task_sheet_failed"]


# The pages ------------------------------------------------------------------------------------------------------------
def test_the_way_through_the_pages(cast: Cast, project: Project) -> None:
    client, address = signed_in(cast.omar), f"/projects/{project.pk}/tasks/sheet/"
    sent = {
        "client_id": str(uuid4()),
        "file": SimpleUploadedFile("خطة.csv", table({"title": "شراء مولّدة"}, {"number": 9})),
    }
    page = client.post(address, sent, follow=True)
    assert "شراء مولّدة" not in page.content.decode()  # the rows with errors come first
    sheet = TaskSheet.objects.get()
    assert "شراء مولّدة" in client.get(f"/task-sheets/{sheet.pk}/?state=new").content.decode()
    client.post(f"/task-sheets/{sheet.pk}/start/")
    assert 'hx-trigger="every 2s"' in client.get(f"/task-sheets/{sheet.pk}/").content.decode()
    write_sheet(sheet.pk)
    assert "hx-trigger" not in client.get(f"/task-sheets/{sheet.pk}/").content.decode()
    assert signed_in(cast.hala).get(f"/task-sheets/{sheet.pk}/").status_code == 404


def test_a_bad_file_is_a_fault_of_the_form(cast: Cast, project: Project) -> None:
    client, address = signed_in(cast.omar), f"/projects/{project.pk}/tasks/sheet/"
    for name, content in (("x.json", b"{"), ("x.csv", b"<html>"), ("x.xlsx", b"PK")):
        sent = {"client_id": str(uuid4()), "file": SimpleUploadedFile(name, content)}
        answer = client.post(address, sent)
        assert (answer.status_code, "errorlist" in answer.content.decode()) == (200, True)
    assert not TaskSheet.objects.exists()


def test_tables_for_programs(cast: Cast, project: Project) -> None:
    client, address = signed_in(cast.omar), f"/api/projects/{project.pk}/tasks/sheet/"
    made = client.post(address, {"client_id": str(uuid4()), "file": SimpleUploadedFile("b.json", exported())})
    assert (made.status_code, made.json()["counts"]["new"]) == (201, 3)
    one = f"/api/task-sheets/{made.json()['id']}/"
    assert client.post(f"{one}start/").json()["state"] == "running"
    write_sheet(made.json()["id"])
    assert client.get(one).json()["state"] == "finished"
    assert client.delete(one).status_code == 409
    wrong = client.post(address, {"client_id": str(uuid4()), "file": SimpleUploadedFile("b.json", b"[")})
    assert (wrong.status_code, wrong.json()["errors"]["file"][0]["code"]) == (400, "not_json")
    assert signed_in(cast.gharib).get(one).status_code == 404
