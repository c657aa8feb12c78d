"""The verbs that bring tables of tasks, and Trello's boards.

Somebody brings a file, sees what each row would do (import_task_sheet), and starts it (start_task_sheet). The worker
writes a few rows at a time (write_task_sheet), each in its turn, so that nobody waits for it; killed in between it goes
on where it stopped, for what it makes it makes under the same `client_id`.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from arabic.direction import defuse_name
from arabic.normalise import normalise
from journal.actors import Actor
from journal.due import schedule
from journal.holding import held
from journal.records import record
from journal.refusals import Conflict, demand_repeat, require
from journal.verbs import verb
from organizations.models import Organization
from organizations.sheets.brought import FORGOTTEN_AFTER, KEPT_REFUSALS, WAITING_LIMIT, to_write, write_some
from organizations.sheets.planning import Facts, counted
from projects import permissions
from projects.actions.board import move_task
from projects.actions.checks import add_check, set_check
from projects.actions.columns import create_column
from projects.actions.labels import create_label
from projects.actions.tasks import create_task, edit_task
from projects.models import Activity, Column, Label, Project, Task, TaskSheet
from projects.queries.sheets import row_client_id

DONE_WORDS = ("done", "finished", "complete", "منجز", "انجزت", "تم", "مكتمل", "منتهي")
DOING_WORDS = ("doing", "progress", "قيد", "جار", "جاري", "جارية")
WAITING_WORDS = ("wait", "blocked", "hold", "انتظار", "معلق")


@dataclass(frozen=True)
class Brought:
    """A file as it was read and looked through: `rows` as queries.sheets.RowPlan.facts."""

    kind: str
    filename: str
    digest: str
    rows: list[Facts]


@verb
def import_task_sheet(*, actor: Actor, project: Project, brought: Brought, client_id: UUID) -> TaskSheet:
    """Keep a file that was looked through until who brought it says that it be written.

    Nobody keeps more than five waiting, none longer than a week. A repeated `client_id` answers with the first; with
    another file, Conflict `client_id_reused`.
    """
    require(permissions.can_import_task_sheet(actor, project))
    first = TaskSheet.objects.filter(made_by=actor.user, client_id=client_id).first()
    if first is not None:
        demand_repeat((first.digest, first.project_id) == (brought.digest, project.pk))
        return first
    waiting = TaskSheet.objects.filter(made_by=actor.user, started_at__isnull=True).order_by("-pk")
    TaskSheet.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)[WAITING_LIMIT - 1 :])).delete()
    counts = counted(brought.rows)
    sheet = TaskSheet.objects.create(
        project=project,
        kind=brought.kind,
        made_by=actor.user,
        organization=actor.organization,
        client_id=client_id,
        digest=brought.digest,
        filename=defuse_name(brought.filename)[:200],
        rows=brought.rows,
        counts=counts,
        total=counts["new"] + counts["changed"],
    )
    schedule("forget_task_sheet", at=timezone.now() + FORGOTTEN_AFTER, sheet_id=sheet.pk)
    return sheet


@verb
def start_task_sheet(*, actor: Actor, sheet: TaskSheet) -> TaskSheet:
    """Have what is new and what changes written; rows with errors are left out. Starting what was started, or what
    stopped, goes on. Conflict `nothing_to_write`.
    """
    require(permissions.can_start_task_sheet(actor, sheet))
    if not sheet.total:
        raise Conflict(_("There is nothing to write."), code="nothing_to_write")
    free = TaskSheet.objects.filter(pk=sheet.pk, finished_at__isnull=True)
    is_new = free.filter(started_at__isnull=True).update(started_at=timezone.now())
    if is_new or free.filter(failed_at__isnull=False).update(failed_at=None):
        schedule("write_task_sheet", key=f"task_sheet.{sheet.pk}", sheet_id=sheet.pk)
        tell("task_sheet_started", actor, sheet)
    sheet.refresh_from_db()
    return sheet


@verb
def discard_task_sheet(*, actor: Actor, sheet: TaskSheet) -> None:
    """Forget a file that was not started. Conflict `already_started`."""
    require(permissions.can_discard_task_sheet(actor, sheet))
    went = TaskSheet.objects.filter(pk=sheet.pk, started_at__isnull=True).delete()[0]
    if not went and TaskSheet.objects.filter(pk=sheet.pk).exists():
        raise Conflict(_("It is being written already."), code="already_started")


@verb
def write_task_sheet(*, actor: Actor, sheet: TaskSheet) -> bool:
    """Write the next rows, for about a twelfth of a second; is there more to do? Refused where who brought it may no
    longer work in the project.
    """
    require(permissions.can_start_task_sheet(actor, sheet))
    sheet = held(sheet, "project", "organization")
    if sheet.state != "running":
        return False
    rows = to_write(sheet.rows)
    sheet.done, refused = write_some(rows, sheet.done, lambda row: write_row(actor, sheet, row))
    sheet.refused = [*sheet.refused, *refused][:KEPT_REFUSALS]
    if sheet.done == len(rows):
        sheet.finished_at, sheet.rows = timezone.now(), []
        tell("task_sheet_finished", actor, sheet)
    sheet.save(update_fields=["done", "refused", "finished_at", *(["rows"] if sheet.finished_at else [])])
    return sheet.finished_at is None


@verb
def fail_task_sheet(*, actor: Actor, sheet: TaskSheet) -> None:
    """It stopped: what is written stands, and who brought it may have it go on."""
    if TaskSheet.objects.filter(pk=sheet.pk, finished_at__isnull=True).update(failed_at=timezone.now()):
        tell("task_sheet_failed", actor, sheet)


@verb
def forget_task_sheet(*, actor: Actor, sheet: TaskSheet) -> None:
    """What nobody started within a week goes. Leaves no entry."""
    TaskSheet.objects.filter(pk=sheet.pk, started_at__isnull=True).delete()


def tell(event: str, actor: Actor, sheet: TaskSheet) -> None:
    record(event, stream=f"user.{sheet.made_by_id}", actor=actor, subject=sheet, kind="task_sheet")


# Writing --------------------------------------------------------------------------------------------------------------
def write_row(actor: Actor, sheet: TaskSheet, row: Facts) -> None:
    (change if row["task"] else create)(actor, sheet, row)


def create(actor: Actor, sheet: TaskSheet, row: Facts) -> None:
    values, project = row["values"], sheet.project
    task = create_task(
        actor=actor,
        project=project,
        client_id=row_client_id(sheet, row),
        column=column_of(actor, sheet, values),
        labels=labels_of(actor, project, values.get("labels", [])),
        **details_of(project, values),
    )
    for at, (text, is_done) in enumerate(values.get("checks", [])):
        check = add_check(actor=actor, task=task, client_id=row_client_id(sheet, row, f"check{at}"), text=text)
        if is_done:
            set_check(actor=actor, check=check, done=True)


def change(actor: Actor, sheet: TaskSheet, row: Facts) -> None:
    """Only the columns that differed when it was looked through; what others changed since stays (`stale`)."""
    task = Task.objects.select_related("project").filter(pk=row["task"], deleted_at__isnull=True).first()
    if task is None:
        raise Conflict(_("The task has been deleted meanwhile."), code="gone")
    values = {key: row["values"][key] for key in row["changes"]}
    column = values.pop("column", None)
    details = details_of(sheet.project, values)
    if "labels" in values:
        details["labels"] = labels_of(actor, sheet.project, values["labels"])
    if details:
        edit_task(actor=actor, task=task, version=row["version"], **details)
    if column is not None and column != task.column_id:
        put(actor, sheet, row, task, Column.objects.get(pk=column))


def put(actor: Actor, sheet: TaskSheet, row: Facts, task: Task, column: Column) -> None:
    """At the end of another column."""
    last = Task.objects.filter(column=column, deleted_at__isnull=True).order_by("position", "pk").last()
    task.refresh_from_db()
    client_id = row_client_id(sheet, row, "move")
    move_task(actor=actor, task=task, column=column, after=last, base_version=task.version, client_id=client_id)


def details_of(project: Project, values: Facts) -> Facts:
    """As the verbs take them: days as days, rows as rows. What is gone since is as if it had not been said."""
    details: Facts = {
        key: values[key] for key in ("title", "kind", "description", "progress") if values.get(key) is not None
    }
    for key in ("starts_on", "due_on"):
        if key in values:
            details[key] = date.fromisoformat(values[key]) if values[key] else None
    models: Facts = {
        "activity": Activity.objects.filter(project=project),
        "organization": Organization.objects.all(),
        "person": User.objects.filter(is_active=True),
    }
    for key, rows in models.items():
        if key in values:
            details[key] = rows.filter(pk=values[key]).first() if values[key] else None
    return details


def column_of(actor: Actor, sheet: TaskSheet, values: Facts) -> Column | None:
    """The column that a row names; a list of Trello's becomes a column where the board has none of its name, or, where
    whoever brings it makes no columns, goes to the first one of that meaning.
    """
    project = sheet.project
    if pk := values.get("column"):
        return Column.objects.filter(project=project, pk=pk).first()
    if not (title := values.get("column_title")):
        return None
    for column in Column.objects.filter(project=project):
        if normalise(column.title) == normalise(title):
            return column
    kind = kind_of(title)
    row: Facts = {"line": 0, "values": {"card": f"list/{normalise(title)}"}}
    if permissions.can_create_column(actor, project):
        with suppress(Conflict):  # a board has so many columns at most
            return create_column(
                actor=actor, project=project, client_id=row_client_id(sheet, row), title=title, kind=kind
            )
    return Column.objects.filter(project=project, kind=kind).first()


def kind_of(title: str) -> str:
    """What a list means, as far as its name says so."""
    plain = normalise(title)
    for words, kind in (
        (DONE_WORDS, Column.Kind.DONE),
        (DOING_WORDS, Column.Kind.DOING),
        (WAITING_WORDS, Column.Kind.WAITING),
    ):
        if any(word in plain.split() or (len(word) > 4 and word in plain) for word in map(normalise, words)):
            return kind
    return Column.Kind.TODO


def labels_of(actor: Actor, project: Project, names: Sequence[str]) -> list[Label]:
    """Labels by their names, new ones made; beyond as many as a project has, those that stand."""
    known = {normalise(row.name): row for row in Label.objects.filter(project=project)}
    found = []
    for at, name in enumerate(names):
        label = known.get(normalise(name))
        try:
            found.append(label or create_label(actor=actor, project=project, name=name, tint="abcd"[at % 4]))
        except Conflict:
            continue
    return found
