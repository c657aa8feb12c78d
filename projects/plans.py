"""Plans to begin with, as JSON: their shape, and those that ship. Knows no database.

`{"columns": [{"title","kind","limit"}], "goals": [{"title","note", "outputs": [{"title","note", "activities":
[{"title","days": [first, last], "tasks": [{"title","kind","days","checks": ["…"]}]}]}]}], "activities": […],
"tasks": […]}`

Days are counted from the project's first day, which is day 0. Activities outside `goals` belong to no output, tasks
outside activities to none. Whatever is missing is empty.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

Plan = dict[str, Any]
FOLDER = Path(__file__).parent / "data"


def shipped() -> list[Plan]:
    """Those of projects/data: {"key", "title", "about"} beside the plan."""
    found: list[Plan] = json.loads((FOLDER / "templates.json").read_text(encoding="utf-8"))
    return found


def load(template_model: Any) -> int:
    """Write the shipped ones, new and changed; the model comes as an argument so that a migration gives its own."""
    for row in shipped():
        plan = {name: value for name, value in row.items() if name not in {"key", "title", "about"}}
        values = {"title": row["title"], "about": row["about"], "plan": plan}
        template_model.objects.update_or_create(key=row["key"], defaults=values)
    return len(shipped())


def activities_of(plan: Plan) -> Iterator[Plan]:
    for goal in plan.get("goals", ()):
        for output in goal.get("outputs", ()):
            yield from output.get("activities", ())
    yield from plan.get("activities", ())


def tasks_of(plan: Plan) -> Iterator[Plan]:
    for activity in activities_of(plan):
        yield from activity.get("tasks", ())
    yield from plan.get("tasks", ())


def length(plan: Plan) -> int:
    """How many days it takes, the first one counted."""
    rows = [*activities_of(plan), *tasks_of(plan)]
    return max((last for row in rows for last in (row.get("days") or ()) if last is not None), default=-1) + 1


def days_of(row: Plan, first: date, until: date | None) -> tuple[date | None, date | None]:
    """The dates of a row, for a project from `first` until `until`: what would lie behind the end is at it."""
    days = row.get("days") or (None, None)
    moved = [None if day is None else first + timedelta(days=day) for day in days]
    begins, ends = (day if day is None or until is None else min(day, until) for day in moved)
    return begins, ends
