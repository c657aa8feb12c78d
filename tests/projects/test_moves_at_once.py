"""Two hundred moves at the same moment leave one order: nobody lost, no two in one place, everybody answered."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from journal.actors import Actor
from journal.models import Entry
from journal.refusals import Conflict
from projects.actions import edit_column, move_task
from projects.models import Column, Project, Task, TaskMove
from tests.factories import Cast, make_cast
from tests.projects.made import joint_project, make_task
from tests.threads import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both]
TASKS, CROWD, EACH = 30, 20, 10


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def project(cast: Cast) -> Project:
    row = joint_project(cast)
    for at in range(TASKS):
        make_task(cast, row, title=str(at))
    return row


def mover(cast: Cast, number: int, answers: dict[UUID, str]) -> Callable[[], Any]:
    """Ten moves of one of them, one after the other, each of what they see then; every second one is sent twice."""
    dice, actor = random.Random(number), cast.actor(["basel", "hala", "omar"][number % 3])

    def act() -> None:
        rows, columns = list(Task.objects.order_by("pk")), list(Column.objects.order_by("pk"))
        for at in range(EACH):
            task, after = dice.sample(rows, 2)
            seen = Task.objects.values_list("version", flat=True).get(pk=task.pk)
            given: dict[str, Any] = {"column": dice.choice(columns), "after": dice.choice([None, after])}
            given |= {"task": task, "base_version": seen, "client_id": UUID(int=number * EACH + at)}
            answers[given["client_id"]] = first = answer(actor, given)
            if at % 2 and first != "stale" and answer(actor, given) != first:
                answers[given["client_id"]] = "answered in two ways"

    return act


def answer(actor: Actor, given: dict[str, Any]) -> str:
    try:
        return f"moved {move_task(actor=actor, **given).pk}"
    except Conflict as refusal:
        return refusal.code


def test_two_hundred_moves_at_once_leave_one_order(cast: Cast, project: Project) -> None:
    answers: dict[UUID, str] = {}
    at_once(*[mover(cast, number, answers) for number in range(CROWD)])
    assert len(answers) == CROWD * EACH
    assert {text.split()[0] for text in answers.values()} <= {"moved", "stale"}
    standing = list(Task.objects.values_list("column_id", "position"))
    assert len(standing) == len(set(standing)) == TASKS
    moves = TaskMove.objects.filter(client_id__in=[each for each, text in answers.items() if text != "stale"])
    told = Entry.objects.filter(stream__name=project.stream, event="task_moved")
    assert moves.count() == TaskMove.objects.count() == told.count() > CROWD * EACH // 2
    assert sum(Task.objects.values_list("version", flat=True)) == TASKS + moves.count()
    newest = {move.task_id: (move.column_id, move.version) for move in moves.order_by("version")}
    assert {row.pk: (row.column_id, row.version) for row in Task.objects.filter(pk__in=newest)} == newest


def test_every_move_that_nobody_disputes_is_made(cast: Cast, project: Project) -> None:
    """Each moves a task of their own, all to the same place: none is refused, none is lost."""
    rows, doing = list(Task.objects.order_by("pk")), Column.objects.get(project=project, kind="doing")
    asked = [(task, uuid4()) for task in rows]
    at_once(*[mover_of(cast, task, doing, client_id) for task, client_id in asked])
    assert TaskMove.objects.count() == TASKS
    positions = list(Task.objects.filter(column=doing).values_list("position", flat=True))
    assert len(set(positions)) == TASKS


def mover_of(cast: Cast, task: Task, column: Column, client_id: UUID) -> Callable[[], Any]:
    given: dict[str, Any] = {"column": column, "after": None, "base_version": 1, "client_id": client_id}
    return lambda: move_task(actor=cast.actor("omar"), task=task, **given)


def test_the_last_free_place_is_given_once(cast: Cast, project: Project) -> None:
    doing = edit_column(actor=cast.actor("basel"), column=Column.objects.get(project=project, kind="doing"), limit=3)
    rows = list(Task.objects.order_by("pk"))[:12]
    at_once(*[mover_of(cast, task, doing, uuid4()) for task in rows])
    assert Task.objects.filter(column=doing).count() == 3
