"""The verbs of a board's columns: add one, say what it is, put it elsewhere, take it away."""

from __future__ import annotations

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
from organizations.columns import check_columns, set_columns
from projects import permissions
from projects.actions.board import wanted_column
from projects.actions.limits import full, held_columns, standing
from projects.actions.projects import STEP
from projects.models import Column, Project, Task

MOST_COLUMNS = 12
DETAILS = frozenset({"title", "kind", "limit"})


@verb
def create_column(
    *, actor: Actor, project: Project, client_id: UUID, title: str, kind: str, limit: int | None = None
) -> Column:
    """Add a column at the board's end. A repeated `client_id` gives the same one, or Conflict `client_id_reused`.
    ValidationError by field; Conflict `too_many_columns`.
    """
    require(permissions.can_create_column(actor, project))
    if first := Column.objects.filter(project=project, client_id=client_id).first():
        return repeated_column(first, title)
    others = list(held_columns(project).values())
    if len(others) >= MOST_COLUMNS:
        words = _("A board has at most %(count)s columns.") % {"count": MOST_COLUMNS}
        raise Conflict(words, code="too_many_columns")
    last = max((row.position for row in others), default=0)
    column = Column(project=project, client_id=client_id, position=last + STEP)
    fill(column, {"title": title, "kind": kind, "limit": limit})
    column.save()
    record("column_created", stream=project.stream, actor=actor, subject=column)
    return column


@verb
def edit_column(*, actor: Actor, column: Column, **details: Any) -> Column:
    """Say anew what it is called, what it means and how many tasks it takes (None: any number); columns of DETAILS.

    A limit below what stands there only keeps more from coming. Where the meaning changes to done, or from it, its
    tasks become done, or are no more. ValidationError by field.
    """
    column = as_it_stands(column)
    require(permissions.can_edit_column(actor, column))
    stood = {name: getattr(column, name) for name in DETAILS}
    fill(column, details)
    changed = sorted(name for name in DETAILS if getattr(column, name) != stood[name])
    if not changed:
        return column
    column.save(update_fields=changed)
    if Column.Kind.DONE in {stood["kind"], column.kind} and "kind" in changed:
        mean_anew(column)
    record("column_edited", stream=column.project.stream, actor=actor, subject=column, fields=changed)
    return column


@verb
def move_column(*, actor: Actor, column: Column, after: Column | None) -> Column:
    """Put it behind another one, or first. ValidationError `invalid_choice` for a column of another project."""
    require(permissions.can_move_column(actor, column))
    columns = held_columns(column.project)
    column = wanted_column(columns, column)
    others = sorted((row for row in columns.values() if row.pk != column.pk), key=lambda row: (row.position, row.pk))
    at = others.index(wanted_column(columns, after)) + 1 if after is not None else 0
    for place, row in enumerate([*others[:at], column, *others[at:]]):
        row.position = (place + 1) * STEP
        row.save(update_fields=["position"])
    record("column_moved", stream=column.project.stream, actor=actor, subject=column)
    return column


@verb
def delete_column(*, actor: Actor, column: Column, to: Column | None = None) -> None:
    """Take an empty column away; with `to`, its tasks first go to the end of that one. What was deleted goes along, so
    that it can be brought back.

    Conflict `column_not_empty` (with `count`) without `to`, `column_full` where `to` takes fewer, `last_column`.
    """
    require(permissions.can_delete_column(actor, column))
    columns = held_columns(column.project)
    column = wanted_column(columns, column)
    others = [row for row in columns.values() if row.pk != column.pk]
    if not others:
        raise Conflict(_("A board has at least one column."), code="last_column")
    count = standing(column).count()
    if count and to is None:
        raise Conflict(_("Move its tasks to another column first."), code="column_not_empty", count=count)
    target = wanted_column({row.pk: row for row in others}, to) if to is not None else others[0]
    pour(column, target, count)
    record("column_deleted", stream=column.project.stream, actor=actor, subject=column, to=target.pk)
    Column.objects.filter(pk=column.pk).delete()  # the row in hand keeps its number, which the entry names


# What they share ------------------------------------------------------------------------------------------------------
def as_it_stands(column: Column) -> Column:
    return held(column, "project")


def repeated_column(first: Column, title: str) -> Column:
    demand_repeat(first.title == defuse_name(title))
    return first


def fill(column: Column, details: dict[str, Any]) -> None:
    """ValidationError by field; TypeError for what is no column of DETAILS."""
    set_columns(column, details, DETAILS)
    check_columns(column, details)
    if column.limit is not None and not 1 <= column.limit <= 500:
        raise invalid(_("Say a number from 1 to 500, or nothing."), code="invalid_limit", field="limit")


def mean_anew(column: Column) -> None:
    is_done = column.kind == Column.Kind.DONE
    changed = standing(column).filter(done_at__isnull=is_done)
    changed.update(done_at=timezone.now() if is_done else None, version=F("version") + 1)


def pour(column: Column, target: Column, count: int) -> None:
    """All tasks of a column behind those of another, in their order."""
    there = standing(target)
    taken = there.count() if count and target.limit is not None else 0
    if target.limit is not None and count and taken + count > target.limit:
        raise full(target, taken)
    shift = (edge(there, "-position") or 0) + STEP - (edge(standing(column), "position") or 0)
    now = timezone.now()
    if target.kind == Column.Kind.DONE:
        standing(column).filter(done_at__isnull=True).update(done_at=now)
    else:
        standing(column).update(done_at=None)
    standing(column).update(column=target, position=F("position") + shift, version=F("version") + 1, moved_at=now)
    Task.objects.filter(column=column).update(column=target, position=STEP)


def edge(rows: Any, order: str) -> int | None:
    """The last or the first position of them."""
    position: int | None = rows.order_by(order).values_list("position", flat=True).first()
    return position
