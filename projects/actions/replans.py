"""The verb that moves tasks in time: several at once, or none."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actors import Actor
from journal.records import record
from journal.refusals import Conflict, demand_repeat, invalid, require
from journal.verbs import verb
from projects import permissions
from projects.actions.projects import check_days
from projects.actions.spans import demand_within, span_of_task
from projects.models import Project, Replan, Task, TaskChange

MOST_MOVES = 1_000
TOLD = 100  # tasks that the entry names; of more it says how many
BATCH = 200
DAYS = ("starts_on", "due_on")


class Move(NamedTuple):
    """A task by its id, the days it gets (both may be None), and the version that the caller read."""

    task: int
    starts_on: date | None
    due_on: date | None
    version: int


@verb
def replan_tasks(*, actor: Actor, project: Project, moves: Sequence[Move], client_id: UUID) -> list[Task]:
    """Give several tasks of a project other days: all of them, or none.

    Answers with those that changed. A repeated `client_id` answers with the same tasks as they stand, or Conflict
    `client_id_reused`. ValidationError `no_moves`, `too_many`, `twice`, `unknown_task`, and as for `edit_task`
    (`dates_reversed`, `outside_parent`, …), the task's number in its words; Conflict `stale` where somebody gave one of
    them other days since the caller read it, with `tasks`: their ids.
    """
    require(permissions.can_replan_tasks(actor, project))
    demand_moves(moves)
    digest = digest_of(project, moves)
    if first := Replan.objects.filter(person=actor.user, client_id=client_id).first():
        demand_repeat(first.digest == digest)
        return list(Task.objects.filter(pk__in=[move.task for move in moves], deleted_at__isnull=True))
    tasks = held(project, moves)
    demand_fresh(tasks, moves)
    before = {task.pk: (task.starts_on, task.due_on) for task in tasks.values()}
    for move in moves:
        tasks[move.task].due_on = move.due_on
        tasks[move.task].starts_on = None if tasks[move.task].kind == Task.Kind.MILESTONE else move.starts_on
    changed = [task for task in tasks.values() if (task.starts_on, task.due_on) != before[task.pk]]
    for task in changed:
        check(project, task)
    keep(actor, changed, before)
    Replan.objects.create(project=project, person=actor.user, client_id=client_id, digest=digest)
    if changed:
        told: dict[str, Any] = {"tasks": [task.pk for task in changed]} if len(changed) <= TOLD else {}
        record("tasks_replanned", stream=project.stream, actor=actor, subject=project, count=len(changed), **told)
    return changed


def demand_moves(moves: Sequence[Move]) -> None:
    if not moves:
        raise invalid(_("Say which tasks are to move."), code="no_moves", field="moves")
    if len(moves) > MOST_MOVES:
        words = _("At most %(count)s tasks move at once.") % {"count": MOST_MOVES}
        raise invalid(words, code="too_many", field="moves")
    if len({move.task for move in moves}) < len(moves):
        raise invalid(_("A task is named twice."), code="twice", field="moves")


def digest_of(project: Project, moves: Sequence[Move]) -> str:
    said = [project.pk, sorted((move.task, str(move.starts_on), str(move.due_on)) for move in moves)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def held(project: Project, moves: Sequence[Move]) -> dict[int, Task]:
    """The tasks, read again and held in the order of their ids, so that two who move the same do not wait in a ring."""
    rows = Task.objects.select_for_update(of=("self",)).select_related("activity")
    asked = [move.task for move in moves]
    found = {row.pk: row for row in rows.filter(project=project, pk__in=asked, deleted_at__isnull=True).order_by("pk")}
    if len(found) < len(moves):
        raise invalid(_("One of the tasks is no longer there."), code="unknown_task", field="moves")
    return found


def demand_fresh(tasks: dict[int, Task], moves: Sequence[Move]) -> None:
    """Other changes since (a title, a column) do no harm; other days do."""
    behind = {move.task: move.version for move in moves if move.version != tasks[move.task].version}
    since = TaskChange.objects.filter(task__in=behind, field__in=DAYS).values_list("task_id", "version")
    stale = {pk for pk, version in since if version > behind[pk]}
    stale |= {pk for pk, version in behind.items() if version > tasks[pk].version}
    if stale:
        words = _("Somebody gave other days to %(tasks)s meanwhile. Look again and choose.")
        raise Conflict(
            words % {"tasks": numbers([tasks[pk] for pk in sorted(stale)])}, code="stale", tasks=sorted(stale)
        )


def numbers(tasks: Sequence[Task]) -> str:
    named = "، ".join(f"«{task.number} {task.title[:40]}»" for task in tasks[:3])
    return named if len(tasks) <= 3 else _("%(tasks)s and others") % {"tasks": named}


def check(project: Project, task: Task) -> None:
    """ValidationError under `moves`, with which task before what is wrong with it."""
    if task.kind == Task.Kind.MILESTONE and task.due_on is None:
        raise invalid(_("A milestone has a day: choose it."), code="required", field="moves")
    try:
        check_days(task.starts_on, task.due_on, DAYS)
        demand_within({"starts_on": task.starts_on, "due_on": task.due_on}, span_of_task(project, task.activity))
    except ValidationError as refusal:
        error = next(error for errors in refusal.error_dict.values() for error in errors)
        words = _("%(task)s: %(reason)s") % {"task": numbers([task]), "reason": error.messages[0]}
        raise invalid(words, code=str(error.code), field="moves") from refusal


def keep(actor: Actor, changed: Sequence[Task], before: dict[int, tuple[date | None, date | None]]) -> None:
    """The days, the versions, and what the days were before; in few queries however many tasks move."""
    kept = []
    for task in changed:
        task.version += 1
        who = {"person": actor.user, "organization": actor.organization, "version": task.version}
        for name, said in zip(DAYS, before[task.pk], strict=True):
            if getattr(task, name) != said:
                words = {"before": str(said or ""), "after": str(getattr(task, name) or "")}
                kept.append(TaskChange(task=task, field=name, **words, **who))
    Task.objects.bulk_update(changed, [*DAYS, "version"], batch_size=BATCH)
    TaskChange.objects.bulk_create(kept, batch_size=BATCH)
