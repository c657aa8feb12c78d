"""Moving tasks in time: all of them or none, and never over somebody else's change."""

from __future__ import annotations

import itertools
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from journal.refusals import Conflict, Refused
from projects.actions import add_dependency, edit_project, edit_task, replan_tasks
from projects.actions.replans import Move
from projects.models import Project, Replan, Task, TaskChange
from projects.permissions import can_replan_tasks
from projects.queries.scheduling import preview
from tests.entries import entries_left
from tests.factories import Cast
from tests.projects.made import joint_project, make_task
from tests.threads import at_once

pytestmark = [pytest.mark.both, pytest.mark.django_db]
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return timezone.localdate()


@pytest.fixture
def tasks(cast: Cast, project: Project, today: date) -> list[Task]:
    """Three of three days, one after the other, each waiting for the one before."""
    made = [
        make_task(cast, project, title=f"خطوة {at}", starts_on=today + DAY * 3 * at, due_on=today + DAY * (3 * at + 2))
        for at in range(3)
    ]
    for before, after in itertools.pairwise(made):
        add_dependency(actor=cast.actor("basel"), before=before, after=after)
    return made


def later(task: Task, days: int, version: int | None = None) -> Move:
    assert task.starts_on
    assert task.due_on
    return Move(task.pk, task.starts_on + DAY * days, task.due_on + DAY * days, version or task.version)


def replan(cast: Cast, project: Project, *moves: Move, name: str = "omar", client_id: UUID | None = None) -> list[Task]:
    return replan_tasks(actor=cast.actor(name), project=project, moves=moves, client_id=client_id or uuid4())


def test_who_may_replan_tasks(cast: Cast, project: Project, tasks: list[Task]) -> None:
    assert cast.who(can_replan_tasks, project) == "basel hala omar"
    for name in ("salma", "rania", "gharib"):
        with pytest.raises(Refused):
            replan(cast, project, later(tasks[0], 1), name=name)


def test_a_preview_says_what_else_moves(project: Project, tasks: list[Task]) -> None:
    move = later(tasks[0], 2)
    found = preview(project, {tasks[0].pk: (move.starts_on, move.due_on)})
    assert [(shift.task, shift.starts_on, shift.due_on) for shift in found.others] == [
        (task, later(task, 2).starts_on, later(task, 2).due_on) for task in tasks[1:]
    ]
    assert found.early == {}


def test_a_preview_warns_of_what_begins_too_early(project: Project, tasks: list[Task], today: date) -> None:
    assert preview(project, {tasks[1].pk: (today, today)}).early == {tasks[1].pk: today + DAY * 3}


def test_replan_tasks_leaves_one_entry_and_the_history(cast: Cast, project: Project, tasks: list[Task]) -> None:
    was = tasks[0].starts_on
    with entries_left() as left:
        replan(cast, project, later(tasks[0], 2), later(tasks[1], 2))
    told = {"count": 2, "tasks": [tasks[0].pk, tasks[1].pk]}
    assert left == [(project.stream, "tasks_replanned", project.pk, told)]
    changes = TaskChange.objects.filter(task=tasks[0], version=2)
    assert {(row.field, row.before) for row in changes} == {("starts_on", str(was)), ("due_on", str(tasks[0].due_on))}
    assert list(Task.objects.order_by("number").values_list("version", flat=True)) == [2, 2, 1]


def test_all_of_them_or_none(cast: Cast, project: Project, tasks: list[Task], today: date) -> None:
    edit_project(actor=cast.actor("basel"), project=project, ends_on=today + DAY * 10)
    project.refresh_from_db()
    with pytest.raises(ValidationError) as refusal:
        replan(cast, project, later(tasks[0], 1), later(tasks[2], 5))
    error = refusal.value.error_dict["moves"][0]
    assert (error.code, tasks[2].title in error.messages[0]) == ("outside_parent", True)
    tasks[0].refresh_from_db()
    assert (tasks[0].starts_on, tasks[0].version) == (today, 1)


def test_a_repeated_request_does_nothing_more(cast: Cast, project: Project, tasks: list[Task]) -> None:
    client_id, moves = uuid4(), (later(tasks[0], 2),)
    first = replan(cast, project, *moves, client_id=client_id)
    with entries_left() as left:
        assert replan(cast, project, *moves, client_id=client_id) == first
    assert (left, Replan.objects.count()) == ([], 1)
    with pytest.raises(Conflict) as refusal:
        replan(cast, project, later(tasks[0], 3), client_id=client_id)
    assert refusal.value.code == "client_id_reused"


def test_what_got_other_days_meanwhile_is_stale(cast: Cast, project: Project, tasks: list[Task]) -> None:
    move = later(tasks[0], 4)
    replan(cast, project, later(tasks[0], 1))
    with pytest.raises(Conflict) as refusal:
        replan(cast, project, move, later(tasks[1], 4))
    assert (refusal.value.code, refusal.value.more) == ("stale", {"tasks": [tasks[0].pk]})
    with pytest.raises(Conflict):
        replan(cast, project, later(tasks[1], 1, version=99))


def test_another_title_meanwhile_does_no_harm(cast: Cast, project: Project, tasks: list[Task]) -> None:
    edit_task(actor=cast.actor("basel"), task=tasks[0], title="عنوان آخر")
    assert replan(cast, project, later(tasks[0], 1))[0].version == 3


@pytest.mark.parametrize("code", ["no_moves", "twice", "unknown_task", "dates_reversed", "invalid_day", "too_many"])
def test_what_cannot_be_replanned(cast: Cast, project: Project, tasks: list[Task], today: date, code: str) -> None:
    task = tasks[0]
    wrong: dict[str, list[Move]] = {
        "no_moves": [],
        "twice": [later(task, 1), later(task, 2)],
        "unknown_task": [later(make_task(cast, joint_project(cast), starts_on=today, due_on=today), 1)],
        "dates_reversed": [Move(task.pk, today, today - DAY, 1)],
        "invalid_day": [later(task, 9000)],
        "too_many": [Move(number, today, today, 1) for number in range(1001)],
    }
    with pytest.raises(ValidationError) as refusal:
        replan(cast, project, *wrong[code])
    assert refusal.value.error_dict["moves"][0].code == code


def test_a_milestone_keeps_a_day(cast: Cast, project: Project, today: date) -> None:
    milestone = make_task(cast, project, kind="milestone", due_on=today)
    replan(cast, project, Move(milestone.pk, today, today + DAY, 1))
    milestone.refresh_from_db()
    assert (milestone.starts_on, milestone.due_on) == (None, today + DAY)
    with pytest.raises(ValidationError):
        replan(cast, project, Move(milestone.pk, None, None, 2))


def test_a_long_plan_moves_in_few_queries(
    cast: Cast, project: Project, tasks: list[Task], django_assert_max_num_queries: Any
) -> None:
    more = [
        make_task(cast, project, starts_on=task.starts_on, due_on=task.due_on) for task in tasks for _each in range(4)
    ]
    with django_assert_max_num_queries(20):
        assert len(replan(cast, project, *(later(task, 1) for task in [*tasks, *more]))) == 15


@pytest.mark.django_db(transaction=True)
def test_of_two_who_move_the_same_at_once_one_is_told(cast: Cast, project: Project, tasks: list[Task]) -> None:
    """In opposite orders, so that they would wait for each other in a ring if they held one by one."""
    one, other = [later(task, 1) for task in tasks], [later(task, 2) for task in reversed(tasks)]
    at_once(lambda: replan(cast, project, *one), lambda: replan(cast, project, *other, name="hala"))
    assert Replan.objects.count() == 1
    shifts = {
        row.starts_on - task.starts_on
        for task in tasks
        if (row := Task.objects.get(pk=task.pk)).starts_on and task.starts_on
    }
    assert len(shifts) == 1
    assert set(Task.objects.values_list("version", flat=True)) == {2}
