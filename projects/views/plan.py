"""The plan: its page, and writing the goals, outputs and activities in it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form
from journal.ids import id_of
from journal.queries import head
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.plan import ActivityForm, ResultForm
from projects.models import Activity, Project, Result, Task
from projects.queries.plan import PART
from projects.views.projects import seen, shell
from projects.views.small_forms import back_to_plan, try_verb, uuid_of


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """Goals, outputs, activities and tasks; how far each is."""
    reached = head(f"project.{pk}")  # before the rows, so that a later entry is applied on top of them
    row = seen(request, pk)
    context = {"head": reached, "plan": queries.plan_of(row), "fresh": uuid4(), "today": timezone.localdate()}
    return render(request, "projects/plan.html", {**shell(request, row, "plan"), **context})


@login_required
@require_safe
def activity_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of an activity, when it is opened in a large plan."""
    row = own_activity(request, pk)
    tasks = queries.plan_tasks(row.project).filter(activity=row)
    return part(request, row.project, tasks, {"row": row, "title": row.title})


@login_required
@require_safe
def loose_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """The tasks of no activity."""
    row = seen(request, pk)
    tasks = queries.plan_tasks(row).filter(activity__isnull=True)
    return part(request, row, tasks, {"title": _("Tasks of no activity")})


def part(request: HttpRequest, project: Project, rows: QuerySet[Task], about: dict[str, Any]) -> HttpResponse:
    """Fifty tasks from place `from` on, as rows; else the first of them with the field for one more: as many as were
    `shown`, and the `newest`, wherever it stands. Who asks without a script gets a page of them.
    """
    start, shown = (id_of(request.GET.get(name, "")) or 0 for name in ("from", "shown"))
    most, with_newest = max(shown, PART) if not start else PART, "newest" in request.GET
    context = {
        **about,
        "part": queries.part_of(rows, start, most, with_newest=with_newest),
        "address": request.path,
        "project": project,
        "fresh": uuid4(),
        "today": timezone.localdate(),
        "can_work": permissions.can_work(actor_of(request), project),
    }
    if not request.headers.get("HX-Request"):
        return render(request, "projects/activity_tasks.html", {**context, "start": start})
    return render(request, "projects/_more_tasks.html" if start else "projects/_activity_tasks.html", context)


# Goals and outputs ----------------------------------------------------------------------------------------------------
@login_required
def create_result(request: HttpRequest, pk: int) -> HttpResponse:
    """`?kind=goal`, or `?kind=output&goal=7`."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_result(actor, row))
    kind = Result.Kind.OUTPUT if request.GET.get("kind") == "output" else Result.Kind.GOAL
    if "text" in request.POST:
        goal = chosen_result(request, row, "goal")
        line: dict[str, Any] = {"client_id": uuid_of(request), "title": request.POST["text"]}
        return try_verb(
            request, row, lambda: actions.create_result(actor=actor, project=row, kind=kind, goal=goal, **line)
        )
    initial = {"goal": id_of(request.GET.get("goal", ""))}
    form = ResultForm(request.POST or None, project=row, kind=kind, initial=initial)

    def act(given: dict[str, Any]) -> Result:
        made = {"client_id": given["client_id"], "kind": kind, **form.details()}
        return actions.create_result(actor=actor, project=row, **made)

    if apply_form(form, act) is not None:
        return back_to_plan(row)
    return render(request, "projects/create_result.html", {"project": row, "form": form, "kind": kind})


@login_required
def edit_result(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = own_result(request, pk), actor_of(request)
    require(permissions.can_edit_result(actor, row))
    form = ResultForm(request.POST or None, project=row.project, kind=row.kind, row=row)
    if apply_form(form, lambda _given: actions.edit_result(actor=actor, result=row, **form.details())):
        return back_to_plan(row.project)
    return render(request, "projects/edit_result.html", {"project": row.project, "form": form, "row": row})


@login_required
@require_POST
def place_result(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among its neighbours."""
    row = own_result(request, pk)
    others = Result.objects.filter(project=row.project, kind=row.kind, goal=row.goal_id)
    is_known, after = neighbour(list(others), row, request.POST.get("to", ""))
    if not is_known:
        return back_to_plan(row.project)
    return try_verb(
        request, row.project, lambda: actions.place_result(actor=actor_of(request), result=row, after=after)
    )


@login_required
@require_POST
def delete_result(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_result(request, pk)
    return try_verb(request, row.project, lambda: actions.delete_result(actor=actor_of(request), result=row))


# Activities -----------------------------------------------------------------------------------------------------------
@login_required
def create_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """`?output=7`."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_activity(actor, row))
    output = chosen_result(request, row, "output")
    if "text" in request.POST:
        line: dict[str, Any] = {"client_id": uuid_of(request), "title": request.POST["text"]}
        return try_verb(request, row, lambda: actions.create_activity(actor=actor, project=row, output=output, **line))
    initial = {"output": output, "organization": actor.organization_id}
    form = ActivityForm(request.POST or None, project=row, initial=initial)

    def act(given: dict[str, Any]) -> Activity:
        return actions.create_activity(actor=actor, project=row, client_id=given["client_id"], **form.details())

    if apply_form(form, act) is not None:
        return back_to_plan(row)
    return render(request, "projects/create_activity.html", {"project": row, "form": form})


@login_required
def edit_activity(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = own_activity(request, pk), actor_of(request)
    require(permissions.can_edit_activity(actor, row))
    form = ActivityForm(request.POST or None, project=row.project, row=row)
    if apply_form(form, lambda _given: actions.edit_activity(actor=actor, activity=row, **form.details())):
        return back_to_plan(row.project)
    return render(request, "projects/edit_activity.html", {"project": row.project, "form": form, "row": row})


@login_required
@require_POST
def place_activity(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down under its output."""
    row = own_activity(request, pk)
    others = Activity.objects.filter(project=row.project, output=row.output_id)
    is_known, after = neighbour(list(others), row, request.POST.get("to", ""))
    if not is_known:
        return back_to_plan(row.project)
    actor = actor_of(request)
    return try_verb(
        request,
        row.project,
        lambda: actions.place_activity(actor=actor, activity=row, output=row.output, after=after),
    )


@login_required
@require_POST
def delete_activity(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_activity(request, pk)
    return try_verb(request, row.project, lambda: actions.delete_activity(actor=actor_of(request), activity=row))


# What they share ------------------------------------------------------------------------------------------------------
def own_result(request: HttpRequest, pk: int) -> Result:
    return get_object_or_404(permissions.results_for(request.user).select_related("project", "goal"), pk=pk)


def own_activity(request: HttpRequest, pk: int) -> Activity:
    rows = permissions.activities_for(request.user).select_related("project", "output", "item", "organization")
    return get_object_or_404(rows, pk=pk)


def chosen_result(request: HttpRequest, project: Project, name: str) -> Result | None:
    pk = id_of(request.GET.get(name, ""))
    return project.results.filter(pk=pk).first() if pk is not None else None


def neighbour(rows: list[Any], row: Any, to: str) -> tuple[bool, Any | None]:
    """(is there such a place, the one behind which it goes) for one step "up" or "down" in `rows`."""
    at = rows.index(row)
    if to == "up" and at > 0:
        return True, rows[at - 2] if at > 1 else None
    if to == "down" and at + 1 < len(rows):
        return True, rows[at + 1]
    return False, None
