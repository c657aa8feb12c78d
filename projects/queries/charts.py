"""A project's time as a drawing: rows with their bars, the head with its days, the lines between what waits."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from projects import gantt
from projects.gantt import ZOOMS, Axis, Box
from projects.models import Dependency, Project, Task
from projects.queries import timeline
from projects.queries.scheduling import span_of
from projects.queries.tasks import is_late
from projects.queries.timeline import Extent, Group
from projects.scheduling import DAY

MOST_OPEN = 60  # activities that an address may name


@dataclass(frozen=True)
class Asked:
    """What of the chart is asked for. `first` none: where it is about today; `opened` none: all where they are few."""

    zoom: str = "month"
    first: date | None = None
    opened: frozenset[int] | None = None
    full: int | None = None
    shows_chain: bool = False
    listed: int = timeline.LISTED


@dataclass(frozen=True)
class Row:
    """A line of the chart. `group` of an activity, `task` of a task; `left_out` of what is not drawn of a group. What
    is done of it is a part of its box, from `done_x` on.
    """

    number: int
    group: Group | None = None
    task: Task | None = None
    left_out: int = 0
    box: Box | None = None
    diamond: str = ""
    middle: float = 0
    done_x: float = 0
    done_width: float = 0
    state: str = ""
    words: str = ""

    @property
    def top(self) -> int:
        return gantt.HEAD + self.number * gantt.ROW

    @property
    def bar_top(self) -> int:
        return self.top + (gantt.ROW - gantt.BAR) // 2

    @property
    def middle_top(self) -> int:
        """Of the thin bar of an activity."""
        return self.top + 17

    # Where a finger or a pointer takes hold of it, wider than what is seen.
    @property
    def hold_x(self) -> float:
        return self.box.x - 6 if self.box else self.middle - 22

    @property
    def hold_width(self) -> float:
        return self.box.width + 12 if self.box else 44

    @property
    def starts(self) -> str:
        return iso(self.task.starts_on) if self.task else ""

    @property
    def due(self) -> str:
        return iso(self.task.due_on) if self.task else ""


@dataclass(frozen=True)
class Tick:
    x: float
    day: date
    words: str
    is_wide: bool = False


@dataclass(frozen=True)
class Chart:
    axis: Axis
    extent: Extent
    rows: list[Row]
    lines: list[tuple[str, str, bool]]
    upper: list[Tick]
    lower: list[Tick]
    weekends: list[Box]
    today: float | None
    chain: frozenset[int]

    @property
    def height(self) -> int:
        return gantt.HEAD + max(1, len(self.rows)) * gantt.ROW

    @property
    def tasks(self) -> list[Task]:
        return [row.task for row in self.rows if row.task]


def chart(project: Project, asked: Asked, *, is_rtl: bool) -> Chart:
    """At most eight queries."""
    found = timeline.groups(project)
    extent = timeline.extent(project, found)
    axis = Axis(asked.first or beginning(extent, asked.zoom), ZOOMS[asked.zoom], is_rtl)
    for group in found:
        group.is_open = is_open(group, asked, extent)
    timeline.fill_groups(project, found, axis, asked.full)
    chain = frozenset(timeline.critical_tasks(project)) if asked.shows_chain else frozenset()
    rows = drawn_rows(found, axis, chain)
    lines = drawn_lines(rows, axis, timeline.dependencies_between(row.task.pk for row in rows if row.task), chain)
    return Chart(axis, extent, rows, lines, *head(axis), gantt.weekends(axis), now(axis), chain)


def beginning(extent: Extent, zoom: str) -> date:
    """The Sunday a seventh of the window before today; where the project has not begun, or is over, near to it."""
    around = ZOOMS[zoom].days // 7
    day = timezone.localdate()
    if extent.last and extent.last < day - DAY * around:
        day = extent.last - DAY * (ZOOMS[zoom].days // 2)
    if extent.first and extent.first > day:
        day = extent.first
    return gantt.week_of(day - DAY * around)


def is_open(group: Group, asked: Asked, extent: Extent) -> bool:
    if asked.opened is None:
        return extent.count <= timeline.OPEN_UNTIL
    return group.key in asked.opened


# Rows -----------------------------------------------------------------------------------------------------------------
def drawn_rows(found: Iterable[Group], axis: Axis, chain: frozenset[int]) -> list[Row]:
    rows: list[Row] = []
    today = timezone.localdate()
    for group in found:
        rows.append(group_row(group, axis, len(rows)))
        for task in group.tasks:
            rows.append(task_row(task, axis, len(rows), chain, today))
        if group.shown_count > len(group.tasks):
            rows.append(Row(len(rows), group=group, left_out=group.shown_count - len(group.tasks)))
    return rows


def group_row(group: Group, axis: Axis, number: int) -> Row:
    if group.first is None or group.last is None or not axis.shows(group.first, group.last):
        return Row(number, group=group)
    box = axis.box(group.first, group.last)
    return Row(number, group=group, box=box, **done_part(axis, box, group.percent))


def task_row(task: Task, axis: Axis, number: int, chain: frozenset[int], today: date) -> Row:
    span = span_of(task)
    assert span is not None  # only dated tasks are drawn
    state = "done" if task.done_at else "late" if is_late(task, today) else "chain" if task.pk in chain else ""
    if span.is_milestone:
        shape: dict[str, Any] = {"diamond": gantt.diamond(axis, span.ends, number), "middle": axis.middle(span.ends)}
        return Row(number, task=task, state=state, words=words_of(task), **shape)
    box = axis.box(span.starts, span.ends)
    return Row(number, task=task, box=box, state=state, words=words_of(task), **done_part(axis, box, percent(task)))


def done_part(axis: Axis, box: Box, percent: int) -> dict[str, Any]:
    """From where time begins, on the side on which it does."""
    width = box.width * percent / 100
    return {"done_x": box.x + box.width - width if axis.is_rtl else box.x, "done_width": width}


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def percent(task: Task) -> int:
    if task.done_at:
        return 100
    checked = round(100 * task.checked_count / task.checks_count) if task.checks_count else 0
    return max(task.progress, checked)


def words_of(task: Task) -> str:
    """«17 شراء الأسرّة: 3 كانون الأول 2026 – 9 كانون الأول 2026»."""
    return _("%(number)s %(title)s: %(days)s") % {
        "number": task.number,
        "title": task.title,
        "days": days_in_words(task.starts_on, task.due_on),
    }


def days_in_words(starts_on: date | None, due_on: date | None) -> str:
    if starts_on and due_on and starts_on != due_on:
        return _("%(first)s – %(last)s") % {"first": date_format(starts_on), "last": date_format(due_on)}
    day = due_on or starts_on
    return date_format(day) if day else _("no date")


# Lines ----------------------------------------------------------------------------------------------------------------
def drawn_lines(
    rows: Iterable[Row], axis: Axis, found: Iterable[Dependency], chain: frozenset[int]
) -> list[tuple[str, str, bool]]:
    """(path, head of the arrow, is it of the chain) of each."""
    places = {row.task.pk: row for row in rows if row.task}
    return [line_of(places, axis, each, chain) for each in found]


def line_of(places: Mapping[int, Row], axis: Axis, link: Dependency, chain: frozenset[int]) -> tuple[str, str, bool]:
    before, after = places[link.before_id], places[link.after_id]
    one, other = span_of(before.task), span_of(after.task)  # type: ignore[arg-type]
    assert one is not None
    assert other is not None
    path = gantt.line(axis, one.ends, before.number, other.starts, after.number, at_end=not one.is_milestone)
    head = gantt.arrow(axis, other.starts, after.number)
    return path, head, {link.before_id, link.after_id} <= chain


# The head -------------------------------------------------------------------------------------------------------------
def head(axis: Axis) -> tuple[list[Tick], list[Tick]]:
    """The upper and the lower line of what days these are."""
    if axis.zoom.scale < 6:
        upper = [tick(axis, day, date_format(day, "Y")) for day in gantt.years(axis)]
        return upper, [tick(axis, day, date_format(day, "F")) for day in gantt.months(axis)]
    upper = [tick(axis, day, date_format(day, "F Y")) for day in gantt.months(axis)]
    if axis.zoom.scale < 20:
        return upper, [tick(axis, day, date_format(day, "j")) for day in gantt.sundays(axis)]
    return upper, [Tick(axis.middle(day), day, date_format(day, "j"), is_wide=True) for day in axis.days()]


def tick(axis: Axis, day: date, words: str) -> Tick:
    return Tick(axis.edge(day), day, words)


def now(axis: Axis) -> float | None:
    day = timezone.localdate()
    return axis.middle(day) if axis.shows(day, day) else None


# For programs ---------------------------------------------------------------------------------------------------------
def task_days(task: Task) -> dict[str, Any]:
    """What a chart drawn elsewhere needs of a task."""
    return {
        "id": task.pk,
        "number": task.number,
        "title": task.title,
        "kind": task.kind,
        "activity": task.activity_id,
        "organization": task.organization_id,
        "starts_on": task.starts_on.isoformat() if task.starts_on else None,
        "due_on": task.due_on.isoformat() if task.due_on else None,
        "progress": percent(task),
        "is_done": task.done_at is not None,
        "version": task.version,
    }
