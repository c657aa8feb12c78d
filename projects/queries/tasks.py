"""Tasks as pages, the API and the journal read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from journal.stamps import stamp
from organizations.queries import organization_mark
from projects.models import Project, Task
from projects.permissions import tasks_for
from projects.queries.projects import Facts


def tasks(ids: list[int]) -> dict[int, Facts]:
    """{id: `task_facts`}, or that it is deleted."""
    today = timezone.localdate()
    rows = with_marks(Task.objects.filter(pk__in=ids))
    return {row.pk: task_facts(row, today) if row.deleted_at is None else tombstone(row) for row in rows}


def tombstone(row: Task) -> Facts:
    return {"id": row.pk, "project": row.project_id, "number": row.number, "deleted": True, "version": row.version}


def standing_tasks(project: Project) -> QuerySet[Task]:
    """All that was not deleted: what board, plan, timeline and tables read, each with what it shows."""
    return Task.objects.filter(project=project, deleted_at__isnull=True)


def with_marks(rows: QuerySet[Task]) -> QuerySet[Task]:
    """With what `task_facts` says of each; two queries."""
    near = ("organization__governorate", "waiting_for__governorate", "person")
    return rows.select_related(*near).prefetch_related("labels").defer("description")


def is_late(row: Task, today: date) -> bool:
    return row.due_on is not None and row.done_at is None and row.due_on < today


def task_facts(row: Task, today: date) -> Facts:
    """What a card shows; of a task read by `with_marks`. `late` is as of `today`; days are ISO dates."""
    return {
        "id": row.pk,
        "project": row.project_id,
        "number": row.number,
        "kind": row.kind,
        "title": row.title,
        "activity": row.activity_id,
        "column": row.column_id,
        "position": row.position,
        "version": row.version,
        "organization": organization_mark(row.organization) if row.organization else None,
        "person": person_mark(row.person) if row.person else None,
        "waiting_for": organization_mark(row.waiting_for) if row.waiting_for else None,
        "starts_on": row.starts_on.isoformat() if row.starts_on else None,
        "due_on": row.due_on.isoformat() if row.due_on else None,
        "progress": row.progress,
        "repeats": row.repeats,
        "labels": [{"id": each.pk, "name": each.name, "tint": each.tint} for each in row.labels.all()],
        "checks": row.checks_count,
        "checked": row.checked_count,
        "comments": row.comments_count,
        "files": row.files_count,
        "late": is_late(row, today),
        "created_at": stamp(row.created_at),
        "moved_at": stamp(row.moved_at),
        "done_at": stamp(row.done_at),
    }


def person_mark(person: Any) -> Facts:
    return {"id": person.pk, "name": str(person), "mark": person.mark}


# Lists and one --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class TasksAsked:
    """What of a project's tasks is wanted; None and "" ask for nothing in particular."""

    text: str = ""
    kind: str = ""
    column: int | None = None
    activity: int | None = None
    organization: int | None = None
    person: int | None = None
    label: int | None = None
    is_open: bool = False
    is_late: bool = False


def tasks_asked(project: Project, asked: TasksAsked) -> QuerySet[Task]:
    """Those that stand, with their marks; a number in `text` is the number of a task."""
    rows = with_marks(standing_tasks(project))
    named = {"kind": asked.kind, "column": asked.column, "activity": asked.activity, "labels": asked.label}
    named |= {"organization": asked.organization, "person": asked.person}
    rows = rows.filter(**{name: value for name, value in named.items() if value})
    if asked.is_open or asked.is_late:
        rows = rows.filter(done_at__isnull=True)
    if asked.is_late:
        rows = rows.filter(due_on__lt=timezone.localdate())
    if text := asked.text.strip().removeprefix("#"):
        words = Q(title__icontains=text)
        rows = rows.filter(words | Q(number=int(text)) if text.isdecimal() and len(text) < 7 else words)
    return rows


def one_task(user: Any, pk: int) -> Task | None:
    """A task with all that its page says of it."""
    near = ("project", "column", "activity", "author", "author_organization")
    return with_marks(tasks_for(user).filter(pk=pk)).select_related(*near).defer(None).first()
