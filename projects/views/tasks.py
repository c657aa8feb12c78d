"""The page of a task, and what is done on it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from chat.markdown import render as render_markdown
from journal.forms import apply_form, onward
from journal.ids import id_of
from journal.queries import head
from journal.refusals import Conflict, require
from organizations.actors import actor_of
from projects import actions, permissions, queries
from projects.forms.tasks import CommentForm, FilesForm, TaskForm
from projects.models import Task
from projects.views.projects import seen
from projects.views.small_forms import try_verb, uuid_of, where_from


@login_required
@require_safe
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """What it is, whose, until when, what is left to do of it, what was said about it."""
    row = own_task(request, pk)
    reached = head(row.project.stream)
    row = own_task(request, pk)
    actor = actor_of(request)
    context = {
        "task": row,
        "project": row.project,
        "head": reached,
        "description": render_markdown(row.description) if row.description else "",
        "is_late": queries.is_late(row, timezone.localdate()),
        "checks": queries.checks_of(row),
        "comments": queries.comments_of(row),
        "can_lead": permissions.can_lead(actor, row.project),
        "files": queries.files_of(row),
        "history": queries.history_of(row),
        "can_work": permissions.can_edit_task(actor, row),
        "comment_form": CommentForm(),
        "files_form": FilesForm(),
        "fresh": uuid4(),
    }
    return render(request, "projects/task.html", context)


@login_required
def create_task(request: HttpRequest, pk: int) -> HttpResponse:
    """A whole form, or a title typed into the plan; `?activity=`, `?column=`, `?kind=` come filled in."""
    row, actor = seen(request, pk), actor_of(request)
    require(permissions.can_create_task(actor, row))
    if "text" in request.POST:
        return add_line(request, row)
    initial = {name: id_of(request.GET.get(name, "")) for name in ("activity", "column")}
    initial["kind"] = "milestone" if request.GET.get("kind") == "milestone" else "task"  # type: ignore[assignment]
    form = TaskForm(request.POST or None, project=row, initial=initial)

    def act(given: dict[str, Any]) -> Task:
        return actions.create_task(actor=actor, project=row, client_id=given["client_id"], **form.details())

    if made := apply_form(form, act):
        return redirect(where_from(request) or resolve_url("projects:task", made.pk))
    return render(request, "projects/create_task.html", {"project": row, "form": form})


def add_line(request: HttpRequest, project: Any) -> HttpResponse:
    """A title typed into the plan: whoever types it is asked for nothing more."""
    given = request.POST
    activity = project.activities.filter(pk=id_of(given.get("activity", ""))).first()

    def act() -> Task:
        return actions.create_task(
            actor=actor_of(request),
            project=project,
            client_id=uuid_of(request),
            title=given["text"],
            activity=activity,
            organization=activity.organization if activity is not None else None,
        )

    return try_verb(request, project, act)


@login_required
def edit_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what was changed on this page, and nothing else; where somebody was faster, both are shown."""
    row, actor = own_task(request, pk), actor_of(request)
    require(permissions.can_edit_task(actor, row))
    form = TaskForm(request.POST or None, project=row.project, task=row)
    stale: dict[str, Any] = {}

    def act(_given: dict[str, Any]) -> Task:
        try:
            return actions.edit_task(actor=actor, task=row, **form.changes())
        except Conflict as no:
            stale.update(no.more if no.code == "stale" else {})
            raise

    if apply_form(form, act) is not None:
        return redirect(where_from(request) or resolve_url("projects:task", pk))
    context = {"project": row.project, "task": row, "form": form, "stale": told_stale(stale)}
    if stale:
        told = request.POST.copy()
        told["version"] = str(stale["version"])  # whoever has seen both and saves again has chosen
        form.data = told
    return render(request, "projects/edit_task.html", context)


def told_stale(stale: dict[str, Any]) -> list[tuple[str, str, str]]:
    """[(field, yours, theirs)] in words."""
    fields = stale.get("fields", {})
    return [
        (str(queries.FIELDS[name]), queries.worded(name, both["yours"]), queries.worded(name, both["theirs"]))
        for name, both in fields.items()
    ]


@login_required
@require_POST
def complete_task(request: HttpRequest, pk: int) -> HttpResponse:
    """Done (`done=1`), or not after all."""
    row, actor = own_task(request, pk), actor_of(request)
    verb = actions.complete_task if request.POST.get("done") == "1" else actions.reopen_task
    return try_verb(request, row.project, lambda: verb(actor=actor, task=row), resolve_url("projects:task", pk))


@login_required
@require_POST
def delete_task(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_task(request, pk)
    actions.delete_task(actor=actor_of(request), task=row)
    return onward(
        request, _("Task %(number)s is deleted.") % {"number": row.number}, "projects:deleted_tasks", row.project_id
    )


@login_required
@require_safe
def deleted_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """What was deleted, newest first, to bring back."""
    row = seen(request, pk)
    rows = permissions.deleted_tasks_for(request.user).filter(project=row).order_by("-deleted_at", "-pk")[:100]
    can_work = permissions.can_work(actor_of(request), row)
    return render(request, "projects/deleted_tasks.html", {"project": row, "tasks": rows, "can_work": can_work})


@login_required
@require_POST
def restore_task(request: HttpRequest, pk: int) -> HttpResponse:
    row = get_object_or_404(permissions.deleted_tasks_for(request.user).select_related("project"), pk=pk)
    actions.restore_task(actor=actor_of(request), task=row)
    return redirect("projects:task", pk)


# What they share ------------------------------------------------------------------------------------------------------
def own_task(request: HttpRequest, pk: int) -> Task:
    row = queries.one_task(request.user, pk)
    if row is None:
        raise Http404
    return row
