"""What is done again and again: when one is done, the next one is made."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from uuid import uuid4

from django.utils import timezone

from journal.actors import Actor
from journal.records import record
from projects.actions.owners import belongs
from projects.actions.reminding import plan_reminder
from projects.actions.spans import span_of_task
from projects.actions.tasks import first_column, next_number, place_at_end, tell_assigned
from projects.models import Check, Task

KEPT = ["project", "kind", "title", "description", "activity", "organization", "repeats", "author"]
KEPT.append("author_organization")
MONTHS = {Task.Repeats.MONTHLY: 1, Task.Repeats.QUARTERLY: 3}


def make_next(actor: Actor, task: Task) -> Task | None:
    """Called inside the verb that made `task` done. The next one stands at the end of what is to do, with the same
    words, owners, labels and checklist, one period later; nobody chose where, so no limit keeps it away.
    None where it does not repeat, where the next one was made before, or where it would begin after the activity or the
    project has ended.
    """
    if not task.repeats or task.done_at is None or Task.objects.filter(repeated_from=task).exists():
        return None
    starts_on, due_on = days_of_next(task)
    _first, last = span_of_task(task.project, task.activity)
    if last is not None and due_on > last:
        return None
    kept = {name: getattr(task, name) for name in KEPT}
    made = Task(repeated_from=task, client_id=uuid4(), starts_on=starts_on, due_on=due_on, **kept)
    made.person = task.person if stays(task) else None
    place_at_end(made, first_column(task.project))
    made.number = next_number(task.project)
    made.save()
    made.labels.set(task.labels.all())
    copy_checks(task, made)
    record("task_created", stream=task.project.stream, actor=actor, subject=made, repeated_from=task.pk)
    plan_reminder(made)
    tell_assigned(actor, made, before=None)
    return made


def stays(task: Task) -> bool:
    """Is its person still of its organisation?"""
    if task.person is None or task.organization is None:
        return task.person is not None
    return belongs(task.person, task.organization)


def copy_checks(task: Task, made: Task) -> None:
    lines = [Check(task=made, position=row.position, text=row.text, client_id=uuid4()) for row in task.checks.all()]
    Check.objects.bulk_create(lines)
    if lines:
        made.checks_count = len(lines)
        made.save(update_fields=["checks_count"])


def days_of_next(task: Task) -> tuple[date | None, date]:
    """(begins on, due on), one period after its own days; after today where it had none."""
    due_on = later(task.due_on or timezone.localdate(), task.repeats)
    starts_on = later(task.starts_on, task.repeats) if task.starts_on is not None else None
    return min(starts_on, due_on) if starts_on is not None else None, due_on


def later(day: date, repeats: str) -> date:
    """A week, a month or three later; the 31st becomes the last day of a shorter month."""
    if repeats == Task.Repeats.WEEKLY:
        return day + timedelta(days=7)
    months = day.year * 12 + day.month - 1 + MONTHS[Task.Repeats(repeats)]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
