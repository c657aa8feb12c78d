"""Tables of tasks: what stands, as rows to take along; and what rows that somebody brings would do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from arabic.normalise import normalise
from arabic.numbers import parse_integer
from organizations.cells import parts_of
from organizations.models import Membership, Organization
from organizations.permissions import SPEAKING
from organizations.sheets.brought import line_id
from organizations.sheets.planning import Facts, RowPlan
from organizations.sheets.values import choice, day, named, not_known, percent
from organizations.sheets.wrongs import Wrong
from projects.models import Activity, Column, Label, Partner, Project, Task, TaskSheet
from projects.queries.tasks import standing_tasks
from projects.task_table import BY_KEY
from projects.trello import Board, Card

EMPTIED: Facts = {  # what stands where a cell empties it; the other columns cannot be empty
    **dict.fromkeys(("activity", "organization", "person", "starts_on", "due_on")),
    "description": "",
    "progress": 0,
    "labels": [],
}


# Out ------------------------------------------------------------------------------------------------------------------
def table_rows(project: Project) -> Iterator[Facts]:
    """{key: value} of each task that stands, by its number; three queries."""
    near = ("activity", "column", "organization", "person")
    rows = standing_tasks(project).select_related(*near)
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
        tasks = standing_tasks(project).prefetch_related("labels")
        self.tasks = {task.number: task for task in tasks}
        self.activities = {normalise(row.title): row for row in Activity.objects.filter(project=project)}
        self.columns = {normalise(row.title): row for row in Column.objects.filter(project=project)}
        self.labels = {normalise(row.name): row for row in Label.objects.filter(project=project)}
        self.organizations, self.people = self.partners()
        self.standing = {(normalise(row.title), row.activity_id, iso(row.due_on)) for row in self.tasks.values()}

    def partners(self) -> tuple[dict[str, Organization], dict[tuple[int, str], int]]:
        """Organisations by their names; people by their organisation and name."""
        standing = Partner.objects.filter(project=self.project, status=Partner.Status.ACCEPTED)
        organizations = [row.organization for row in standing.select_related("organization")]
        names = {
            normalise(name): row for row in organizations for name in (row.name_ar, row.name_en, row.acronym) if name
        }
        members = Membership.objects.filter(SPEAKING, organization__in=organizations).select_related("person")
        people = {(row.organization_id, normalise(row.person.display_name)): row.person_id for row in members}
        return names, people

    # Cells
    def activity(self, text: str) -> int:
        return named(text, self.activities).pk

    def column(self, text: str) -> int:
        return named(text, self.columns).pk

    def organization(self, text: str) -> int:
        return named(text, self.organizations).pk

    def person(self, text: str, organization: int | None) -> int:
        """By name, in their organisation; where none is said, in the one that has somebody of that name."""
        wanted = normalise(text)
        fitting = {pk for (own, name), pk in self.people.items() if name == wanted and organization in {own, None}}
        if len(fitting) != 1:
            words = _("Several people bear this name: say of which organisation.") if fitting else not_known(text)
            raise Wrong("unknown_person", words)
        return fitting.pop()

    def organization_of(self, person: int) -> int:
        return next(own for (own, _name), pk in self.people.items() if pk == person)


def iso_day(text: str) -> str:
    return day(text).isoformat()


# In: what a row would do ----------------------------------------------------------------------------------------------
UNKNOWN = {"number": None, "task": None, "version": None}


class TaskPlan(RowPlan):
    """`values` as the verbs take them after `actions.sheets.details_of`."""

    def facts(self) -> Facts:
        task: Task | None = self.known
        own = {"number": task.number, "task": task.pk, "version": task.version} if task else UNKNOWN
        return {**super().facts(), **own}


def planned_rows(project: Project, rows: Iterable[tuple[int, dict[str, str]]]) -> list[TaskPlan]:
    """What each row of a table would do; six queries, however many rows."""
    known, seen = Known(project), set[int]()
    return [planned_row(known, line, cells, seen) for line, cells in rows]


def planned_row(known: Known, line: int, cells: dict[str, str], seen: set[int]) -> TaskPlan:
    """An empty cell says nothing; `EMPTY` empties what stands."""
    plan = TaskPlan(line, cells.get("title", ""))
    identify(plan, known, cells, seen)
    readers: dict[str, Callable[[str], Any]] = {
        "title": str,
        "kind": lambda text: choice(text, Task.Kind),
        "description": str,
        "activity": known.activity,
        "column": known.column,
        "organization": known.organization,
        "starts_on": iso_day,
        "due_on": iso_day,
        "progress": percent,
        "labels": label_names,
    }
    plan.read(cells, readers, EMPTIED)
    if "person" in cells:
        organization = plan.values.get("organization", plan.known.organization_id if plan.known else None)
        plan.read(cells, {"person": lambda text: known.person(text, organization)}, EMPTIED)
        if plan.values.get("person") and organization is None:
            plan.values["organization"] = known.organization_of(plan.values["person"])
    check(plan, known)
    plan.changes = changed_keys(plan)
    if plan.known is None and not plan.errors:  # a mended file is brought as a whole, with what it brought before
        said = normalise(plan.title), plan.values.get("activity"), plan.values.get("due_on")
        plan.is_known = said in known.standing
    return plan


def identify(plan: TaskPlan, known: Known, cells: dict[str, str], seen: set[int]) -> None:
    if "number" not in cells:
        if not plan.title:
            plan.wrong("title", _("A new task has a title."))
        return
    try:
        number = parse_integer(cells["number"])
    except ValueError:
        number = 0
    plan.known = known.tasks.get(number)
    if plan.known is None:
        plan.wrong("number", _("There is no task with this number. Leave the cell empty for a new one."))
    elif number in seen:
        plan.wrong("number", _("The table says the same task twice."))
    else:
        plan.title = plan.title or plan.known.title
    seen.add(number)


def label_names(text: str) -> list[str]:
    return list(dict.fromkeys(part[:40] for part in parts_of(text)))


def check(plan: TaskPlan, known: Known) -> None:
    """What the verbs would refuse is said before anything is written."""
    values, task = plan.values, plan.known
    if len(plan.title) > 200:
        plan.wrong("title", _("At most 200 characters."))
    days = [values.get(key, iso(getattr(task, key)) if task else None) for key in ("starts_on", "due_on")]
    if days[0] and days[1] and days[0] > days[1]:
        plan.wrong("due_on", _("This day comes before the other one."))
    kind = values.get("kind", task.kind if task else Task.Kind.TASK)
    if kind == Task.Kind.MILESTONE:
        if not days[1]:
            plan.wrong("due_on", _("A milestone has a day: choose it."))
        values.pop("starts_on", None)
    bounds = bounds_of(known, values.get("activity", task.activity_id if task else None))
    for key in ("starts_on", "due_on"):
        said = values.get(key)
        if said and not bounds[0] <= said <= bounds[1]:
            plan.wrong(key, _("This day lies outside the days of what it belongs to."))


def bounds_of(known: Known, activity: int | None) -> tuple[str, str]:
    row = next((each for each in known.activities.values() if each.pk == activity), None)
    first = (row.starts_on if row else None) or known.project.starts_on
    last = (row.ends_on if row else None) or known.project.ends_on
    return iso(first) or "0", iso(last) or "9999"


def iso(value: date | None) -> str | None:
    return value.isoformat() if value else None


def changed_keys(plan: TaskPlan) -> list[str]:
    """The columns whose cells say something else than what stands."""
    task = plan.known
    if task is None:
        return []
    stands: Facts = {key: getattr(task, key) for key in ("title", "kind", "description", "progress")}
    stands |= {key: getattr(task, f"{key}_id") for key in ("activity", "column", "organization", "person")}
    stands |= {key: iso(getattr(task, key)) for key in ("starts_on", "due_on")}
    stands["labels"] = sorted(label.name for label in task.labels.all())
    said = {**plan.values, **({"labels": sorted(plan.values["labels"])} if "labels" in plan.values else {})}
    return [key for key in BY_KEY if key in said and said[key] != stands[key]]


# In: a Trello board ---------------------------------------------------------------------------------------------------
def planned_cards(project: Project, board: Board, *, with_archived: bool) -> list[TaskPlan]:
    """Cards as tasks; lists as columns, which are made where the board has none of that name."""
    known = Known(project)
    brought = {task.client_id for task in known.tasks.values()}
    cards = [card for card in board.cards if with_archived or not card.is_archived]
    plans = [planned_card(known, card, line) for line, card in enumerate(cards, 1)]
    for plan in plans:
        plan.is_known = card_client_id(project.pk, plan.values["card"]) in brought
    return plans


def planned_card(known: Known, card: Card, line: int) -> TaskPlan:
    values: Facts = {"title": card.title, "description": card.description, "labels": list(card.labels)[:8]}
    values |= {"starts_on": iso(card.starts_on), "due_on": iso(card.due_on), "card": card.key}
    values["column_title"] = card.column
    values["checks"] = [list(check) for check in card.checks]
    if card.is_done:
        values["progress"] = 100
    plan = TaskPlan(line, card.title, values)
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
def row_client_id(sheet: TaskSheet, row: Facts, what: str = "") -> UUID:
    """Of a Trello card the same whenever its board is brought into this project again; of a table its own line."""
    if card := row["values"].get("card"):
        return card_client_id(sheet.project_id, card, what)
    return line_id(f"sheet/{sheet.pk}", row["line"], what)


def card_client_id(project: int, card: str, what: str = "") -> UUID:
    return line_id(f"trello/{project}", card, what)


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
