"""What the journal is told of an object of projects."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from projects.queries.beside_tasks import labels
from projects.queries.board import columns
from projects.queries.budget import budget_lines, expenses
from projects.queries.calendars import feed_keys
from projects.queries.contributions import contributions, givings
from projects.queries.documents import documents, folders
from projects.queries.indicators import indicators, measurements, periods
from projects.queries.plan import activities, results
from projects.queries.projects import Facts, partners, projects
from projects.queries.publishing import photos
from projects.queries.scheduling import dependencies
from projects.queries.sheets import task_sheets
from projects.queries.tasks import tasks

KINDS: dict[str, Callable[[list[int]], Mapping[int, Facts]]] = {
    "project": projects,
    "partner": partners,
    "dependency": dependencies,
    "feed_key": feed_keys,
    "task_sheet": task_sheets,
    "budget_line": budget_lines,
    "expense": expenses,
    "contribution": contributions,
    "giving": givings,
    "indicator": indicators,
    "period": periods,
    "measurement": measurements,
    "result": results,
    "activity": activities,
    "column": columns,
    "document": documents,
    "folder": folders,
    "photo": photos,
    "task": tasks,
    "label": labels,
}


def facts(kind: str, ids: list[int]) -> Mapping[int, Facts]:
    """{id: its JSON object} for each kind of projects' in settings.JOURNAL_KINDS; ids that are gone are absent."""
    return KINDS[kind](ids)
