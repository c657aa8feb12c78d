"""The steps of recommendations, on a second sheet of their workbook: its columns, out and in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, pgettext

from arabic.normalise import normalise
from organizations.cells import TableError
from organizations.sheets.columns import Column, known_headings
from organizations.sheets.reading import Table, first_of_each, keyed, says_codes

MOST_STEPS = 5_000
Facts = dict[str, Any]
STEP_COLUMNS = (
    Column("code", gettext_noop("Code of the recommendation"), words="code|recommendation|الرمز|رمز التوصية", width=16),
    Column("number", gettext_noop("Number of the step"), words="no|number|م|ت|رقم الخطوة", width=10),
    Column("step", gettext_noop("Step"), words="milestone|step title|الخطوة|المعلم|المرحلة", width=50),
    Column("weight", gettext_noop("Weight"), words="share|الوزن|الوزن النسبي", width=9),
    Column("due_on", gettext_noop("Due on"), words="due|deadline|الاستحقاق|الموعد|المهلة", width=14),
    Column("state", gettext_noop("State of the step"), words="state|status|الحالة", width=14),  # only informs
)
NAMING = frozenset({"code", "step"})


def keys_of(table: Table) -> list[str]:
    known = known_headings(STEP_COLUMNS)
    return first_of_each([known.get(normalise(heading), "") for heading in table.headings])


def holds_steps(table: Table) -> bool:
    return set(keys_of(table)) >= NAMING


def steps_in(tables: Iterable[Table]) -> list[tuple[int, dict[str, str]]]:
    """[(line, {key: text})] of the first sheet that holds steps. TableError `too_many_rows`."""
    found = next((table for table in tables if holds_steps(table)), None)
    if found is None:
        return []
    keys = keys_of(found)
    read = [(line, keyed(keys, cells)) for line, cells in found.rows if not says_codes(cells, STEP_COLUMNS)]
    if len(read) > MOST_STEPS:
        raise TableError("too_many_rows")
    return [(line, cells) for line, cells in read if cells]


def step_lines(steps: Iterable[Any]) -> list[Sequence[Any]]:
    """Headings, and a line for each milestone (with its recommendation)."""
    lines: list[Sequence[Any]] = [[column.shown for column in STEP_COLUMNS]]
    for each in steps:
        state = pgettext("a step", "Reached") if each.done_at else pgettext("a step", "Open")
        lines.append([each.recommendation.code, each.position, each.title, each.weight, each.due_on, state])
    return lines


def example_lines() -> list[Sequence[Any]]:
    return [[column.shown for column in STEP_COLUMNS], [_("Example only"), None, _("Form the committee"), 40]]


WIDTHS = tuple(column.width for column in STEP_COLUMNS)
