"""Whoever has a task hears of it on the last day of work before it is due."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from journal.actors import Actor
from journal.due import schedule
from journal.records import record
from journal.refusals import require
from journal.verbs import verb
from projects import permissions
from projects.models import Project, Task
from projects.permissions import projects_for

MORNING = time(8)
WEEKEND = frozenset({4, 5})  # Friday and Saturday, as date.weekday() counts


@verb
def remind_of_task(*, actor: Actor, task: Task) -> bool:
    """Tell its person that it is due, once for each day it is due on; whether somebody heard of it. Nobody hears of
    what is done, deleted, waiting for others, put off since, or of a project that is paused or put away.
    """
    require(permissions.can_remind_of_task(actor))
    task = Task.objects.select_related("project", "person").get(pk=task.pk)
    resting = task.project.status in {Project.Status.PAUSED, Project.Status.ARCHIVED}
    if task.person is None or task.due_on is None or resting or not is_open(task):
        return False
    if timezone.now() < reminder_at(task.due_on) or task.due_on < timezone.localdate():
        return False
    if not projects_for(task.person).filter(pk=task.project_id).exists():
        return False
    record(
        "task_due",
        stream=f"user.{task.person_id}",
        actor=actor,
        subject=task,
        project=task.project_id,
        code=task.project.code,
        number=task.number,
    )
    return True


def plan_reminder(task: Task) -> None:
    """Called by the verbs that give it a day or a person: one reminder waits for each task, moved as the day moves."""
    if task.due_on is None or task.person_id is None:
        return
    at = reminder_at(task.due_on)
    if at > timezone.now():
        schedule("remind_of_task", at=at, key=f"task.{task.pk}.due", task_id=task.pk)


def reminder_at(due_on: date) -> datetime:
    """Eight in the morning of the day before; of what is due on a Saturday or a Sunday, on Thursday."""
    day = due_on - timedelta(days=1)
    while day.weekday() in WEEKEND:
        day -= timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, MORNING), timezone.get_default_timezone())


def is_open(task: Task) -> bool:
    return task.done_at is None and task.deleted_at is None and task.waiting_for_id is None
