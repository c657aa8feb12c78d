"""The columns of a board: who says what they are, and what becomes of tasks when one goes."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from journal.refusals import Conflict, Refused
from projects.actions import create_column, delete_column, delete_task, edit_column, move_column, restore_task
from projects.models import Column, Project, Task
from projects.permissions import can_create_column, can_delete_column, can_edit_column, can_move_column
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.projects.made import make_task, proposed_project
from tests.projects.test_board import column, order, titled

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def added(cast: Cast, project: Project, name: str = "basel", **more: Any) -> Column:
    given = {"client_id": uuid4(), "title": "للمراجعة", "kind": "doing", **more}
    return create_column(actor=cast.actor(name), project=project, **given)


def kinds(project: Project) -> list[str]:
    return list(Column.objects.filter(project=project).values_list("kind", flat=True))


def test_the_lead_cuts_the_board(cast: Cast, project: Project) -> None:
    row = column(project)
    assert cast.who(can_create_column, project) == "basel"
    for may in (can_edit_column, can_move_column, can_delete_column):
        assert cast.who(may, row) == "basel"
    row.project.status = project.status = Project.Status.ARCHIVED
    assert cast.who(can_create_column, project) == cast.who(can_edit_column, row) == ""


def test_nobody_else_does(cast: Cast, project: Project) -> None:
    row, omar = column(project), cast.actor("omar")
    for act in (
        lambda: added(cast, project, "omar"),
        lambda: edit_column(actor=omar, column=row, limit=3),
        lambda: move_column(actor=omar, column=row, after=None),
        lambda: delete_column(actor=omar, column=row),
    ):
        with pytest.raises(Refused):
            act()


def test_create_column(cast: Cast, project: Project) -> None:
    client_id = uuid4()
    with entries_left() as left:
        row = added(cast, project, client_id=client_id, limit=3)
        assert added(cast, project, client_id=client_id) == row
    assert left == [(project.stream, "column_created", row.pk, {})]
    assert kinds(project)[-1] == "doing"
    with pytest.raises(Conflict):
        added(cast, project, client_id=client_id, title="آخر")


@pytest.mark.parametrize(
    ("details", "field", "code"),
    [
        ({"title": " "}, "title", "blank"),
        ({"title": "م" * 61}, "title", "max_length"),
        ({"kind": "later"}, "kind", "invalid_choice"),
        ({"limit": 0}, "limit", "invalid_limit"),
        ({"limit": 501}, "limit", "invalid_limit"),
    ],
)
def test_create_column_refuses(cast: Cast, project: Project, details: dict[str, Any], field: str, code: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        added(cast, project, **details)
    assert refusal.value.error_dict[field][0].code == code


def test_a_board_has_at_most_twelve(cast: Cast, project: Project) -> None:
    for _ in range(8):
        added(cast, project)
    with pytest.raises(Conflict) as refusal:
        added(cast, project)
    assert refusal.value.code == "too_many_columns"


def test_edit_column(cast: Cast, project: Project) -> None:
    row = column(project, "doing")
    with entries_left() as left:
        edit_column(actor=cast.actor("basel"), column=row, title="قيد التنفيذ", limit=3)
        edit_column(actor=cast.actor("basel"), column=row, limit=3)
    assert left == [(project.stream, "column_edited", row.pk, {"fields": ["limit", "title"]})]


def test_what_a_column_means_is_what_its_tasks_are(cast: Cast, project: Project) -> None:
    task, row = make_task(cast, project), column(project)
    edit_column(actor=cast.actor("basel"), column=row, kind="done")
    task.refresh_from_db()
    assert (task.done_at is not None, task.version) == (True, 2)
    edit_column(actor=cast.actor("basel"), column=row, kind="waiting")
    task.refresh_from_db()
    assert (task.done_at, task.version) == (None, 3)


def test_move_column(cast: Cast, project: Project) -> None:
    with entries_left() as left:
        row = move_column(actor=cast.actor("basel"), column=column(project, "done"), after=column(project, "todo"))
    assert left == [(project.stream, "column_moved", row.pk, {})]
    assert kinds(project) == ["todo", "done", "doing", "waiting"]
    move_column(actor=cast.actor("basel"), column=column(project, "waiting"), after=None)
    assert kinds(project) == ["waiting", "todo", "done", "doing"]
    with pytest.raises(ValidationError):
        move_column(actor=cast.actor("basel"), column=row, after=column(proposed_project(cast, title="آخر")))


def test_delete_column_asks_where_its_tasks_go(cast: Cast, project: Project) -> None:
    titled(cast, project, "أ ب")
    make_task(cast, project, title="ج", column=column(project, "done"))
    row, done = column(project), column(project, "done")
    with pytest.raises(Conflict) as refusal:
        delete_column(actor=cast.actor("basel"), column=row)
    assert (refusal.value.code, refusal.value.more) == ("column_not_empty", {"count": 2})
    with entries_left() as left:
        delete_column(actor=cast.actor("basel"), column=row, to=done)
    assert left == [(project.stream, "column_deleted", row.pk, {"to": done.pk})]
    assert order(done) == ["ج", "أ", "ب"]
    assert not Task.objects.filter(done_at__isnull=True).exists()


def test_delete_column_keeps_the_limit_of_the_other(cast: Cast, project: Project) -> None:
    titled(cast, project, "أ ب")
    doing = edit_column(actor=cast.actor("basel"), column=column(project, "doing"), limit=1)
    with pytest.raises(Conflict) as refusal:
        delete_column(actor=cast.actor("basel"), column=column(project), to=doing)
    assert refusal.value.code == "column_full"


def test_what_was_deleted_in_it_can_still_be_brought_back(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    delete_task(actor=cast.actor("basel"), task=task)
    delete_column(actor=cast.actor("basel"), column=task.column)
    restore_task(actor=cast.actor("basel"), task=task)
    assert order(column(project, "doing")) == [task.title]


def test_the_last_column_stays(cast: Cast, project: Project) -> None:
    for kind in ("doing", "waiting", "done"):
        delete_column(actor=cast.actor("basel"), column=column(project, kind))
    with pytest.raises(Conflict) as refusal:
        delete_column(actor=cast.actor("basel"), column=column(project))
    assert refusal.value.code == "last_column"


def test_the_pages_of_columns(cast: Cast, project: Project) -> None:
    client, row = signed_in(cast.basel), column(project)
    make_task(cast, project)
    form = {"client_id": str(uuid4()), "title": "للمراجعة", "kind": "doing", "limit": ""}
    assert client.post(f"/projects/{project.pk}/columns/new/", form).status_code == 302
    assert client.post(f"/columns/{row.pk}/edit/", {**form, "title": "مطلوب", "kind": "todo"}).status_code == 302
    review = Column.objects.get(title="للمراجعة")
    assert client.post(f"/columns/{review.pk}/move/", {"after": str(row.pk)}).status_code == 302
    assert kinds(project) == ["todo", "doing", "doing", "waiting", "done"]
    assert client.post(f"/columns/{row.pk}/delete/", {}).status_code == 200  # where do its tasks go?
    assert client.post(f"/columns/{row.pk}/delete/", {"to": str(review.pk)}).status_code == 302
    assert order(review) == [Task.objects.get().title]
    page = client.get(f"/projects/{project.pk}/columns/").content.decode()
    assert "مطلوب" not in page
    assert signed_in(cast.omar).post(f"/columns/{review.pk}/move/", {"after": ""}).status_code == 403
