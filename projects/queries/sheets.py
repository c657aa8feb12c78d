"""Tables of tasks: what stands, as rows to take along; and what rows that somebody brings would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext as _
from django.utils.translation import override

from arabic.dates import parse_date
from arabic.normalise import normalise
from arabic.numbers import parse_integer
from organizations.cells import parts_of
from organizations.models import Membership
from organizations.permissions import SPEAKING
from projects.models import Activity, Column, Label, Partner, Project, Task, TaskSheet
from projects.task_table import BY_KEY
from projects.trello import Board, Card

EMPTY = "-"  # in a cell: nothing, where something stands
ON_A_PAGE = 50
STATES = ("new", "changed", "same", "wrong")
Facts = dict[str, Any]


class Wrong(ValueError):
    """What is wrong with a cell, in the words of whoever brought it."""


# Out ------------------------------------------------------------------------------------------------------------------
def table_rows(project: Project) -> Iterator[Facts]:
    """{key: value} of each task that stands, by its number; three queries."""
    near = ("activity", "column", "organization", "person")
    rows = Task.objects.filter(project=project, deleted_at__isnull=True).select_related(*near)
    for task in rows.prefetch_related("labels").order_by("number"):
        yield {
            "number": task.number,
            "kind": task.get_kind_display(),
            "title": task.title,
            "activity": task.activity.title if task.activity else None,
            "column": task.column.title,
            "organization": str(task.organization) if task.organization else None,
            "person": str(task.person) if task.person else None,
            "starts_on": task.starts_on,
            "due_on": task.due_on,
            "progress": task.progress,
            "labels": "، ".join(label.name for label in task.labels.all()) or None,
            "description": task.description or None,
        }


# In: what the words mean ----------------------------------------------------------------------------------------------
class Known:
    """The names that a project's tasks use, read once."""

    def __init__(self, project: Project) -> None:
        self.project = project
        tasks = Task.objects.filter(project=project, deleted_at__isnull=True).prefetch_related("labels")
        self.tasks = {task.number: task for task in tasks}
        self.activities = {normalise(row.title): row for row in Activity.objects.filter(project=project)}
        self.columns = {normalise(row.title): row for row in Column.objects.filter(project=project)}
        self.labels = {normalise(row.name): row for row in Label.objects.filter(project=project)}
        self.organizations, self.people = self.partners()
        self.kinds = kind_words()
        self.standing = {(normalise(row.title), row.activity_id, iso(row.due_on)) for row in self.tasks.values()}

    def partners(self) -> tuple[dict[str, int], dict[tuple[int, str], int]]:
        """Organisations by their names; people by their organisation and name."""
        standing = Partner.objects.filter(project=self.project, status=Partner.Status.ACCEPTED)
        organizations = [row.organization for row in standing.select_related("organization")]
        names = {
            normalise(name): row.pk for row in organizations for name in (row.name_ar, row.name_en, row.acronym) if name
        }
        members = Membership.objects.filter(SPEAKING, organization__in=organizations).select_related("person")
        people = {(row.organization_id, normalise(row.person.display_name)): row.person_id for row in members}
        return names, people

    # Cells
    def kind(self, text: str) -> str:
        return str(found(self.kinds, text))

    def activity(self, text: str) -> int:
        return int(found({key: row.pk for key, row in self.activities.items()}, text))

    def column(self, text: str) -> int:
        return int(found({key: row.pk for key, row in self.columns.items()}, text))

    def organization(self, text: str) -> int:
        return int(found(self.organizations, text))

    def person(self, text: str, organization: int | None) -> int:
        """By name, in their organisation; where none is said, in the one that has somebody of that name."""
        wanted = normalise(text)
        fitting = {pk for (own, name), pk in self.people.items() if name == wanted and organization in {own, None}}
        if len(fitting) != 1:
            words = _("Several people bear this name: say of which organisation.") if fitting else unknown(text)
            raise Wrong(words)
        return fitting.pop()

    def organization_of(self, person: int) -> int:
        return next(own for (own, _name), pk in self.people.items() if pk == person)


def kind_words() -> dict[str, str]:
    words = {value: value for value in Task.Kind.values}
    for language in ("ar", "en"):
        with override(language):
            words |= {normalise(str(label)): value for value, label in Task.Kind.choices}
    return words


def found(known: dict[str, Any], text: str) -> Any:
    row = known.get(normalise(text))
    if row is None:
        raise Wrong(unknown(text))
    return row


def unknown(text: str) -> str:
    return _("There is no “%(text)s” in this project.") % {"text": text[:60]}


def day(text: str) -> str:
    try:
        return parse_date(text).isoformat()
    except ValueError:
        raise Wrong(_("Write a day as 2026-12-31.")) from None


def percent(text: str) -> int:
    try:
        number = parse_integer(text.strip().removesuffix("%").removesuffix("٪"))
    except ValueError:
        number = -1
    if not 0 <= number <= 100:
        raise Wrong(_("Give a number from 0 to 100."))
    return number


# In: what a row would do ----------------------------------------------------------------------------------------------
@dataclass
class RowPlan:
    """`values` are JSON, as the verbs take them after `actions.sheets.details_of`."""

    line: int
    title: str
    values: Facts = field(default_factory=dict)
    task: Task | None = None
    changes: list[str] = field(default_factory=list)
    errors: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    is_known: bool = False  # brought before

    @property
    def state(self) -> str:
        if self.is_known:
            return "same"
        if self.errors:
            return "wrong"
        if self.task is None:
            return "new"
        return "changed" if self.changes else "same"

    def facts(self) -> Facts:
        return {
            "line": self.line,
            "state": self.state,
            "number": self.task.number if self.task else None,
            "task": self.task.pk if self.task else None,
            "version": self.task.version if self.task else None,
            "title": self.title,
            "values": self.values,
            "changes": self.changes,
            "errors": self.errors,
            "notes": self.notes,
        }


def planned_rows(project: Project, rows: Iterable[tuple[int, dict[str, str]]]) -> list[RowPlan]:
    """What each row of a table would do; six queries, however many rows."""
    known, seen = Known(project), set[int]()
    return [planned_row(known, line, cells, seen) for line, cells in rows]


def planned_row(known: Known, line: int, cells: dict[str, str], seen: set[int]) -> RowPlan:
    """An empty cell says nothing; `EMPTY` empties what stands."""
    plan = RowPlan(line, cells.get("title", ""))
    identify(plan, known, cells, seen)
    readers: dict[str, Callable[[str], Any]] = {
        "title": str,
        "kind": known.kind,
        "description": str,
        "activity": known.activity,
        "column": known.column,
        "organization": known.organization,
        "starts_on": day,
        "due_on": day,
        "progress": percent,
        "labels": label_names,
    }
    for key, read in readers.items():
        if key in cells:
            read_cell(plan, key, cells[key], read)
    if "person" in cells:
        organization = plan.values.get("organization", plan.task.organization_id if plan.task else None)
        read_cell(plan, "person", cells["person"], lambda text: known.person(text, organization))
        if plan.values.get("person") and organization is None:
            plan.values["organization"] = known.organization_of(plan.values["person"])
    check(plan, known)
    plan.changes = changed_keys(plan)
    if plan.task is None and not plan.errors:  # a mended file is brought as a whole, with what it brought before
        said = normalise(plan.title), plan.values.get("activity"), plan.values.get("due_on")
        plan.is_known = said in known.standing
    return plan


def identify(plan: RowPlan, known: Known, cells: dict[str, str], seen: set[int]) -> None:
    if "number" not in cells:
        if not plan.title:
            plan.errors["title"] = _("A new task has a title.")
        return
    try:
        number = parse_integer(cells["number"])
    except ValueError:
        number = 0
    plan.task = known.tasks.get(number)
    if plan.task is None:
        plan.errors["number"] = _("There is no task with this number. Leave the cell empty for a new one.")
    elif number in seen:
        plan.errors["number"] = _("The table says the same task twice.")
    else:
        plan.title = plan.title or plan.task.title
    seen.add(number)


def read_cell(plan: RowPlan, key: str, text: str, read: Callable[[str], Any]) -> None:
    try:
        plan.values[key] = emptied(key) if text == EMPTY else read(text)
    except Wrong as wrong:
        plan.errors[key] = str(wrong)


def emptied(key: str) -> Any:
    if key in {"title", "kind", "column"}:
        raise Wrong(_("This cannot be left empty."))
    return {"description": "", "progress": 0, "labels": []}.get(key)


def label_names(text: str) -> list[str]:
    return list(dict.fromkeys(part[:40] for part in parts_of(text)))


def check(plan: RowPlan, known: Known) -> None:
    """What the verbs would refuse is said before anything is written."""
    values, task = plan.values, plan.task
    if len(plan.title) > 200:
        plan.errors.setdefault("title", _("At most 200 characters."))
    days = [values.get(key, iso(getattr(task, key)) if task else None) for key in ("starts_on", "due_on")]
    if days[0] and days[1] and days[0] > days[1]:
        plan.errors.setdefault("due_on", _("This day comes before the other one."))
    kind = values.get("kind", task.kind if task else Task.Kind.TASK)
    if kind == Task.Kind.MILESTONE:
        if not days[1]:
            plan.errors.setdefault("due_on", _("A milestone has a day: choose it."))
        values.pop("starts_on", None)
    bounds = bounds_of(known, values.get("activity", task.activity_id if task else None))
    for key in ("starts_on", "due_on"):
        said = values.get(key)
        if said and not bounds[0] <= said <= bounds[1]:
            plan.errors.setdefault(key, _("This day lies outside the days of what it belongs to."))


def bounds_of(known: Known, activity: int | None) -> tuple[str, str]:
    row = next((each for each in known.activities.values() if each.pk == activity), None)
    first = (row.starts_on if row else None) or known.project.starts_on
    last = (row.ends_on if row else None) or known.project.ends_on
    return iso(first) or "0", iso(last) or "9999"


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def changed_keys(plan: RowPlan) -> list[str]:
    """The columns whose cells say something else than what stands."""
    task = plan.task
    if task is None:
        return []
    stands: Facts = {key: getattr(task, key) for key in ("title", "kind", "description", "progress")}
    stands |= {key: getattr(task, f"{key}_id") for key in ("activity", "column", "organization", "person")}
    stands |= {key: iso(getattr(task, key)) for key in ("starts_on", "due_on")}
    stands["labels"] = sorted(label.name for label in task.labels.all())
    said = {**plan.values, **({"labels": sorted(plan.values["labels"])} if "labels" in plan.values else {})}
    return [key for key in BY_KEY if key in said and said[key] != stands[key]]


# In: a Trello board ---------------------------------------------------------------------------------------------------
def planned_cards(project: Project, board: Board, *, with_archived: bool) -> list[RowPlan]:
    """Cards as tasks; lists as columns, which are made where the board has none of that name."""
    known = Known(project)
    brought = {task.client_id for task in known.tasks.values()}
    cards = [card for card in board.cards if with_archived or not card.is_archived]
    plans = [planned_card(known, card, line) for line, card in enumerate(cards, 1)]
    for plan in plans:
        plan.is_known = card_client_id(project.pk, plan.values["card"]) in brought
    return plans


def planned_card(known: Known, card: Card, line: int) -> RowPlan:
    values: Facts = {"title": card.title, "description": card.description, "labels": list(card.labels)[:8]}
    values |= {"starts_on": iso(card.starts_on), "due_on": iso(card.due_on), "card": card.key}
    values["column_title"] = card.column
    values["checks"] = [list(check) for check in card.checks]
    if card.is_done:
        values["progress"] = 100
    plan = RowPlan(line, card.title, values)
    for name in card.members:
        try:
            values["person"] = known.person(name, None)
            values["organization"] = known.organization_of(values["person"])
            break
        except Wrong:
            plan.notes.append(name)
    check(plan, known)
    return plan


# What was brought -----------------------------------------------------------------------------------------------------
def counted(rows: Iterable[Facts]) -> dict[str, int]:
    counts = Counter(row["state"] for row in rows)
    return {state: counts[state] for state in STATES}


def rows_in(sheet: TaskSheet, state: str) -> list[Facts]:
    return [row for row in sheet.rows if not state or row["state"] == state]


def row_client_id(sheet: TaskSheet, row: Facts, what: str = "") -> UUID:
    """Of a Trello card the same whenever its board is brought into this project again; of a table its own line."""
    if card := row["values"].get("card"):
        return card_client_id(sheet.project_id, card, what)
    return uuid5(NAMESPACE_URL, f"multaqa/sheet/{sheet.pk}/{row['line']}/{what}")


def card_client_id(project: int, card: str, what: str = "") -> UUID:
    return uuid5(NAMESPACE_URL, f"multaqa/trello/{project}/{card}/{what}")


def sheets_of(project: Project, user: Any) -> list[TaskSheet]:
    """The last ones that a person brought into a project."""
    return list(TaskSheet.objects.filter(project=project, made_by=user).defer("rows").order_by("-pk")[:10])


def sheet_facts(row: TaskSheet) -> Facts:
    return {
        "id": row.pk,
        "project": row.project_id,
        "kind": row.kind,
        "filename": row.filename,
        "state": row.state,
        "counts": row.counts,
        "total": row.total,
        "done": row.done,
        "refused": row.refused,
    }


def task_sheets(ids: list[int]) -> dict[int, Facts]:
    return {row.pk: sheet_facts(row) for row in TaskSheet.objects.filter(pk__in=ids).defer("rows")}
