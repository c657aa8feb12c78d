"""Templates as pages and programs read them, and the plan of a project as one would keep it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from organizations.queries import organization_mark
from projects.models import Activity, Column, Project, Result, Task, Template
from projects.permissions import templates_for
from projects.plans import Plan, length, tasks_of
from projects.queries.tasks import standing_tasks

Facts = dict[str, Any]


def templates_asked(user: Any) -> QuerySet[Template]:
    """One's own organisations' first, then those that ship."""
    return templates_for(user).select_related("organization__governorate").order_by("-organization", "pk")


def template_facts(row: Template) -> Facts:
    return {
        "id": row.pk,
        "title": row.title,
        "about": row.about,
        "organization": organization_mark(row.organization) if row.organization else None,
        "tasks": sum(1 for _task in tasks_of(row.plan)),
        "days": length(row.plan),
    }


def plan_to_keep(project: Project) -> Plan:
    """Columns, goals, outputs, activities and tasks with their days from the first one; nothing of who or how much."""
    keeping = Keeping(project)
    return {
        "columns": [
            {"title": row.title, "kind": row.kind, "limit": row.limit} for row in Column.objects.filter(project=project)
        ],
        "goals": [keeping.goal(row) for row in keeping.results if row.kind == Result.Kind.GOAL],
        "activities": [keeping.activity(row) for row in keeping.activities if row.output_id is None],
        "tasks": [keeping.task(row) for row in keeping.tasks if row.activity_id is None],
    }


class Keeping:
    def __init__(self, project: Project) -> None:
        self.results = list(Result.objects.filter(project=project))
        self.activities = list(Activity.objects.filter(project=project))
        tasks = standing_tasks(project).filter(repeated_from__isnull=True)
        self.tasks = list(tasks.order_by("number").prefetch_related("checks"))
        known = [project.starts_on, *(row.starts_on for row in self.activities), *(row.starts_on for row in self.tasks)]
        self.first = min((day for day in known if day), default=None)

    def goal(self, row: Result) -> Plan:
        outputs = [each for each in self.results if each.goal_id == row.pk]
        return {"title": row.title, "note": row.note, "outputs": [self.output(each) for each in outputs]}

    def output(self, row: Result) -> Plan:
        own = [self.activity(each) for each in self.activities if each.output_id == row.pk]
        return {"title": row.title, "note": row.note, "activities": own}

    def activity(self, row: Activity) -> Plan:
        own = [self.task(each) for each in self.tasks if each.activity_id == row.pk]
        return {"title": row.title, "note": row.note, "days": self.days(row.starts_on, row.ends_on), "tasks": own}

    def task(self, row: Task) -> Plan:
        return {
            "title": row.title,
            "kind": row.kind,
            "description": row.description,
            "days": self.days(row.starts_on, row.due_on),
            "checks": [check.text for check in row.checks.all()],
        }

    def days(self, *dates: date | None) -> list[int | None]:
        """Counted from the first day of all; nothing lies before it."""
        first = self.first
        return [None if day is None or first is None else max(0, (day - first).days) for day in dates]
