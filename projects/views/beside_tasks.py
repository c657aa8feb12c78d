"""What is done beside a task: lines of its checklist, comments; and the labels of a project."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render, resolve_url
from django.urls import reverse
from django.views.decorators.http import require_POST

from journal.forms import apply_form
from journal.refusals import require
from organizations.actors import actor_of
from projects import actions, permissions
from projects.forms.tasks import BodyForm, LabelForm
from projects.models import Check, Comment, Label
from projects.views.projects import seen, shell
from projects.views.small_forms import try_verb, uuid_of
from projects.views.tasks import own_task


# The checklist --------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def add_check(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_task(request, pk)
    line: dict[str, Any] = {"client_id": uuid_of(request), "text": request.POST.get("text", "")}
    return try_verb(
        request,
        row.project,
        lambda: actions.add_check(actor=actor_of(request), task=row, **line),
        resolve_url("projects:task", pk),
    )


@login_required
@require_POST
def set_check(request: HttpRequest, pk: int) -> HttpResponse:
    """`done=1` or `done=0`: what is to be, not a change."""
    row = own_check(request, pk)
    is_done = request.POST.get("done") == "1"
    return try_verb(
        request,
        row.task.project,
        lambda: actions.set_check(actor=actor_of(request), check=row, done=is_done),
        resolve_url("projects:task", row.task_id),
    )


@login_required
def edit_check(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = own_check(request, pk), actor_of(request)
    require(permissions.can_edit_check(actor, row))
    if request.method == "POST":
        text = request.POST.get("text", "")
        return try_verb(
            request,
            row.task.project,
            lambda: actions.edit_check(actor=actor, check=row, text=text),
            resolve_url("projects:task", row.task_id),
        )
    return render(request, "projects/edit_check.html", {"check": row, "task": row.task})


@login_required
@require_POST
def delete_check(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_check(request, pk)
    return try_verb(
        request,
        row.task.project,
        lambda: actions.delete_check(actor=actor_of(request), check=row),
        resolve_url("projects:task", row.task_id),
    )


def own_check(request: HttpRequest, pk: int) -> Check:
    return get_object_or_404(permissions.checks_for(request.user).select_related("task__project"), pk=pk)


# Comments -------------------------------------------------------------------------------------------------------------
@login_required
@require_POST
def post_comment(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_task(request, pk)
    said: dict[str, Any] = {"client_id": uuid_of(request), "body": request.POST.get("body", "")}
    return try_verb(
        request,
        row.project,
        lambda: actions.post_comment(actor=actor_of(request), task=row, **said),
        f"{resolve_url('projects:task', pk)}#comments",
    )


@login_required
def edit_comment(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = own_comment(request, pk), actor_of(request)
    require(permissions.can_edit_comment(actor, row))
    form = BodyForm(request.POST or None, initial={"body": row.body})
    form.fields["body"].widget.attrs["data-mentions"] = reverse("api:api_task_mentionables", args=[row.task_id])
    if apply_form(form, lambda given: actions.edit_comment(actor=actor, comment=row, **given)) is not None:
        return redirect("projects:task", row.task_id)
    return render(request, "projects/edit_comment.html", {"comment": row, "form": form})


@login_required
@require_POST
def delete_comment(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_comment(request, pk)
    actions.delete_comment(actor=actor_of(request), comment=row)
    return redirect("projects:task", row.task_id)


def own_comment(request: HttpRequest, pk: int) -> Comment:
    return get_object_or_404(permissions.comments_for(request.user).select_related("task__project"), pk=pk)


# Labels ---------------------------------------------------------------------------------------------------------------
@login_required
def labels(request: HttpRequest, pk: int) -> HttpResponse:
    """The labels of a project, and making one."""
    row, actor = seen(request, pk), actor_of(request)
    if request.method == "POST" and not permissions.can_create_label(actor, row):
        raise PermissionDenied
    form = LabelForm(request.POST or None)
    if apply_form(form, lambda given: actions.create_label(actor=actor, project=row, **given)) is not None:
        return redirect("projects:labels", pk)
    context: dict[str, Any] = {**shell(request, row, "plan"), "labels": row.labels.all(), "form": form}
    return render(request, "projects/labels.html", context)


@login_required
def edit_label(request: HttpRequest, pk: int) -> HttpResponse:
    row, actor = own_label(request, pk), actor_of(request)
    require(permissions.can_edit_label(actor, row))
    form = LabelForm(request.POST or None, initial={"name": row.name, "tint": row.tint})
    if apply_form(form, lambda given: actions.edit_label(actor=actor, label=row, **given)) is not None:
        return redirect("projects:labels", row.project_id)
    return render(request, "projects/edit_label.html", {"label": row, "project": row.project, "form": form})


@login_required
@require_POST
def delete_label(request: HttpRequest, pk: int) -> HttpResponse:
    row = own_label(request, pk)
    actions.delete_label(actor=actor_of(request), label=row)
    return redirect("projects:labels", row.project_id)


def own_label(request: HttpRequest, pk: int) -> Label:
    return get_object_or_404(permissions.labels_for(request.user).select_related("project"), pk=pk)
