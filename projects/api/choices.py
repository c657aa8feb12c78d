"""What a call names by numbers, found among what the project offers: what is not there and what one may not see look
alike.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from journal.refusals import invalid
from projects import queries
from projects.models import Column, Label, Project

CODES = {"organization": "not_a_partner", "waiting_for": "not_a_partner", "person": "not_of_organization"}


def offered(project: Project, name: str) -> QuerySet[Any]:
    """The rows among which a field of this name is chosen."""
    if name in {"organization", "waiting_for"}:
        return queries.partners_in(project)
    if name == "person":
        return queries.people_in(project)
    if name == "column":
        return Column.objects.filter(project=project)
    if name == "activity":
        return project.activities.all()
    return project.results.all()  # goal, output, after


def chosen(project: Project, given: dict[str, Any], *names: str) -> dict[str, Any]:
    """`given` with rows instead of numbers; ValidationError by field."""
    found = {name: one(project, name, given[name]) for name in names if name in given}
    if "labels" in given:
        found["labels"] = labels(project, given["labels"])
    return {**given, **found}


def one(project: Project, name: str, pk: int | None) -> Any:
    if pk is None:
        return None
    row = offered(project, name).filter(pk=pk).first()
    if row is None:
        raise no_choice(name)
    return row


def labels(project: Project, ids: list[int]) -> list[Label]:
    rows = list(Label.objects.filter(project=project, pk__in=ids))
    if len(rows) != len(set(ids)):
        raise no_choice("labels")
    return rows


def no_choice(name: str) -> Exception:
    return invalid(_("There is no such choice in this project."), code=CODES.get(name, "invalid_choice"), field=name)
