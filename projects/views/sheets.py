"""Tables of tasks: take them along, bring them, see what they would do, have them written."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.forms import apply_form, onward
from journal.refusals import Conflict
from organizations.actors import actor_of
from organizations.sheets.planning import ON_A_PAGE, rows_in
from projects import actions, permissions
from projects.forms.sheets import TaskSheetForm, brought
from projects.models import Project, TaskSheet
from projects.queries.sheets import sheets_of
from projects.task_downloads import table_answer
from projects.task_table import BY_KEY
from projects.views.projects import seen, shell


# Out ------------------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def export_task_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """All tasks of a project (`?form=xlsx|csv`); with `?empty=1` the headings alone."""
    row = seen(request, pk)
    form = request.GET.get("form", "xlsx")
    if form not in {"xlsx", "csv"}:
        raise Http404
    return table_answer(row, form, is_empty=request.GET.get("empty") == "1")


# In -------------------------------------------------------------------------------------------------------------------
@login_required
def task_sheets(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a table along, or choose a file; it is looked through, and nothing is written."""
    row, actor = seen(request, pk), actor_of(request)
    may_import = permissions.can_import_task_sheet(actor, row)
    if request.method == "POST" and not may_import:
        raise PermissionDenied
    form = TaskSheetForm(request.POST or None, request.FILES or None)
    if sheet := apply_form(form, lambda given: kept(request, row, **given)):
        return redirect("projects:task_sheet", sheet.pk)
    context = {**shell(request, row, "plan"), "form": form, "may_import": may_import}
    return render(request, "projects/task_sheets.html", {**context, "sheets": sheets_of(row, request.user)})


def kept(request: HttpRequest, row: Project, *, client_id: Any, file: Any, with_archived: bool) -> TaskSheet:
    found = brought(row, file, with_archived)
    return actions.import_task_sheet(actor=actor_of(request), project=row, brought=found, client_id=client_id)


def found_sheet(request: HttpRequest, pk: int) -> TaskSheet:
    rows = permissions.task_sheets_for(request.user).select_related("project", "organization")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_safe
def task_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What a file would do, row by row (`?state=wrong`); once it is started, how far it is."""
    sheet = found_sheet(request, pk)
    context: dict[str, Any] = {"sheet": sheet, "project": sheet.project}
    if sheet.state != "planned":
        is_part = bool(request.headers.get("HX-Request"))
        template = "projects/_task_sheet_progress.html" if is_part else "projects/task_sheet_progress.html"
        return render(request, template, context)
    state = request.GET.get("state", "wrong" if sheet.counts["wrong"] else "")
    page = Paginator(rows_in(sheet.rows, state), ON_A_PAGE).get_page(request.GET.get("page"))
    context |= {"state": state, "page": page, "query": f"state={state}", "rows": [shown_row(each) for each in page]}
    return render(request, "projects/task_sheet.html", context)


def shown_row(row: dict[str, Any]) -> dict[str, Any]:
    """With the columns' headings in the reader's language."""
    wrong = [(BY_KEY[key].shown if key in BY_KEY else key, words) for key, words in row["errors"].items()]
    changed = [BY_KEY[key].shown for key in row["changes"]]
    checks = row["values"].get("checks", [])
    return {**row, "wrong": wrong, "changed": changed, "checks_count": len(checks)}


@login_required
@require_POST
def start_task_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = found_sheet(request, pk)
    try:
        actions.start_task_sheet(actor=actor_of(request), sheet=sheet)
    except Conflict as conflict:
        messages.error(request, conflict.detail)
    return redirect("projects:task_sheet", pk)


@login_required
@require_POST
def discard_task_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    sheet = found_sheet(request, pk)
    try:
        actions.discard_task_sheet(actor=actor_of(request), sheet=sheet)
    except Conflict as conflict:
        messages.error(request, conflict.detail)
        return redirect("projects:task_sheet", pk)
    return onward(
        request, _("The file is discarded. Nothing of it was written."), "projects:task_sheets", sheet.project_id
    )
