"""A project's time as a chart and as a list of days; giving tasks other days; saying what waits for what."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form
from journal.queries import head
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, gantt, permissions
from projects.actions.replans import Move
from projects.forms.timeline import DependencyForm, LagForm, ReplanForm, chart_asked, day_of
from projects.models import Task
from projects.queries.charts import Asked, Chart, chart, days_in_words
from projects.queries.scheduling import Preview, Shift, preview
from projects.queries.timeline import LISTED, agenda, coming, undated_tasks
from projects.views.projects import seen, shell


@login_required
@require_safe
def timeline(request: HttpRequest, pk: int) -> HttpResponse:
    """The chart, the days as a list, and what has no days yet; `forms.timeline.chart_asked` says what may be asked."""
    reached = head(f"project.{pk}")
    row = seen(request, pk)
    asked = chart_asked(request.GET)
    drawn = chart(row, asked, is_rtl=get_language_bidi())
    listed, is_more = coming(row, drawn.axis, asked.listed)
    head_of_page = shell(request, row, "timeline")
    can_work = head_of_page["can_work"]
    context = {
        **head_of_page,
        "head": reached,
        "chart": drawn,
        "asked": asked,
        "ways": ways(request, asked, drawn),
        "sections": agenda(listed),
        "is_more": is_more,
        "leads_to": reverse(f"projects:{'replan_tasks' if can_work else 'dependencies'}", args=[0]),
        "undated": undated_tasks(row),
        "today": timezone.localdate(),
        "bar": gantt.BAR,
        "row_height": gantt.ROW,
        "head_height": gantt.HEAD,
    }
    return render(request, "projects/timeline.html", context)


def ways(request: HttpRequest, asked: Asked, drawn: Chart) -> dict[str, Any]:
    """Where the switches of the chart lead, each keeping what else is asked."""
    kept = {name: request.GET[name] for name in ("zoom", "first", "open", "chain", "listed") if name in request.GET}

    def leads(**changes: Any) -> str:
        return "?" + urlencode({name: value for name, value in {**kept, **changes}.items() if value is not None})

    axis, opened = drawn.axis, [each.group for each in drawn.rows if each.group and each.group.is_open]
    keys = {group.key for group in opened if group}
    return {
        "zooms": [(leads(zoom=zoom, first=None), words, zoom == asked.zoom) for zoom, words in zoom_words()],
        "earlier": leads(first=(axis.first - timedelta(axis.zoom.step)).isoformat()),
        "later": leads(first=(axis.first + timedelta(axis.zoom.step)).isoformat()),
        "today": leads(first=None),
        "more": leads(listed=asked.listed + LISTED),
        "chain": leads(chain=None if asked.shows_chain else 1),
        "toggles": {
            each.group.key: leads(open=",".join(map(str, sorted(keys ^ {each.group.key}))))
            for each in drawn.rows
            if each.group
        },
        "fulls": {key: leads(open=",".join(map(str, sorted(keys))), full=key) for key in keys},
    }


def zoom_words() -> list[tuple[str, str]]:
    return [("week", _("Weeks")), ("month", _("Months")), ("quarter", _("Quarters"))]


# Other days -----------------------------------------------------------------------------------------------------------
def seen_task(request: HttpRequest, pk: int) -> Task:
    rows = permissions.tasks_for(request.user).select_related("project", "activity", "organization", "column")
    return get_object_or_404(rows, pk=pk)


@login_required
def replan_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a task other days: first it is shown what else moves (`?starts_on=&due_on=`), then all of it is done."""
    task, actor = seen_task(request, pk), actor_of(request)
    require(permissions.can_replan_tasks(actor, task.project))
    form = ReplanForm(request.POST or None, task=task, initial=initial_days(request, task))
    found = None
    if form.is_valid():
        found = preview(task.project, {task.pk: form.days()}, form.cleaned_data["skips_weekends"])
        if was_shown(form, found) and replanned(request, form, task, found):
            return redirect(f"/projects/{task.project_id}/timeline/")
    elif not form.is_bound and request.GET:
        days = (form.initial.get("starts_on"), form.initial.get("due_on"))
        found = preview(task.project, {task.pk: days})
    return render(request, "projects/replan_tasks.html", asked_days(task, form, found))


def initial_days(request: HttpRequest, task: Task) -> dict[str, Any]:
    given = {name: day_of(request.GET.get(name, "")) for name in ("starts_on", "due_on")}
    return {name: given[name] or getattr(task, name) for name in given}


def was_shown(form: ReplanForm, found: Preview) -> bool:
    """Is what would be done what was shown? Who changed the days, or where the plan changed, looks again first."""
    if form.cleaned_data["step"] not in {"all", "one"} or form.errors:
        return False
    if form.cleaned_data["moves"] == moves_of(found):
        return True
    form.add_error(None, _("This moves other tasks than those shown before. Look again."))
    return False


def replanned(request: HttpRequest, form: ReplanForm, task: Task, found: Preview) -> bool:
    moves = form.cleaned_data["moves"]
    if form.cleaned_data["step"] == "one":
        moves = moves[: len(found.moves)]
    actor, project = actor_of(request), task.project
    done = apply_form(
        form,
        lambda given: actions.replan_tasks(actor=actor, project=project, moves=moves, client_id=given["client_id"]),
    )
    if done is None:
        return False
    words = ngettext("%(count)s task has other days now.", "%(count)s tasks have other days now.", len(done))
    messages.success(request, words % {"count": len(done)})
    return True


def moves_of(found: Preview) -> list[Move]:
    shifts = [*found.moves, *found.others]
    return [Move(each.task.pk, each.starts_on, each.due_on, each.task.version) for each in shifts]


def asked_days(task: Task, form: ReplanForm, found: Preview | None) -> dict[str, Any]:
    """What the page shows; `moves` are those that its buttons do."""
    moved = found is not None and any(shift_words(each)[0] != shift_words(each)[1] for each in found.moves)
    moves = (
        [[each.task, str(each.starts_on or ""), str(each.due_on or ""), each.version] for each in moves_of(found)]
        if found
        else []
    )
    return {
        "task": task,
        "project": task.project,
        "form": form,
        "found": found,
        "is_moved": moved and form.is_valid() if form.is_bound else moved,
        "others": [(each.task, *shift_words(each)) for each in found.others] if found else [],
        "own": shift_words(found.moves[0]) if found and found.moves else None,
        "early": found.early.get(task.pk) if found else None,
        "moves": json.dumps(moves),
        "is_waiting": task.forerunners.exists() or task.followers.exists(),
    }


def shift_words(shift: Shift) -> tuple[str, str]:
    """The days before and after, in words."""
    return days_in_words(shift.task.starts_on, shift.task.due_on), days_in_words(shift.starts_on, shift.due_on)


# What waits for what --------------------------------------------------------------------------------------------------
@login_required
def dependencies(request: HttpRequest, pk: int) -> HttpResponse:
    """What a task waits for and what waits for it; a form for one more."""
    task, actor = seen_task(request, pk), actor_of(request)
    can_add = permissions.can_add_dependency(actor, task.project)
    form = DependencyForm(request.POST or None, task=task)
    if form.is_bound and not can_add:
        raise PermissionDenied
    if (
        apply_form(
            form,
            lambda given: actions.add_dependency(
                actor=actor, before=given["before"], after=task, lag=given["lag"] or 0
            ),
        )
        is not None
    ):
        return redirect("projects:dependencies", pk)
    near = permissions.dependencies_for(request.user).select_related("before", "after")
    context = {
        "task": task,
        "project": task.project,
        "form": form,
        "can_add": can_add,
        "forerunners": near.filter(after=task).order_by("before__number"),
        "followers": near.filter(before=task).order_by("after__number"),
    }
    return render(request, "projects/dependencies.html", context)


@login_required
@require_POST
def edit_dependency(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(permissions.dependencies_for(request.user).select_related("after__project"), pk=pk)
    form = LagForm(request.POST)
    actor = actor_of(request)
    if apply_form(form, lambda given: actions.edit_dependency(actor=actor, dependency=row, **given)):
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Wait from 0 to 366 days."))
    return redirect("projects:dependencies", row.after_id)


@login_required
@require_POST
def remove_dependency(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(permissions.dependencies_for(request.user).select_related("after__project"), pk=pk)
    actions.remove_dependency(actor=actor_of(request), dependency=row)
    return redirect("projects:dependencies", row.after_id)
