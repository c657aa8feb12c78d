"""Needs and offers out and in as tables."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from journal.actors import Actor
from journal.forms import apply_form, onward
from journal.refusals import Conflict, invalid, require
from needs import actions, permissions
from needs.forms.sheets import ColumnsForm, ExportForm, SheetForm, StartForm
from needs.models import SheetImport
from needs.queries import own_sheets, rows_in_state
from needs.sheets.columns import BY_KEY
from needs.sheets.downloads import answer, template_answer
from needs.sheets.dry_run import is_understood, look_again, look_through
from organizations.actors import acting_for, actor_of
from organizations.cells import TableError, words_of
from organizations.sheets.reading import MOST_ROWS

ON_A_PAGE, SHOWN = 50, 10


def found(request: HttpRequest, pk: int) -> SheetImport:
    return get_object_or_404(permissions.sheets_for(request.user), pk=pk)


def acting(request: HttpRequest, sheet: SheetImport) -> Actor:
    """Who brought it acts for whom they brought it for, whatever is chosen in the shell now."""
    return acting_for(request, sheet.organization) if sheet.organization else Actor(request.user)


# Out ------------------------------------------------------------------------------------------------------------------
@login_required
@require_safe
def export_sheet(request: HttpRequest) -> HttpResponse:
    """Our needs or offers (`?whose=all`: everything one sees on the board) as a table that can be brought back."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        raise Http404
    return answer(request.user, actor_of(request), **form.cleaned_data)


@login_required
@require_safe
def template_sheet(request: HttpRequest) -> HttpResponse:
    """An empty table with its lists."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        raise Http404
    return template_answer(form.cleaned_data["kind"])


# In -------------------------------------------------------------------------------------------------------------------
@login_required
def import_sheet(request: HttpRequest) -> HttpResponse:
    """Choose files; they are looked through, and nothing is written."""
    actor = actor_of(request)
    require(permissions.can_import_sheet(actor))
    form = SheetForm(request.POST or None, request.FILES or None)
    if sheet := apply_form(form, lambda given: keep(actor, **given)):
        ready = is_understood(sheet.tables)
        return redirect("needs:sheet" if ready else "needs:map_sheet", pk=sheet.pk)
    return render(request, "needs/import_sheet.html", {"form": form, "sheets": own_sheets(request.user)[:SHOWN]})


def keep(actor: Actor, kind: str, table: list[tuple[str, bytes]]) -> SheetImport:
    try:
        kept = look_through(actor, kind, table)
    except TableError as error:
        raise invalid(words_of(error, MOST_ROWS), code=error.code, field="table") from error
    return actions.import_sheet(actor=actor, kind=kind, kept=kept, client_id=uuid4())


@login_required
def map_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what the columns of somebody's table are."""
    sheet = found(request, pk)
    if sheet.state != "planned":
        return redirect("needs:sheet", pk=pk)
    actor = acting(request, sheet)
    form = ColumnsForm(request.POST or None, sheet=sheet)
    if (
        apply_form(
            form,
            lambda _given: actions.map_sheet(
                actor=actor, sheet=sheet, **look_again(actor, sheet, form.columns, form.fallbacks)
            ),
        )
        is not None
    ):
        return redirect("needs:sheet", pk=pk)
    return render(request, "needs/map_sheet.html", {"form": form, "sheet": sheet, "tables": form.shown()})


@login_required
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """What a table would do; once it is started, how far it is."""
    known = found(request, pk)
    if known.state != "planned":
        template = "needs/_sheet_progress.html" if request.headers.get("HX-Request") else "needs/sheet_progress.html"
        return render(request, template, {"sheet": known})
    return show(request, known, StartForm(initial={"opens": permissions.can_open_by_sheet(acting(request, known))}))


def show(request: HttpRequest, known: SheetImport, form: StartForm) -> HttpResponse:
    counts = known.counts
    state = request.GET.get("state", "wrong" if counts["wrong"] else "")
    page = Paginator(rows_in_state(known, state), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "sheet": known,
        "form": form,
        "state": state,
        "page": page,
        "rows": [shown_row(known, row) for row in page],
        "query": f"state={state}",
        "to_write": counts["new"] + counts["changed"],
        "may_open": permissions.can_open_by_sheet(acting(request, known)),
        "shows_tables": len(known.tables) > 1,
    }
    return render(request, "needs/sheet.html", context)


def shown_row(known: SheetImport, row: dict[str, Any]) -> dict[str, Any]:
    """With the columns' headings in the reader's language."""
    return {
        **row,
        "table_name": known.tables[row["table"]]["name"],
        "changed_columns": [heading(key) for key in row["changes"]],
        "wrong_columns": [{"heading": heading(key), **told} for key, told in row["errors"].items()],
    }


def heading(key: str) -> str:
    return _("Lines") if key == "lines" else BY_KEY[key].shown if key in BY_KEY else key


@login_required
@require_POST
def start_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    known = found(request, pk)
    form = StartForm(request.POST)
    started = apply_form(form, lambda given: actions.start_sheet(actor=acting(request, known), sheet=known, **given))
    return redirect("needs:sheet", pk=pk) if started is not None else show(request, known, form)


@login_required
@require_POST
def restart_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    known = found(request, pk)
    actions.restart_sheet(actor=acting(request, known), sheet=known)
    return redirect("needs:sheet", pk=pk)


@login_required
@require_POST
def discard_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    known = found(request, pk)
    try:
        actions.discard_sheet(actor=acting(request, known), sheet=known)
    except Conflict as conflict:
        messages.error(request, conflict.detail)
        return redirect("needs:sheet", pk=pk)
    return onward(request, _("The table is discarded. Nothing of it was written."), "needs:import_sheet")
