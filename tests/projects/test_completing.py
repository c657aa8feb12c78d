"""Done and not done after all; what is done again and again."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from journal.refusals import Conflict, Refused
from projects.actions import add_check, complete_task, edit_project, reopen_task
from projects.actions.repeating import later
from projects.models import Column, Project, Task
from projects.permissions import can_complete_task, can_reopen_task
from tests.entries import entries_left
from tests.factories import Cast, signed_in
from tests.projects.made import make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]


def test_who_may_complete_task_and_reopen_task(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    assert cast.who(can_complete_task, task) == cast.who(can_reopen_task, task) == "basel hala omar"
    for verb in (complete_task, reopen_task):
        with pytest.raises(Refused):
            verb(actor=cast.actor("gharib"), task=task)


def test_complete_task_moves_it_once_and_reopen_task_takes_it_back(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    with entries_left() as left:
        for _ in range(2):
            task = complete_task(actor=cast.actor("omar"), task=task)
    assert [(each.stream, each.event) for each in left] == [(project.stream, "task_moved")]
    assert task.done_at is not None
    assert task.column.kind == "done"
    with entries_left() as left:
        for _ in range(2):
            task = reopen_task(actor=cast.actor("omar"), task=task)
    assert [each.event for each in left] == ["task_moved"]
    assert (task.done_at, task.column.kind) == (None, "todo")


def test_complete_task_needs_a_column(cast: Cast, project: Project) -> None:
    Column.objects.filter(project=project, kind="done").delete()
    with pytest.raises(Conflict) as refusal:
        complete_task(actor=cast.actor("omar"), task=make_task(cast, project))
    assert refusal.value.code == "no_done_column"


def test_a_repeating_task_is_followed_by_the_next_one_once(cast: Cast, project: Project) -> None:
    due = timezone.localdate() + timedelta(1)
    more: dict[str, Any] = {"organization": cast.other, "person": cast.omar, "repeats": "weekly", "due_on": due}
    task = make_task(cast, project, **more)
    add_check(actor=cast.actor("basel"), task=task, client_id=uuid4(), text="جمع الفواتير")
    for _ in range(2):
        complete_task(actor=cast.actor("basel"), task=task)
        reopen_task(actor=cast.actor("basel"), task=task)
    following = Task.objects.get(repeated_from=task)
    assert (following.number, following.due_on, following.person) == (2, due + timedelta(7), cast.omar)
    assert (following.column.kind, following.checks_count, following.checked_count) == ("todo", 1, 0)
    assert following.checks.get().text == "جمع الفواتير"


def test_the_next_one_is_told(cast: Cast, project: Project) -> None:
    task = make_task(cast, project, organization=cast.other, person=cast.omar, repeats="monthly")
    with entries_left() as left:
        complete_task(actor=cast.actor("basel"), task=task)
    following = Task.objects.get(repeated_from=task)
    told = [(each.stream, each.event, each.object_id) for each in left]
    assert (project.stream, "task_created", following.pk) in told
    assert (f"user.{cast.omar.pk}", "task_assigned", following.pk) in told


def test_a_series_ends_with_its_project(cast: Cast, project: Project) -> None:
    today = timezone.localdate()
    edit_project(actor=cast.actor("basel"), project=project, ends_on=today + timedelta(20))
    project.refresh_from_db()
    task = make_task(cast, project, due_on=today, repeats="monthly")
    complete_task(actor=cast.actor("basel"), task=task)
    assert not Task.objects.filter(repeated_from=task).exists()


@pytest.mark.parametrize(
    ("repeats", "following"),
    [
        ("weekly", date(2027, 2, 7)),
        ("monthly", date(2027, 2, 28)),
        ("quarterly", date(2027, 4, 30)),
    ],
)
def test_later(repeats: str, following: date) -> None:
    assert later(date(2027, 1, 31), repeats) == following


# For programs ---------------------------------------------------------------------------------------------------------
def test_the_api_completes_and_reopens_as_often_as_it_is_said(cast: Cast, project: Project) -> None:
    task, client = make_task(cast, project), signed_in(cast.omar)
    address = f"/api/tasks/{task.pk}/done/"
    with entries_left() as left:
        answers = [client.put(address) for _ in range(2)]
    assert [(row.status_code, row.json()["done_at"] is not None) for row in answers] == [(200, True)] * 2
    assert answers[1].json() == answers[0].json()
    with entries_left() as reopened:
        answers = [client.delete(address) for _ in range(2)]
    assert [(row.status_code, row.json()["done_at"]) for row in answers] == [(200, None)] * 2
    assert [each.event for each in [*left, *reopened]] == ["task_moved"] * 2


def test_the_api_says_nothing_of_tasks_to_outsiders(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    Column.objects.filter(project=project, kind="done").delete()
    address = f"/api/tasks/{task.pk}/done/"
    for name in ("gharib", "salma"):
        client = signed_in(getattr(cast, name))
        assert [client.put(address).status_code, client.delete(address).status_code] == [404, 404]
    refused = signed_in(cast.omar).put(address)
    assert (refused.status_code, refused.json()["code"]) == (409, "no_done_column")
