"""Pages of indicators: all of a project with their periods, one of them, and reporting what was reached."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.ids import id_of
from journal.queries import head
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.figures import AGES, SEXES, by_sex_and_age, with_disability
from projects.forms.indicators import (
    CorrectedMeasurementForm,
    IndicatorForm,
    MeasurementForm,
    TargetsForm,
    in_units,
)
from projects.models import Count, Indicator, Measurement
from projects.queries.indicators import Progress
from projects.views.asking import asking, pressed
from projects.views.projects import seen, shell


@login_required
@require_safe
def indicators(request: HttpRequest, pk: int) -> HttpResponse:
    """How far each indicator is, and the periods in which is reported."""
    reached = head(f"project.{pk}")
    row, actor = seen(request, pk), actor_of(request)
    periods = queries.periods_of(row)
    leads = permissions.can_create_indicator(actor, row)
    rows = queries.indicators_of(row, periods)
    context = {
        **shell(request, row, "indicators"),
        "head": reached,
        "periods": periods,
        "rows": rows,
        "leads": leads,
        "can_report": bool(rows) and permissions.can_record_measurement(actor, rows[0].indicator),
        "current": queries.period_to_report(periods),
    }
    return render(request, "projects/indicators.html", context)


def seen_indicator(request: HttpRequest, pk: int) -> Indicator:
    return get_object_or_404(permissions.indicators_for(request.user).select_related("project"), pk=pk)


@login_required
@require_safe
def indicator(request: HttpRequest, pk: int) -> HttpResponse:
    """Its chart, who reported what where, whom the numbers count, and what was corrected."""
    row, actor = seen_indicator(request, pk), actor_of(request)
    project, progress = seen(request, row.project_id), queries.progress_of(row)
    counts = progress.counts if row.counts else {}
    context = {
        **shell(request, project, "indicators"),
        "progress": progress,
        "own": actor.organization_id,
        "history": queries.corrected_measurements(row),
        "grid": grid_of(progress) if counts else None,
        "disabled": with_disability(counts),
        "leads": permissions.can_edit_indicator(actor, row),
        "can_report": row.withdrawn_at is None and permissions.can_record_measurement(actor, row),
    }
    return render(request, "projects/indicator.html", context)


def grid_of(progress: Progress) -> dict[str, Any]:
    """Sex × age of the total, with sums on both sides; what nobody is in is left out."""
    cells = by_sex_and_age(progress.counts)
    sexes = [sex for sex in SEXES if any(cells.get((sex, age)) for age in AGES)]
    ages = [age for age in AGES if any(cells.get((sex, age)) for sex in SEXES)]
    rows = [(Count.Age(age).label, [cells.get((sex, age), 0) for sex in sexes]) for age in ages]
    return {
        "heads": [Count.Sex(sex).label for sex in sexes],
        "rows": [(label, numbers, sum(numbers)) for label, numbers in rows],
        "sums": [sum(cells.get((sex, age), 0) for age in ages) for sex in sexes],
        "whole": sum(cells.values()),
    }


@login_required
def create_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_indicator(actor, row))
    form = IndicatorForm(request.POST or None, project=row)

    def act(given: dict[str, Any]) -> object:
        return actions.create_indicator(actor=actor, project=row, **given)

    to, done = reverse("projects:indicators", args=[pk]), _("From now on it is measured.")
    return asking(request, "projects/create_indicator.html", form, act, to=to, done=done, project=row)


@login_required
def edit_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_indicator(request, pk), actor_of(request)
    require(permissions.can_edit_indicator(actor, row))
    form = IndicatorForm(request.POST or None, project=row.project, indicator=row)

    def act(given: dict[str, Any]) -> object:
        return actions.edit_indicator(actor=actor, indicator=row, **given)

    to = reverse("projects:indicator", args=[pk])
    shown = {"project": row.project, "indicator": row}
    return asking(request, "projects/edit_indicator.html", form, act, to=to, done=_("Saved."), **shown)


@login_required
@require_POST
def withdraw_indicator(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = seen_indicator(request, pk), actor_of(request)
    to, done = reverse("projects:indicators", args=[row.project_id]), _("It is measured no more.")
    return pressed(request, lambda: actions.withdraw_indicator(actor=actor, indicator=row), to=to, done=done)


@login_required
def set_target(request: HttpRequest, pk: int) -> HttpResponse:
    """What is aimed at in each open period, all on one page."""
    row, actor = seen_indicator(request, pk), actor_of(request)
    require(permissions.can_set_target(actor, row))
    targets = {each.period_id: each.value for each in row.targets.all()}
    form = TargetsForm(request.POST or None, periods=queries.periods_of(row.project), targets=targets)

    def act(_given: dict[str, Any]) -> object:
        return [
            actions.set_target(actor=actor, indicator=row, period=period, value=value)
            for period, value in form.values()
            if value != in_units(targets.get(period.pk))
        ]

    to = reverse("projects:indicator", args=[pk])
    shown = {"project": row.project, "indicator": row}
    return asking(request, "projects/set_target.html", form, act, to=to, done=_("Saved."), **shown)


# What was reached -----------------------------------------------------------------------------------------------------
@login_required
def record_measurement(request: HttpRequest, pk: int) -> HttpResponse:
    """`?period=` is chosen beforehand, else the one that runs."""
    row, actor = seen_indicator(request, pk), actor_of(request)
    require(row.withdrawn_at is None and permissions.can_record_measurement(actor, row))
    periods = [each for each in queries.periods_of(row.project) if each.closed_at is None]
    current = id_of(request.GET.get("period", "")) or queries.period_to_report(periods)
    form = MeasurementForm(request.POST or None, indicator=row, periods=periods, initial={"period": current})

    def act(_given: dict[str, Any]) -> object:
        return actions.record_measurement(actor=actor, indicator=row, **form.said())

    shown = {"project": row.project, "indicator": row, "periods": periods, "reporter": actor.organization}
    to, done = reverse("projects:indicators", args=[row.project_id]), _("Thank you. It counts.")
    return asking(request, "projects/record_measurement.html", form, act, to=to, done=done, **shown)


def seen_measurement(request: HttpRequest, pk: int) -> Measurement:
    return get_object_or_404(queries.whole_measurements(permissions.measurements_for(request.user)), pk=pk)


@login_required
def correct_measurement(request: HttpRequest, pk: int) -> HttpResponse:
    known, actor = seen_measurement(request, pk), actor_of(request)
    require(permissions.can_correct_measurement(actor, known))
    row = known.indicator
    form = CorrectedMeasurementForm(request.POST or None, indicator=row, periods=[known.period], known=known)

    def act(_given: dict[str, Any]) -> object:
        said = {name: value for name, value in form.said().items() if name != "period"}
        return actions.correct_measurement(actor=actor, measurement=known, **said)

    shown = {"project": row.project, "indicator": row, "periods": [known.period], "reporter": known.organization}
    to = reverse("projects:indicator", args=[row.pk])
    return asking(request, "projects/correct_measurement.html", form, act, to=to, done=_("Corrected."), **shown)
