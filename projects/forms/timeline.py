"""What the pages of a project's time are asked for: the part of the chart, the days of a task, what waits for what."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import uuid4

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from journal.ids import id_of
from projects.actions.dependencies import MOST_LAG
from projects.actions.replans import MOST_MOVES, Move
from projects.forms.projects import DAY
from projects.gantt import ZOOMS
from projects.models import Task
from projects.queries.charts import MOST_OPEN, Asked
from projects.queries.timeline import LISTED


def chart_asked(given: QueryDict) -> Asked:
    """`?zoom=week|month|quarter&first=2026-11-01&open=3,0&full=3&chain=1&listed=100`; what makes no sense is as if not
    asked.
    """
    zoom = given.get("zoom", "month")
    opened = None
    if "open" in given:
        opened = frozenset(
            pk for text in str(given["open"]).split(",")[:MOST_OPEN] if (pk := number_of(text)) is not None
        )
    return Asked(
        zoom if zoom in ZOOMS else "month",
        day_of(given.get("first", "")),
        opened,
        number_of(given.get("full", "")),
        given.get("chain") == "1",
        max(LISTED, number_of(given.get("listed", "")) or 0),
    )


def number_of(text: str) -> int | None:
    return 0 if text == "0" else id_of(text)


def day_of(text: str) -> date | None:
    """A day of this or the next decades, or none."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 2000 <= day.year < 2100 else None


class ReplanForm(forms.Form):
    """The days of a task. `moves` are those that were shown, as they were shown: [[task, begins, due, version], …]."""

    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    starts_on = forms.DateField(label=_("Begins on"), widget=DAY, required=False)
    due_on = forms.DateField(label=_("Due on"), widget=DAY, required=False)
    skips_weekends = forms.BooleanField(label=_("No work on Fridays and Saturdays"), required=False)
    step = forms.ChoiceField(
        choices=[("look", ""), ("all", ""), ("one", "")], required=False, initial="look", widget=forms.HiddenInput
    )
    moves = forms.CharField(widget=forms.HiddenInput, required=False, max_length=MOST_MOVES * 60)

    def __init__(self, *arguments: Any, task: Task, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.task = task
        if task.kind == Task.Kind.MILESTONE:
            del self.fields["starts_on"]

    def days(self) -> tuple[date | None, date | None]:
        return self.cleaned_data.get("starts_on"), self.cleaned_data["due_on"]

    def clean_moves(self) -> list[Move]:
        try:
            return [move_of(*each) for each in json.loads(self.cleaned_data["moves"] or "[]")]
        except (ValueError, TypeError, RecursionError) as error:
            raise forms.ValidationError(_("Look again at what moves."), code="invalid_moves") from error


def move_of(task: object, starts_on: object, due_on: object, version: object) -> Move:
    pk, read = id_of(str(task)), id_of(str(version))
    if pk is None or read is None:
        raise ValueError(task)
    return Move(pk, given_day(starts_on), given_day(due_on), read)


def given_day(text: object) -> date | None:
    return date.fromisoformat(str(text)) if text else None


class DependencyForm(forms.Form):
    before = forms.ModelChoiceField(label=_("Waits for"), queryset=Task.objects.none())
    lag = forms.IntegerField(label=_("and days more"), min_value=0, max_value=MOST_LAG, initial=0, required=False)

    def __init__(self, *arguments: Any, task: Task, **named: Any) -> None:
        super().__init__(*arguments, **named)
        standing = Task.objects.filter(project=task.project_id, deleted_at__isnull=True).exclude(pk=task.pk)
        fields: dict[str, Any] = self.fields
        fields["before"].queryset = standing.only("number", "title").order_by("number")


class LagForm(forms.Form):
    lag = forms.IntegerField(label=_("days more"), min_value=0, max_value=MOST_LAG)
