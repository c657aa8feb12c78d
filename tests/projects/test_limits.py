"""How many tasks a column takes: whoever chose it hears that it is full; what nobody chose a column for is not lost."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from journal.refusals import Conflict
from projects.actions import (
    complete_task,
    create_column,
    create_task,
    delete_task,
    edit_column,
    move_task,
    reopen_task,
    restore_task,
)
from projects.models import Column, Project, Task
from tests.factories import Cast, signed_in
from tests.projects.made import make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def limited(cast: Cast, project: Project, kind: str, limit: int = 1) -> Column:
    column = Column.objects.filter(project=project, kind=kind).order_by("position").first()
    assert column is not None
    return edit_column(actor=cast.actor("basel"), column=column, limit=limit)


def second(cast: Cast, project: Project, kind: str) -> Column:
    return create_column(actor=cast.actor("basel"), project=project, client_id=uuid4(), title="عمود آخر", kind=kind)


def repeating(cast: Cast, project: Project) -> Task:
    return make_task(cast, project, repeats="weekly", due_on=timezone.localdate() + timedelta(1))


def put_into(cast: Cast, task: Task, column: Column) -> None:
    given: dict[str, Any] = {"after": None, "base_version": task.version, "client_id": uuid4()}
    move_task(actor=cast.actor("omar"), task=task, column=column, **given)


def test_whoever_chose_a_full_column_hears_so(cast: Cast, project: Project) -> None:
    doing, task = limited(cast, project, "doing"), make_task(cast, project)
    make_task(cast, project, column=doing)
    for way in (lambda: put_into(cast, task, doing), lambda: make_task(cast, project, column=doing)):
        with pytest.raises(Conflict) as refusal:
            way()
        assert (refusal.value.code, refusal.value.more) == ("column_full", {"limit": 1, "count": 1})


def test_create_task_without_a_column_goes_where_there_is_room(cast: Cast, project: Project) -> None:
    first, other = limited(cast, project, "todo"), second(cast, project, "todo")
    assert [make_task(cast, project).column for _ in range(3)] == [first, other, other]
    edit_column(actor=cast.actor("basel"), column=other, limit=2)
    assert make_task(cast, project).column == first  # all full: nothing that is to be done is lost
    with pytest.raises(Conflict):
        make_task(cast, project, column=first)


def test_a_line_of_the_plan_is_not_refused(cast: Cast, project: Project) -> None:
    limited(cast, project, "todo")
    client = signed_in(cast.omar)
    for _ in range(2):
        given = {"text": "شراء الأسرّة", "client_id": str(uuid4())}
        assert client.post(f"/projects/{project.pk}/tasks/new/", given).status_code == 302
    assert Task.objects.filter(project=project, column__kind="todo").count() == 2


def test_restore_task_goes_back_if_there_is_room(cast: Cast, project: Project) -> None:
    doing, basel = limited(cast, project, "doing"), cast.actor("basel")
    task = make_task(cast, project, column=doing)
    for wanted in ("doing", "todo"):
        delete_task(actor=basel, task=task)
        if wanted == "todo":
            make_task(cast, project, column=doing)
        task = restore_task(actor=basel, task=task)
        assert (task.column.kind, task.deleted_at) == (wanted, None)


def test_complete_task_and_reopen_task_are_never_refused(cast: Cast, project: Project) -> None:
    done, todo, basel = limited(cast, project, "done"), limited(cast, project, "todo"), cast.actor("basel")
    first, other = make_task(cast, project), make_task(cast, project)
    for task in (first, other):
        assert complete_task(actor=basel, task=task).column == done
    assert reopen_task(actor=basel, task=first).column == todo
    assert reopen_task(actor=basel, task=other).column == todo


def test_complete_task_takes_the_column_with_room(cast: Cast, project: Project) -> None:
    done, other = limited(cast, project, "done"), second(cast, project, "done")
    rows = [complete_task(actor=cast.actor("omar"), task=make_task(cast, project)) for _ in range(2)]
    assert [row.column for row in rows] == [done, other]


def test_the_next_of_a_series_is_made_though_all_is_full(cast: Cast, project: Project) -> None:
    task, todo = repeating(cast, project), limited(cast, project, "todo")
    make_task(cast, project)
    complete_task(actor=cast.actor("omar"), task=task)
    assert Task.objects.get(repeated_from=task).column == todo


def test_a_column_above_its_limit_says_so(cast: Cast, project: Project) -> None:
    limited(cast, project, "todo")
    for _ in range(2):
        create_task(actor=cast.actor("omar"), project=project, client_id=uuid4(), title="زيارة المورّد")
    page = signed_in(cast.omar).get(f"/projects/{project.pk}/board/").content.decode()
    assert 'class="kanban-count full"' in page
    assert "2 من 1" in page or "2 of 1" in page
