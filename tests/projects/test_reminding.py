"""Who has a task hears of it before it is due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from journal.actors import Actor
from journal.due import run_due
from journal.models import Due
from journal.refusals import Refused
from projects.actions import complete_task, edit_task, remind_of_task
from projects.actions.reminding import reminder_at
from projects.models import Project
from projects.permissions import can_remind_of_task
from tests.entries import entries_left
from tests.factories import Cast
from tests.projects.made import make_task

pytestmark = [pytest.mark.both, pytest.mark.django_db]
MONDAY = datetime(2026, 11, 30, 6, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_on", "day"),
    [
        (date(2026, 12, 3), date(2026, 12, 2)),
        (date(2026, 12, 5), date(2026, 12, 3)),  # Saturday
        (date(2026, 12, 6), date(2026, 12, 3)),  # Sunday
    ],
)
def test_the_last_day_of_work_before(due_on: date, day: date) -> None:
    assert timezone.localtime(reminder_at(due_on)).date() == day
    assert timezone.localtime(reminder_at(due_on)).hour == 8


def test_its_person_hears_of_a_task_once(cast: Cast, project: Project) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        own: dict[str, Any] = {"organization": cast.other, "person": cast.omar}
        task = make_task(cast, project, due_on=date(2026, 12, 3), **own)
        edit_task(actor=cast.actor("omar"), task=task, due_on=date(2026, 12, 9))
        assert Due.objects.filter(task="remind_of_task").count() == 1
        clock.move_to(MONDAY + timedelta(days=8))
        with entries_left() as left:
            run_due()
            run_due()
    facts = {"project": project.pk, "code": project.code, "number": 1}
    assert left == [(f"user.{cast.omar.pk}", "task_due", task.pk, facts)]


def test_nobody_hears_of_what_is_done_or_put_off(cast: Cast, project: Project) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        own: dict[str, Any] = {"organization": cast.other, "person": cast.omar, "due_on": date(2026, 12, 3)}
        done, later, waiting = (make_task(cast, project, title=title, **own) for title in "أبج")
        complete_task(actor=cast.actor("omar"), task=done)
        edit_task(actor=cast.actor("omar"), task=later, due_on=date(2026, 12, 20))
        edit_task(actor=cast.actor("omar"), task=waiting, waiting_for=cast.association)
        clock.move_to(MONDAY + timedelta(days=2))
        assert [remind_of_task(actor=Actor.clock(), task=task) for task in (done, later, waiting)] == [False] * 3


def test_only_the_clock_reminds(cast: Cast, project: Project) -> None:
    task = make_task(cast, project)
    assert cast.who(can_remind_of_task) == ""
    with pytest.raises(Refused):
        remind_of_task(actor=cast.actor("basel"), task=task)
