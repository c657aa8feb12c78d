"""The verbs of tasks: make one, change it, take it away, bring it back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from arabic.direction import defuse_name
from journal.actors import Actor
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.limits import demand_free, has_room, held_columns, roomiest
from projects.actions.projects import STEP
from projects.actions.reminding import plan_reminder
from projects.actions.task_fields import checked_labels, demand_fresh, fill, values_of, words_of
from projects.models import Column, Label, Project, Task, TaskChange

MOST_TASKS = 5_000  # of a project


@verb
def create_task(
    *,
    actor: Actor,
    project: Project,
    client_id: UUID,
    title: str,
    column: Column | None = None,
    labels: Iterable[Label] = (),
    **details: Any,
) -> Task:
    """Put something to do into the plan, at the end of a column (`first_column`, where none is named).

    `details` are columns of task_fields.DETAILS; a milestone needs `due_on`. A repeated `client_id` gives the same
    task, or Conflict `client_id_reused`. ValidationError by field, among others `outside_parent` for days outside those
    of the activity or the project; Conflict `too_many_tasks`, `column_full` where the named column takes no more.
    """
    require(permissions.can_create_task(actor, project))
    if first := Task.objects.filter(author=actor.user, client_id=client_id).first():
        return repeated_task(first, project, title)
    task = Task(project=project, client_id=client_id, author=actor.user, author_organization=actor.organization)
    fill(task, {"title": title, **details})
    if column is not None:
        demand_free(task, column)
    place_at_end(task, column or first_column(project))
    task.number = next_number(project)
    task.save()
    task.labels.set(checked_labels(task, labels))
    record("task_created", stream=project.stream, actor=actor, subject=task)
    plan_reminder(task)
    tell_assigned(actor, task, before=None)
    return task


@verb
def edit_task(*, actor: Actor, task: Task, version: int | None = None, **details: Any) -> Task:
    """Change columns of task_fields.DETAILS, and `labels` as a whole list.

    `version` is the one the caller read: whoever changes what somebody else changed since hears Conflict `stale` with
    both (see `demand_fresh`). ValidationError by field, as for `create_task`. Changing nothing leaves no entry.
    """
    task = as_it_stands(task)
    require(permissions.can_edit_task(actor, task))
    labels, had = list(task.labels.all()), task.person_id
    before, said = values_of(task, labels), words_of(task, labels)
    if (asked := details.pop("labels", None)) is not None:
        labels = checked_labels(task, asked)
    fill(task, details)
    after, saying = values_of(task, labels), words_of(task, labels)
    changes = {name: (said[name], saying[name]) for name in sorted(after) if after[name] != before[name]}
    if not changes:
        return task
    if version is not None:
        demand_fresh(task, version, changes)
    task.version += 1
    task.save()
    task.labels.set(labels)
    keep_changes(actor, task, changes)
    record("task_edited", stream=task.project.stream, actor=actor, subject=task, fields=list(changes))
    plan_reminder(task)
    tell_assigned(actor, task, before=had)
    return task


@verb
def delete_task(*, actor: Actor, task: Task) -> Task:
    """Take it out of the plan; it can be brought back. What is deleted stays so."""
    task = as_it_stands(task)
    require(permissions.can_delete_task(actor, task))
    if task.deleted_at is None:
        task.deleted_at = timezone.now()
        task.version += 1
        task.save(update_fields=["deleted_at", "version"])
        record("task_deleted", stream=task.project.stream, actor=actor, subject=task)
    return task


@verb
def restore_task(*, actor: Actor, task: Task) -> Task:
    """Bring back what was deleted, to the end of its column, or to where new tasks begin if that one is full by now.
    What stands stays where it is.
    """
    require(permissions.can_restore_task(actor, task))
    columns = held_columns(task.project)  # before the task, as a move takes them
    task = as_it_stands(task)
    if task.deleted_at is not None:
        task.deleted_at = None
        own = columns[task.column_id]
        place_at_end(task, own if has_room(own) else roomiest(beginnings(columns.values())))
        task.version += 1
        task.save()
        record("task_restored", stream=task.project.stream, actor=actor, subject=task)
    return task


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(task: Task) -> Task:
    return whole(held(task))


def whole(task: Task) -> Task:
    near = ("project", "column", "activity", "organization", "person", "waiting_for")
    return Task.objects.select_related(*near).prefetch_related("labels").get(pk=task.pk)


def repeated_task(first: Task, project: Project, title: str) -> Task:
    demand_repeat(first.project_id == project.pk and first.title == defuse_name(title))
    return first


def next_number(project: Project) -> int:
    """Counted by the project, so that two at once get two numbers and none is given twice. Conflict
    `too_many_tasks`.
    """
    free = Project.objects.filter(pk=project.pk, tasks_made__lt=MOST_TASKS)
    if not free.update(tasks_made=F("tasks_made") + 1):
        words = _("A project holds at most %(count)s tasks. Plan the rest in another one.") % {"count": MOST_TASKS}
        raise Conflict(words, code="too_many_tasks")
    return Project.objects.values_list("tasks_made", flat=True).get(pk=project.pk)


def first_column(project: Project) -> Column:
    """Where new tasks begin if nobody says where: the first column of what is to do that has room. Columns with limits
    are held before anybody counts.
    """
    columns = beginnings(list(Column.objects.filter(project=project).order_by("position", "pk")))
    if any(row.limit is not None for row in columns):
        columns = beginnings(held_columns(project).values())
    return roomiest(columns)


def beginnings(columns: Collection[Column]) -> list[Column]:
    """The columns of what is to do; on a board without any, the first one."""
    todo = [row for row in columns if row.kind == Column.Kind.TODO]
    return todo or [min(columns, key=lambda row: (row.position, row.pk))]


def place_at_end(task: Task, column: Column) -> None:
    """ValidationError `invalid_choice` for a column of another project. Two at the end at once are told apart by their
    ids. A column of what is done makes it done.
    """
    if column.project_id != task.project_id:
        raise invalid(_("Choose a column of this project."), code="invalid_choice", field="column")
    standing = Task.objects.filter(column=column, deleted_at__isnull=True)
    last = standing.order_by("position", "pk").values_list("position", flat=True).last()
    now = timezone.now()
    task.column, task.position, task.moved_at = column, (last or 0) + STEP, now
    task.done_at = (task.done_at or now) if column.kind == Column.Kind.DONE else None


def keep_changes(actor: Actor, task: Task, changes: dict[str, tuple[str, str]]) -> None:
    """The history in words; the journal holds no content."""
    who = {"person": actor.user if actor.is_person else None, "organization": actor.organization}
    kept = [
        TaskChange(task=task, field=name, before=said, after=saying, version=task.version, **who)
        for name, (said, saying) in changes.items()
    ]
    TaskChange.objects.bulk_create(kept)


def tell_assigned(actor: Actor, task: Task, before: int | None) -> None:
    """Whoever it was given to hears of it; who takes something upon themselves knows."""
    if task.person_id not in {None, before, actor.person_id}:
        own, project = f"user.{task.person_id}", task.project
        facts: dict[str, Any] = {"project": project.pk, "code": project.code, "number": task.number}
        record("task_assigned", stream=own, actor=actor, subject=task, **facts)
